# Two commands: `make run` opens the app, `make test` runs every test but the oracles.
# Both install what they need into .venv.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

# What the scripts are checked with. Where it is missing a line says so, and all else goes on.
NODE := node 20.19 or later
HAS_NODE := node -e 'const [a, b] = process.versions.node.split("."); \
	process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null

.PHONY: run test static test-static hostile lint lint-scripts oracles docs notebook lock bench bench-browser load load-heavy clean

run: $(VENV)/app.done
	MALLOC_ARENA_MAX=2 $(BIN)/streamlit run app.py --server.port $(PORT) --server.fileWatcherType auto

test: $(VENV)/dev.done
	@if $(HAS_NODE); then node --disable-warning=ExperimentalWarning --test --test-reporter=spec tests/js/*.test.js; \
	else echo "$(NODE) not found: the scripts are not tested here"; fi
	@$(BIN)/python tests/browser/chromium.py
	@if $(HAS_NODE) && command -v npm >/dev/null; then $(MAKE) --no-print-directory node_modules/ci.done; fi \
	|| echo "npm could not install axe-core: its tests are skipped"
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --ignore=tests/oracles --ignore=tests/browser
	$(BIN)/python -m pytest tests/browser

# The lab as a folder of files for any host: Python runs in the visitor's browser. Needs node and npm.
static: $(VENV)/app.done
	@$(HAS_NODE) && command -v npm >/dev/null || { echo "make static needs $(NODE), with npm"; exit 1; }
	$(BIN)/python -m static dist/site

# That site in a real browser: every page, edits, files, without the network, and left alone for minutes.
test-static: static $(VENV)/dev.done
	@$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m pytest tests/static --site dist/site

# Random links, files, entries, visits, cut lines and layers, the same in every run; `make test` has a slice of them.
hostile: $(VENV)/dev.done
	@$(BIN)/python tests/browser/chromium.py
	HOSTILE=full $(BIN)/python -m pytest -n auto --maxprocesses 4 tests/hostile tests/pooling tests/figures tests/lab tests/ui
	HOSTILE=full $(BIN)/python -m pytest tests/browser/test_cuts.py

lint: $(VENV)/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@if $(HAS_NODE) && command -v npm >/dev/null; then $(MAKE) --no-print-directory lint-scripts; \
	else echo "$(NODE) with npm not found: the scripts are not linted here"; fi

lint-scripts: node_modules/ci.done
	node_modules/.bin/eslint .
	node_modules/.bin/tsc --project jsconfig.json

# PyTorch and ONNX Runtime as independent witnesses; large, so apart from `make test`.
oracles: $(VENV)/oracles.done
	$(BIN)/python -m pytest -n auto --maxprocesses 4 tests/oracles

docs: $(VENV)/app.done
	$(BIN)/python -m figures.formulas
	$(BIN)/python -m figures.film

# Runs examples/pooling.ipynb from its first cell to its last; `make test` leaves it out where nothing runs notebooks.
notebook: $(VENV)/notebook.done
	$(BIN)/python -m pytest tests/examples

# The newest versions that requirements.txt admits, with hashes, for each Python and system: what deploy/ installs.
lock: $(VENV)/dev.done
	$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --no-emit-index-url --no-emit-find-links requirements.txt -o requirements.lock

# Side by side with PyTorch and ONNX Runtime; writes benchmarks/README.md and benchmarks/results/.
bench: $(VENV)/bench.done
	$(BIN)/python -m benchmarks.compare

bench-browser: $(VENV)/dev.done
	@$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m benchmarks.browser
	$(BIN)/python -m benchmarks.pictures

# Three hundred visitors without browsers, on Linux: a class that loses a process (two minutes, needs nginx), and `load-heavy`,
# one process with eight beside them who ask for the most (about 15 minutes).
load: $(VENV)/app.done
	$(BIN)/python -m benchmarks.load.of_a_class --output benchmarks/results/load.json

load-heavy: $(VENV)/app.done
	$(BIN)/python -m benchmarks.load --output benchmarks/results/heavy.json

clean:
	rm -rf $(VENV) node_modules

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/app.done: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install -q -r requirements.txt
	@touch $@

$(VENV)/dev.done: requirements.txt requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install -q -r requirements-dev.txt
	@touch $@

$(VENV)/oracles.done: requirements-oracles.txt $(VENV)/dev.done
	$(BIN)/python -m pip install -q -r requirements-oracles.txt
	@touch $@

$(VENV)/notebook.done: requirements-notebook.txt $(VENV)/dev.done
	$(BIN)/python -m pip install -q -r requirements-notebook.txt
	@touch $@

$(VENV)/bench.done: requirements-bench.txt $(VENV)/oracles.done
	$(BIN)/python -m pip install -q -r requirements-bench.txt
	@touch $@

node_modules/ci.done: package-lock.json
	npm ci --no-audit --no-fund
	@touch $@
