# Everything a newcomer needs: `make play` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
PO := $(wildcard locales/*/LC_MESSAGES/simulator.po)
MO := $(PO:.po=.mo)
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input

.PHONY: help play install test check format lint types bench messages catalogues train evaluate corpus-check pictures screens wheel clean

help:
	@echo "make play      install what is missing and open the program"
	@echo "make test      install what is missing and run all tests"
	@echo "make install   only install; the command is $(BIN)/simulator"
	@echo "make check     the developer's loop: format, lint, types, catalogues, tests"
	@echo "make bench     measure speed and memory (BENCH_JSON=FILE writes the figures)"
	@echo "make messages  bring the catalogues up to date with the sources"
	@echo "make evaluate  measure the scorer; make train, make corpus-check: see models/recipe"
	@echo "make pictures  the README's pictures; make screens: photographs in real terminals"
	@echo "make wheel     build the wheel"

play: install
	@$(BIN)/simulator

install: $(STAMP) $(MO)

# torch is installed first and by its exact minor version, so that pip takes the CPU wheel where the
# index serves one and never a newer build with gigabytes of CUDA.
$(STAMP): pyproject.toml hatch_build.py
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install "torch==2.13.*"
	@$(PIP) install --editable .
	@touch $@

$(DEV_STAMP): $(STAMP)
	@$(PIP) install "pip>=25.1"
	@$(PIP) install --group dev --editable ".[train]"
	@touch $@

%.mo: %.po $(STAMP)
	@$(BIN)/python locales/compiling.py > /dev/null

catalogues: $(MO)

test: $(DEV_STAMP) $(MO)
	@$(BIN)/python -m pytest --numprocesses=2 --dist=worksteal

check: $(DEV_STAMP) $(MO) format lint types
	@$(BIN)/python -m pytest --numprocesses=2 --dist=worksteal

format: $(DEV_STAMP)
	@$(BIN)/ruff format --check .

lint: $(DEV_STAMP)
	@$(BIN)/ruff check .

types: $(DEV_STAMP)
	@$(BIN)/mypy

bench: $(DEV_STAMP) $(MO)
	@$(BIN)/python -m benchmarks

messages: $(DEV_STAMP)
	@$(BIN)/python locales/messages.py

corpus-check: $(DEV_STAMP)
	@$(BIN)/python -m models.recipe.corpus_check

train: $(DEV_STAMP)
	@$(BIN)/python -m models.recipe.train

evaluate: $(DEV_STAMP)
	@$(BIN)/python -m models.recipe.evaluate

pictures: $(DEV_STAMP) $(MO)
	@$(BIN)/python docs/pictures.py

screens: $(DEV_STAMP) $(MO)
	@$(BIN)/python docs/screens.py

wheel: $(DEV_STAMP) $(MO)
	@$(PIP) install build
	@$(BIN)/python -m build --wheel --outdir dist .

clean:
	rm -rf dist build .mypy_cache .ruff_cache .pytest_cache
