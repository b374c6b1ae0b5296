# Two commands matter: `make run` and `make test`. Both set up what they need.
PORT ?= 8501
STORE ?= data/store
PYTHON ?= python3
BIN := .venv/bin
export PYTHONUTF8 := 1

.PHONY: pseudonymiser setup setup-dev run test check unit bench lock sbom advisories clean

setup: .venv/.runtime          ## the virtual environment with the packages that ship
setup-dev: .venv/.tools        ## and the tools that check them

.venv/.runtime: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

.venv/.tools: requirements-dev.txt .venv/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

run: setup                     ## the server: make run PORT=8600 STORE=DIR
	@$(BIN)/python -m yardstick run --port $(PORT) --store $(STORE)

test: check unit               ## everything that checks the product

check: setup-dev               ## style, types, structure, declarations, SQL
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint queries
	$(BIN)/python -m yardstick check

unit: setup-dev                ## every test, with branch coverage
	$(BIN)/coverage erase
	$(BIN)/python -m pytest -n 2 --cov --cov-branch --cov-report=term

bench: setup-dev               ## CPU, bytes and painting of every page; BENCH_SCALES="1 5 15": records too
	$(BIN)/python tests/bench.py
	$(if $(BENCH_SCALES),$(BIN)/python tests/bench_records.py $(BENCH_SCALES))

pseudonymiser: setup           ## the partners' own tool in one file: build/pseudonymise.pyz
	$(BIN)/python -m yardstick pseudonymise pack --out build/pseudonymise.pyz

lock:                          ## resolve requirements.in again (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-strip-extras requirements.in -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-strip-extras requirements-dev.in -c requirements.txt -o requirements-dev.txt

sbom: setup-dev                ## what ships, as a bill of materials: build/sbom.json (CycloneDX)
	mkdir -p build
	$(BIN)/python -m cyclonedx_py requirements --output-reproducible --of JSON -o build/sbom.json requirements.txt

advisories: setup-dev          ## known vulnerabilities of what ships; asks PyPI, so it needs a network
	$(BIN)/pip-audit --strict --disable-pip --require-hashes -r requirements.txt

clean:
	rm -rf .venv build data/store
