#!/usr/bin/env bash
# Every test there is: formatting, all modules with a real Envoy and a real server, the demo's own, the demo from the packed
# archive. Ends with a summary. Tests with a real Prometheus are left out where none can be had.
set -uo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
scripts/need.sh jdk maven python || exit 1
envoy=$(scripts/envoy.sh) || exit 1
prometheus=$(scripts/prometheus.sh) || prometheus=
mkdir -p target
started=$(date +%s)
log=target/test.log

echo "Envoy: $envoy"
echo "Prometheus: ${prometheus:-none, so tests with one are SKIPPED}"
python3 -m unittest discover --start-directory demo --top-level-directory demo || demo=failed
{ mvn -B -ntp spotless:check && mvn -B -ntp --fail-at-end install -Dkuma.envoy="$envoy" -Dkuma.prometheus="$prometheus"; } 2>&1 | tee "$log"
maven=${PIPESTATUS[0]}
python3 scripts/summary.py --since "$started" --log "$log"
if [ "$maven" -eq 0 ]; then
  version=$(sed -nE 's|^  <version>(.*)</version>|\1|p' pom.xml)
  { archive=$(scripts/pack.sh "$version") && scripts/try-archive.sh "$archive"; } || archive=failed
fi
[ "$maven" -eq 0 ] && [ -z "${demo:-}" ] && [ "${archive:-}" != failed ]
