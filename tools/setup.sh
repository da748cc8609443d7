#!/usr/bin/env bash
# Make or renew a virtual environment from uv.lock; does nothing when it is in step.
# usage: tools/setup.sh run|dev [FOLDER [PYTHON]]   (FOLDER: .venv)
#   run  what the product needs, production extras included
#   dev  that, and the tools for tests and checks
set -euo pipefail
cd "$(dirname "$0")/.."
export UV_PYTHON_DOWNLOADS=never
level=$1 folder=${2:-.venv} python=${3:-}
stamp=$folder/.in-step

[ -n "$python" ] || { [ -x "$folder/bin/python" ] && python=$folder/bin/python; } || python=$(tools/python.sh)
version=$("$python" -c 'import hashlib, sys; print(sys.version.split()[0], hashlib.sha256(open("uv.lock", "rb").read()).hexdigest())')
if [ -x "$folder/bin/python" ] && [ -f "$stamp" ]; then
  case "$(cat "$stamp")" in
    "$level $version" | "dev $version") exit 0 ;;
  esac
fi

uv=$(tools/uv.sh)
[ -x "$folder/bin/python" ] || "$uv" venv --quiet --python "$python" "$folder"
groups=(--no-dev)
[ "$level" = dev ] && groups=(--group dev)
mkdir -p build
"$uv" export --quiet --frozen --all-extras "${groups[@]}" --output-file "build/requirements-$level.txt" >/dev/null
echo "Installing what uv.lock lists into $folder …" >&2
rm -f "$stamp"
"$uv" pip sync --quiet --compile-bytecode --require-hashes --python "$folder/bin/python" "build/requirements-$level.txt"
echo "$level $version" >"$stamp"
