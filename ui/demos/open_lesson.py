"""Which lesson is open and how it stands: the address names lesson and step, the state of each lesson is its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from figures.lessons import LESSONS
from figures.lessons.kit.lesson import Case, Lesson
from figures.theme import Theme
from lab import fields
from lab.entry import is_whole
from lab.fills import recognised
from lab.state import Lab, alike, fresh, in_place_of, laid, settled, unchangeable
from pooling import PoolingError
from pooling.errors import shown
from ui import address, link, present, state
from ui.demos import predictions
from ui.keeping import Kept, follow, known
from ui.shared import shared

LESSON, STEP = "lesson", "step"
#: The number of the question before the first step; an address that names no step leads there.
OPENING = -1
#: Steps that once ended another lesson, which has no such step any more: links made before lead to where they are now.
MOVED = {("average", "5"): ("bounds", "3"), ("average", "6"): ("bounds", "4")}


def named() -> tuple[Lesson | None, str]:
    """The lesson that the address names, if there is one of that name; else why there is none."""
    slug = _moved()
    if slug is None or slug in LESSONS:
        return LESSONS.get(slug or ""), ""
    return None, str(PoolingError.broken("lesson", f"be one of {', '.join(LESSONS)}", shown(slug)))


def _moved() -> str | None:
    """The lesson that the address names; of a step that has moved the one where it is now, and the address follows."""
    slug, number = address.said(LESSON), address.said(STEP)
    to = MOVED.get((slug or "", number or ""))
    if to is None or slug not in LESSONS or int(number or 0) <= length(LESSONS[slug]):
        return slug
    address.say(**{LESSON: to[0], STEP: to[1]})
    return to[0]


def step(lesson: Lesson) -> tuple[int, str]:
    """The step that the address names, counted from 0, and why it is not the one that was asked for."""
    text = address.said(STEP)
    if text is None:
        return begins(lesson), ""
    number = int(text) if text.isdecimal() and len(text) < 4 else 0
    if is_whole(number, 1, length(lesson)):
        return number - 1, ""
    return 0, str(PoolingError.broken("step", f"be an int from 1 to {length(lesson)}", shown(text)))


def begins(lesson: Lesson) -> int:
    """Where a lesson begins: at its question, or at its first step."""
    return 0 if lesson.predict is None else OPENING


def length(lesson: Lesson) -> int:
    """How many steps there are; after those of the lesson comes the visitor's turn."""
    return len(lesson.steps) + 1


def go(number: int) -> None:
    """Show a step, counted from 0; the address follows, and what was wrong with a link has been read."""
    state.change(notice="")
    address.say(**{STEP: _named(number)})


def words(lesson: Lesson, number: int) -> dict[str, str]:
    """What an address says that leads to a step, counted from 0."""
    named = _named(number)
    return {LESSON: lesson.slug, **({STEP: named} if named else {})}


def _named(number: int) -> str | None:
    """What an address calls a step; before the first it names none."""
    return None if number == OPENING else str(number + 1)


def show(slug: str = "") -> None:
    """Open a lesson where it begins, or the gallery; the address follows, and a presentation goes on.

    Not by a link of Streamlit's: one to the page at hand leaves the address as it is.
    """
    address.say_only(**({LESSON: slug} if slug else {}), **present.query())


def number(lesson: Lesson) -> int:
    """Its number in the gallery, from 1."""
    return list(LESSONS).index(lesson.slug) + 1


def neighbours(lesson: Lesson) -> tuple[Lesson | None, Lesson | None]:
    """The lessons before and after it; one that is made from data has none."""
    if lesson.slug not in LESSONS:
        return None, None
    row = [None, *LESSONS.values(), None]
    at = number(lesson)
    return row[at - 1], row[at + 1]


def place(lesson: Lesson) -> str:
    """Where the state of a lesson is kept."""
    return f"{state.KEY}:{lesson.slug}"


def first(lesson: Lesson) -> Lab:
    """A lesson's state before anything was changed."""
    return shared("first", lesson, lambda: _first(lesson), lesson.slug in LESSONS)


def _first(lesson: Lesson) -> Lab:
    start = fresh()
    knobs = lesson.start()
    height, width = lesson.x.shape
    canvas, ones = laid(start.canvas, lesson.x), np.ones_like(start.grad_canvas)
    grad = ones if lesson.grad_output is None else laid(ones, lesson.grad_output)
    lab = replace(start, height=height, width=width, canvas=canvas, grad_canvas=grad, settings=lesson.layer(knobs))
    return unchangeable(settled(replace(lab, knobs=knobs)))


