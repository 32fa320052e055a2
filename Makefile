# Two commands matter: `make demo` shows what csrecon does, `make test` proves it.
# `make help` lists the others.
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
NEWEST_FIRST := python3 python3.13 python3.12 python3.11
IS_NEW := import sys; sys.exit(sys.version_info < (3, 11))

# The first of them that runs and is 3.11 or newer; `make PYTHON=/some/python3.12 setup` overrides it.
PYTHON ?= $(shell for p in $(NEWEST_FIRST); do "$$p" -c "$(IS_NEW)" 2>/dev/null && echo "$$p" && break; done)

.PHONY: demo test setup lint format lock bench soak samples manual help clean
.DEFAULT_GOAL := demo

demo: setup ## the whole way on the samples: reports, register, findings
	@$(BIN)/csrecon demo

test: setup lint ## every test, after the linters
	@$(BIN)/python -m pytest -n 3 --dist loadgroup --durations 15 tests

setup: $(STAMP) ## the virtual environment in .venv, with csrecon in it

# Installed again only when the lock or the project's own declaration changed. The lock is also given
# as constraints, because the line `sqlalchemy==2.0.58` alone does not hold Prefect's
# `sqlalchemy[asyncio]>=2.0` to that version in pip before 23.3.
$(STAMP): requirements.lock pyproject.toml
	@test -n '$(PYTHON)' || { echo 'csrecon needs Python 3.11 or newer; none of $(NEWEST_FIRST) is one.' \
	    'Install one, or name it: make PYTHON=/path/to/python3.12 $(or $(MAKECMDGOALS),demo)' >&2; exit 1; }
	@'$(PYTHON)' -c '$(IS_NEW)' 2>/dev/null || { echo '$(PYTHON) does not run or is older than Python 3.11.' \
	    'Name a newer one: make PYTHON=/path/to/python3.12 $(or $(MAKECMDGOALS),demo)' >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
	    '$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null || { \
	        echo '$(PYTHON) cannot make virtual environments: its venv or ensurepip module is missing.' \
	        'On Debian and Ubuntu: apt install python3-venv' >&2; exit 1; }; \
	    '$(PYTHON)' -m venv --clear $(VENV); }
	@echo 'Installing into $(VENV). This is done once and takes a minute or two.' >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock -c requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

# Side by side, for mypy takes as long as all the others.
lint: setup ## style, types, import arrows, declared dependencies
	@$(MAKE) --no-print-directory -j 2 -k types style arrows dependencies

.PHONY: types style arrows dependencies
types:
	$(BIN)/mypy
style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
arrows:
	$(BIN)/lint-imports --no-cache
dependencies:
	$(BIN)/deptry .

format: setup ## what the linters can put right themselves
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

soak: setup ## the long forms of the tests that `make test` runs short
	CSRECON_SOAK=1 $(BIN)/python -m pytest -n 2 --dist loadgroup tests

bench: setup ## the measurements, into benchmarks/*.md
	$(BIN)/python benchmarks/extract.py --write benchmarks/RESULTS.md
	$(BIN)/python benchmarks/register.py --write benchmarks/REGISTER.md
	$(BIN)/python benchmarks/serve.py --write benchmarks/WEB.md
	$(BIN)/python benchmarks/stress.py --write benchmarks/STRESS.md
	$(BIN)/python benchmarks/store.py --write benchmarks/STORE.md
	$(BIN)/python benchmarks/checks.py --write benchmarks/CHECKS.md
	$(BIN)/python benchmarks/flows.py --write benchmarks/FLOWS.md

samples: setup ## the sample reports and register, from their data
	$(BIN)/python samples/build.py

manual: setup ## the generated parts of the manual: the pages of checks and commands, the pictures
	$(BIN)/python -m pipeline.checks.page > docs/checks.md
	$(BIN)/python -m console.manual > docs/cli.md
	$(BIN)/python docs/picture.py
	$(BIN)/python docs/screenshots.py

# Needs uv; writes the exact versions, for every platform, that everything above installs.
lock: ## requirements.lock from pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --group dev --no-annotate \
	    --no-header pyproject.toml -o requirements.lock

help: ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1	\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 18

clean: ## remove the virtual environment and the tools' caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
