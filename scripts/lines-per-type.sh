#!/usr/bin/env bash
# Prints how many lines of code each resource type and policy takes, its package without tests, blank lines, imports and
# comments, and the median: a type far above it probably does something that should be shared.
set -euo pipefail

cd "$(dirname "$0")/.."
for package in kuma-cp-model/src/main/java/io/kuma/resource/*/ kuma-cp-policies/src/main/java/io/kuma/policy/*/; do
  name=$(basename "$package")
  grep -lqs '@Kind(' "$package"*.java || [ -n "$(find "$package" -name '*Plugin.java')" ] || continue
  lines=$(cat "$package"*.java | grep -cvE '^\s*($|//|/?\*|import |package |@NullMarked)')
  printf '%5d  %s\n' "$lines" "$name"
done | awk '{ sum[$2] += $1 } END { for (type in sum) printf "%5d  %s\n", sum[type], type }' | sort -n -k1,1 -k2,2 |
  awk '{ print; lines[NR] = $1; all += $1 } END { printf "%5d  median of %d types, %d in all\n", lines[int((NR + 1) / 2)], NR, all }'
