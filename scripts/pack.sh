#!/usr/bin/env bash
# Packs the built distribution and Envoy into deployment/target/kuma-VERSION-linux-amd64.tar.gz, which unpacks to one folder.
# Usage: scripts/pack.sh VERSION. Prints the archive's path.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
built=deployment/target/kuma
version=${1:?usage: scripts/pack.sh VERSION}
name=kuma-$version
archive=deployment/target/$name-linux-amd64.tar.gz

[ -x "$built/bin/kuma-cp" ] || { echo "pack: there is no distribution in $built: make dist builds it first." >&2; exit 1; }
# The one from the wheel, whatever this machine has on its PATH: its licence and its build are known.
envoy=$(scripts/envoy.sh --own)

stage=$(mktemp -d deployment/target/pack.XXXXXX)
trap 'rm -rf "$stage"' EXIT
mkdir "$stage/$name"
# The classes that a start loads are kept for one folder and one JVM: there they would be of no use.
tar -C "$built" --exclude=./lib/kuma-cp.jsa -cf - . | tar -C "$stage/$name" -xf -
cp "$envoy" "$stage/$name/bin/envoy"
chmod 755 "$stage/$name/bin/envoy"
cp -r LICENSE deployment/Containerfile deployment/src/main/archive/* "$stage/$name/"
cp -r deployment/systemd "$stage/$name/"
tar -C "$stage" --owner=0 --group=0 --numeric-owner --mode=u+w,go+rX,go-w -czf "$stage/archive" "$name"
mv "$stage/archive" "$archive"
echo "$archive"
