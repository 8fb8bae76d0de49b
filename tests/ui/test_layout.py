"""Lines of grids: in their order, and as large as the place allows."""

import pytest

from ui.layout import PLACE, PRESENTED, in_lines, tall, wide


def test_one_grid_is_one_line():
    assert in_lines([(7, 7)], PLACE) == [[(7, 7)]]


@pytest.mark.parametrize("place", [PLACE, PRESENTED, (300, 900), (2000, 300)])
def test_the_order_stays(place):
    sizes = [(6, 6), (3, 3), (6, 6), (1, 9), (9, 1)]
    assert [size for line in in_lines(sizes, place) for size in line] == sizes


def test_a_wide_place_takes_one_line_and_a_tall_one_a_line_each():
    sizes = [(4, 8), (4, 8), (4, 8)]
    assert len(in_lines(sizes, (3000, 300))) == 1
    assert len(in_lines(sizes, (300, 3000))) == 3


def test_a_line_is_as_tall_as_its_tallest_and_a_small_grid_as_wide_as_its_title():
    assert tall([(2, 9), (5, 1)]) == 5
    assert wide([(2, 9), (5, 1)]) == 9 + 4
