"""The lesson on the backward pass: what it says is kept is what is kept, nudges do what it says."""

from ast import literal_eval
from fractions import Fraction

import numpy as np
import pytest

from figures.lessons import LESSONS
from figures.lessons.kit.lesson import Drawing, Rows
from figures.lessons.routing import nudge, stored
from figures.stories.memory import places_and_offsets
from figures.theme import LIGHT
from lab.quiz.topics import topics
from pooling import PoolSpec, pool
from tests.pooling.loops import Layer, forward

LESSON = LESSONS["routing"]
TIED = np.full((6, 6), 3.0)


def case(x=None, window=0):
    return LESSON.case(LIGHT, {"window": window}, x)


def shown(step, case):
    return {item.title: item for item in LESSON.steps[step].show(case)}


def test_its_quiz_asks_where_gradients_go():
    assert "route" in topics()[LESSON.topic].kinds


@pytest.mark.parametrize("kernel", [2, 3, 4])
def test_the_bytes_are_those_of_the_arrays(kernel):
    pooled = pool(np.arange(81.0).reshape(9, 9), PoolSpec("max", kernel, 1))
    places, offsets = places_and_offsets(pooled)
    matrix = pooled.derivative != 0
    assert list(stored(pooled.output.size, kernel**2).values()) == [
        pooled.indices.nbytes,
        pooled.indices.astype(np.int32).nbytes,
        matrix.nbytes,
        matrix.nbytes,
        places.nbytes + offsets.nbytes,
    ]


@pytest.mark.parametrize(("places", "index_is_smaller"), [(4, False), (8, False), (9, True), (16, True)])
def test_from_nine_places_on_an_index_is_smaller_than_booleans(places, index_is_smaller):
    index, _, matrix, *_ = stored(100, places).values()
    assert (index < matrix) is index_is_smaller


@pytest.mark.parametrize("seed", range(8))
def test_the_table_of_nudges_is_what_the_layer_does(seed):
    rng, layer = np.random.default_rng(seed), Layer("max", (2, 2), (2, 2))
    x, window = rng.integers(-2, 3, (6, 6)).astype(float), int(rng.integers(9))
    at, lesson = divmod(window, 3), case(x, window)
    by = float(nudge([Fraction(v) for v in pool(x, PoolSpec("max", 2)).windows.gather(x)[window]]))
    before, indices = (grid[at[0]][at[1]] for grid in forward(x.tolist(), layer))
    rows = shown(1, lesson)["What the output does when one cell moves"].rows
    cells = [(2 * at[0] + r, 2 * at[1] + c) for r in range(2) for c in range(2)]
    for cell, (name, up, down, slope) in zip(cells, rows, strict=True):
        for said, change in ((up, by), (down, -by)):
            nudged = x.copy()
            nudged[cell] += change
            moved = forward(nudged.tolist(), layer)[0][at[0]][at[1]] - before
            assert float(said.replace("−", "-")) == pytest.approx(moved, abs=1e-12)
        assert name.startswith(f"{cell}: ")
        assert slope == str(int(divmod(indices, 6) == cell))


def test_a_nudge_is_no_larger_than_half_the_gap():
    assert nudge([Fraction(5), Fraction("4.9999")]) == Fraction("0.00001")


def test_ties_have_no_one_slope():
    told = LESSON.steps[1].tell(case(TIED))
    assert told.startswith("4 cells of the window tie. Raise one of them by 0.1, and the output rises too;")


def test_cells_that_tie_are_counted_where_the_mask_marks_them():
    x = np.arange(36.0).reshape(6, 6)
    x[0, :2] = 50
    drawn = shown(2, case(x))["Mask of each window"]
    assert isinstance(drawn, Drawing)
    assert drawn.caption == "36 bytes as booleans; 1 tied cell too many"
    assert "a mask that is true in 2 cells, as they tie;" in LESSON.steps[2].tell(case(x))


def test_the_least_of_each_column_is_marked():
    (rows,) = (item for item in LESSON.steps[4].show(case()) if isinstance(item, Rows))
    least = [[row[0] for row in rows.rows if row[n].endswith("least")] for n in (1, 2, 3)]
    shared = "places, uint8, and offsets, int64"
    here = ["flat index, int32", "window matrix, bool", "mask of each window, bool"]
    assert least == [here, [shared], [shared]]


@pytest.mark.parametrize("x", [TIED, -TIED, np.arange(36.0).reshape(6, 6)], ids=["tied", "negative", "ramp"])
@pytest.mark.parametrize("window", range(9))
def test_a_cell_that_is_raised_gets_the_gradient(x, window):
    posed = LESSON.questions[0](case(x, window))
    cell = literal_eval(posed.right.removeprefix("All of it to "))
    raised = x.copy()
    raised[cell] = x.max() + 1
    assert divmod(pool(raised, PoolSpec("max", 2)).indices.ravel()[window], 6) == cell
    assert cell != divmod(pool(x, PoolSpec("max", 2)).indices.ravel()[window], 6)
