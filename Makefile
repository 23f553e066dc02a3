# The targets a person types. Each is quick when nothing has changed.
#   make demo      a living service in your browser
#   make test      everything that CI runs
#   make check     the quick half: format, lint, types, layers, generated files
#   make fix       repair what can be repaired
#   make bench     the benchmarks, with their figures
#   make docs      write the generated reference again
#   make messages  collect the sentences for translators: make messages LANGUAGE=nl
.DEFAULT_GOAL := help
.PHONY: help install dev frontend demo test check fix bench docs messages lock clean

VENV := .venv
BUILT := src/throughline/ui/static/built
STAMPS := $(VENV)/stamps
PROCESSES ?= 2

help:
	@sed -n 's/^#   //p' Makefile

install: $(STAMPS)/installed frontend

dev: $(STAMPS)/developing frontend

frontend: $(STAMPS)/frontend

demo: install
	$(VENV)/bin/throughline demo

test: dev
	@failed=0; \
	tools/check || failed=1; \
	CHROMIUM=$$(tools/chromium) && export CHROMIUM || failed=1; \
	JAVA_HOME=$$(tools/java) && export JAVA_HOME || failed=1; \
	tools/pytest -n $(PROCESSES) || failed=1; \
	exit $$failed

check: dev
	@tools/check

fix: dev
	@tools/fix

bench: dev
	@tools/bench

docs: dev
	$(VENV)/bin/python docs/generate.py

messages: install
	@tools/messages

lock: dev
	tools/lock

clean:
	rm -rf $(VENV) node_modules $(BUILT)

# A stamp is newer than everything it was made from. The lock alone decides what is installed: it is complete, so
# pip is told to look for nothing else (older ones look for newer releases of what a package asks with an extra).
$(VENV)/bin/python:
	python=$$(tools/python) && "$$python" -m venv $(VENV)

$(STAMPS)/build: $(VENV)/bin/python requirements-build.lock
	$(VENV)/bin/python -m pip install --quiet --no-deps --require-hashes -r requirements-build.lock
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/installed: $(STAMPS)/build requirements.lock pyproject.toml
	$(VENV)/bin/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(VENV)/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/developing: $(STAMPS)/installed requirements-dev.lock
	$(VENV)/bin/python -m pip install --quiet --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

node_modules/.package-lock.json: package.json package-lock.json | $(STAMPS)/build
	tools/node npm ci --include=dev --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(STAMPS)/frontend: node_modules/.package-lock.json $(shell find frontend -type f) | $(STAMPS)/build
	tools/node node frontend/build.mjs
	@touch $@
