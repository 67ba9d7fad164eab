# `make run` and `make test` do all set-up themselves; a second call starts at once.
# Settable: PYTHON (an interpreter of 3.11 or newer), UV, REPORTS, GOLD, WAREHOUSE, TESTS (arguments for pytest),
# DASHBOARD_OF and SUPERSET_PORT (for superset), SIZES (for bench), BEFORE and AFTER (for bench-compare).
SHELL := /bin/sh
.DEFAULT_GOAL := help

REPORTS ?= ../shared/reports
GOLD ?= ../shared/gold
WAREHOUSE ?= data/score/duixian.duckdb
TESTS ?=
SIZES ?= 100 1000
BEFORE ?= build/bench/before.json
AFTER ?= build/bench/bench.json
DASHBOARD_OF ?= data/duixian.duckdb
SUPERSET_PORT ?= 8088
BIN := .venv/bin
STAMP := .venv/.installed
# tests run in a process a core already
ONE_THREAD := POLARS_MAX_THREADS=1
CANDIDATES := $(PYTHON) python3.13 python3.12 python3.11 python3.14 python3 python

.PHONY: run test test-slow test-extras test-heavy check format score faults bench bench-extract bench-compare superset pictures docs lock clean help

run: $(STAMP)  ## set up, load the sample reports through the Prefect flow, show what came out, make the site
	@$(BIN)/duixian ingest seeds/reports --prefect
	@$(BIN)/duixian site data/site

test: $(STAMP)  ## set up, run every test that takes no minutes (TESTS="-k units" for some)
	@$(ONE_THREAD) $(BIN)/pytest -n auto --dist loadgroup -q -m "not slow and not heavy" $(TESTS)

test-slow: $(STAMP)  ## the tests that take long: kills, schedules, formats, the corpus; .ci/run runs them, too
	@$(ONE_THREAD) $(BIN)/pytest -n 2 --dist loadgroup -q -m slow $(TESTS)

test-extras: $(STAMP) .extras/.installed  ## the lake of Delta tables and batches on Dask and Ray, with the packages of these extras
	@DUIXIAN_REQUIRE_EXTRAS=1 .extras/bin/python -m pytest -n 0 -q -m extras

test-heavy: $(STAMP)  ## many minutes: deleted rows and rules, Superset, clients of other tools
	@$(BIN)/pytest -n 2 --dist loadgroup -q -m heavy $(TESTS)

check: $(STAMP)  ## lint, format, types, import rules, spelling
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/codespell

format: $(STAMP)  ## put the code into the form that check asks for
	@$(BIN)/ruff check --fix-only -q .
	@$(BIN)/ruff format .

score: $(STAMP)  ## load REPORTS, say where extraction is weak, score it against the hand-made facts in GOLD
	@if [ -f "$(GOLD)/score.py" ] && [ -d "$(REPORTS)" ]; then \
		$(BIN)/duixian ingest "$(REPORTS)" --warehouse "$(WAREHOUSE)" && \
		$(BIN)/python -m benchmarks.quality "$(WAREHOUSE)" "$(GOLD)" && \
		$(BIN)/python "$(GOLD)/score.py" "$(WAREHOUSE)" "$(GOLD)"; \
	else \
		echo "score: nothing to score: needs $(GOLD)/score.py and $(REPORTS); set GOLD and REPORTS"; \
	fi

faults: $(STAMP)  ## try to break loads in hundreds of ways; a line a group, and the table in docs/reliability.md
	@$(BIN)/python -m benchmarks.faults

bench: $(STAMP) .rivals/.installed  ## speed and memory of extraction and of whole loads of SIZES reports: docs/benchmarks.md
	@$(BIN)/python -m benchmarks --sizes $(SIZES) $(addprefix --reports ,$(wildcard $(REPORTS)))
	@$(BIN)/python -m benchmarks.figures build/bench/bench.json --docs docs/benchmarks.md

bench-extract: $(STAMP)  ## how many characters a second the extraction reads on one core, stage by stage, beside re
	@$(BIN)/python -m benchmarks.extract $(wildcard $(REPORTS))

bench-compare: $(STAMP)  ## two results of `make bench` side by side: BEFORE=one.json AFTER=other.json
	@$(BIN)/python -m benchmarks.figures "$(BEFORE)" "$(AFTER)"

