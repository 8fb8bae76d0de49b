"""An operator that no framework and no table knows: every framework says so, or writes what its mathematics is."""

import ast

import numpy as np
import pytest

from pooling import OPERATORS, PoolSpec, pool
from pooling.frameworks import CONVENTIONS, FRAMEWORKS
from pooling.frameworks.choices import Choices
from pooling.frameworks.code.snippets import snippets, writers
from pooling.frameworks.code.writing import Reason
from pooling.frameworks.naming import Naming
from pooling.operators.choosing import Choosing
from pooling.operators.summing import Summing
from tests.pooling.checks import message_of, same
from tests.pooling.frameworks.strangers import STRANGERS, admit
from tests.pooling.frameworks.test_snippets import ran

X = np.array([[3.0, -1.0, 2.0, 0.5, 2.0], [7.0, 0.0, -4.0, 1.0, 7.0], [5.0, 6.0, -4.0, 8.0, 9.0]])


def written(name, **layer):
    """The texts of every framework for one of them, and what the table gives."""
    spec = PoolSpec(name, **layer)
    pooled = pool(X, spec)
    grad_output = np.arange(1.0, pooled.output.size + 1).reshape(pooled.output.shape)
    return snippets(X, grad_output, spec), pooled, grad_output


def lacking(label, name):
    """How a framework refuses an operator."""
    known = "max, avg, min, lp, range" if label in ("PyTorch", "ONNX", "Paddle") else "max, avg, min, range"
    return f"operator must be one of {known} in {label}, which has no {name} pooling, but got {name}"


#: Operators of no kind that a framework writes code for.
UNKNOWN = [n for n, stranger in STRANGERS.items() if not isinstance(stranger, (Choosing, Summing))]


@pytest.mark.parametrize("key", [key for key, convention in CONVENTIONS.items() if convention.naming is not None])
@pytest.mark.parametrize("name", UNKNOWN)
def test_a_framework_without_a_name_for_it_has_no_such_layer(key, name, monkeypatch):
    admit(monkeypatch, name)
    convention = CONVENTIONS[key]
    assert message_of(convention.apply, X, PoolSpec(name, 2)) == lacking(convention.naming.label, name)


def test_a_textbook_has_every_operator(monkeypatch):
    admit(monkeypatch, "first")
    outcome = CONVENTIONS["zero_padding"].apply(X, PoolSpec("first", 2, 2, 1))
    same(outcome.output, np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 1.0]]))
    same(outcome.grad_input, np.array([[0.0] * 5, [0.0, 1.0, 0.0, 1.0, 0.0], [0.0] * 5]))
    assert outcome.notes == ("The zeros of padding (1, 1) are cells; in Keras, ZeroPadding2D before a layer does so.",)


@pytest.mark.parametrize("padding", ["given", "same"])
def test_nan_is_not_ignored_by_what_compares_nothing(padding, monkeypatch):
    admit(monkeypatch, "first")
    x = np.where(X == 3, np.nan, X)
    assert np.isnan(Choices(padding=padding, nan="ignored").run(x, PoolSpec("first", 2)).output[0, 0])


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_no_writer_can_write_is_a_sentence(name, monkeypatch):
    admit(monkeypatch, name)
    texts = {label: text for label, text in written(name, kernel_size=2)[0].items() if isinstance(text, Reason)}
    assert texts == {
        "NumPy alone": f"NumPy alone has no {name} pooling.",
        "Loops": f"The code of loops has no {name} pooling.",
        "PyTorch": f"PyTorch has no {name} pooling.",
        "Keras": f"Keras has no {name} pooling.",
        "ONNX": f"ONNX has no {name} pooling.",
    }


def test_a_framework_that_has_what_nobody_has_written_code_for():
    naming, operator = Naming("pytorch", "PyTorch"), OPERATORS["range"]
    expected = "In PyTorch range pooling is max_pool2d(x) + max_pool2d(−x), for which the lab writes no code."
    assert naming.no_code(operator) == expected
    assert naming.no_code(OPERATORS["max"]) == "In PyTorch max pooling is max_pool2d, for which the lab writes no code."


