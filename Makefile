# Muster. `make help` lists what can be done.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
LOCK := --quiet --generate-hashes --no-emit-index-url --universal --python-version 3.11

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(STAMP) ## build .venv from requirements.lock

$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

.PHONY: lock
lock: ## write both locks anew from pyproject.toml (all, and what the image runs)
	$(BIN)/uv pip compile $(LOCK) --extra dev pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile $(LOCK) --constraint requirements.lock pyproject.toml -o docker/requirements.lock

.PHONY: demo
demo: setup ## the local Slack, Muster and a real incident, no tokens needed
	@$(BIN)/muster demo

.PHONY: lint
lint: style ## ruff, mypy, import-linter, hadolint
	$(BIN)/mypy

.PHONY: style
style: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/hadolint docker/Dockerfile

# mypy has one core for a while, and tests wait more than they work: both at once.
.PHONY: test
test: style browser ## everything CI runs
	$(BIN)/mypy & types=$$!; \
	$(BIN)/pytest -n 4 --maxschedchunk 8 --cov --cov-report=; tested=$$?; \
	wait $$types || { echo "mypy complains: see above"; exit 1; }; exit $$tested
	$(BIN)/coverage report --fail-under=95

.PHONY: browser
browser: setup ## a Chromium for the tests of the page, installed where that is possible
	@PYTHONPATH=tests $(BIN)/python -m support.chromium

.PHONY: bench
bench: setup ## every benchmark: tables here, JSON under artifacts/bench
	@$(BIN)/python tests/benchmarks/bench.py

.PHONY: soak
soak: setup ## every long proof under tests/soak, one after the other
	@set -e; for file in tests/soak/*_matrix.py tests/soak/*_soak.py; do $(BIN)/python $$file; done

.PHONY: clean
clean: ## remove what the targets made
	rm -rf .venv .coverage* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
