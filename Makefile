# Three habits: make demo (see it work), make test (set up and run all tests), make check (format, lint, types).
VENV   ?= .venv
PYTHON ?= python3
BIN    := $(VENV)/bin
JOBS   ?= auto

.PHONY: demo test test-full check format servers sample benchmarks clean

$(BIN)/.installed: pyproject.toml auditor/__init__.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: $(BIN)/.installed
	$(BIN)/auditor demo

servers:
	@sh tests/install-servers.sh

test: $(BIN)/.installed servers
	$(BIN)/pytest -n $(JOBS) -m 'not campaign'

test-full: $(BIN)/.installed servers
	$(BIN)/pytest -n $(JOBS)

check: $(BIN)/.installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(BIN)/.installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# What is made from the catalogs, the registers' columns and the sample city: run it after changing those.
sample: $(BIN)/.installed
	$(BIN)/python -m auditor.demo.workbooks
	$(BIN)/python -m auditor.registers.fields_page
	$(BIN)/auditor explain --pages docs/controls --lang en

benchmarks: $(BIN)/.installed servers
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache demo-city
