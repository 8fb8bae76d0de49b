"""The notes of the named inputs: a visitor may change the layer, and they are still shown."""

import numpy as np
from hypothesis import assume, given

from lab.examples import EXAMPLES
from pooling import pool
from tests.pooling.checks import spec_of
from tests.pooling.loops import fits
from tests.pooling.strategies import PROFILE, SELECTING, problems

NOTES = {
    "worked": "With max, and windows that do not overlap, every window sends its gradient to one cell of its own.",
    "overlap": "In the layer that comes with it, cell (2, 2) wins four windows at once: what they send it must add up.",
    "constant": "All cells are equal: with max and min the first of a window in row-major order wins alone.",
    "negative": "With max, padding never wins: no output is 0, however much padding there is.",
    "ramp": "Values grow in reading order: with max the last cell of every window wins, with min the first.",
    "one_hot": "A single 1 among zeros: with max, avg and Lp the windows that hold it are those with an output other "
    "than 0.",
    "integers": "Whole numbers from −9 to 9: equal ones are likely.",
    "normal": "Mean 0, deviation 1, three decimals.",
}


def places_won(pooled):
    """The number of the winning tap of every window, among its real cells."""
    return [
        int(inside[:tap].sum()) for inside, tap in zip(pooled.windows.inside, pooled.reduced.winners[:, 0], strict=True)
    ]


def last_places(pooled):
    return [int(inside.sum()) - 1 for inside in pooled.windows.inside]


def of_any_layer(name, problem):
    """An example in a layer that a visitor may have chosen since, on an input of its size."""
    layer, size, _ = problem
    x = EXAMPLES[name].x(*size)
    assume(fits(*x.shape, layer))
    return pool(x, spec_of(layer))


def test_the_notes():
    assert {name: example.note for name, example in EXAMPLES.items()} == NOTES


@given(problems(("max",)))
@PROFILE
def test_max_of_the_ramp_is_the_last_cell_of_every_window(problem):
    pooled = of_any_layer("ramp", problem)
    assert places_won(pooled) == last_places(pooled)


@given(problems(("min",)))
@PROFILE
def test_min_of_the_ramp_is_the_first_cell_of_every_window(problem):
    assert not any(places_won(of_any_layer("ramp", problem)))


@given(problems(SELECTING))
@PROFILE
def test_the_first_of_equal_cells_wins_in_any_layer(problem):
    assert not any(places_won(of_any_layer("constant", problem)))


@given(problems(("max",)))
@PROFILE
def test_max_of_negative_cells_is_never_0_in_any_layer(problem):
    assert (of_any_layer("negative", problem).output < 0).all()


@given(problems(("max", "avg", "lp")))
@PROFILE
def test_the_outputs_other_than_0_hold_the_hot_cell_in_any_layer(problem):
    pooled = of_any_layer("one_hot", problem)
    holding = pooled.windows.holding(*map(int, np.argwhere(pooled.x)[0]))
    assert [tuple(place) for place in np.argwhere(pooled.output)] == holding


@given(problems(("max",)))
@PROFILE
def test_windows_that_do_not_overlap_have_winners_of_their_own(problem):
    pooled = of_any_layer("worked", problem)
    assume(pooled.windows.coverage().max() == 1)
    assert np.unique(pooled.indices).size == pooled.indices.size