@pytest.mark.parametrize("key", ["pytorch", "onnx", "keras"])
@pytest.mark.parametrize(("name", "layer"), [("range", {"dilation": 2, "stride": 1}), ("min", {"stride": 1})])
def test_no_framework_is_said_to_lack_what_it_has(key, name, layer, monkeypatch):
    operator, label = OPERATORS[name], FRAMEWORKS[key].label
    assert f"{label} has no" in written("range", kernel_size=2)[0][label]
    monkeypatch.setattr(type(operator), "own_names", {key: "OwnPool"})
    assert "has no" not in written(name, kernel_size=2, **layer)[0][label]
    for convention in FRAMEWORKS[key].conventions.values():
        assert not any("has no" in note for note in convention.apply(X, PoolSpec(name, 2)).notes)


MEDIAN = """\
import numpy as np
from pooling import PoolSpec, pool  # the core of Pooling Lab

x = np.array([
    [3, -1,  2, 0.5, 2],
    [7,  0, -4,   1, 7],
    [5,  6, -4,   8, 9],
], dtype=float)
grad_output = np.array([
    [1, 2, 3],
    [4, 5, 6],
], dtype=float)

layer = PoolSpec("median", kernel_size=2, padding=1)
pooled = pool(x, layer)
output = pooled.output
indices = pooled.indices
grad_input = pooled.backward(grad_output)

print(output, indices, grad_input, sep="\\n\\n")
"""


def test_the_text_for_numpy_takes_the_table(monkeypatch):
    admit(monkeypatch, "median")
    assert written("median", kernel_size=2, padding=1)[0]["NumPy"] == MEDIAN


@pytest.mark.parametrize("name", STRANGERS)
def test_the_numpy_code_runs_for_every_operator(name, monkeypatch):
    operator = admit(monkeypatch, name)
    texts, pooled, grad_output = written(name, kernel_size=2, stride=(1, 2), ceil_mode=True)
    results = ran(texts["NumPy"])
    same(results["output"], pooled.output)
    same(results["grad_input"], pooled.backward(grad_output))
    assert ("indices" in results) == operator.selects


@pytest.mark.parametrize("label", writers())
@pytest.mark.parametrize("name", [name for name, stranger in STRANGERS.items() if isinstance(stranger, Choosing)])
def test_chosen_cells_are_written_everywhere(name, label, monkeypatch):
    admit(monkeypatch, name)
    ast.parse(written(name, kernel_size=2, stride=1, dilation=2)[0][label])


REASONS = {
    "sum": {"PyTorch": "PyTorch has no sum pooling."},
    "uneven": {"PyTorch": "PyTorch has no uneven pooling.", "Keras": "Keras has no uneven pooling."},
    "rms": {"PyTorch": "PyTorch has no rms pooling."},
}


@pytest.mark.parametrize("name", [name for name, stranger in STRANGERS.items() if isinstance(stranger, Summing)])
def test_sums_are_written_where_there_is_something_to_add_with(name, monkeypatch):
    admit(monkeypatch, name)
    texts = written(name, kernel_size=2, stride=1)[0]
    assert {label: text for label, text in texts.items() if isinstance(text, Reason)} == REASONS[name]
    for label in texts.keys() - REASONS[name].keys():
        ast.parse(texts[label])


def test_why_a_sum_is_no_node_is_said(monkeypatch):
    admit(monkeypatch, "sum")
    texts = written("sum", kernel_size=2)[0]
    assert "# ONNX has no sum pooling: here sums over windows are two matrix products." in texts["ONNX"]
    assert "# Keras has no sum pooling: the mean times its divisor is the sum." in texts["Keras"]


def test_operators_name_only_frameworks_that_there_are():
    for operator in OPERATORS.values():
        assert {*operator.own_names, *operator.made_of} <= FRAMEWORKS.keys()
        assert not operator.own_names.keys() & operator.made_of.keys()
