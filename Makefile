# The commands of the project. `make` alone lists them. Everything stays inside this folder.
# A Python 3.11 or newer with another name:  make show PYTHON=python3.12

PYTHON ?= python3
SETUP := $(PYTHON) tools/setup.py
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup show demo dev test cover soak lint web fmt clean

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

setup: ## what a night needs: .venv with .venv/bin/gala, and the built pages
	@$(SETUP) run

show: setup ## five minutes live on this machine; Ctrl-C ends it
	@exec $(BIN)/gala show run_sheet/shows/616-tour.yaml --crowd 200

demo: dev ## the tour in a real browser, with a conductor killed and a record forged; takes the pictures
	GALA_DEMO_PACE=1 GALA_DEMO_IMAGES=docs/images $(BIN)/pytest tests/e2e/test_demo.py -q

dev: ## setup, and what the tests need besides: linters, test runners, a browser
	@$(SETUP) dev

test: dev ## every check and every test, as CI runs them
	@$(MAKE) --no-print-directory lint web
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder || { test $$? -eq 1 && \
	  echo "Once more, only what failed, with nothing beside it:" && \
	  $(BIN)/pytest --last-failed --last-failed-no-failures none --maxfail 1; }

cover: dev ## which lines the tests reach; slower
	$(BIN)/pytest --cov -n 3 --dist loadfile --no-loadscope-reorder

soak: dev ## what `make test` does at random, ten times as long: processes killed and frozen
	GALA_SOAK=1 $(BIN)/pytest tests/kills -q -s
	$(BIN)/gala simulate --seeds 0:10000
	GALA_FUZZ_SHEETS=5000 $(BIN)/pytest tests/run_sheet/test_mutations.py -q -s

lint: dev ## style, types and the layers of the Python code
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

web: dev ## types and unit tests of the pages
	$(SETUP) npm run check

fmt: dev ## rewrite the Python code in the project's style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean: ## remove everything that these commands made
	rm -rf .venv .cache web/node_modules gala/console/pages dist .coverage .coverage.* \
	  .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find run_sheet gala tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