def as_at_first(lesson: Lesson, lab: Lab) -> bool:
    """Whether a lesson of the lab's own is as everybody finds it."""
    return lesson.slug in LESSONS and alike(lab, first(lesson))


def opened(lesson: Lesson) -> Lab:
    """The state of a lesson, taken from the address where that brings one; its size and layer are the lesson's."""
    state.enter("Lessons", place(lesson), lambda: first(lesson))
    link.adopt(lambda: first(lesson))
    predictions.adopt(lesson)
    lab, fixed = state.current(), fitting(lesson, state.current())
    if fixed is not lab:
        state.adopt(fixed)
    follow(*kept(lesson))
    return state.current()


def kept(lesson: Lesson) -> tuple[Kept, ...]:
    """The state of a lesson and what was predicted in it, for the address and the browser."""
    return link.kept(lambda: first(lesson)), predictions.kept(lesson)


def fitting(lesson: Lesson, lab: Lab) -> Lab:
    """`lab` as the lesson can show it; what a link brought that it cannot is named.

    A control that a link says nothing of stands where it stood at first: links made before it was there say nothing.
    """
    dropped = []
    if (lab.height, lab.width) != lesson.x.shape:
        size = f"{lab.height}×{lab.width}"
        dropped.append(str(PoolingError.broken("input", f"be {_size(lesson)} in this lesson", size)))
        lab = renewed(lesson, lab)
    fields.name_unknown(lab.knobs, lesson.start(), "controls", dropped)
    knobs: dict[str, Any] = lesson.start()
    for knob in lesson.knobs:
        try:
            knobs[knob.name] = knob.check(lab.knobs.get(knob.name, knob.start))
        except PoolingError as error:
            dropped.append(str(error))
    if lesson.layer(knobs) != lab.settings and not dropped:
        dropped.append(str(PoolingError.broken("layer", "be the lesson's own", "another")))
    if not dropped and _alike(knobs, lab.knobs):
        return lab
    notice = lab.notice
    if dropped:
        notice = f"{notice} This link does not fit the lesson. Dropped: {'; '.join(dropped)}.".strip()
    return settled(replace(lab, knobs=knobs, settings=lesson.layer(knobs), notice=notice))


def _alike(knobs: dict[str, Any], others: Mapping[str, Any]) -> bool:
    """Whether both are the same controls at the same values; 2 is not 2.0, which a slider tells apart."""
    return knobs == others and all(type(others[name]) is type(value) for name, value in knobs.items())


def _size(lesson: Lesson) -> str:
    return "×".join(map(str, lesson.x.shape))


def case(lesson: Lesson, lab: Lab, theme: Theme) -> Case:
    """What is on screen, for the lesson to tell about."""
    return Case(lab.x, lab.grad_output, lab.settings, lab.knobs, theme)


def turn(lesson: Lesson, name: str, value: Any) -> None:
    """Set one of the lesson's controls; the layer follows."""
    knobs = {**state.current().knobs, name: value}
    state.change(knobs=knobs, settings=lesson.layer(knobs), notice="")


def again(lesson: Lesson) -> None:
    """Bring the lesson's own numbers back, and ask its question anew."""
    predictions.forget(lesson)
    before = state.current()
    state.adopt(replace(renewed(lesson, before), knobs=lesson.start(), notice=""))


def renewed(lesson: Lesson, before: Lab) -> Lab:
    """The lesson's own grids in place of what was there; edits under way are too late."""
    start = first(lesson)
    own = ("height", "width", "canvas", "grad_canvas", "settings", "input_editing", "grad_editing")
    return in_place_of(replace(before, **{name: getattr(start, name) for name in own}), before)


def to_take(lesson: Lesson, lab: Lab, theme: Theme) -> Lab:
    """The pooling and the numbers that other pages and code get of a lesson: its own, or those that it has within."""
    if lesson.within is None:
        return lab
    x, grad_output, settings = lesson.within(case(lesson, lab, theme))
    start, (height, width) = fresh(), x.shape
    canvas, grad = laid(start.canvas, x), laid(np.ones_like(start.grad_canvas), grad_output)
    return replace(start, height=height, width=width, canvas=canvas, grad_canvas=grad, settings=settings)


def take_to_the_lab(lab: Lab) -> None:
    """Put the lesson's grids and layer into the lab that the other pages share."""
    there = state.at(state.KEY)
    taken = replace(
        recognised(replace(lab, example=there.example)), knobs={}, stepping=replace(there.stepping, at=0), notice=""
    )
    state.adopt(settled(in_place_of(taken, there)), state.KEY)
    known(state.KEY)
