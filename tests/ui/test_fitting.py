"""How large cells are told to be, and where grids stand: what the style sheet is told."""

import re

import numpy as np
import pytest

from figures.pictures import pictures
from figures.theme import LIGHT
from pooling import PoolSpec, pool
from ui.fitting import FILE, FONT, NUMBERED, PRESENTED, READ, TARGET, Counts, narrower, rules
from ui.sources import source


def counts_of(x, spec):
    pooled = pool(np.array(x, dtype=float), spec)
    ones = np.ones(pooled.output.shape)
    return Counts.of(pictures(pooled, ones, pooled.backward(ones), LIGHT))


def test_counts_are_rows_and_columns_of_the_input_and_of_the_output_and_the_longest_number():
    assert counts_of(np.full((4, 6), -12.5), PoolSpec("max", 2, (2, 3))) == Counts(4, 6, 2, 2, len("−12.5"))


def test_padding_and_overhang_are_counted_too():
    counts = counts_of(np.ones((2, 5)), PoolSpec("max", 2, 2, (1, 0), ceil_mode=True))
    assert (counts.rows, counts.columns) == (4, 6)


def test_an_odd_number_of_characters_has_room_for_a_sign():
    assert Counts(8, 8, 4, 4, 7).properties() == Counts(8, 8, 4, 4, 8).properties()


def test_up_to_10_by_10_a_cell_is_as_large_as_its_number_needs_and_above_that_can_be_hit():
    assert Counts(NUMBERED, 1, 9, 1, 7).least(FONT) == FONT / 0.263
    assert Counts(NUMBERED + 1, 1, 9, 1, 7).least(FONT) == TARGET
    assert "--shown-font:0px" in Counts(1, NUMBERED + 1, 1, 9, 1).properties()


@pytest.mark.parametrize("text", ["8", "−12", "−12.5", "−12.34", "−12.345", "99999", "−99999", "−1.23e−7"])
def test_the_longest_number_fits_its_cell(text):
    """A sign or a digit is half as wide as the font is high, a point a quarter, and all stand closer by a fiftieth."""
    width = sum(0.25 if sign == "." else 0.5 for sign in text) - 0.02 * len(text)
    assert width * Counts(4, 4, 2, 2, len(text)).ratio <= 1.01


@pytest.mark.parametrize("screen", [READ, PRESENTED, FILE])
@pytest.mark.parametrize("side", [1, 4, 6, 8, 10, 16, 18])
@pytest.mark.parametrize("columns", [3, 2])
def test_grids_stand_side_by_side_where_their_least_cells_fit_and_not_one_pixel_below(screen, side, columns):
    counts = Counts(side, side, side, side, 4)
    covered, beside = (
        int(float(end) + 1) for end in re.findall(r"max-width:([\d.]+)px", narrower(counts, columns, screen))
    )
    assert beside - screen.menu >= counts.width(columns, screen, beside)
    assert beside == 769 or beside - 1 - screen.menu < counts.width(columns, screen, beside - 1)
    assert covered == 769 or covered >= counts.width(columns, screen, covered)
    assert covered - 1 < counts.width(columns, screen, covered - 1)


def test_two_columns_come_before_one_so_that_the_narrower_window_has_the_last_word():
    text = rules(Counts(6, 6, 3, 3, 2), READ)
    assert text.index("--rows-in:6") < text.index('"argmax keep explain"') < text.index('"input" "forward" "output"')
    assert text.count("@media") == 2


@pytest.mark.parametrize("width", [701, 1280, 1600, 1920, 3840])
def test_a_rem_of_a_projector_is_what_its_style_sheet_makes_it(width):
    clamp = re.search(r"html { font-size: clamp\(([\d.]+)px, ([\d.]+)vw, ([\d.]+)px\)", source("present.css"))
    least, part, most = map(float, clamp.groups())
    assert PRESENTED.rem(width) == pytest.approx(min(max(least, part * width / 100), most))
