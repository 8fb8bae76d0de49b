"""A step of a lesson as one HTML file, for a learning platform: its words, its grids, the player over its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from figures.film.prepared import PreparedPass
from figures.lessons.kit.legend import legend, marks_of
from figures.lessons.kit.lesson import Case, Grid, Item, Lesson, Step
from figures.lessons.kit.predict import Predict
from figures.lessons.kit.seen import asked, folded, things
from figures.marked import marked
from figures.mathml import mathml
from figures.narration.text import layer
from figures.table import MARKS
from figures.theme import Theme
from lab.state import Lab, Stepping
from ui import state
from ui.demos.open_lesson import OPENING
from ui.fitting import measures
from ui.layout import READING
from ui.sources import source
from ui.stepping.standalone import Before, of_pass
from ui.stepping.stepper import in_turn


def take_the_step(lesson: Lesson, case: Case, step: Step, items: tuple[Item, ...], away: Lab, number: int) -> None:
    """Draw the button that gives the step away; the file is made once it is open."""
    page = st.popover("Take the page", key="step_page", on_change="rerun")
    if page.open:
        page.write("This step as one file, for a course: words, grids and the player, without a server:")
        about, make = (away.signature, case.theme.name), partial(to_play, away, case.theme)
        run = state.kept("step_page", about, make, renew=False)
        content, name = step_file(lesson, case, step, items, run, number), f"{lesson.slug}-{number + 1}.html"
        page.download_button(name, content, name, "text/html", key="get_step_page", on_click="ignore")


def to_play(away: Lab, theme: Theme) -> PreparedPass:
    """The pooling that the lesson gives away, both passes of it, for the player."""
    return in_turn("", replace(away, stepping=Stepping("both")), away.pooled(), "window", theme)


def step_file(lesson: Lesson, case: Case, step: Step, items: tuple[Item, ...], run: PreparedPass, number: int) -> str:
    """The file of a step that shows `items`; the player plays `run`."""
    if number == OPENING and lesson.predict:
        question = lesson.predict(case)
        items, held = question.given, _question(question)
    elif number < len(lesson.steps):
        held = _told(case, step, items)
    else:
        held = _turn(lesson, case, step, items)
    style = f".lab-step {{ --font-ratio: {_font(items)}; }}"
    title = f"{lesson.title}: {step.title}"
    play = f"<h2>Step through it</h2><p>Forward, then backward: {layer(run.playback.trace.pooled.spec)}.</p>"
    above = f'<div class="lab-step">{held}{play}</div>'
    before = Before(title, lesson.teaches, above, source("lesson.css", "lesson_file.css") + style)
    return of_pass(run, 0, case.theme, before)


def _told(case: Case, step: Step, items: Sequence[Item]) -> str:
    formula = mathml(step.formula(case)) if step.formula else ""
    return marked(step.tell(case)) + formula + _shown(items)


def _question(question: Predict) -> str:
    """What is to be predicted; the answer, with its reason and what comes out, is folded."""
    answer = marked(f"**{question.solution}.** {question.why}") + things(question.result)
    return marked(question.ask) + _shown(question.given) + folded("Show me", answer)


def _turn(lesson: Lesson, case: Case, step: Step, items: Sequence[Item]) -> str:
    questions = "".join(asked(pose(case)) for pose in lesson.questions)
    return marked(step.tell(case)) + _shown(items) + questions


def _shown(items: Sequence[Item]) -> str:
    """What a step shows, with the meaning of its marks."""
    there = marks_of(items)
    return things(items) + legend(tuple(name for name in MARKS if name in there))


def _font(items: Sequence[Item]) -> float:
    """The font of the numbers as a part of their cells: as large as the longest allows."""
    longest = measures([item.picture for item in items if isinstance(item, Grid)])[1]
    return round(READING.font_ratio(longest), 3)
