"""Every mistake, alone and in pairs, on random layers of every operator: named rightly, or among those named."""

import numpy as np
import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from pooling import PoolingError, PoolSpec
from pooling.verify.case import WHATS, Case
from pooling.verify.mistaken import Mistaken
from pooling.verify.search import given, groups
from pooling.verify.switches import Switches
from pooling.verify.verdict import judge
from tests.hostile.amount import amount
from tests.pooling.checks import spec_of
from tests.pooling.strategies import OPERATORS, PROFILE, crowded, distinct, problems

FEWER = type(PROFILE)(PROFILE, max_examples=amount(500, 15))


def case_of(problem, channels_last=False):
    """A batch of two samples of two channels for a random layer."""
    layer, size, rng = problem
    x = (distinct if rng.random() < 0.5 else crowded)(rng, (2, 2, *size))
    spec = spec_of(layer)
    grad = rng.integers(1, 9, (2, 2, *spec.output_size(*size))).astype(float)
    if channels_last:
        return Case(np.moveaxis(x, 1, -1), spec, np.moveaxis(grad, 1, -1), "NHWC")
    return Case(x, spec, grad)


def whats(case):
    return [what for what in WHATS if what != "indices" or case.indices4 is not None]


@PROFILE
@over(problems())
def test_with_no_switch_set_a_computation_is_right(problem):
    case = case_of(problem)
    numbers = np.array([(0, 0), (0, 1), (1, 0), (1, 1)])
    x, grad = case.x4.reshape(4, *case.x4.shape[2:]), case.grad4.reshape(4, *case.grad4.shape[2:])
    some = Mistaken(x, grad, case.spec, numbers, 2)
    for what in whats(case):
        right = case.right(what)
        np.testing.assert_allclose(some.result(what, Switches()).reshape(right.shape), right, rtol=1e-9, atol=1e-12)


@FEWER
@over(problems(), st.booleans())
def test_a_mistake_is_named_or_among_those_named(problem, channels_last):
    case = case_of(problem, channels_last)
    for what in whats(case):
        for together in groups(case, what, 1):
            try:
                mine = given(case, what, together)
            except PoolingError:  # with stride and kernel swapped, no window may fit
                continue
            verdict = judge(mine, case, what)
            assert verdict.ok or together[0].name in [mistake.name for mistake in verdict.mistakes]


@FEWER
@over(problems(), st.booleans(), st.randoms(use_true_random=False))
def test_a_pair_is_named_or_something_simpler_that_gives_the_same(problem, channels_last, random):
    case = case_of(problem, channels_last)
    for what in whats(case):
        together = random.choice(list(groups(case, what, 2)))
        try:
            mine = given(case, what, together)
        except PoolingError:
            continue
        verdict = judge(mine, case, what)
        assert verdict.ok or verdict.mistakes
        if verdict.mistakes and " + " in verdict.mistakes[0].name:
            assert " + ".join(mistake.name for mistake in together) in [m.name for m in verdict.mistakes]


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_a_right_gradient_in_any_precision_is_right(operator, dtype):
    rng = np.random.default_rng(0)
    case = Case(rng.random((2, 3, 9, 8)) + 0.5, PoolSpec(operator, 3, 2), rng.normal(size=(2, 3, 4, 3)))
    assert judge(case.right("grad_input").astype(dtype), case).ok
