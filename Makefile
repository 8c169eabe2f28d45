# `make run` and `make test` need git, make, Python 3.11 with venv, and nothing else.
SHELL := /bin/sh
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do $$p -c "import sys, venv; sys.exit(sys.version_info < (3, 11))" 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
CATALOGUE := app/translations/nn/LC_MESSAGES/messages

.DEFAULT_GOAL := help
.PHONY: help run test bench check translations lock build clean

help: ## Show what can be made
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/ready $(CATALOGUE).mo ## Set everything up and run the product with a demo municipality
	@PORT=$(PORT) $(BIN)/horing run --demo

test: $(VENV)/ready-dev $(CATALOGUE).mo ## Set everything up and run all tests: SQLite, PostgreSQL, browser
	$(BIN)/pytest --database both -n auto -rs

bench: $(VENV)/ready-dev $(CATALOGUE).mo ## Print how fast it is, as ratios in one run
	$(BIN)/python -m tests.benchmarks

check: $(VENV)/ready-dev ## Format, lint, types, walls, templates
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/contracts/test_templates.py

translations: $(VENV)/ready ## Collect texts and compile the nynorsk catalogue
	$(BIN)/pybabel -q extract -F pyproject.toml --add-location file --output $(VENV)/messages.pot .
	$(BIN)/pybabel -q update -i $(VENV)/messages.pot -d app/translations -l nn -w 120 --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	$(BIN)/pybabel compile -d app/translations --statistics

lock: ## Write the locks anew after a change of pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --extra build --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --extra build --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

build: $(VENV)/ready-dev $(CATALOGUE).mo ## Build the wheel, front-end assets included
	rm -rf build dist
	$(BIN)/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

clean: ## Remove what was built (the data stays)
	rm -rf $(VENV) build dist node_modules app/static/vendor

$(VENV)/made:
	@test -n "$(PYTHON)" || { echo "Høring needs Python 3.11 or newer with venv. On Debian: apt-get install python3-venv"; exit 1; }
	@echo "Making a virtual environment …"
	@$(PYTHON) -m venv $(VENV) || { echo "Could not make a virtual environment. On Debian: apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/ready: $(VENV)/made requirements.lock package-lock.json
	@echo "Installing what the product needs …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@command -v npm >/dev/null || $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	@$(BIN)/python -m app.assets
	@touch $@

$(CATALOGUE).mo: $(CATALOGUE).po | $(VENV)/ready
	@$(BIN)/pybabel -q compile -d app/translations

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.lock
	@echo "Installing what the tests need …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	@touch $@
