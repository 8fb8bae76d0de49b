"""Lines of grids: in their order, and as large as the place allows."""

from itertools import product

import numpy as np
import pytest

from figures.lessons import LESSONS
from figures.lessons.kit.lesson import Grid, Pick
from figures.theme import LIGHT
from ui import embed, state
from ui.demos.lesson import TURN
from ui.demos.room import SWITCH, shelves
from ui.layout import (
    EMBEDDED,
    LEAST_FONT,
    PRESENTING,
    READING,
    Room,
    fits,
    font,
    in_lines,
    line_starts,
    measures,
    tall,
    wide,
)

STEPS = [(slug, n) for slug, lesson in LESSONS.items() for n in range(len(lesson.steps))]


def test_one_grid_is_one_line():
    assert in_lines([(7, 7)], READING) == [[(7, 7)]]


@pytest.mark.parametrize("room", [READING, PRESENTING, Room(300, 900), Room(2000, 300)])
def test_the_order_stays(room):
    sizes = [(6, 6), (3, 3), (6, 6), (1, 9), (9, 1)]
    assert [size for line in in_lines(sizes, room) for size in line] == sizes


def test_a_wide_place_takes_one_line_and_a_tall_one_a_line_each():
    sizes = [(4, 8), (4, 8), (4, 8)]
    assert len(in_lines(sizes, Room(3000, 300))) == 1
    assert len(in_lines(sizes, Room(300, 3000))) == 3


def test_a_line_is_as_tall_as_its_tallest_and_a_small_grid_as_wide_as_its_title():
    assert tall([(2, 9), (5, 1)]) == 5
    assert wide([(2, 9), (5, 1)], READING) == 9 + 4


def test_where_cells_may_be_low_numbers_are_as_large_as_the_width_allows():
    lines, square = [[(6, 6), (3, 3)], [(6, 6)]], Room(600, 400)
    low = Room(600, 400, low=0.6)
    assert font(lines, square, 6) == pytest.approx(1.85 / 6 * (400 - 170) / 12)
    assert font(lines, low, 6) == pytest.approx(0.6 * (400 - 170) / 12)
    assert font([[(2, 12)]], low, 6) == pytest.approx(1.85 / 6 * (600 - 55) / 12)


def every_value(knob):
    """All that a control can be set to."""
    if isinstance(knob, Pick):
        return list(knob.options)
    return [knob.check(type(knob.step)(value)) for value in np.arange(knob.least, knob.most + knob.step / 2, knob.step)]


@pytest.mark.parametrize(("slug", "n"), STEPS)
def test_the_digits_of_every_step_can_be_read_from_the_last_row_wherever_its_controls_stand(monkeypatch, slug, n):
    monkeypatch.setattr(state, "presenting", lambda: True)
    lesson = LESSONS[slug]
    controls = lesson.controls(lesson.steps[n])
    for values in product(*map(every_value, controls)):
        knobs = dict(zip([knob.name for knob in controls], values, strict=True))
        items = lesson.steps[n].show(lesson.case(LIGHT, knobs))
        pictures = [item.picture for item in items if isinstance(item, Grid)]
        assert fits(pictures, shelves(items).taken), f"digits are smaller than {LEAST_FONT} pixels at {knobs}"


@pytest.mark.parametrize("slug", LESSONS)
def test_the_digits_of_the_turn_can_be_read_above_the_switch_for_the_code(monkeypatch, slug):
    monkeypatch.setattr(state, "presenting", lambda: True)
    lesson = LESSONS[slug]
    items = (lesson.given or TURN.show)(lesson.case(LIGHT))
    places = shelves(items, SWITCH)
    assert places.taken >= shelves(items).taken + SWITCH
    assert fits([item.picture for item in items if isinstance(item, Grid)], places.taken)


def test_a_line_begins_anew_only_where_numbers_would_else_be_too_small(monkeypatch):
    monkeypatch.setattr(state, "presenting", lambda: True)
    wide = [item.picture for item in LESSONS["padding"].steps[0].show(LESSONS["padding"].case(LIGHT))]
    assert line_starts(wide, 0) == set()
    lesson = LESSONS["adaptive"]
    items = lesson.steps[2].show(lesson.case(LIGHT, {"size": 7}))
    assert line_starts([item.picture for item in items[:3]], shelves(items).taken) == {1}


def test_what_is_no_grid_has_tabs_of_its_own_in_a_frame_and_stands_beside_the_grids_on_a_page(monkeypatch):
    step = LESSONS["padding"].steps[2]
    items = step.show(LESSONS["padding"].case(LIGHT))
    assert list(shelves(items).tabs.values()) == [list(range(len(items)))]
    monkeypatch.setattr(embed, "embedded", lambda: True)
    assert list(shelves(items).tabs) == ["Grids", "Table", "Code"]


@pytest.mark.parametrize(("slug", "n"), STEPS)
def test_the_grids_of_every_step_stand_in_one_line_of_a_frame_with_digits_that_can_be_read(slug, n):
    lesson = LESSONS[slug]
    items = lesson.steps[n].show(lesson.case(LIGHT))
    pictures = [item.picture for item in items if isinstance(item, Grid)]
    sizes, longest = measures(pictures)
    lines = in_lines(sizes, EMBEDDED, longest)
    assert lines == [sizes]
    assert font(lines, EMBEDDED, longest) >= 12
