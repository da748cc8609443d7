#!/usr/bin/env bash
# Print the path of a Python that really runs. Asked for a version: that one, or fail.
# Asked for none: PYTHON when set, else the first of 3.11 or later.
# usage: tools/python.sh [3.13]
set -euo pipefail

path_of() { # its real path when it runs and is of version $2 (or 3.11 and later)
  "$1" -c '
import sys
wanted = sys.argv[1]
ok = "%d.%d" % sys.version_info[:2] == wanted if wanted else sys.version_info >= (3, 11)
print(sys.executable) if ok else sys.exit(1)' "${2:-}" 2>/dev/null
}

if [ $# -gt 0 ]; then
  for candidate in "python$1" "${PYENV_ROOT:-$HOME/.pyenv}/versions/$1".*/bin/python; do
    path_of "$candidate" "$1" && exit 0
  done
  exit 1
fi
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python}; do
  path_of "$candidate" && exit 0
done
echo "Python 3.11 or later is needed; set PYTHON to the path of one." >&2
exit 1
