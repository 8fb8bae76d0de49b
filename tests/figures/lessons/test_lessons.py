"""Every lesson: what it says is computed here too, holds on any numbers, and every control does something."""

import importlib
from itertools import product

import numpy as np
import pytest

from figures.lessons import LESSONS
from figures.lessons.kit.lesson import Grid, Pick
from figures.theme import DARK, LIGHT
from tests.figures.lessons.stated import numbers, parts

PARTS = [(slug, part) for slug, lesson in LESSONS.items() for part in parts(lesson, lesson.case(LIGHT))]
every_lesson = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS.keys())


def stated(slug):
    """What the test module of a lesson computes, part by part."""
    return importlib.import_module(f"tests.figures.lessons.{slug}").STATED


@pytest.mark.parametrize(("slug", "part"), PARTS)
def test_every_number_that_a_lesson_states(slug, part):
    lesson = LESSONS[slug]
    assert numbers(parts(lesson, lesson.case(LIGHT))[part]) == pytest.approx(stated(slug)[part], rel=0, abs=1e-9)


@every_lesson
def test_nothing_is_computed_that_no_lesson_states(lesson):
    assert set(stated(lesson.slug)) == set(parts(lesson, lesson.case(LIGHT)))


def settings_of(lesson):
    """Some values of every control, all together."""
    values = [
        list(knob.options) if isinstance(knob, Pick) else [knob.least, knob.start, knob.most] for knob in lesson.knobs
    ]
    return [dict(zip([knob.name for knob in lesson.knobs], some, strict=True)) for some in product(*values)]


def grids(lesson):
    """Numbers that visitors type: random ones, equal ones, zeros, very large and very small ones."""
    rng, size = np.random.default_rng(7), lesson.x.shape
    yield rng.normal(size=size).round(3)
    yield rng.integers(-2, 3, size).astype(float)
    yield np.zeros(size)
    yield np.full(size, -1e9)
    yield rng.choice([1e9, -1e9, 1e-7, 0.1], size)


#: Of all sizes and signs; nothing; one huge number among sums that cancel but for rounding.
UPSTREAM = [np.arange(289.0).reshape(17, 17) - 140, np.zeros((17, 17)), np.resize([0.1, 0.2, -0.3, 0, 1e9], (17, 17))]


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
