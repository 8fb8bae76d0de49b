"""What is made of chosen cells under each convention: NaN, and operators that choose several."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from pooling import OPERATORS, PoolingError, PoolSpec
from pooling.frameworks import CONVENTIONS
from pooling.operators.choosing import Choosing
from tests.pooling.checks import same, spec_of
from tests.pooling.frameworks.convention_loops import agrees, same_ignoring_nan
from tests.pooling.loops import Layer
from tests.pooling.strategies import PROFILE, crowded, distinct, examples, problems, with_nan

VALID, SAME = CONVENTIONS["keras_valid"], CONVENTIONS["keras_same"]
NAN = np.nan

#: Operators whose value is more than one cell, and those that choose one cell alone, by which it is.
COMBINING = [n for n, o in OPERATORS.items() if isinstance(o, Choosing) and not o.selects]
#: Conventions with a dilation.
DILATED = {"pytorch", "onnx_exported", "onnx", "zero_padding", "openvino_ceil", "openvino_ceil_torch"}
ALONE = {o.choices[0].order: n for n, o in OPERATORS.items() if isinstance(o, Choosing) and o.selects}

BY_NAN = {
    "first": ([[NAN, 1.0], [2.0, 3.0]], 3.0, 0),
    "second": ([[1.0, NAN], [2.0, 3.0]], 3.0, 3),
    "last": ([[1.0, 2.0], [3.0, NAN]], 3.0, 2),
    "two": ([[NAN, 1.0], [NAN, 2.0]], 2.0, 0),
    "all": ([[NAN, NAN], [NAN, NAN]], -np.finfo(float).max, 0),
    "lowest": ([[-np.inf, -np.inf], [-np.inf, -np.inf]], -np.finfo(float).max, 0),
}


@pytest.mark.parametrize("convention", [VALID, SAME], ids=["VALID", "SAME"])
@pytest.mark.parametrize(("x", "value", "index"), BY_NAN.values(), ids=BY_NAN.keys())
def test_keras_ignores_nan_in_the_value(convention, x, value, index):
    outcome = convention.apply(x, PoolSpec("max", 2))
    same(outcome.output, np.array([[value]]))
    same(outcome.indices, np.array([[index]]))
    same(outcome.grad_input.ravel(), np.eye(4)[index])
    mirror = convention.apply(-np.array(x), PoolSpec("min", 2))
    same(mirror.output, -outcome.output)
    same(mirror.indices, outcome.indices)


def test_the_first_cell_of_a_window_is_the_first_that_is_no_padding():
    x = np.array([[NAN, 1.0, 2.0], [3.0, 4.0, 5.0]])
    outcome = SAME.apply(x, PoolSpec("max", 3, 1))  # window (0, 0) begins in row −1 and column −1
    same(outcome.output, np.array([[4.0, 5.0, 5.0], [4.0, 5.0, 5.0]]))
    same(outcome.indices, np.array([[0, 0, 5], [0, 0, 5]]))
    same(outcome.grad_input, np.array([[4.0, 0.0, 0.0], [0.0, 0.0, 2.0]]))


@pytest.mark.parametrize("operator", ALONE.values())
@pytest.mark.parametrize(("kernel", "stride"), [((3, 3), (1, 1)), ((2, 4), (1, 2)), ((5, 3), (2, 1))], ids=str)
@pytest.mark.parametrize("seed", range(10))
def test_nan_under_same_padding_is_a_loop_s(operator, kernel, stride, seed):
    x = np.random.default_rng(seed).choice([NAN, NAN, -np.inf, np.inf, 0.0, 1.0, 2.0], (4, 6))
    layer = Layer(operator, kernel, stride)
    agrees(SAME.apply(x, spec_of(layer)), *same_ignoring_nan(x.tolist(), layer))


RANGE_BY_NAN = {
    "first": (2.0, [0, 0, 0, 0]),
    "second": (2.0, [-1, 0, 0, 1]),
    "last": (2.0, [-1, 0, 1, 0]),
    "two": (1.0, [0, 0, 0, 0]),
    "all": (-np.inf, [0, 0, 0, 0]),
    "lowest": (np.inf, [0, 0, 0, 0]),
}


@pytest.mark.parametrize("convention", [VALID, SAME], ids=["VALID", "SAME"])
@pytest.mark.parametrize("name", BY_NAN)
def test_keras_ignores_nan_in_both_chosen_cells(convention, name):
    outcome, (value, grad_input) = convention.apply(BY_NAN[name][0], PoolSpec("range", 2)), RANGE_BY_NAN[name]
    same(outcome.output, np.array([[value]]))
    same(outcome.grad_input.ravel(), np.array(grad_input, float))
    assert outcome.indices is None


@pytest.mark.parametrize("key", CONVENTIONS)
@pytest.mark.parametrize("operator", COMBINING)
@given(problem=problems(tuple(COMBINING)), fill=st.sampled_from([crowded, distinct, with_nan]))
@profile(PROFILE, max_examples=examples(60))
def test_several_chosen_cells_are_each_what_the_convention_makes_of_it(key, operator, problem, fill):
    layer, size, rng = problem
    x, layer = fill(rng, size), layer._replace(operator=operator)
    if key not in DILATED:
        layer = layer._replace(dilation=(1, 1))
    if key == "scikit_image":
        layer = layer._replace(stride=layer.kernel_size)
    try:
        outcome = CONVENTIONS[key].apply(x, spec_of(layer))
    except PoolingError:
        return
    output, grad_input = 0.0, 0.0
    with np.errstate(all="ignore"):  # ∞ − ∞, and two lowest finite numbers
        for order, sign in OPERATORS[operator].choices:
            alone = CONVENTIONS[key].apply(x, spec_of(layer._replace(operator=ALONE[order])))
            output, grad_input = output + sign * alone.output, grad_input + sign * alone.grad_input
    same(outcome.output, output)
    same(outcome.grad_input, grad_input)


def test_integers_hold_no_nan():
    same(SAME.apply(np.array([[3, 1, 2]]), PoolSpec("max", (1, 2))).output, np.array([[3, 2]]))
