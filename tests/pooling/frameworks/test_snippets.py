"""Code to take: the NumPy text gives both passes to the last bit; what all texts have in common."""

import ast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pooling import PoolSpec, pool
from pooling.frameworks.snippets import snippets
from pooling.frameworks.writing import WIDTH, call, number
from tests.pooling import worked
from tests.pooling.checks import close, message_of, same, spec_of
from tests.pooling.strategies import PROFILE, crowded, distinct, problems, upstream

FRAMEWORKS = ["NumPy", "PyTorch", "Keras", "ONNX"]
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


def test_every_framework_has_its_text():
    assert list(snippets([[1.0]], [[1.0]], PoolSpec("max", 1))) == FRAMEWORKS


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
