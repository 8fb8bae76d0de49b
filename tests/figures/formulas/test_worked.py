"""The worked examples are those that were copied by hand, and what is printed of them is right."""

import numpy as np

from figures.formulas.passage import grid
from figures.formulas.remember import WAYS
from figures.formulas.worked import EXAMPLES_WORKED, FIRST_GRAD, FIRST_WINDOW, SHAPES, pooled_shape
from lab.examples import WORKED_GRAD_OUTPUT, WORKED_X
from tests.pooling import worked
from tests.pooling.checks import same

WRITTEN = {passage.title: passage.write() for passage in (*EXAMPLES_WORKED, *WAYS)}


def test_the_numbers_are_those_of_the_source():
    same(WORKED_X, worked.X)
    same(WORKED_GRAD_OUTPUT, worked.GRAD_OUTPUT)
    same(FIRST_WINDOW, worked.FIRST_WINDOW)
    assert FIRST_GRAD == worked.FIRST_GRAD


def test_the_first_example_prints_both_passes():
    grids = (worked.X, worked.OUTPUT, worked.INDICES, worked.GRAD_OUTPUT, worked.GRAD_INPUT)
    text = WRITTEN["6 × 6, windows side by side"]
    places = [text.find(grid(array)) for array in grids]
    assert places[0] >= 0
    assert places == sorted(places)


def test_the_overlap_example_adds_up():
    text = WRITTEN["7 × 7, overlapping windows"]
    grad_input = np.zeros((7, 7))
    grad_input[2, 2], grad_input[1, 5], grad_input[4, 6], grad_input[6, 2] = 1 + 2 + 4 + 5, 3, 6 + 9, 7 + 8
    assert grid(grad_input) in text
    assert "Cell (2, 2) wins 4 windows" in text


def test_the_first_window_and_its_gradient():
    text = WRITTEN["14 × 14, one window and its gradient"]
    assert "6 × 6 outputs. Row 13 and column 13 are in no window" in text
    assert f"maximum is {worked.FIRST_MAX}, at (0, 2)" in text
    assert f"`{worked.FIRST_GRAD}`" in text


def test_shapes():
    assert [pooled_shape(*case) for case in SHAPES] == [
        (8, 16, 24, 16),
        (16, 55, 55),
        (16, 55, 55),
        (10, 16, 6, 6),
    ]


def test_the_four_ways_remember_the_same_winner():
    # Output cell (0, 1) reads rows 0–1, columns 2–3; 1.875 at (1, 3) wins.
    assert "is 9: row 9 // 6 = 1, column 9 % 6 = 3" in WRITTEN["Flat index"]
    assert grid(np.array([[0, 0, 0, 1]])) in WRITTEN["Window matrix"]
    assert grid(np.array([[0, 0], [0, 1]])) in WRITTEN["Mask of each window by equality"]
    assert "2 + 7 = 9" in WRITTEN["Places and offsets"]
