#!/usr/bin/env bash
# Measures the store of a control plane that this starts and stops: on the embedded H2, then on a PostgreSQL that this starts
# too. Both write every answered call to disk.
#   RESOURCES=10000 bench/store.sh
set -euo pipefail
cd "$(dirname "$0")/.."
kuma=deployment/target/kuma
classpath="bench/target/*:bench/target/lib/*"
work=$(mktemp -d)
launcher=
postgres=
stop() {
  [ -z "$launcher" ] || { kill "$launcher" 2>/dev/null || true; wait "$launcher" 2>/dev/null || true; }
  launcher=
}
trap 'stop; [ -z "$postgres" ] || exec 3>&-; rm -rf "$work"' EXIT

measure() {
  echo "$1"
  export KUMA_GENERAL_WORK_DIR="$work/$1"
  "$kuma/bin/kuma-cp" run >"$work/$1.log" 2>&1 &
  launcher=$!
  until curl -sf http://localhost:5680/ready >/dev/null && curl -sf http://localhost:5681/ >/dev/null; do
    kill -0 "$launcher" 2>/dev/null || { cat "$work/$1.log"; exit 1; }
    sleep 0.1
  done
  java -Xmx512m -XX:+UseParallelGC -cp "$classpath" io.kuma.bench.StoreBench --resources "${RESOURCES:-10000}"
  stop
}

measure H2

mkfifo "$work/until"
java -cp "$classpath" io.kuma.bench.BenchPostgres <"$work/until" >"$work/port" 2>"$work/postgres.log" &
postgres=$!
exec 3>"$work/until"
until [ -s "$work/port" ]; do
  kill -0 "$postgres" 2>/dev/null || { cat "$work/postgres.log"; exit 1; }
  sleep 0.1
done
KUMA_STORE_POSTGRES_PORT=$(cat "$work/port")
export KUMA_STORE_TYPE=postgres KUMA_STORE_POSTGRES_PORT KUMA_STORE_POSTGRES_HOST=localhost
export KUMA_STORE_POSTGRES_USER=postgres KUMA_STORE_POSTGRES_PASSWORD=postgres KUMA_STORE_POSTGRES_DB_NAME=postgres
"$kuma/bin/kuma-cp" migrate up
measure PostgreSQL
