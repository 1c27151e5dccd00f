# `make demo` shows the program at work, `make test` checks everything a change can break, `make test-all` adds the
# slow tests, `make bench` measures. Each makes .venv first, from Python 3.11 or newer and nothing else:
#
#     make test PYTHON=python3.12
#
# Paths are relative throughout, because the path of the checkout may hold spaces.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --constraint .ci/constraints.txt
ALL := '.[dev,spark]'
BENCH := '.[dev,bench]'
POT := build/advisor.pot
EXTRACT := $(BIN)/pybabel --quiet extract --no-location --sort-output --keywords 'say message counted:2,3 forms:1,2' \
	--project advisor --copyright-holder 'The advisor authors' --output-file $(POT) advisor
UPDATE := $(BIN)/pybabel --quiet update --domain advisor --input-file $(POT) --output-dir advisor/locale \
	--no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
LANGUAGES := nl
BENCHMARKS := $(subst /,.,$(basename $(wildcard tests/benchmarks/*.py)))

# Prints what a command said only when it failed: $(call quiet,NAME,COMMAND)
quiet = @( $(2) ) > build/$(1).log 2>&1 || { cat build/$(1).log; echo 'make: $(1) failed' >&2; exit 1; }

# The tests start the program thousands of times: without the caches of its modules they take half as long again.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := test
.DELETE_ON_ERROR:
.PHONY: demo test test-all coverage bench texts clean

demo: .venv/installed
	@$(BIN)/advisor assess profiles/secondary-school.toml

test: .venv/installed-for-work
	$(call quiet,format,$(BIN)/ruff format --check .)
	$(call quiet,style,$(BIN)/ruff check .)
	$(call quiet,types,$(BIN)/mypy)
	$(call quiet,layers,$(BIN)/lint-imports)
	$(call quiet,texts,$(EXTRACT) && for language in $(LANGUAGES); do $(UPDATE) --check --locale $$language 2> build/check.log || { echo 'advisor/locale is out of date: run make texts'; exit 1; }; done)
	@$(BIN)/pytest --quiet --numprocesses auto --dist worksteal -m 'not slow'
	@$(BIN)/advisor rules check
	@$(BIN)/advisor rules test
	$(call quiet,prove,$(BIN)/advisor rules prove)

test-all: .venv/installed-for-all
	@$(BIN)/pytest --quiet --numprocesses 3 --dist worksteal -m slow

coverage: .venv/installed-for-work
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest --quiet -m 'not slow'
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

bench: .venv/installed-for-bench
	@for module in $(BENCHMARKS); do $(BIN)/python -m $$module || exit 1; done

# Collects the texts of the program into advisor/locale, where they are translated, and compiles the translations.
texts: .venv/installed-for-work
	@$(EXTRACT)
	@for language in $(LANGUAGES); do $(UPDATE) --init-missing --locale $$language || exit 1; done
	@$(BIN)/pybabel --quiet compile --domain advisor --directory advisor/locale

clean:
	rm -rf .venv build dist .coverage* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find advisor tests .ci -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/installed: pyproject.toml .ci/constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'advisor needs Python 3.11 or newer: make PYTHON=python3.11' >&2; exit 1; }
	@mkdir -p build
	@echo 'Installing advisor into .venv ...' >&2
	$(call quiet,venv,$(PYTHON) -m venv .venv)
	$(call quiet,install,$(PIP) hatchling editables && $(PIP) --no-build-isolation --editable .)
	@touch $@

.venv/installed-for-work: .venv/installed
	@mkdir -p build
	@echo 'Installing what the checks need into .venv ...' >&2
	$(call quiet,install,$(PIP) --no-build-isolation --editable '.[dev]')
	@touch $@

.venv/installed-for-all: .venv/installed-for-work
	@echo 'Installing Spark, 450 MB, into .venv ...' >&2
	$(call quiet,java,.ci/install-java)
	$(call quiet,install,$(PIP) setuptools wheel && $(PIP) --no-build-isolation --editable $(ALL))
	@touch $@

.venv/installed-for-bench: .venv/installed-for-work
	@echo 'Installing what the benchmarks compare with into .venv ...' >&2
	$(call quiet,install,$(PIP) --no-build-isolation --editable $(BENCH))
	@touch $@
