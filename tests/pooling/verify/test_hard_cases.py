"""On the hard cases of an operator every mistake and every pair gives a result of its own: kill all, none spared."""

import numpy as np
import pytest

from pooling import PoolingError
from pooling.verify.case import WHATS
from pooling.verify.hard import hard
from pooling.verify.search import given, groups
from tests.pooling.strategies import OPERATORS

#: Pairs that are one and the same, whatever the case: where a gradient is given for the windows that the other rounding
#: has too, none of these hangs over, and then k·k places and the padded ones are as many.
EQUAL = {"grad_input": {frozenset({"rounding + by_kernel", "rounding + by_padded"})}}


def said(array):
    """A result that can be compared, shape and all."""
    return array.shape, np.round(array + 0.0, 7).tobytes()


def results(cases, what):
    """By what they give on all cases, the names of the mistakes and pairs that give it."""
    every = {tuple(m.name for m in made): made for c in cases for n in (1, 2) for made in groups(c, what, n)}
    found = {tuple(said(case.right(what)) for case in cases): ["right"]}
    for names, made in every.items():
        found.setdefault(tuple(attempt(case, what, made) for case in cases), []).append(" + ".join(names))
    return found.values()


def attempt(case, what, made):
    try:
        return said(given(case, what, made))
    except PoolingError:
        return "no window fits"


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("what", WHATS)
def test_no_two_mistakes_give_the_same_on_all_hard_cases(operator, what):
    cases = [each.case for each in hard(operator)]
    if what == "indices" and cases[0].indices4 is None:
        pytest.skip("chooses no one cell")
    alike = {frozenset(names) for names in results(cases, what) if len(names) > 1}
    assert alike - EQUAL.get(what, set()) == set()


@pytest.mark.parametrize("operator", OPERATORS)
def test_hard_cases_are_small(operator):
    assert max(each.case.x.size for each in hard(operator)) <= 480
