# Firststop: `make` alone prints this help.
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
READY := .venv/.ready
# Where it is set, as in many containers, every process would compile all libraries anew: 2 to 3 s of each start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo test prove check bench figures screenshots graph
.DEFAULT_GOAL := help

help:  ## print this help
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: $(READY)  ## make .venv with .venv/bin/firststop ready to use

$(READY): pyproject.toml uv.lock $(shell find frontend firststop/*/locale -type f -not -path '*/node_modules/*' 2>/dev/null)
	@PYTHON="$(PYTHON)" sh tools/setup.sh
	@touch $@

demo: setup  ## start the demo country and print its address and sign-ins (PORT=8123 takes another port)
	@$(BIN)/firststop demo --port $(PORT)

test: setup  ## run every test
	@$(BIN)/python -m tools.browser
	@$(BIN)/pytest -n 2 --dist loadgroup

prove: setup  ## run the same tests with the promised counts
	@$(BIN)/python -m tools.browser
	@FIRSTSTOP_PROVE=1 $(BIN)/pytest -n 2 --dist loadgroup

check: setup  ## lint, types, import contracts, templates, migrations, catalogues
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy firststop tests benchmarks tools
	@$(BIN)/lint-imports
	@$(BIN)/djlint firststop --lint --quiet
	@$(BIN)/python -W error::DeprecationWarning -m django check --settings firststop.config.settings.test
	@# It compares files with models; that no database runs for it is no news.
	@$(BIN)/python -W "ignore:Got an error checking:RuntimeWarning" -m django makemigrations --check --dry-run --settings firststop.config.settings.test

bench: setup  ## run every benchmark against its named peer
	@for name in search matching; do $(BIN)/firststop bench $$name || exit 1; done

figures: setup  ## rewrite the marked blocks of docs/*.md
	@$(BIN)/python -m tools.figures

screenshots: setup  ## photograph every main page into docs/pictures/
	@$(BIN)/python -m tools.browser
	@$(BIN)/python -m tools.screenshots

graph: setup  ## draw the import graph into docs/architecture.svg
	@$(BIN)/python -m tools.graph docs/architecture.svg
