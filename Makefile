# Each target does its own set-up in .venv, from the lock; nothing else is needed.
PYTHON ?= $(firstword $(shell command -v python3.11 python3))
VENV   ?= .venv
BIN    := $(VENV)/bin
HOME_DIR ?= demo-archive
JOBS   ?= 3

.DEFAULT_GOAL := help
.PHONY: help setup demo test desk faults cluster check corpus lock clean

help:  ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: $(VENV)/.ready  ## the environment, from the lock (other targets call it)

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Nightdesk needs Python 3.11 or newer: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Setting up $(VENV) (about two minutes the first time)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup  ## the whole nightly job, twice, on made-up newspapers
	@$(BIN)/nightdesk --home $(HOME_DIR) demo

test: setup  ## all tests but those of the next three targets
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile -m "not desk and not faults and not cluster"

desk: setup  ## the server, its forms and buttons, in a real browser
	$(BIN)/python -m pytest -n 0 -rs -m desk tests/desk

faults: setup  ## the nights that are killed, starved and damaged on purpose
	$(BIN)/python -m pytest -n $(JOBS) -m faults tests/faults

cluster: setup  ## beyond one machine: a PostgreSQL, hosts as network namespaces (root; what can't be had skips)
	$(BIN)/python -m pytest -n 0 -rs -m cluster

check: setup  ## lint, format, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

corpus: setup  ## the nightly job on saved real pages, if you have them (NIGHTDESK_CORPUS)
	$(BIN)/python -m tests.corpus_sites --home corpus-archive

lock: setup  ## resolve the dependencies again, with hashes, naming no index
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --all-extras --quiet --upgrade pyproject.toml -o requirements.lock

clean:  ## remove the environment and the demo's archive
	rm -rf $(VENV) $(HOME_DIR) corpus-archive .pytest_cache .mypy_cache .ruff_cache
