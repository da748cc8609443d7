#!/usr/bin/env bash
# The tests once more on Python 3.13, for which uv.lock holds Django 6.1, only what is nearest
# to these (all of them: `.venv-3.13/bin/python tools/test.py quick`). Nothing happens when
# there is no such Python here.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! python=$(tools/python.sh 3.13); then
  echo "No Python 3.13 here: the tests were not run on it."
  exit 0
fi
tools/setup.sh dev .venv-3.13 "$python"
echo "Once more on Python 3.13:"
exec .venv-3.13/bin/python tools/test.py newest
