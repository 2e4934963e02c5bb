# OpenNTM. `make serve` and `make test` do all of their own set-up; nothing is installed outside .venv,
# save python3-venv and, for tests, Debian's Chromium, poppler-utils, libreoffice-writer, zbar-tools and libatomic1 where root may do so.
SHELL := /bin/bash
BIN := .venv/bin
export UV_PYTHON_DOWNLOADS := never

.PHONY: help setup serve test check bench offline lock fix

help: ## these lines
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: ## make .venv from the lock, with what tests and checks need
	@python3 scripts/bootstrap.py dev

serve: ## prepare the data directory with the demonstration and serve it
	@python3 scripts/bootstrap.py run
	@$(BIN)/openntm demo

test: setup ## all tests; the browser tests too where Chromium can be had
	@python3 scripts/browser.py
	@$(BIN)/pytest -n auto -m "not browser and not slow and not postgres_only"
	@$(BIN)/python scripts/postgres.py $(BIN)/pytest -m "postgres or postgres_only"
	@$(BIN)/pytest --hypothesis-profile whole -m "browser or slow or (hypothesis and not postgres_only)"

check: setup ## format, lint, types, imports, locks, migrations, translations
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@$(BIN)/python scripts/locks.py
	@OPENNTM_HOME=$$(mktemp -d) $(BIN)/python -W error -m django makemigrations --check --dry-run --settings openntm.portal.settings
	@$(BIN)/openntm sets check src/openntm/criteria/sets
	@$(BIN)/pytest tests/test_house.py

bench: ## the measured ratios, each in one run
	@python3 scripts/bootstrap.py bench
	@$(BIN)/python bench/run.py

offline: ## an archive that installs without network, for a machine of the same kind
	@python3 scripts/bootstrap.py run
	@$(BIN)/python scripts/offline.py

fix: setup ## what a machine can mend of format and lint
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: setup ## write the lock files anew from pyproject.toml
	@$(BIN)/python scripts/locks.py --write
