# Integriteitscampus: `make help` lists the targets.
SHELL := bash
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
export UV_PYTHON_DOWNLOADS := never
# Empty means: keep what was compiled. Eight hundred modules at each start take a second.
export PYTHONDONTWRITEBYTECODE :=

python := .venv/bin/python
code := lms courses dilemmas certification cms_site tests tools manage.py
templates := lms courses dilemmas certification cms_site

.PHONY: help
help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile

.PHONY: demo
demo: ## serve the demo on 127.0.0.1 (PORT, DATA_DIR)
	@tools/setup.sh run
	exec $(python) tools/serve.py demo

.PHONY: serve
serve: ## serve production: settings from the environment, DATABASE_URL for PostgreSQL
	@tools/setup.sh run
	exec $(python) tools/serve.py serve

.PHONY: test
test: ## run the whole test suite, browser and PostgreSQL included
	@tools/setup.sh dev
	$(python) tools/test.py

.PHONY: check
check: ## what CI runs: lint, types, imports, migrations, then all tests
	@tools/setup.sh dev
	tools/check.sh
	$(python) tools/test.py
	tools/test_newest.sh

.PHONY: lint
lint: ## the part of `make check` before the tests
	@tools/setup.sh dev
	tools/check.sh

.PHONY: format
format: ## put code and templates in shape
	@tools/setup.sh dev
	.venv/bin/ruff check --fix --quiet $(code) || true
	.venv/bin/ruff format --quiet $(code)
	git ls-files -z -- $(templates:%='%/*.html') | xargs -0 -r .venv/bin/djhtml --tabwidth 2

.PHONY: test-tools
test-tools: ## fetch axe, the HTML checker and veraPDF, for the tests that use them
	@tools/setup.sh dev
	tools/test_tools.sh

.PHONY: soak
soak: ## what takes long: backups under load; kills, races, fuzz of the LRS; certificates raced, killed, upgraded and guessed; exports and mails killed; imports of 30,000
	@tools/setup.sh dev
	$(python) tools/test.py soak

.PHONY: bench
bench: ## print the benchmarks (ARGS="--only queries": the LRS at a million statements; "--only answers": a million answers; "--only sealing": 5,000 PDFs; "--only checks": a million certificates; "--only records": HR with 420,000 participations)
	@tools/setup.sh dev
	$(python) tests/bench/run.py $(ARGS)

.PHONY: lock
lock: ## bring uv.lock in step with pyproject.toml (ARGS="--upgrade-package NAME")
	@tools/lock.sh $(ARGS)

.PHONY: messages
messages: ## compile the translations
	@tools/setup.sh dev
	$(python) tools/messages.py compile
