"""What is said to be seen of each mistake is what a plain computation shows, and a lesson shows it."""

import inspect

import numpy as np
import pytest

from figures.formulas.errata import ERRATA
from figures.lessons import LESSONS
from lab.examples import OVERLAP_GRAD_OUTPUT, OVERLAP_X
from tests.figures.lessons.stated import numbers
from tests.pooling import worked
from tests.pooling.loops import Layer, backward, largest, output_cells, real_cells

BY_NAME = {erratum.anchor: erratum for erratum in ERRATA}
LAYER = Layer("max", (3, 3), (2, 2))
X, G = OVERLAP_X.astype(float), OVERLAP_GRAD_OUTPUT.astype(float)
every_erratum = pytest.mark.parametrize("erratum", ERRATA, ids=BY_NAME.keys())


def seen(anchor):
    """The numbers in the sentence that shows a mistake."""
    return numbers(BY_NAME[anchor].see())


def winners():
    """Which cell wins each window of the 7 × 7 example."""
    return {w: largest(real_cells(*w, 7, 7, LAYER), X.tolist()) for w in output_cells(7, 7, LAYER)}


@every_erratum
def test_a_lesson_shows_it(erratum):
    assert erratum.lesson in LESSONS


@every_erratum
def test_its_lines_of_code_name_it_or_are_right(erratum):
    for function in erratum.code:
        said = inspect.getdoc(function)
        assert said.startswith("Right") or (said.startswith("Wrong") and erratum.anchor in said)


def test_e1_wrong_in_238_of_500():
    assert seen("E1") == [500, 1, 5, 0, 19, 238, 2, 2, 0, 2, 1]


def test_e2_six_times_too_much():
    assert seen("E2") == [2, 3, 6, 1, 6, 1, 6, 36]


def test_e3_a_cell_keeps_the_last_of_four():
    won = [w for w, cell in winners().items() if cell == (2, 2)]
    right = np.array(backward(X.tolist(), LAYER, G.tolist()))
    assert seen("E3")[:8] == [7, 7, 4, 2, 2, len(won), right[2, 2], G[won[-1]]]


def test_e3_in_nineteen_of_twenty_grids():
    x = np.random.default_rng(0).normal(size=(1000, 7, 7))
    twice = 0
    for plane in x.tolist():
        cells = [largest(real_cells(*w, 7, 7, LAYER), plane) for w in output_cells(7, 7, LAYER)]
        twice += len(set(cells)) < len(cells)
    assert f"in {twice / 10} % of 1000 grids" in BY_NAME["E3"].see()
    assert 93 < twice / 10 < 98


def test_e4_what_is_printed_is_not_in_the_input():
    assert seen("E4") == [worked.OUTPUT[1, 1], 1, 1, 0.330, worked.OUTPUT[1, 2], 1, 2, 1.030]
    assert not np.isin([0.330, 1.030], worked.X).any()


def test_e5_four_are_sent_and_sixteen_arrive():
    assert seen("E5") == [4, 4, 2, 4, 16]


def test_e6_a_row_and_a_column_are_read_by_none():
    assert seen("E6") == [14, 14, 3, 2, 14, 3, 2, 1, 6.5, 6, 13, 13, 14 + 13]


def test_e7_what_is_left():
    left = np.zeros((7, 7))
    for w, cell in winners().items():
        for other in real_cells(*w, 7, 7, LAYER):
            left[other] = G[w] if X[other] == X[cell] else 0
    assert seen("E7") == [7, 7, 4, G.sum(), left.sum()]


def test_e8_one_of_four_is_not_lost():
    assert seen("E8") == [4, 4, 3, 2, 1, 3, 4, 0, 4, 1]


def test_e9_four_terms():
    assert seen("E9") == [7, 7, 4, 2, 2, list(winners().values()).count((2, 2))]


def test_e10_twelve_of_sixteen():
    assert seen("E10") == [2, 4, 3, 1, 2, 4, 16, 12, 16]
