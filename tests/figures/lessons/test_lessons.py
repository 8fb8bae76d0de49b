"""Every lesson: what it says is computed here too, holds on any numbers, and every control does something."""

import importlib
from itertools import product

import numpy as np
import pytest

from figures.lessons import LESSONS
from figures.lessons.kit.lesson import Grid, Pick
from figures.theme import DARK, LIGHT
from lab.quiz.topics import topics
from tests.figures.lessons.stated import numbers, parts
from tests.figures.lessons.visited import UPSTREAM, grids, settings_of

PARTS = [(slug, part) for slug, lesson in LESSONS.items() for part in parts(lesson, lesson.case(LIGHT))]
every_lesson = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS.keys())


def stated(slug):
    """What the test module of a lesson computes, part by part."""
    return importlib.import_module(f"tests.figures.lessons.{slug}.stated").STATED


@pytest.mark.parametrize(("slug", "part"), PARTS)
def test_every_number_that_a_lesson_states(slug, part):
    lesson = LESSONS[slug]
    assert numbers(parts(lesson, lesson.case(LIGHT))[part]) == pytest.approx(stated(slug)[part], rel=0, abs=1e-9)


@every_lesson
def test_nothing_is_computed_that_no_lesson_states(lesson):
    assert set(stated(lesson.slug)) == set(parts(lesson, lesson.case(LIGHT)))


@every_lesson
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_lesson_holds_on_any_numbers(lesson, theme):
    for knobs, x, upstream in product(settings_of(lesson), grids(lesson), UPSTREAM):
        case = lesson.case(theme, knobs, x, upstream)
        assert all(parts(lesson, case).values())
        for pose in lesson.questions:
            posed = pose(case)
            assert posed.right not in posed.others
            assert len(posed.options) >= 2


@every_lesson
def test_the_grids_on_screen_are_the_case_s(lesson):
    case = lesson.case(LIGHT)
    for step in lesson.steps:
        for item in step.show(case):
            if isinstance(item, Grid) and item.edits:
                edited = case.x if item.edits == "input" else case.grad_output
                np.testing.assert_array_equal(item.picture.z, edited)


@every_lesson
def test_a_lesson_can_be_named_in_a_link(lesson):
    assert lesson.slug.isidentifier()
    assert lesson.slug == lesson.slug.lower()


@every_lesson
def test_the_quiz_of_a_lesson_asks_about_what_the_lesson_is_named_after(lesson):
    named = (
        lesson.slug in topics() and lesson.slug != "forward"
    )  # which is about max pooling alone, not any forward pass
    assert lesson.topic == lesson.slug if named else lesson.topic in topics()


@pytest.mark.parametrize("slug", ["forward", "routing"])
def test_the_quiz_of_the_first_lessons_asks_about_max_alone(slug):
    assert set(topics()[LESSONS[slug].topic].operators) == {"max"}


@every_lesson
def test_a_control_changes_what_is_shown_or_said(lesson):
    first = parts(lesson, lesson.case(LIGHT))
    for knob in lesson.knobs:
        values = list(knob.options) if isinstance(knob, Pick) else [knob.least, knob.most]
        cases = [lesson.case(LIGHT, {knob.name: value}) for value in values]
        seen = {repr([parts(lesson, case), [_arrays(step.show(case)) for step in lesson.steps]]) for case in cases}
        assert len(seen) > 1 or len(values) < 2, f"{knob.name} does nothing"
    assert first


@every_lesson
def test_every_control_stands_beside_a_step_that_it_changes(lesson):
    for knob in lesson.knobs:
        assert any(knob in lesson.controls(step) for step in lesson.steps), f"{knob.name} is on no step"
    for step in lesson.steps:
        assert set(step.knobs or ()) <= set(lesson.start())
        for knob in lesson.controls(step):
            values = list(knob.options) if isinstance(knob, Pick) else [knob.least, knob.most]
            cases = [lesson.case(LIGHT, {knob.name: value}) for value in values]
            formula = step.formula or (lambda case: "")
            seen = {repr([step.tell(case), formula(case), _arrays(step.show(case))]) for case in cases}
            assert len(seen) > 1, f"{knob.name} does nothing on {step.title}"


def _arrays(items):
    return [(item.picture.z.tolist(), item.marks) if isinstance(item, Grid) else repr(item) for item in items]
