#!/usr/bin/env bash
# Checks for the tools named as arguments, and says all that is missing in one go. `jdk` is a JDK of version 17 or later.
set -euo pipefail

missing=()
for tool in "$@"; do
  case $tool in
    jdk)
      javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac
      if ! command -v "$javac" >/dev/null 2>&1; then
        missing+=("a JDK 17 or later (there is no $javac)")
      else
        major=$("$javac" -version 2>&1 | sed -nE 's/^javac ([0-9]+).*/\1/p' | head -n 1)
        [ "${major:-0}" -ge 17 ] || missing+=("a JDK 17 or later ($javac is version ${major:-unknown})")
      fi
      ;;
    maven) command -v mvn >/dev/null 2>&1 || missing+=("Maven 3.8 or later (there is no mvn)") ;;
    python) command -v python3 >/dev/null 2>&1 || missing+=("Python 3 (there is no python3)") ;;
    *) command -v "$tool" >/dev/null 2>&1 || missing+=("$tool") ;;
  esac
done

if [ ${#missing[@]} -gt 0 ]; then
  echo "This needs something that is not installed here:" >&2
  printf '  - %s\n' "${missing[@]}" >&2
  exit 1
fi
