"""How a lesson stands: its own numbers at first, what a link brings if it fits, and the way to Explore."""

from dataclasses import replace

import numpy as np
import pytest

from figures.lessons import LESSONS
from figures.lessons.network import way
from figures.theme import LIGHT
from tests.pooling.checks import same
from ui.demos.open_lesson import first, fitting, length, neighbours, number, to_take

every_lesson = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS.keys())


@every_lesson
def test_a_lesson_starts_with_its_own_numbers_and_layer(lesson):
    lab = first(lesson)
    same(lab.x, lesson.x.astype(float))
    assert lab.settings == lesson.layer(lesson.start())
    assert lab.knobs == lesson.start()
    assert lab.notice == ""
    if lesson.grad_output is not None:
        rows, columns = lab.grad_output.shape  # one that is larger is for what a control may make of the output
        same(lab.grad_output, lesson.grad_output[:rows, :columns].astype(float))


@every_lesson
def test_a_fresh_lesson_needs_no_settling(lesson):
    lab = first(lesson)
    assert fitting(lesson, lab) is lab


@every_lesson
def test_a_grid_of_another_size_is_dropped_and_named(lesson):
    height, width = lesson.x.shape
    fixed = fitting(lesson, replace(first(lesson), height=height % 16 + 1))
    same(fixed.x, lesson.x.astype(float))
    size = f"{height}×{width}"
    assert f"input must be {size} in this lesson, but got {height % 16 + 1}×{width}" in fixed.notice


def test_a_control_that_is_out_of_range_goes_back_to_its_start_and_is_named():
    lesson = LESSONS["sizes"]
    lab = replace(first(lesson), knobs={"kernel": 99, "stride": 3})
    fixed = fitting(lesson, lab)
    assert fixed.knobs["kernel"] == lesson.start()["kernel"]
    assert fixed.knobs["stride"] == 3
    assert fixed.settings == lesson.layer(fixed.knobs)
    assert "kernel must be an int from 2 to 5, but got 99" in fixed.notice


@pytest.mark.parametrize("value", ["3", None, True, [], 2.5, float("nan")], ids=repr)
def test_a_hostile_control_is_dropped(value):
    lesson = LESSONS["sizes"]
    fixed = fitting(lesson, replace(first(lesson), knobs={"stride": value}))
    assert fixed.knobs == lesson.start()
    assert "stride must be" in fixed.notice


def test_another_layer_by_link_gives_way_to_the_lesson_s_and_is_named():
    lesson = LESSONS["overlap"]
    lab = first(lesson)
    fixed = fitting(lesson, replace(lab, settings=replace(lab.settings, operator="avg"), notice="Before."))
    assert fixed.settings == lab.settings
    assert fixed.notice == (
        "Before. This link does not fit the lesson. Dropped: layer must be the lesson's own, but got another."
    )


def test_a_control_that_the_lesson_has_not_is_named():
    lesson = LESSONS["sizes"]
    fixed = fitting(lesson, replace(first(lesson), knobs={**lesson.start(), "zzz": 1}))
    assert fixed.knobs == lesson.start()
    assert "controls must hold no fields but kernel, stride, padding, rounding, but got ['zzz']" in fixed.notice


def test_edited_numbers_stay():
    lesson = LESSONS["overlap"]
    lab = first(lesson)
    canvas = lab.canvas.copy()
    canvas[0, 0] = 99
    assert fitting(lesson, replace(lab, canvas=canvas)).x[0, 0] == 99


def test_the_lessons_stand_in_a_row():
    numbers = [number(lesson) for lesson in LESSONS.values()]
    assert numbers == list(range(1, len(LESSONS) + 1))
    before, after = neighbours(LESSONS["overlap"])
    assert (before.slug, after.slug) == ("routing", "ties")
    assert neighbours(LESSONS["forward"])[0] is None
    assert neighbours(list(LESSONS.values())[-1])[1] is None


def test_after_the_steps_of_a_lesson_comes_the_visitor_s_turn():
    assert length(LESSONS["overlap"]) == len(LESSONS["overlap"].steps) + 1


def test_nan_is_no_number_of_a_lesson():
    assert all(np.isfinite(lesson.x).all() for lesson in LESSONS.values())


def test_of_a_network_other_pages_take_the_pool_with_what_it_gets_there():
    lesson = LESSONS["network"]
    taken = to_take(lesson, first(lesson), LIGHT)
    there = way(lesson.case(LIGHT))
    assert np.array_equal(taken.x, there.a.astype(float))
    assert np.array_equal(taken.grad_output, there.dp.astype(float))
    assert np.array_equal(taken.pooled().output, there.p.astype(float))


def test_of_any_other_lesson_they_take_its_own_layer():
    lab = first(LESSONS["overlap"])
    assert to_take(LESSONS["overlap"], lab, LIGHT) is lab
