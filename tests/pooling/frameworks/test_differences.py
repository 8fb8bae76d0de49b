"""Where outcomes differ, and whether the named rules are truly the cause."""

from dataclasses import fields, replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from pooling import PoolingError, PoolSpec
from pooling.frameworks import CONVENTIONS
from pooling.frameworks.choices import Choices
from pooling.frameworks.differences import causes, differing
from tests.pooling.checks import message_of, same, spec_of
from tests.pooling.strategies import PROFILE, crowded, examples, problems

PYTORCH, ONNX, VALID, SAME, ZERO = (
    CONVENTIONS[key] for key in ("pytorch", "onnx", "keras_valid", "keras_same", "zero_padding")
)
#: Conventions with a dilation.
DILATED = {CONVENTIONS[key].label for key in ("pytorch", "onnx_exported", "onnx", "zero_padding")}
RAMP = np.arange(1.0, 26.0).reshape(5, 5)
NAN = np.nan


def outcomes(layer, x, *conventions):
    return [convention.apply(x, layer) for convention in conventions]


# Cells that differ


def test_the_cells_where_a_padded_zero_wins():
    marked = differing(*outcomes(PoolSpec("max", 2, 2, 1), [[-1.0, -2.0], [-3.0, 4.0]], PYTORCH, ZERO))
    same(marked.output, np.array([[True, True], [True, False]]))
    same(marked.grad_input, np.array([[True, True], [True, False]]))


def test_a_cell_that_one_lacks_differs():
    marked = differing(*outcomes(PoolSpec("max", 2), RAMP[:3, :4], PYTORCH, SAME))
    same(marked.output, np.array([[False, False], [True, True]]))
    same(marked.grad_input, RAMP[:3, :4] * [[0], [0], [1]] * [[0, 1, 0, 1]] > 0)


def test_each_may_lack_cells_that_the_other_has():
    tall = Choices().run(RAMP[:3, :1], PoolSpec("max", (1, 1)))
    wide = Choices().run(RAMP[:1, :3], PoolSpec("max", (1, 1)))
    rest = replace(wide, grad_input=tall.grad_input)
    same(differing(tall, rest).output, ~np.eye(3, dtype=bool) | (np.arange(9).reshape(3, 3) > 0))


def test_nan_equals_nan():
    layer, x = PoolSpec("avg", 2, 2, 1), np.where(RAMP == 1, NAN, RAMP)[:2, :2]
    marked = differing(*outcomes(layer, x, PYTORCH, ZERO))
    assert not marked.any()
    assert np.isnan(PYTORCH.apply(x, layer).output[0, 0])


def test_infinities_are_equal_only_with_their_sign():
    one, other = (Choices().run([[v]], PoolSpec("avg", 1)) for v in (np.inf, -np.inf))
    assert not differing(one, one).any()
    assert differing(one, other).output.all()


def test_rounding_is_no_difference():
    x = np.full((5, 5), 0.1)
    ours, theirs = outcomes(PoolSpec("avg", 3, 1, 1, count_include_pad=False), x, PYTORCH, SAME)
    assert not differing(ours, theirs).any()
    assert not differing(replace(ours, output=ours.output + 1e-17), theirs).any()
    assert differing(replace(ours, output=ours.output + 1e-9), theirs).output.all()


def test_sums_that_cancel_are_rounded_as_their_terms_are():
    outcome = Choices().run([[1e9, 1e-3, -1e9]], PoolSpec("avg", (1, 3)))
    assert not differing(outcome, replace(outcome, output=outcome.output + 1e-8)).any()


@pytest.mark.parametrize("operator", ["max", "min", "range"])
def test_what_is_made_of_chosen_cells_is_compared_exactly(operator):
    planes = ([[v, 1 - v]] for v in (1.0, np.nextafter(1.0, 2)))
    one, other = (Choices().run(x, PoolSpec(operator, (1, 2))) for x in planes)
    assert differing(one, other).output.all()


# Causes


