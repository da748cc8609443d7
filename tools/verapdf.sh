#!/usr/bin/env bash
# Check a PDF against PDF/UA or PDF/A; prints the report as XML. Status 0: it complies, 1: it does not.
# usage: tools/verapdf.sh FILE [--flavour ua1|2a|3a|…]   (ua1); needs `make test-tools`
set -euo pipefail
tools=$(cd "$(dirname "$0")/.." && pwd)/.tools
[ $# -eq 1 ] || { [ $# -eq 3 ] && [ "$2" = --flavour ]; } || { sed -n '2,3s/^# //p' "$0" >&2; exit 2; }
[ -d "$tools/classes" ] || { echo "veraPDF is not set up: run make test-tools." >&2; exit 2; }
exec java -cp "$tools/jaxb-runtime.jar:$tools/verapdf.jar:$tools/classes" VeraPdf "$1" "${3:-ua1}"
