# make demo   shop in the embedded store and build the report      make test   the test suite
# make lint   ruff, mypy, import contracts                          make full   what takes longer
# make conformance   real shops that are not ours (pretix, Cartridge, EverShop), walked with no override
# Needs Python 3.11+, git and make. Everything else goes into .venv and ~/.cache.

PYTHON  ?= python3
VENV    := .venv
BIN     := $(VENV)/bin
RESULTS := allure-results
REPORT  := checkout-report
UV      := $(shell command -v uv 2>/dev/null)
INSTALL := $(if $(UV),VIRTUAL_ENV=$(CURDIR)/$(VENV) $(UV) pip install --quiet --compile-bytecode,$(BIN)/python -m pip install --quiet)

# Where it is set, every process of a run compiles Django and all the rest again: a minute becomes many.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help postgresql demo demo-intermittent test full conformance coverage lint browser report report-screenshot wheel benchmarks clean

help:
	@sed -n '1,4s/^# //p' Makefile

# -- what people call --

demo: browser ## the daily checklist against the embedded store
	@$(BIN)/pytest checklists/daily.yaml --checkout-store=demo --checkout-report=$(REPORT) -n 2 -v --tb=short -rN \
	    --alluredir=$(RESULTS) --clean-alluredir; status=$$?; \
	 if [ $$status -le 1 ]; then echo; $(MAKE) --no-print-directory report; fi; \
	 exit $$status

# The button to the payment is dead for one shopper in twenty: see it found, and named with its rate and interval.
demo-intermittent: browser ## a fault that hits few shoppers, found by trials
	@CHECKOUT_DEMO_BREAKAGES=proceed-to-payment-sometimes-dead $(BIN)/pytest checklists/intermittent.yaml \
	    --checkout-store=demo --checkout-report=$(REPORT) -n 2 -v --tb=short -rN \
	    --alluredir=$(RESULTS) --clean-alluredir; status=$$?; \
	 if [ $$status -le 1 ]; then echo; $(MAKE) --no-print-directory report; fi; \
	 exit $$status

# tests/e2e runs the whole daily checklist, which takes both cores for itself.
test: browser ## the suite, without what takes longer
	$(BIN)/pytest tests --ignore=tests/e2e --ignore=tests/shops -n 2 -m "not slow"
	$(BIN)/pytest tests/e2e -m "not slow"

coverage: browser ## try every scenario and every fault again, and write docs/coverage.md
	rm -f docs/coverage.json
	CHECKOUT_RECORD=docs/coverage.json $(BIN)/pytest tests/e2e
	$(BIN)/python scripts/coverage.py

full: browser ## the whole suite
	$(BIN)/pytest tests --ignore=tests/e2e --ignore=tests/shops -n 2
	$(BIN)/pytest tests/e2e

conformance: browser ## shops that are not ours; the first time installs them into ~/.cache (1 GB, a few minutes)
	$(BIN)/pytest tests/shops

lint: $(VENV)/.installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

report: $(VENV)/.installed ## the HTML report, again, from the results of the last run
	@$(BIN)/pytest-checkout report --results $(RESULTS) --readiness $(REPORT)/readiness.json --output $(REPORT)/report.html

report-screenshot: browser ## docs/images/report.png for the README, from the last report
	$(BIN)/python scripts/report_screenshot.py $(REPORT)/report.html docs/images/report.png

benchmarks: browser
	$(BIN)/python -m benchmarks.run

wheel: $(VENV)/.installed
	$(BIN)/python -m build --wheel --outdir dist .

clean:
	rm -rf $(VENV) $(RESULTS) $(REPORT) dist build test-results

# -- what they need, made once --

browser: $(VENV)/.browser

# Without it the tests of races skip, and say so.
postgresql: ## PostgreSQL's programs from Debian, where they lack and we are root
	@if command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then :; \
	 elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null; \
	 else echo "PostgreSQL is not installed, and only root could install it: apt-get install postgresql"; fi

$(VENV)/.browser: $(VENV)/.installed
	@$(BIN)/pytest-checkout browser
	@touch $@

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed, this is " + sys.version.split()[0] + ": make PYTHON=python3.12 ..." if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || { echo "making $(VENV) ..."; $(PYTHON) -m venv $(VENV); }
	@echo "installing pytest-checkout and what it needs into $(VENV) (a minute or two, once) ..."
	@$(if $(UV),,$(INSTALL) --upgrade 'pip>=25.1') # the first that knows --group
	@$(INSTALL) --editable '.[demo,parallel,postgresql,accessibility]' --group dev
	@$(BIN)/python -c 'from pytest_checkout.report import node; node.find()' 2>/dev/null || { \
	    echo "no Node.js 20 here: installing it from PyPI for the report (206 MB, once) ..."; \
	    $(INSTALL) --editable '.[report]' || echo "that did not work; the run does without, and says how to get it."; }
	@touch $@
