# Two commands matter: `make run` and `make test`. The rest is for those who change the code.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev

.PHONY: run test lint format check bench lock licences clean

run: $(RUNTIME)
	@$(BIN)/python -m bot run

# Two processes, which take over from each other, and read what they have compiled even where nothing is to be kept.
test: $(DEV)
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses 2 --dist worksteal

lint: $(DEV)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format: $(DEV)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

check: lint test

# A folder in the BEIR layout to measure retrieval on, where there is one: make bench BEIR=path
BEIR ?= ../shared/eval/piaf
bench: $(DEV)
	@$(BIN)/python -m bench.actors
	@$(BIN)/python -m bench.grounding
	@$(BIN)/python -m bench.startup
	@if [ -d "$(BEIR)" ]; then \
		$(BIN)/python -m bench.retrieval "$(BEIR)" && $(BIN)/python -m bench.retrieval "$(BEIR)" --typos && \
		$(BIN)/python -m bench.abstention "$(BEIR)"; \
	else echo "No BEIR folder at $(BEIR): retrieval is not measured."; fi

lock: $(DEV)
	@for target in "requirements.lock" "requirements-dev.lock --group dev"; do \
		$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --upgrade \
			--no-header --no-annotate --no-emit-index-url --quiet --output-file $$target; done

# Name, version and licence of every installed package.
licences: $(DEV)
	@$(BIN)/python tools/licences.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed.") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c "import os, pathlib, sysconfig; \
		pathlib.Path(sysconfig.get_path('purelib'), 'boussole.pth').write_text(os.getcwd())"

$(RUNTIME): requirements.lock | $(BIN)/python
	@echo "Installing Boussole (once)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(DEV): requirements-dev.lock requirements.lock | $(BIN)/python
	@echo "Installing Boussole and its test tools (once)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(RUNTIME)
