#!/usr/bin/env bash
# Everything `make check` looks at before the tests. Goes on after a fault, so that one run
# shows them all; ends with a status that tells.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
code=(lms courses dilemmas certification cms_site tests tools manage.py)
faults=()

step() { # step NAME COMMAND…: quiet when it passes
  local name=$1 output
  shift
  if output=$("$@" 2>&1); then
    echo "ok    $name"
  else
    echo "FAIL  $name"
    printf '%s\n' "$output" | sed 's/^/      /'
    faults+=("$name")
  fi
}

templates() { git ls-files -z --cached --others --exclude-standard -- 'lms/*.html' 'courses/*.html' 'dilemmas/*.html' 'certification/*.html' 'cms_site/*.html'; }

production() { # a command with what production needs, and a folder that goes away
  local folder status
  folder=$(mktemp -d)
  local in_production=(env -u DATABASE_URL DJANGO_SETTINGS_MODULE=lms.settings.production
    DATA_DIR="$folder" SECRET_KEY=k7Jq2vX9mZp4Wt8Rn3Yb6Hs1Lf5Dg0CxQeUiOaTzMwVrNhSjBk
    ALLOWED_HOSTS=campus.example BASE_URL=https://campus.example SEALING_KEYS="$folder/key.pem"
    "$bin/python" manage.py)
  "${in_production[@]}" new_sealing_key "$folder/key.pem" && "${in_production[@]}" "$@"
  status=$?
  rm -rf "$folder"
  return $status
}

step "lock in step with pyproject.toml" bash -c '"$(tools/uv.sh)" lock --check --quiet && ! grep -n "://" uv.lock'
step "ruff check" "$bin/ruff" check --quiet "${code[@]}"
step "ruff format" "$bin/ruff" format --check --quiet "${code[@]}"
step "djhtml" bash -c "$(declare -f templates); templates | xargs -0 -r $bin/djhtml --tabwidth 2 --check"
step "djlint" bash -c "$(declare -f templates); templates | xargs -0 -r $bin/djlint --lint --quiet"
step "mypy" "$bin/mypy"
step "import contracts" "$bin/lint-imports"
step "migrations up to date" env -u DATABASE_URL DJANGO_SETTINGS_MODULE=lms.settings.test "$bin/python" manage.py makemigrations --check --dry-run
step "check --deploy" production check --deploy --fail-level WARNING
step "compiled translations" "$bin/python" tools/messages.py check

if [ ${#faults[@]} -gt 0 ]; then
  printf -v list '%s, ' "${faults[@]}"
  echo "Not in order: ${list%, }." >&2
  exit 1
fi
