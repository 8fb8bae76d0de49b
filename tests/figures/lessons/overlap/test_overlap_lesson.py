"""The lesson on overlap: what it measures is what the loops count."""

import pytest

from figures.lessons.overlap import MEASURE
from tests.figures.lessons.claims import counted
from tests.figures.lessons.maxima import wins
from tests.figures.lessons.overlap.facts import LAYER, normal, shared


@pytest.mark.parametrize(("many", "seed"), [(1, 0), (50, 3)])
def test_what_is_said_of_random_grids(many, seed):
    assert MEASURE.label == "Random grids to try"
    assert MEASURE.run(many, seed, lambda part: None) == (
        f"In {shared(many, seed)} of {counted(many, 'grid')} ({100 * shared(many, seed) / many:.1f} %) some cell wins "
        "two windows or more: there an assignment loses gradient."
    )


@pytest.mark.parametrize("x", normal(50, 3))
def test_an_assignment_loses_gradient_where_a_cell_wins_twice_and_nowhere_else(x):
    kept = len(wins(x, LAYER))  # each cell that wins keeps 1 of the 9 that 9 windows send
    assert (kept < 9) == (max(wins(x, LAYER).values()) > 1)
