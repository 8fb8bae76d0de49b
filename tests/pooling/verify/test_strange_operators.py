"""Operators that the catalogue of mistakes has never heard of are judged too: it asks them, and knows no names."""

import numpy as np
import pytest

from pooling import OPERATORS, PoolingError, PoolSpec
from pooling.verify.case import WHATS, Case
from pooling.verify.search import given, groups
from pooling.verify.verdict import judge
from tests.sixth import first, median

STRANGE = {strange.OPERATOR.name: strange.OPERATOR for strange in (first, median)}


@pytest.fixture(params=STRANGE)
def case(request, monkeypatch):
    monkeypatch.setitem(OPERATORS, request.param, STRANGE[request.param])
    random = np.random.default_rng(0)
    x = random.integers(-3, 4, (2, 2, 7, 6)).astype(float)
    spec = PoolSpec(request.param, (3, 2), (2, 1), (1, 0))
    return Case(x, spec, random.integers(1, 9, (2, 2, *spec.output_size(7, 6))).astype(float))


def test_right_results_are_right(case):
    for what in WHATS:
        if what != "indices" or case.indices4 is not None:
            assert judge(case.right(what), case, what).ok


def test_mistakes_are_named(case):
    for what in WHATS:
        if what == "indices" and case.indices4 is None:
            continue
        for together in groups(case, what, 1):
            try:
                verdict = judge(given(case, what, together), case, what)
            except PoolingError:  # the swapped layer is none
                continue
            assert verdict.ok or together[0].name in [mistake.name for mistake in verdict.mistakes]
