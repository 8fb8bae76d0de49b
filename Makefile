# Two commands: `make run` opens the app, `make test` runs every test but the oracles.
# Both install what they need into .venv.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint oracles docs bench bench-browser clean

run: $(VENV)/app.done
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: $(VENV)/dev.done
	@$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --ignore=tests/oracles --ignore=tests/browser
	$(BIN)/python -m pytest tests/browser

lint: $(VENV)/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# PyTorch and ONNX Runtime as independent witnesses; large, so apart from `make test`.
oracles: $(VENV)/oracles.done
	$(BIN)/python -m pytest -n auto --maxprocesses 4 tests/oracles

docs: $(VENV)/app.done
	$(BIN)/python -m figures.formulas

# Side by side with PyTorch and ONNX Runtime; writes benchmarks/README.md and benchmarks/results/.
bench: $(VENV)/bench.done
	$(BIN)/python -m benchmarks.compare

bench-browser: $(VENV)/dev.done
	@$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m benchmarks.browser
	$(BIN)/python -m benchmarks.pictures

clean:
	rm -rf $(VENV)

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

$(VENV)/bench.done: requirements-bench.txt $(VENV)/oracles.done
	$(BIN)/python -m pip install -q -r requirements-bench.txt
	@touch $@
