# Two commands matter: `make demo` shows what csrecon does, `make test` proves it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test setup lint lock bench soak samples clean
.DEFAULT_GOAL := demo

setup: $(STAMP)

# Installed again only when the lock or the project's own declaration changed.
$(STAMP): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

demo: setup
	$(BIN)/csrecon demo

test: setup lint
	$(BIN)/python -m pytest -n 2 --dist loadgroup tests

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/deptry .

# The long forms of the tests that `make test` runs short.
soak: setup
	CSRECON_SOAK=1 $(BIN)/python -m pytest -n 2 --dist loadgroup tests

samples: setup
	$(BIN)/python samples/build.py

# Needs uv; writes the exact versions, for every platform, that everything above installs.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --group dev --no-annotate \
	    --no-header pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
