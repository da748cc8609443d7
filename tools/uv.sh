#!/usr/bin/env bash
# Print the path of uv; fetch it into .boot/ when no fitting one is installed.
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=0.13.9

fits() { # a version that reads our lock: $wanted or later
  local have
  have=$("$1" --version 2>/dev/null | awk '{print $2}') && [ -n "$have" ] &&
    [ "$(printf '%s\n%s\n' "$wanted" "$have" | sort -V | head -n 1)" = "$wanted" ]
}

for candidate in uv .boot/bin/uv; do
  if found=$(command -v "$candidate") && fits "$found"; then
    echo "$found"
    exit 0
  fi
done
python=$(tools/python.sh)
echo "Fetching uv $wanted into .boot/ …" >&2
if ! PIP_ROOT_USER_ACTION=ignore "$python" -m pip install --quiet --disable-pip-version-check --upgrade \
  --target .boot "uv==$wanted" >&2; then
  echo "uv $wanted could not be installed with '$python -m pip'. Install uv yourself (any way that" >&2
  echo "puts it on the PATH, version $wanted or later) and try again." >&2
  exit 1
fi
echo "$PWD/.boot/bin/uv"
