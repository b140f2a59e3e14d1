# Two commands are all the set-up there is: make demo, make test.
# Everything lives in .venv and in tool caches; nothing outside this folder is changed.

BIN := .venv/bin

.PHONY: help setup demo test lint format docs screenshots bench nightly requirements clean

help:
	@echo "make demo          set up, run the main job on the bundled example, and show it in a browser"
	@echo "make test          set up and run lint, types, floors and all tests"
	@echo "make setup         only set up, with the tools for development"
	@echo "make lint          ruff, mypy and the floors contract"
	@echo "make format        let ruff rewrite what it can"
	@echo "make docs          write the generated pages of docs/reference again"
	@echo "make screenshots   take the pictures of the docs again (needs Chromium)"
	@echo "make bench         time what has a budget (WORK=small, engine, workbench, job or all; FILE=a GED file)"
	@echo "make nightly       the long forms of the tests"
	@echo "make requirements  pin the dependencies again (needs uv)"
	@echo "make clean         remove .venv and all caches"

# What the screens are built from, and the translations.
SCREENS := hatch_build.py $(shell find web -name node_modules -prune -o -type f -not -path '*/.*' -print) \
	$(shell find src -name '*.po')

# A stamp is touched only when its whole step succeeded, so a broken set-up is taken up again.
.venv/.runtime: requirements/build.txt requirements/runtime.txt pyproject.toml tools/setup.sh
	@bash tools/setup.sh runtime
	@touch $@

.venv/.screens: .venv/.runtime requirements/node.txt $(SCREENS)
	@bash tools/setup.sh screens
	@touch $@

.venv/.dev: .venv/.screens requirements/dev.txt
	@bash tools/setup.sh dev
	@touch $@

setup: .venv/.dev
	@echo "Ready: $(BIN)/truceline --help"

demo: .venv/.screens
	@$(BIN)/truceline demo

test: .venv/.dev
	@$(BIN)/python tools/checks.py all

lint: .venv/.dev
	@$(BIN)/python tools/checks.py lint

nightly: .venv/.dev
	@$(BIN)/python tools/checks.py nightly

bench: .venv/.dev
	@cd tools && ../$(BIN)/python -m bench $(or $(WORK),small) $(and $(FILE),$(abspath $(FILE)))

screenshots: .venv/.dev
	@$(BIN)/python tools/screenshots.py

format: .venv/.dev
	@$(BIN)/ruff check --fix-only src tests tools hatch_build.py
	@$(BIN)/ruff format src tests tools hatch_build.py

docs: .venv/.dev
	@$(BIN)/python tools/reference.py

requirements:
	@bash tools/pin.sh

clean:
	rm -rf .venv web/node_modules src/truceline/workbench/web/static dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage
