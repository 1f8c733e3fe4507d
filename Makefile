# One command for everything. `make` alone lists the targets; Windows has the same commands in README.md.

SHELL = /bin/sh

# The first interpreter that is new enough; `make PYTHON=... test` chooses another.
ifndef PYTHON
PYTHON := $(shell for p in python3.11 python3 python3.12 python3.13; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
endif

PORT ?= 8501
RAW ?= data/raw
ARGS ?=

# Only what the requirements name: nothing of the machine's own packages.
unexport PYTHONPATH
unexport PYTHONHOME

PY = .venv/bin/python
PIP = $(PY) -m pip install --quiet --disable-pip-version-check

# Named for the content of the requirements, so that a changed pin installs again and nothing else does.
APP_READY = .venv/.app-$(shell cksum < requirements.txt | cut -d ' ' -f 1)
DEV_READY = .venv/.dev-$(shell cat requirements.txt requirements-dev.txt | cksum | cut -d ' ' -f 1)

# A browser is opened wherever there is a screen, unless HEADLESS=1. Streamlit opens none for a server of one's own,
# so this waits until the port answers.
HEADLESS ?= $(shell [ "$$(uname -s)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ] && echo 1 || echo 0)
ANSWERS = $(PY) -c 'import socket; socket.create_connection(("localhost", $(PORT))).close()' 2>/dev/null
OPEN = for second in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do \
	sleep 1; if $(ANSWERS); then exec $(PY) -m webbrowser http://localhost:$(PORT) >/dev/null; fi; done

.DEFAULT_GOAL := help
.PHONY: help run demo test lint check build-data clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: $(APP_READY) ## start the app at http://localhost:8501 (PORT=... another port, HEADLESS=1 opens no browser)
	@$(if $(filter 1 true yes,$(HEADLESS)),:,($(OPEN)) &)
	$(PY) -m streamlit run server.py --server.port $(PORT)

demo: $(APP_READY) ## start it with a made-up workspace and a choice of role, for this machine alone
	@$(if $(filter 1 true yes,$(HEADLESS)),:,($(OPEN)) &)
	SPM_WORKSPACE_DEMO=1 $(PY) -m streamlit run server.py --server.address 127.0.0.1 --server.port $(PORT)

test: $(DEV_READY) ## run the tests (ARGS="tests/geo -x" passes arguments to pytest)
	$(PY) -m pytest $(ARGS)

lint: $(DEV_READY) ## check format, lint and types
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy

check: lint test ## everything that a change must pass: lint, then test

build-data: $(APP_READY) ## make data/processed from RAW=data/raw (ARGS="--fresh" passes arguments to the build)
	$(PY) -m pipelines build --raw "$(RAW)" $(ARGS)

clean: ## remove the environment and the caches; the data stay
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Written last, so that an environment whose creation failed half way is made again.
.venv/.created:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later was not found: install it, or name it with make PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	@touch $@

$(APP_READY): .venv/.created
	$(PIP) -r requirements.txt
	@touch $@

$(DEV_READY): .venv/.created
	$(PIP) -r requirements-dev.txt
	@touch $@ $(APP_READY)