superset: $(STAMP) .superset/.installed  ## the dashboard on DASHBOARD_OF (data/duixian.duckdb) in a Superset of its own
	@$(BIN)/python -m bi.superset.server "$(DASHBOARD_OF)" --port $(SUPERSET_PORT)

pictures: $(STAMP)  ## the pictures of README and docs anew, from the site of the samples
	@$(BIN)/python docs/pictures.py

docs: $(STAMP)  ## the docs as a site in build/docs
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet && echo "docs: build/docs/index.html"

lock: .venv/bin/python  ## write requirements.lock anew from pyproject.toml
	@$(FIND_UV); \
	$$uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --upgrade -q \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements.lock; \
	$$uv pip compile bi/superset/requirements.in --universal --python-version 3.11 --upgrade -q \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o bi/superset/requirements.lock; \
	$$uv pip compile pyproject.toml --extra dask --extra delta --extra ray --constraints requirements.lock --universal \
		--python-version 3.11 -q --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
		-o tests/extras/requirements.lock

clean:  ## remove what runs and tests left, except data/
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist build
	@find . -name __pycache__ -not -path './.venv/*' -not -path './.uv/*' -prune -exec rm -rf {} +

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */	/' | expand -t 10

# The first interpreter that really runs and is new enough: a pyenv shim may be on the PATH and run nothing.
FIND_PYTHON = python=; for candidate in $(CANDIDATES); do \
	if $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then echo "Duixian needs Python 3.11 or newer; none of these is: $(CANDIDATES). Install one," \
		"or name it: make PYTHON=/path/to/python3" >&2; exit 1; fi
FIND_UV = uv="$(UV)"; \
	if [ -z "$$uv" ]; then if command -v uv >/dev/null 2>&1; then uv=uv; else uv=.uv/bin/uv; fi; fi; \
	if [ "$$uv" = .uv/bin/uv ] && [ ! -x .uv/bin/uv ]; then \
		$(FIND_PYTHON); echo "setting up: uv (into .uv)"; rm -rf .uv; \
		$$python -m venv .uv || { rm -rf .uv; \
			echo "this Python makes no virtual environments: install its venv module (Debian, Ubuntu: python3-venv)" >&2; exit 1; }; \
		.uv/bin/python -m pip install -q --disable-pip-version-check uv || { rm -rf .uv; exit 1; }; \
	fi

.venv/bin/python:
	@$(FIND_PYTHON); $(FIND_UV); echo "setting up: .venv with $$($$python --version)"; \
	$$uv venv -q --allow-existing --python "$$($$python -c 'import sys; print(sys.executable)')" .venv

$(STAMP): requirements.lock pyproject.toml .venv/bin/python
	@$(FIND_UV); echo "setting up: packages of requirements.lock"; \
	$$uv pip install -q --compile-bytecode --python $(BIN)/python --no-deps -r requirements.lock -e . && touch $@

# Superset needs older versions of much, so it has an environment of its own.
.superset/.installed: bi/superset/requirements.lock
	@$(FIND_PYTHON); $(FIND_UV); echo "setting up: Superset (into .superset), some minutes the first time"; \
	$$uv venv -q --allow-existing --python "$$($$python -c 'import sys; print(sys.executable)')" .superset && \
	$$uv pip install -q --compile-bytecode --python .superset/bin/python --no-deps -r bi/superset/requirements.lock && touch $@

# What others need is theirs alone: old versions of much.
.rivals/.installed: benchmarks/rivals.txt
	@$(FIND_PYTHON); $(FIND_UV); echo "setting up: other libraries that read numbers (into .rivals)"; \
	$$uv venv -q --allow-existing --python "$$($$python -c 'import sys; print(sys.executable)')" .rivals && \
	$$uv pip install -q --python .rivals/bin/python -r benchmarks/rivals.txt && touch $@

# The packages of the extras are large, and few need them: an environment of their own, beside all that tests need.
.extras/.installed: requirements.lock tests/extras/requirements.lock
	@$(FIND_PYTHON); $(FIND_UV); echo "setting up: the extras dask, delta and ray (into .extras)"; \
	$$uv venv -q --allow-existing --python "$$($$python -c 'import sys; print(sys.executable)')" .extras && \
	$$uv pip install -q --python .extras/bin/python --no-deps -r requirements.lock -r tests/extras/requirements.lock -e . \
	&& touch $@
