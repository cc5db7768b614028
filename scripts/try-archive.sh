#!/usr/bin/env bash
# Tries the archive as users get it: unpacks it into a folder with a space in its name, calls each launcher through a
# link from elsewhere, and runs the demo with it and its own Envoy. Usage: scripts/try-archive.sh ARCHIVE.
set -euo pipefail

archive=$(realpath "${1:?usage: scripts/try-archive.sh ARCHIVE}")
demo=$(cd "$(dirname "$0")/../demo" && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

fail() {
  echo "archive: $*" >&2
  exit 1
}

mkdir "$place/a folder" "$place/links" "$place/home"
tar -C "$place/a folder" -xzf "$archive"
folders=("$place/a folder"/*)
[ ${#folders[@]} -eq 1 ] || fail "it unpacks to more than one folder: ${folders[*]}"
kuma=${folders[0]}
for file in LICENSE NOTICE README Containerfile conf/kuma-cp.conf.yml bin/kuma-cp bin/kuma-dp bin/kumactl bin/kuma-tcp-echo \
  bin/kuma-prometheus-sd bin/envoy; do
  [ -f "$kuma/$file" ] || fail "it has no $file"
done

# A runtime that is too old, as far as launchers can see.
mkdir -p "$place/java 11/bin"
printf '#!/bin/sh\nexit 0\n' >"$place/java 11/bin/java"
chmod +x "$place/java 11/bin/java"
echo 'JAVA_VERSION="11.0.2"' >"$place/java 11/release"

export HOME=$place/home
cd "$place/links"
for launcher in "$kuma"/bin/*; do
  called=$(basename "$launcher")
  ln -s "$launcher" "$called"
  [ "$called" != envoy ] || continue
  for java in "$place/nowhere" "$place/java 11"; do
    said=$(JAVA_HOME=$java "./$called" run 2>&1) && fail "$called runs with JAVA_HOME=$java"
    [[ $said == "$called: "*"install a Java runtime 17 or later"* ]] || fail "$called says with JAVA_HOME=$java: $said"
  done
done
for call in "./kuma-cp version" "./kuma-dp version" "./kumactl version" "./kuma-tcp-echo --help" "./kuma-prometheus-sd version" "./envoy --version"; do
  $call >"$place/said" 2>&1 || fail "$call: $(cat "$place/said")"
done

ENVOY=$kuma/bin/envoy python3 "$demo/demo.py" --once --distribution "$kuma" --state "$place/state"
