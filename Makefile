# Thin names for real commands. Each does its own set-up; a second run finds it done.
# make run HOST=127.0.0.1 PORT=8080     make setup PYTHON=/path/to/python3     make test ARGS="tests/core -n 0"

HOST ?= 0.0.0.0
PORT ?= 8000
ARGS ?=

# node may live in .venv (from PyPI) when the machine has none of its own.
IN_VENV := PATH="$(CURDIR)/.venv/bin:$$PATH"
PYTHON_CODE := $(wildcard app.py facilitation tests benchmarks .ci/*.py)
BROWSER_CODE := $(shell find static/js static/css static/build.mjs 2>/dev/null)
JS_TESTS := $(shell find static/js tests -name '*.test.js' 2>/dev/null)

PYTHON_DONE := .venv/.python-done
NODE_DONE := .venv/.node-done
NPM_DONE := node_modules/.npm-done
BUNDLES_DONE := static/dist/manifest.json

.PHONY: help run test setup check format bench chaos pictures looks build lock system

help:
	@echo "make run     set up and start a demo day on port $(PORT)"
	@echo "make test    set up, check and run every test"
	@echo "make setup   install and build only"
	@echo "make check   format, lint, types, layers"
	@echo "make format  put all code into the form that check wants"
	@echo "make bench   the project's own measurements"
	@echo "make chaos   the live part under faults, at full size (about an hour and a half)"
	@echo "make pictures  the pictures of the README, taken anew (needs chromium)"
	@echo "make looks   every scene and page in three browsers, into var/looks (half an hour)"
	@echo "make build   a wheel in dist/ that needs no node, make or sources"
	@echo "make lock    make the lock files anew (needs uv)"

run: setup
	@.venv/bin/facilitation run --demo --host $(HOST) --port $(PORT) $(ARGS)

test: setup system check
	$(if $(JS_TESTS),$(IN_VENV) node --test $(JS_TESTS))
	.venv/bin/python -m pytest $(ARGS)

setup: $(BUNDLES_DONE)

check: setup
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy $(PYTHON_CODE)
	.venv/bin/lint-imports
	$(IN_VENV) npm run --silent check

format: setup
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .
	$(IN_VENV) npx --no-install biome check --write

bench: setup
	.venv/bin/python -m benchmarks $(ARGS)

chaos: setup
	.venv/bin/python -m tests.chaos $(ARGS)

pictures: setup
	.venv/bin/python -m benchmarks.pictures

looks: setup
	.venv/bin/python -m benchmarks.looks $(ARGS)

build: setup
	.venv/bin/python -m build --wheel --no-isolation --outdir dist

lock:
	$(IN_VENV) .ci/lock.sh $(ARGS)

system: setup
	.venv/bin/python .ci/system.py

$(PYTHON_DONE): .ci/python.sh pyproject.toml requirements-dev.lock
	@PYTHON="$(PYTHON)" .ci/python.sh
	@touch $@

$(NODE_DONE): $(PYTHON_DONE) .ci/node.sh requirements-node.lock
	@.ci/node.sh
	@touch $@

$(NPM_DONE): $(NODE_DONE) package.json package-lock.json .npmrc
	@$(IN_VENV) npm ci --ignore-scripts --loglevel=error
	@touch $@

$(BUNDLES_DONE): $(NPM_DONE) $(BROWSER_CODE)
	@$(IN_VENV) npm run --silent build
