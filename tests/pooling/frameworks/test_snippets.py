"""Code to take: the NumPy text gives both passes to the last bit; what all texts have in common."""

import ast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pooling import PoolSpec, pool
from pooling.frameworks import FRAMEWORKS
from pooling.frameworks.code.snippets import snippets, writers
from pooling.frameworks.code.writing import WIDTH, call, number
from tests.pooling import worked
from tests.pooling.checks import close, message_of, same, spec_of
from tests.pooling.strategies import PROFILE, crowded, distinct, problems, upstream

LONGEST = 36  # lines beside the two arrays

PARTIAL_AVERAGE = """\
import numpy as np
from pooling import avg_pool2d, avg_pool2d_backward  # the core of Pooling Lab

x = np.array([
    [  1, -2.5,   0],
    [0.5,   10, 3.5],
], dtype=float)
grad_output = np.array([[1, -1]], dtype=float)

layer = dict(kernel_size=2, stride=(1, 2), ceil_mode=True)
output = avg_pool2d(x, **layer)
grad_input = avg_pool2d_backward(grad_output, x.shape, **layer)

print(output, grad_input, sep="\\n\\n")
"""


def ran(text):
    """What the variables of the results are after the code has run."""
    names = {}
    with np.errstate(all="ignore"):  # a negative to a fraction is NaN, on the screen too
        exec(compile(text, "snippet", "exec"), names)
    return {name: names[name] for name in ("output", "indices", "grad_input") if name in names}


def test_the_text_for_numpy():
    x = [[1, -2.5, 0], [0.5, 10, 3.5]]
    spec = PoolSpec("avg", 2, (1, 2), ceil_mode=True)
    assert snippets(x, [[1, -1]], spec)["NumPy"] == PARTIAL_AVERAGE


RANGE = """\
import numpy as np
from pooling import range_pool2d, range_pool2d_backward  # the core of Pooling Lab

x = np.array([
    [  1, -2.5,   0],
    [0.5,   10, 3.5],
], dtype=float)
grad_output = np.array([[1, -1]], dtype=float)

output = range_pool2d(x, kernel_size=2, stride=1)
grad_input = range_pool2d_backward(grad_output, x, kernel_size=2, stride=1)

print(output, grad_input, sep="\\n\\n")
"""


def test_the_text_of_two_chosen_cells():
    x = [[1, -2.5, 0], [0.5, 10, 3.5]]
    assert snippets(x, [[1, -1]], PoolSpec("range", 2, 1))["NumPy"] == RANGE


#: What stands in the code of a framework that has no range pooling, beside that it has none.
MADE_OF = {
    "PyTorch": ["largest = F.max_pool2d(x[None],", "smallest = -F.max_pool2d(-x[None],", "y = largest - smallest"],
    "Keras": ["largest = max_pool(x)", "smallest = -max_pool(-x)", "return largest - smallest"],
    "ONNX": [
        '"MaxPool", ["x"], ["largest", "largest_at"]',
        '"Neg", ["x"], ["negative"]',
        '"MaxPool", ["negative"], ["minus_smallest", "smallest_at"]',
        '"Sum", ["largest", "minus_smallest"], ["y"]',
        "np.add.at(grad_input.reshape(-1), largest_at[0, 0], grad_output)",
        "np.add.at(grad_input.reshape(-1), smallest_at[0, 0], -grad_output)",
    ],
}


@pytest.mark.parametrize("label", MADE_OF)
@pytest.mark.parametrize("dilation", [1, 2])
def test_a_framework_without_range_pooling_says_so_and_makes_it_of_maxima(label, dilation):
    text = snippets(np.eye(3), np.ones((3 - dilation,) * 2), PoolSpec("range", 2, 1, 0, dilation))[label]
    assert f"# {label} has no range pooling: the smallest cell of x is minus the largest of -x.\n" in text
    assert [part for part in MADE_OF[label] if part not in text] == []


def test_every_framework_that_writes_has_its_text():
    having = {framework.label for framework in FRAMEWORKS.values() if framework.write is not None}
    assert list(snippets([[1.0]], [[1.0]], PoolSpec("max", 1))) == list(writers())
    assert writers().keys() == having


def test_what_computes_no_gradient_comes_last():
    labels = [framework.label for framework in FRAMEWORKS.values() if not framework.differentiates]
    assert list(writers())[-len(labels) :] == labels == ["ONNX"]


@pytest.mark.parametrize("name", ["output", "indices", "grad_input"])
def test_the_worked_example(name):
    results = ran(snippets(worked.X, worked.GRAD_OUTPUT, PoolSpec("max", 2))["NumPy"])
    same(results[name], getattr(worked, name.upper()).astype(results[name].dtype))


@given(problems(), st.sampled_from([crowded, distinct]), st.sampled_from([1.0, 2.0, 3.0, 2.5]))
@PROFILE
def test_the_numpy_code_gives_both_passes_of_any_layer(problem, fill, norm_type):
    layer, size, rng = problem
    layer = layer._replace(norm_type=norm_type) if layer.operator == "lp" else layer
    pooled = pool(fill(rng, size), spec_of(layer))
    grad_output = upstream(rng, pooled)
    results = ran(snippets(pooled.x, grad_output, pooled.spec)["NumPy"])
    exact = same if pooled.indices is not None else close  # sums are added in another order
    exact(results.pop("output"), pooled.output)
    exact(results.pop("grad_input"), pooled.backward(grad_output))
    if pooled.indices is not None:
        same(results.pop("indices"), pooled.indices)
    assert not results


@given(problems())
@PROFILE
def test_every_text_is_python_and_short(problem):
    layer, size, rng = problem
    pooled = pool(crowded(rng, size), spec_of(layer))
    for text in snippets(pooled.x, upstream(rng, pooled), pooled.spec).values():
        ast.parse(text)
        arrays = sum(1 if rows == 1 else rows + 2 for rows in (size[0], pooled.output.shape[0]))
        assert len([line for line in text.splitlines() if line]) - arrays <= LONGEST


@given(st.floats(allow_nan=False, allow_infinity=False))
@PROFILE
def test_a_number_is_exact(value):
    back = float(number(value))
    assert (back, np.signbit(back)) == (value, np.signbit(value))


@pytest.mark.parametrize(
    ("value", "text"), [(3.0, "3"), (-0.17, "-0.17"), (0.0, "0"), (-0.0, "-0.0"), (1e9, "1000000000"), (1e-7, "1e-07")]
)
def test_a_number_is_short(value, text):
    assert number(value) == text


@pytest.mark.parametrize("parts", [1, 3, 6])
def test_a_long_call_is_broken(parts):
    lines = call("output = max_pool2d", ["argument=(10, 12)"] * parts)
    assert len(lines) == {1: 1, 3: 1, 6: 8}[parts]
    assert max(map(len, lines)) <= WIDTH


REFUSED = {
    "x must be one plane (H, W), but got shape (1, 1, 2)": ([[[1, 2]]], [[1]]),
    "x must hold finite numbers, but got nan": ([[np.nan, 2]], [[1]]),
    "grad_output must hold finite numbers, but got inf": ([[1, 2]], [[np.inf]]),
    "grad_output must have shape (1, 1), but got (1, 2)": ([[1, 2]], [[1, 2]]),
}


@pytest.mark.parametrize(("message", "arrays"), REFUSED.items())
def test_what_cannot_be_written_is_refused(message, arrays):
    assert message_of(snippets, *arrays, PoolSpec("max", (1, 2))) == message
