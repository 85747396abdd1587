# `make demo` and `make test` need nothing but Python 3.11 or newer: they set up .venv themselves.
PYTHON ?= python3
WORKERS ?= 2

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif

# Stamped by content, not by date: a fresh clone or a branch switch neither misses a change nor repeats the work.
DEPENDENCIES := .venv/.lock-$(shell cksum < requirements.lock | cut -d ' ' -f 1)
PROJECT := .venv/.project-$(shell cksum < pyproject.toml | cut -d ' ' -f 1)

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint bench soak lock sbom clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(PROJECT) ## create or refresh .venv from requirements.lock

$(DEPENDENCIES): requirements.lock
	@"$(PYTHON)" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' || { \
	  echo "corecase needs Python 3.11 to 3.14, and '$(PYTHON)' is not one: name one that is, as in 'make $(or $(MAKECMDGOALS),setup) PYTHON=python3.12'." >&2; \
	  exit 1; }
	"$(PYTHON)" -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@rm -f .venv/.lock-* .venv/.project-*
	@touch $@

$(PROJECT): $(DEPENDENCIES) pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation -e .
	@rm -f .venv/.project-*
	@touch $@

demo: setup ## open the app on the demonstration inspection
	@$(BIN)/corecase demo

test: setup ## run the tests
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -o tmp_path_retention_count=1 tests

lint: setup ## style, types and the rules about who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

check: lint test ## everything a change must pass

bench: setup ## run the benchmarks
	$(BIN)/python -m tests.bench

soak: setup ## run the long random tests
	$(BIN)/python -m pytest -m soak -n 0 -s tests

sbom: setup ## list what the program is made of in sbom.cdx.json
	$(BIN)/python -m tests.supply.bill_of_materials

lock: ## pin the dependencies anew (needs uv)
	uv pip compile pyproject.toml --extra dev --extra postgres --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet --output-file requirements.lock

clean: ## remove the environment, builds and caches
	rm -rf .venv build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
