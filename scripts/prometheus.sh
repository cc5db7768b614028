#!/usr/bin/env bash
# Prints the path of a Prometheus for tests: the one named by $PROMETHEUS, else the one on the PATH, else the one from Debian's
# package, which is unpacked into .prometheus/ the first time; nothing is installed. Where there is none it says why and ends with 1, within a minute.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
home=$root/.prometheus
installed=$home/usr/bin/prometheus

fail() {
  echo "prometheus: $*" >&2
  exit 1
}

if [ -n "${PROMETHEUS:-}" ]; then
  [ -x "$PROMETHEUS" ] || fail "PROMETHEUS names $PROMETHEUS, which is not an executable file."
  echo "$PROMETHEUS"
  exit 0
fi

if command -v prometheus >/dev/null 2>&1; then
  command -v prometheus
  exit 0
fi

runs() {
  [ -x "$1" ] && "$1" --version >/dev/null 2>&1
}

if ! runs "$installed"; then
  other="Name one: PROMETHEUS=/path/to/prometheus."
  for tool in apt-get dpkg timeout; do
    command -v $tool >/dev/null 2>&1 || fail "it is fetched as a package of Debian, and there is no $tool. $other"
  done
  fresh=$(mktemp -d "$root/.prometheus.XXXXXX")
  trap 'rm -rf "$fresh"' EXIT
  mkdir -p "$fresh/apt/lists/partial" "$fresh/apt/archives/partial"
  bounded=(-qq -o Acquire::Retries=0 -o Acquire::http::Timeout=10 -o Acquire::https::Timeout=10 -o APT::Sandbox::User="$(id -un)")
  # What this machine knows of packages may be nothing, or old; then lists of its own, which anybody may fetch.
  own=(-o Dir::State::Lists="$fresh/apt/lists" -o Dir::Cache="$fresh/apt")
  fetch() {
    (cd "$fresh" && timeout 20 apt-get "${bounded[@]}" "$@" download prometheus) >&2
  }
  fetch 2>/dev/null || { timeout 20 apt-get "${bounded[@]}" "${own[@]}" update >&2 && fetch "${own[@]}"; } ||
    fail "the package cannot be fetched. $other"
  mkdir "$fresh/unpacked"
  dpkg -x "$fresh"/prometheus_*.deb "$fresh/unpacked" || fail "the package cannot be unpacked. $other"
  runs "$fresh/unpacked/usr/bin/prometheus" || fail "the Prometheus of the package does not run on this machine. $other"
  # Whoever was first has as good a one.
  [ ! -e "$home" ] || runs "$installed" || rm -rf "$home"
  mv -T "$fresh/unpacked" "$home" 2>/dev/null || true
  runs "$installed" || fail "could not put Prometheus into $home."
fi

echo "$installed"