CAUSES = {
    "no padding": (PYTORCH, VALID, PoolSpec("max", 2, 2, 1), RAMP, ("padding",)),
    "SAME padding": (PYTORCH, SAME, PoolSpec("max", 2, 2), RAMP, ("padding",)),
    "SAME shifts the windows": (PYTORCH, SAME, PoolSpec("max", 4, 2, 2), RAMP, ("padding",)),
    "VALID and SAME": (VALID, SAME, PoolSpec("avg", 2, 2), RAMP, ("padding",)),
    "ceil_mode": (PYTORCH, VALID, PoolSpec("max", 2, 2, ceil_mode=True), RAMP, ("ceil_mode",)),
    "default of count_include_pad": (PYTORCH, ONNX, PoolSpec("avg", 3, 2, 1), RAMP, ("divisor",)),
    "SAME never counts padding": (PYTORCH, SAME, PoolSpec("avg", 3, 1, 1), RAMP, ("divisor",)),
    "zeros count": (PYTORCH, ZERO, PoolSpec("avg", 3, 2, 1, count_include_pad=False), RAMP, ("divisor",)),
    "override": (PYTORCH, ONNX, PoolSpec("avg", 2, 2, divisor_override=3), RAMP, ("divisor_override",)),
    "an override beats the count": (
        PYTORCH,
        ONNX,
        PoolSpec("avg", 2, 2, 1, divisor_override=3),
        RAMP,
        ("divisor_override",),
    ),
    "two rules at once": (
        PYTORCH,
        VALID,
        PoolSpec("max", 3, 2, 1, ceil_mode=True),
        RAMP[:4, :4],
        ("padding", "ceil_mode"),
    ),
    "padded zeros win": (PYTORCH, ZERO, PoolSpec("max", 3, 2, 1), -RAMP, ("padding_value",)),
    "padded zeros against SAME": (SAME, ZERO, PoolSpec("max", 3, 1, 1), -RAMP, ("padding_value",)),
    "padded zeros against VALID": (VALID, ZERO, PoolSpec("max", 3, 2, 1), -RAMP, ("padding",)),
    "absolute values": (PYTORCH, ONNX, PoolSpec("lp", 2, norm_type=3), -RAMP, ("norm",)),
    "partial windows": (PYTORCH, ONNX, PoolSpec("lp", 2, ceil_mode=True), RAMP, ("norm",)),
    "padded zeros are the smallest": (PYTORCH, ZERO, PoolSpec("range", 3, 2, 1), RAMP, ("padding_value",)),
    "padded zeros are neither": (PYTORCH, ZERO, PoolSpec("range", 3, 1, 1), RAMP * [-1, 1, -1, 1, -1], ()),
    "range with SAME": (PYTORCH, SAME, PoolSpec("range", 2, 2), RAMP, ("padding",)),
    "range without ceil_mode": (PYTORCH, VALID, PoolSpec("range", 2, 2, ceil_mode=True), RAMP, ("ceil_mode",)),
    "range of NaN": (PYTORCH, VALID, PoolSpec("range", 2), np.where(RAMP == 8, NAN, RAMP), ("nan",)),
    "NaN": (PYTORCH, VALID, PoolSpec("max", 2), np.where(RAMP == 8, NAN, RAMP), ("nan",)),
    "zeros that do not win": (PYTORCH, ZERO, PoolSpec("max", 3, 2, 1), RAMP, ()),
    "nothing padded": (PYTORCH, ZERO, PoolSpec("max", 2), -RAMP, ()),
    "nothing to choose": (ONNX, VALID, PoolSpec("avg", 2), RAMP, ()),
}


@pytest.mark.parametrize(("a", "b", "layer", "x", "names"), CAUSES.values(), ids=CAUSES.keys())
def test_the_rule_behind_a_difference(a, b, layer, x, names):
    assert causes(a, b, x, layer) == names
    assert causes(b, a, x, layer) == names


def test_a_convention_without_such_a_layer_has_no_causes():
    expected = "operator must be one of max, avg, min, range in Keras, which has no Lp pooling, but got lp"
    assert message_of(causes, PYTORCH, VALID, RAMP, PoolSpec("lp", 2)) == expected


def reaches(start, goal, names, x, spec, grad):
    """Whether `start` with the named rules of `goal` gives what `goal` gives: written out once more."""
    mixed = Choices(**{f.name: getattr(goal if f.name in names else start, f.name) for f in fields(Choices)})
    try:
        ours, theirs = (choices.run(x, spec, grad) for choices in (mixed, goal))
    except PoolingError:
        return False
    if ours.output.shape != theirs.output.shape:
        return False
    pairs = (ours.output, theirs.output), (ours.grad_input, theirs.grad_input)
    return all(np.allclose(*pair, rtol=1e-9, atol=1e-9, equal_nan=True) for pair in pairs)


@given(problems(), st.sampled_from(list(combinations(CONVENTIONS.values(), 2))), st.booleans())
@profile(PROFILE, max_examples=examples(200))
def test_named_rules_are_enough_and_none_is_too_many(problem, pair, with_gradient):
    layer, size, rng = problem
    if any(convention.label not in DILATED for convention in pair):
        layer = layer._replace(dilation=(1, 1))
    x, spec, (a, b) = crowded(rng, size), spec_of(layer), pair
    grad = rng.integers(1, 9, spec.output_size(*size)).astype(float) if with_gradient else None
    try:
        ours, theirs = (convention.apply(x, spec, grad) for convention in pair)
    except PoolingError:
        return
    names = causes(a, b, x, spec, grad)
    assert names == causes(b, a, x, spec, grad)
    assert bool(names) == differing(ours, theirs).any()
    ways = [(a.choices, b.choices), (b.choices, a.choices)]
    assert any(reaches(*way, names, x, spec, grad) for way in ways)
    fewer = [some for count in range(len(names)) for some in combinations(names, count)]
    assert not any(reaches(*way, some, x, spec, grad) for way in ways for some in fewer)
