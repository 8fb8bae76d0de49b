"""One plane of a case: what is drawn is what was brought and what is right, and wrong cells are marked."""

import numpy as np
import pytest

from figures.check.planes import MOST_WRITTEN, Plane, are_written, heatmap, marks, pictures, strip, titles
from figures.theme import DARK, LIGHT
from tests.pooling.checks import same


def plane(n=4, signed=True):
    random = np.random.default_rng(0)
    x, right = random.normal(size=(n, n)).round(1), random.normal(size=(n, n)).round(1)
    mine = right.copy()
    mine[1, 2] += 1
    return Plane(x, right, mine, mine != right, signed)


def test_right_and_yours_share_their_colours_and_the_difference_is_theirs():
    drawn = pictures(plane(), LIGHT)
    assert (drawn["right"].low, drawn["right"].high) == (drawn["mine"].low, drawn["mine"].high)
    assert drawn["right"].low == -drawn["right"].high
    same(drawn["difference"].z, drawn["mine"].z - drawn["right"].z)


def test_outputs_are_in_the_colours_of_values():
    drawn = pictures(plane(signed=False), LIGHT)
    assert drawn["right"].ramp == drawn["mine"].ramp == LIGHT.values


def test_every_wrong_cell_is_marked_and_no_other():
    found = marks(plane(), (0, 0))
    assert found["mine"] == found["difference"] == {(1, 2): "wrong"}
    assert found["right"] == {}
    assert found["x"] == {(0, 0): "focus"}


def test_the_count_of_wrong_cells_stands_above_the_difference():
    assert titles(plane(), "Y")["difference"].caption == "1 of 16 cells differ"


@pytest.mark.parametrize(("n", "fits"), [(4, True), (16, True), (17, False)])
def test_numbers_stand_in_cells_as_long_as_they_fit(n, fits):
    assert are_written(pictures(plane(n), LIGHT)) == fits


def test_long_numbers_of_a_large_plane_are_said_on_hover():
    some = plane(14)
    some.right[0, 0] = some.mine[0, 0] = -123456
    drawn = pictures(some, LIGHT)
    assert max(len(text) for row in drawn["mine"].text for text in row) * 14 > MOST_WRITTEN
    assert not are_written(drawn)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_large_grid_has_a_cross_on_each_wrong_cell(theme):
    some = plane(40)
    found = heatmap(pictures(some, theme)["mine"], some.wrong, (3, 4), theme)
    assert list(zip(found.data[1].y, found.data[1].x, strict=True)) == [(1, 2)]
    same(np.array(found.data[0].z, float), some.mine)
    assert (found.layout.shapes[0].x0, found.layout.shapes[0].y0) == (3.5, 2.5)


def test_planes_without_a_wrong_cell_are_rings_the_others_squares():
    found = strip(np.array([[0, 3], [1, 0]]), (0, 1), LIGHT)
    assert found.data[0].marker.symbol == ("circle-open", "square", "square", "circle-open")
    assert list(found.data[0].customdata) == [0, 3, 1, 0]
