# The commands of glaneur. `make extract` and `make test` install what they need into .venv, once.

PYTHON ?= python3
CORPUS ?= corpus
OUTPUTS ?= outputs
WORKERS ?=
GOLD ?=
UPDATE ?=
MEASURE ?=

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed

.DEFAULT_GOAL := help

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

extract: $(READY) ## Extract CORPUS=corpus into OUTPUTS=outputs [WORKERS=n]
	$(BIN)/python -m pipeline extract "$(CORPUS)" "$(OUTPUTS)" $(if $(WORKERS),--workers $(WORKERS))

test: $(READY) ## Run the tests
	$(BIN)/python -m pytest -n 2

check: $(READY) ## Lint, check formats and types, then test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(MAKE) --no-print-directory test

format: $(READY) ## Format the code and mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: $(READY) ## Write anew the tables expected of the sample corpus and of the examples (look at the difference before committing)
	rm -rf tests/golden/tables
	$(BIN)/python -m pipeline extract --format csv corpus tests/golden/tables
	rm tests/golden/tables/datapackage.json
	$(BIN)/python -m tests.readings
	$(BIN)/python -m tests.grammar_readings

bench: $(READY) ## Measure speed against bare spaCy [CORPUS=folder]
	$(BIN)/python -m compileall -q pipeline # as installed: what has changed since is else compiled within each measure
	$(BIN)/python -m benchmarks.bench $(if $(filter-out corpus,$(CORPUS)),"$(CORPUS)")

faults: $(READY) ## Fail every call to the disk of a small run, flip 200 bits of what is kept, mutate 2,000 files
	GLANEUR_EVERY_FAULT=1 $(BIN)/python -m pytest -n 2 --dist worksteal tests/test_injection.py tests/test_faults.py tests/test_fuzz.py

kills: $(READY) ## Stop runs at random moments, over every engine, and look at what they leave
	$(BIN)/python -m benchmarks.kills

linear: $(READY) ## Measure whether time grows in proportion to the length of an article
	$(BIN)/python -m benchmarks.linear

evaluate: $(READY) ## Measure quality on GOLD=folder of annotated articles, against the last figures [UPDATE=1]
	$(BIN)/python -m benchmarks.evaluate "$(or $(GOLD),$(error say where the gold is: make evaluate GOLD=folder))" $(if $(UPDATE),--update)
	$(BIN)/python benchmarks/entity_corrections.py $(wildcard $(GOLD)/mentions_*.jsonl)

speakers: $(READY) ## Learn who speaks from GOLD=file of annotated articles and write the weights [MEASURE=files]
	$(BIN)/python training/speakers.py "$(or $(GOLD),$(error say where the gold is: make speakers GOLD=file))" --measure $(MEASURE) --write

picture: $(READY) ## Take the picture of the report for the README (needs Chromium)
	$(BIN)/python -m benchmarks.picture docs/rapport.png

lock: $(READY) ## Write requirements.lock anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --all-extras --group test --group training --group lint --group build --universal --upgrade \
		--generate-hashes --no-emit-index-url --no-annotate --no-header --quiet --output-file requirements.lock

clean: ## Take away .venv, outputs and caches
	rm -rf $(VENV) outputs dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One stamp: installed anew when the lock or the project file changes. The lock holds every group, hashes included.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 14) else "glaneur needs Python 3.11 to 3.13 (make PYTHON=...)")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	$(BIN)/python -m compileall -q pipeline # as pip does for a package that is not editable: a third of a second a start
	@touch $@

.PHONY: help extract test check format golden bench faults kills linear evaluate speakers picture lock clean
