#!/usr/bin/env bash
# Runs one suite of conformance cases on a folder of its format: conformance.sh <suite> [<folder>]. Without a folder it is
# that of the shared data. The last line is `N passed, N failed`; the exit code is 0 if cases ran and none failed.
set -uo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
suites="envoyconfig matchers recorded rest rules validation"
suite=${1:-}
case $suite in
  # Core types and policies have a runner each; every case is run by the one that knows its type.
  validation) modules=kuma-cp-model,kuma-cp-policies tests=CoreTypesConformanceTest,PolicyTypesTest#validation ;;
  matchers) modules=kuma-cp-policies tests=MatcherConformanceTest ;;
  rules) modules=kuma-cp-policies tests=RuleConformanceTest ;;
  envoyconfig) modules=kuma-cp-rest tests=EnvoyConfigConformanceTest ;;
  rest) modules=kuma-cp-rest tests=RestConformanceTest ;;
  recorded) modules=kuma-cp-rest tests=RecordedRestTest ;;
  *)
    echo "conformance: SUITE must be one of: $suites" >&2
    exit 2
    ;;
esac

folder=()
if [ -n "${2:-}" ]; then
  [ -d "$2" ] || { echo "conformance: $2 is not a folder" >&2; exit 2; }
  folder=("-Dkuma.conformance.$suite=$(cd "$2" && pwd)")
fi

cd "$root"
mkdir -p target
log=target/conformance.log
# shellcheck disable=SC2086 # MAVEN may have arguments.
${MAVEN:-mvn -B -ntp} -pl "$modules" -am test "-Dtest=$tests" -Dsurefire.failIfNoSpecifiedTests=false \
  -Dmaven.test.failure.ignore=true "${folder[@]+"${folder[@]}"}" >"$log" 2>&1
built=$?

lines=$(grep -E "^$suite(/[^ ]*)?: " "$log")
[ -z "$lines" ] || printf '%s\n' "$lines"
sed -nE 's/^\[ERROR\] +([A-Za-z]+Test\.[^ ]+:[0-9]+.*)/failed: \1/p' "$log" | cut -c 1-500 | sort -u
passed=$(printf '%s\n' "$lines" | sed -nE 's/.*: ([0-9]+) passed, [0-9]+ failed.*/\1/p' | paste -s -d+ - | sed 's/^$/0/')
failed=$(printf '%s\n' "$lines" | sed -nE 's/.*: [0-9]+ passed, ([0-9]+) failed.*/\1/p' | paste -s -d+ - | sed 's/^$/0/')
passed=$((passed))
failed=$((failed))
if [ "$built" -ne 0 ]; then
  echo "The build failed; the end of $log:" >&2
  grep -E '^\[ERROR\]|BUILD' "$log" | head -n 20 >&2
elif [ $((passed + failed)) -eq 0 ]; then
  echo "No case ran: there is none of this suite's format in the folder." >&2
fi
echo "$passed passed, $failed failed"
[ "$built" -eq 0 ] && [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
