#!/usr/bin/env bash
# Starts a control plane with a store of its own, measures it with fake proxies, and stops it.
#   PROXIES=200 SERVICES=50 RAMP=20 bench/run.sh
set -euo pipefail
cd "$(dirname "$0")/.."
kuma=deployment/target/kuma
work=$(mktemp -d)
export KUMA_GENERAL_WORK_DIR="$work"

"$kuma/bin/kuma-cp" run >"$work/kuma-cp.log" 2>&1 &
launcher=$!
stop() {
  kill "$launcher" 2>/dev/null || true
  wait "$launcher" 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT

started=$(date +%s%N)
until curl -sf http://localhost:5680/ready >/dev/null; do
  kill -0 "$launcher" 2>/dev/null || { cat "$work/kuma-cp.log"; exit 1; }
  [ $(($(date +%s%N) - started)) -lt 90000000000 ] || { cat "$work/kuma-cp.log"; exit 1; }
  sleep 0.05
done
printf '%-52s %.1f s\n' 'start to ready' "$(echo "($(date +%s%N) - $started) / 1000000000" | bc -l)"

# The server is the process with the data plane server's port open; the launcher may be its parent.
server=$launcher
child=$(pgrep -P "$launcher" java || true)
[ -z "$child" ] || server=$child

java -Xmx1g -XX:+UseParallelGC -cp "bench/target/*:bench/target/lib/*" io.kuma.bench.Bench \
  --pid "$server" --proxies "${PROXIES:-200}" --services "${SERVICES:-50}" --ramp "${RAMP:-20}"
