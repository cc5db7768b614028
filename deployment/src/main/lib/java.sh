# For the launchers: sets $java to a Java runtime that is new enough, or ends with one sentence. Wants $name, their own name.
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
if ! command -v "$java" >/dev/null 2>&1; then
  echo "$name: there is no $java; install a Java runtime 17 or later, or set JAVA_HOME." >&2
  exit 1
fi
# A runtime says its version in a file, which is quicker to ask than the runtime; old ones are laid out otherwise.
release=$(dirname "$(readlink -f "$(command -v "$java")")")/../release
if [ -r "$release" ]; then
  version=$(sed -n 's/^JAVA_VERSION="\(.*\)".*/\1/p' "$release")
else
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
fi
major=${version%%[!0-9]*}
if [ "${major:-0}" -lt 17 ]; then
  echo "$name: $java is Java ${version:-of an unknown version}; install a Java runtime 17 or later, or set JAVA_HOME." >&2
  exit 1
fi
