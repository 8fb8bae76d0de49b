"""The lesson on padding: its wrong and right results are those of the definition, whatever the grid holds."""

import numpy as np
import pytest

from figures.lessons.padding import LESSON, Padded
from figures.theme import LIGHT
from lab.examples import NEGATIVE_X
from tests.figures.lessons.padding import stated as told
from tests.figures.lessons.stated import parts

RNG = np.random.default_rng(5)
PLANES = [(NEGATIVE_X, np.ones((4, 4))), *((RNG.integers(-3, 2, (4, 4)), RNG.normal(size=(4, 4))) for _ in range(5))]
every_plane = pytest.mark.parametrize(("x", "g"), PLANES)


def both(x, g):
    return Padded(x.astype(float), g)


def test_the_lesson_s_grid_is_the_one_that_its_numbers_are_computed_for():
    assert LESSON.x.tolist() == told.X


@every_plane
@pytest.mark.parametrize(("pad", "name"), [(0, "wrong"), (None, "right")])
def test_outputs(x, g, pad, name):
    expected = [[told.winner(x.tolist(), i, j, pad)[1] for j in range(4)] for i in range(4)]
    np.testing.assert_array_equal(getattr(both(x, g), name), expected)


@every_plane
@pytest.mark.parametrize(("pad", "name"), [(0, "wrong_gradient"), (None, "right_gradient")])
def test_gradients(x, g, pad, name):
    np.testing.assert_allclose(getattr(both(x, g), name), told.gradient(x.tolist(), g.tolist(), pad))


@every_plane
def test_windows_that_lose_output_or_gradient(x, g):
    assert both(x, g).off == told.off(x.tolist())
    assert both(x, g).sunk == told.sunk(x.tolist())


@every_plane
def test_nothing_is_lost_before_the_padding_is_cut_off(x, g):
    assert both(x, g).in_padding.sum() == pytest.approx(g.sum())


def test_a_tie_with_a_padded_zero_loses_gradient_though_the_output_is_right():
    said = parts(LESSON, LESSON.case(LIGHT, {"lift": 2}))
    assert "no output differs" in said["step 2"]
    assert "Every output is right now. Yet 4 windows still send their gradient" in said["step 4"]


def test_positive_cells_hide_the_bug():
    said = parts(LESSON, LESSON.case(LIGHT, {"lift": 3}))
    assert "both ways agree" in said["step 3"]
    assert "zeros do no harm" in said["step 4"]


def test_a_tiny_negative_number_beside_a_huge_one_still_counts():
    x = np.full((4, 4), -1e-7)
    x[3, 3] = 1e9  # three of the twelve windows at the border hold it
    said = parts(LESSON, LESSON.case(LIGHT, x=x))
    assert "9 of 16 outputs are wrong" in said["step 2"]
