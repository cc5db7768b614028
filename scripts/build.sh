#!/usr/bin/env bash
# Builds the distribution without tests, unless it is newer than every source; says which module it is at, since a first
# build spends minutes downloading.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
distribution=deployment/target/kuma
stamp=deployment/target/built
log=target/build.log

is_current() {
  [ -e "$stamp" ] && [ -x "$distribution/bin/kuma-cp" ] &&
    [ -z "$(find . \( -name target -o -name .git -o -name .envoy -o -path '*/src/test' -o -path ./demo -o -path ./docs \) -prune \
      -o -type f \( -name pom.xml -o -path '*/src/*' -o -path './deployment/*' \) -newer "$stamp" -print -quit)" ]
}

if is_current; then
  exit 0
fi

scripts/need.sh jdk maven
mkdir -p target
echo "Building (the first time this also downloads libraries and the server; log: $log)"
before=$(mktemp)
trap 'rm -f "$before"' EXIT
started=$SECONDS

show_progress() {
  local line module="" waited=$SECONDS
  while true; do
    if IFS= read -r -t 20 line; then
      if [[ $line =~ Building\ (.+[^\ ])\ +.*\[([0-9]+/[0-9]+)\] ]]; then
        module=${BASH_REMATCH[1]% *}
        printf '  [%s] %s\n' "${BASH_REMATCH[2]}" "$module"
        waited=$SECONDS
      fi
    elif [ $? -gt 128 ]; then
      printf '        still at %s after %d s\n' "${module:-the start}" $((SECONDS - waited))
    else
      return 0
    fi
  done
}

if ! mvn -B -ntp -DskipTests -pl deployment,kuma-dp,kuma-tcp-echo,kuma-prometheus-sd -am install 2>&1 | tee "$log" | show_progress; then
  echo "The build failed; the end of $log:" >&2
  grep -E '^\[ERROR\]|BUILD' "$log" | head -n 20 >&2
  exit 1
fi
touch -r "$before" "$stamp"
echo "Built in $((SECONDS - started)) s"
