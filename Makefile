# Needs Python 3.11 or newer, git and make. Everything else goes into .venv, made on first use.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3.11)
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet install
PINS   := --constraint constraints.txt
PYTEST := $(BIN)/python -m pytest

.DEFAULT_GOAL := help
.PHONY: help run test meaning browser anyday soak mutants check lint types imports sizes debian package bench format pictures goldens docs clean

help:  ## show this help
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.run  ## open the app, or run a verb (make run ARGS='list is:unread')
	@$(BIN)/readerapp $(ARGS)

test: $(VENV)/.dev  ## run every test, the slow ones last
	$(PYTEST) -m "not slow and not soak" --numprocesses 2 --quiet
	$(PYTEST) -m slow --numprocesses 2 --quiet --timeout 300

anyday: $(VENV)/.dev  ## run the tests below the app in another year, time zone and locale, without an editor
	env -u VISUAL -u EDITOR LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 TZ=Pacific/Kiritimati \
	  $(PYTEST) --days-on 400 -m "not slow and not soak" --numprocesses 2 --quiet \
	  tests/actions tests/state tests/library tests/disk tests/domain

meaning: $(VENV)/.dev  ## install the extra of that name, and run its tests
	@$(PIP) $(PINS) --no-build-isolation --editable '.[meaning]'
	$(PYTEST) --quiet tests/library/meaning

browser: $(VENV)/.dev  ## install the extra serve, and run its tests in Chromium, which has to be there
	@$(PIP) $(PINS) --no-build-isolation --editable '.[serve]' --group browser
	$(PYTEST) --quiet tests/serving

soak: $(VENV)/.dev  ## run kills, many programs at once and random histories (many minutes)
	$(PYTEST) -m soak --quiet --timeout 0

mutants: $(VENV)/.dev  ## find faults in the state that no test sees (hours; ARGS='readerapp.state.merge*')
	@$(PIP) $(PINS) --group mutants
	$(BIN)/mutmut run --max-children 2 $(ARGS)
	@$(BIN)/mutmut results

check: lint types imports sizes debian test anyday  ## run everything the server checks

lint: $(VENV)/.dev  ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev  ## mypy --strict, package and tests
	$(BIN)/mypy --strict

imports: $(VENV)/.dev  ## check which package imports which
	$(BIN)/lint-imports

sizes: $(VENV)/.dev  ## check the length of files and functions
	$(PYTEST) --quiet tests/project/test_sizes.py

DEBIAN := git tmux zsh fish groff mandoc epubcheck biber
TEX    := texlive-latex-base texlive-latex-recommended texlive-bibtex-extra

debian:  ## install the programs that some tests need, if missing and permitted
	@for each in $(DEBIAN) pdflatex; do command -v $$each >/dev/null || missing=1; done; \
	  if [ "$$missing" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; \
	  then apt-get -qq update && apt-get -qq install -y --no-install-recommends $(DEBIAN) $(TEX) >/dev/null || true; fi

package: $(VENV)/.dev  ## build wheel and sdist, and try them on every Python that is here
	$(PYTEST) --quiet --timeout 300 tests/project/test_packaging.py

bench: $(VENV)/.dev  ## measure speed, memory and search quality against their limits
	@$(PIP) $(PINS) --group bench
	$(BIN)/python -m tests.benchmarks $(ARGS)

format: $(VENV)/.dev  ## format the code
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format .

pictures: $(VENV)/.dev  ## redraw the README's pictures, and more into build/pictures
	$(BIN)/python -m tests.pictures

goldens: $(VENV)/.dev  ## write the screens anew that a test compares
	$(BIN)/python -m tests.pictures goldens

docs: $(VENV)/.dev  ## write the README's tables, the command reference and the man page
	$(BIN)/python -m tests.project.documents

seeds: $(VENV)/.dev  ## read the captures in seeds/, so that no start has to
	$(BIN)/python -m tests.project.ready_seeds

clean:  ## remove the environment and the caches of tools
	rm -rf $(VENV) build dist mutants .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'readerapp needs Python 3.11 or newer; name one with make PYTHON=…' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(BIN)/python pyproject.toml constraints.txt
	@echo 'Setting up $(VENV) (once) …'
	@$(PIP) --upgrade $(PINS) pip
	@$(PIP) $(PINS) hatchling editables
	@$(PIP) $(PINS) --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q readerapp
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@$(PIP) $(PINS) --group dev
	@touch $@
