#!/usr/bin/env bash
# Bring uv.lock in step with pyproject.toml, without the name of any package host in it
# (docs/decisions/0003-lock-without-hosts.md). Versions that still fit are kept.
# usage: tools/lock.sh [uv lock's options, such as --upgrade or --upgrade-package NAME]
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$(tools/uv.sh)
"$uv" lock --quiet "$@"
sed -E -i.hosts -e 's|url = "https?://[^"]*/([^"/]+)"|filename = "\1"|' \
  -e 's|registry = "[^"]*"|registry = "index"|' uv.lock
rm -f uv.lock.hosts
if grep -n '://' uv.lock; then
  echo "uv.lock still names a host (above)." >&2
  exit 1
fi
echo "uv.lock is in step with pyproject.toml."
