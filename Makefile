# `make demo` and `make test` need Python 3.11 or newer, git and make; the rest they install into .venv.
PYTHON ?= python3
BIN := .venv/bin
PYTEST_WORKERS ?= 2

.PHONY: help demo tour test thorough versions schemas quick lint docs site package figures pictures stress bench clean

help: ## List what make can do here
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

demo: .venv/installed ## See the tool on an example organisation, in a few minutes
	@sh examples/demo.sh $(CURDIR)/$(BIN) $(CURDIR)/.demo

tour: .venv/installed ## Walk through most commands on the example organisation
	@sh examples/tour.sh $(CURDIR)/$(BIN)

COVERAGE ?=
# What the linters say comes last, where it is seen: they run meanwhile, on a core that waits for a test.
test: .venv/developing ## The linters, and the tests to run at every save, in three minutes (COVERAGE=yes: with coverage)
	@$(MAKE) --no-print-directory lint >.venv/linted 2>&1 & linters=$$!; \
	$(BIN)/python -m pytest -n $(PYTEST_WORKERS) --dist worksteal $(if $(COVERAGE),--cov --cov-report=term); \
	tests=$$?; wait $$linters; lint=$$?; cat .venv/linted; exit $$((tests + lint))

thorough: .venv/developing ## The tests that make test leaves out: every combination, stress, and 500 random examples
	EXAMPLES=500 $(BIN)/python -m pytest -n $(PYTEST_WORKERS) --dist worksteal -m "thorough or hypothesis"

versions: .venv/developing ## Unit tests with the oldest dependencies, and with a newer Python
	bash tools/versions.sh

schemas: ## Fetch what GitHub publishes of its interfaces, for the tests of forms (needs npm)
	sh tools/schemas.sh .schemas

quick: lint ## The linters, and the tests of what you changed
	$(BIN)/python tools/quick.py

lint: .venv/developing ## The linters, types, layers and generated pages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python tools/docs.py --check

docs: .venv/developing ## Write what the documentation takes from the code
	$(BIN)/python tools/docs.py --guides

site: .venv/documenting ## The documentation as a site, in .docs/index.html
	$(BIN)/python -m sphinx --quiet --fail-on-warning --keep-going --nitpicky -c tools/site -b html docs .docs

package: .venv/developing ## Build sdist and wheel, install them where nothing else is, and try them
	$(BIN)/python -m pytest -m thorough tests/test_packaging.py

figures: .venv/developing ## Figures of the code, beside what is wanted of them
	@$(BIN)/python tools/figures.py

pictures: .venv/developing ## Take the pictures of the site (needs chromium)
	@$(BIN)/python tools/pictures.py

SHARE ?= 1
stress: .venv/developing ## Faults, races, random edits and merges, at length (SHARE=0.1: a tenth of it)
	EXAMPLES=5000 $(BIN)/python -m pytest -n $(PYTEST_WORKERS) tests/yamltext/test_reader.py tests/yamltext/test_splice.py
	$(BIN)/python -m pytest -n $(PYTEST_WORKERS) --dist worksteal -m thorough tests/stress
	$(BIN)/python -m tests.stress $(SHARE)

bench: .venv/developing ## Measure goals, other tools, reading and checking, matching, how every command grows, the site, and changes that add far too much
	$(BIN)/python bench/goals.py --write
	$(BIN)/python bench/peers.py --write
	$(BIN)/python bench/reading.py
	$(BIN)/python bench/starting.py --write
	$(BIN)/python bench/change.py
	$(BIN)/python bench/importing.py
	$(BIN)/python bench/matching.py
	$(BIN)/python bench/growth.py --write
	$(BIN)/python bench/pages.py --write

clean: ## Remove what the targets above installed
	rm -rf .venv .demo .docs .bench

INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.venv/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	@echo "Installing into .venv …"
	@$(PYTHON) -m venv .venv
	@$(INSTALL) --upgrade "pip>=25.1"
	@$(INSTALL) --editable .
	@touch $@

.venv/documenting: .venv/installed
	@$(INSTALL) --group docs
	@touch $@

.venv/developing: .venv/installed
	@$(INSTALL) --group dev
	@touch $@
