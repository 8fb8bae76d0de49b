"""A lesson on the page: its words, its grids, its controls and questions, one step at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from figures.glossary import words_in
from figures.heard import lines
from figures.lessons import LESSONS
from figures.lessons.kit import boards
from figures.lessons.kit.legend import legend, new_marks
from figures.lessons.kit.lesson import (
    Case,
    Chart,
    Code,
    Drawing,
    Grid,
    Item,
    Knob,
    Lesson,
    Measure,
    Photo,
    Pick,
    Rows,
    Stems,
    Step,
)
from figures.lessons.kit.seen import VERDICTS
from figures.paper.worksheet import of_lesson
from figures.table import facts, table
from figures.theme import Theme
from lab.state import Lab
from ui import present, state, turns
from ui.check.way_in import check_mine
from ui.copying import copy_the_address, copy_the_frame
from ui.demos import open_lesson as lessons
from ui.demos.footnote import footnotes
from ui.demos.predict import Asked
from ui.demos.room import SWITCH, Shelves, shelves
from ui.demos.stems import stems
from ui.demos.step_file import take_the_step
from ui.demos.your_turn import questions
from ui.embed import embedded
from ui.grids.grids import gradient_grid, input_grid
from ui.layout import BESIDE, box, keys, line_starts, new_line, two_columns
from ui.panels import glossary, head, image
from ui.queue import heavy
from ui.quiz.way_in import quiz_me
from ui.shared import shared
from ui.take_code import take_the_code
from ui.widgets import show, wish

#: Grids to measure from which on it is heavy work.
HEAVY = 20_000
#: At the end of a lesson, the way to the page where code of one's own is checked.
CHECK = "Check your code"
#: How many pixels high a chart is at most in a frame.
FRAMED = 225
#: The last step of every lesson: what is asked stands beside what is given, and no result is on screen.
TURN = Step(
    "Your turn",
    lambda case: "Predict first, then check.",
    lambda case: (boards.input_grid(case), boards.upstream_grid(case)),
)


def lesson_page(lesson: Lesson, lab: Lab, number: int, theme: Theme) -> None:
    """Draw one step of a lesson, or the question that it opens with."""
    at_first = lessons.as_at_first(lesson, lab)

    def once(what: str, make: Callable[[], Any]) -> Any:
        return shared(what, (lesson, theme.name), make, at_first)

    case = once("case", lambda: lessons.case(lesson, lab, theme))
    asks = lesson.predict if number == lessons.OPENING else None
    asked = Asked(lesson, once("predict", lambda: asks(case))) if asks else None
    step = asked.step if asked else lesson.steps[number] if number < len(lesson.steps) else TURN
    show = lesson.given if step is TURN and lesson.given else step.show
    items = show(case) if asked else once(f"items {number}", lambda: show(case))
    # What is still to be predicted has its place already: nothing moves when it is shown.
    shown = asked.all_items if asked else items
    pictures = [item.picture for item in shown if isinstance(item, Grid)]
    places = shelves(items, SWITCH if step is TURN else 0.0)
    grids = [n for n, item in enumerate(shown) if isinstance(item, Grid)]
    starts = {grids[n] for n in line_starts(pictures, places.taken)}
    room = BESIDE if asked and embedded() else None
    words, board = two_columns(pictures, room, taken=places.taken)
    with words:
        _words(lesson, case, step, number, items, asked)
    with board:
        for tab, numbers in zip(_tabs(places, board), places.tabs.values(), strict=True):
            with tab:
                for n in numbers:
                    if n in starts:
                        new_line()
                    if asked and items[n] is asked.to_click:
                        with box(n):
                            asked.board(asked.to_click)
                    else:
                        _item(items[n], n, lesson, lab, case)
    if not embedded():
        away = lessons.to_take(lesson, lab, theme)
        if step is TURN and not state.presenting():
            _check_your_code(away)
            _on_paper(lesson, case)
        if step is TURN:
            _ready_to_run(lesson, away)
        _way_on(lesson, lab, away, number, step, partial(take_the_step, lesson, case, step, items, away, number))
    keys(theme.name, f"{lesson.slug} {number}")


def _tabs(places: Shelves, board: Any) -> list[Any]:
    """The board itself, or its tabs, in which things stand in rows as on the board."""
    if len(places.tabs) == 1:
        return [board]
    return [tab.container(horizontal=True) for tab in st.tabs(list(places.tabs))]


def _check_your_code(lab: Lab) -> None:
    """After the questions the way to have code of one's own checked on these grids; on a projector it is below."""
    with st.container(key="lesson_own", horizontal=True, vertical_alignment="center", gap="small"):
        check_mine(lab.settings, lab.x, lab.grad_output, CHECK)
        st.html("<p>Written it yourself? Bring what it gives for these grids: wrong cells and mistakes are named.</p>")


def _on_paper(lesson: Lesson, case: Case) -> None:
    """The case and the questions as a worksheet."""
    st.download_button(
        "A worksheet to print", of_lesson(lesson, case), f"{lesson.slug}.html", "text/html", key="lesson_paper",
        on_click="ignore", icon=":material/print:", help="With blank grids; the answers are on a page of their own.",
    )  # fmt: skip


def _ready_to_run(lesson: Lesson, lab: Lab) -> None:
    """The code to take away; on a projector only for who asks for it."""
    with st.container(key="lesson_code"):
        if state.presenting():
            if not st.toggle("Take the code", key="code"):
                return
        else:
            st.html("<h2>Take the code</h2><p>These grids and this layer, forward and backward, ready to run.</p>")
        if lesson.code_note:
            st.markdown(lesson.code_note)
        take_the_code(lab)


def _words(lesson: Lesson, case: Case, step: Step, number: int, items: tuple[Item, ...], asked: Asked | None) -> None:
    """What is said, the lesson's controls, the way on; in a frame its first paragraph alone."""
    _steps(lesson, number, step.title)
    told = lesson.turn if step is TURN else step.tell(case)
    if asked:
        with st.container(key="lesson_asked"):
            asked.words()
        if not embedded():
            _glossary(f"{step.title}. {told}", case)
        return
    if embedded():
        st.markdown(told.split("\n\n")[0])
    else:
        st.markdown(told)
        _glossary(f"{step.title}. {told}", case)
        if step.formula is not None:
            present.formula(step.formula(case))
    with st.container(key="lesson_knobs"):
        for knob in lesson.controls(step):
            _knob(knob, lesson, case)
    if step.measure is not None:
        _measure(step.measure, lesson)
    if step is TURN:
        questions(lesson, case)
    elif not embedded():
        marks = new_marks(lesson, case, number, items)
        if marks:
            st.html(legend(marks))


def _glossary(told: str, case: Case) -> None:
    """What the words of art mean that are told; a class has no room for it."""
    means = {} if state.presenting() else words_in(told, case.pooled)
    if means:
        st.html(glossary(means))


def _steps(lesson: Lesson, number: int, title: str) -> None:
    """Where the visitor is, what the step is called, and the way back and on."""
    heading = f"<h2>{escape(title)}</h2>"
    last = lessons.length(lesson) - 1
    first = number == lessons.begins(lesson)
    where = "before step 1" if number == lessons.OPENING else f"step {number + 1} of {last + 1}"
    with st.container(key="lesson_steps", horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "previous step", key="previous_step", icon=":material/arrow_back:", disabled=first,
            on_click=lessons.go, args=(number - 1,), help="arrow left; Page up in a presentation",
        )  # fmt: skip
        if embedded():
            st.html(heading)
        st.html(f'<div class="lab-count" aria-live="polite">{where}</div>')
        st.button(
            "next step", key="next_step", icon=":material/arrow_forward:", disabled=number == last,
            on_click=lessons.go, args=(number + 1,), help="arrow right; Page down in a presentation",
            type="primary",
        )  # fmt: skip
    if not embedded():
        st.html(heading)


def _way_on(lesson: Lesson, lab: Lab, away: Lab, number: int, step: Step, give_away: Callable[[], None]) -> None:
    """Below the lesson: the lessons before and after it, and what can be done with what it gives `away`."""
    before, after = lessons.neighbours(lesson)
    with st.container(key="below", horizontal=True, vertical_alignment="center", gap="xsmall"):
        for key, to, sign in (("previous_lesson", before, "←"), ("next_lesson", after, "→")):
            if to is not None:
                label = f"{sign} {lessons.number(to)}. {to.title}"
                st.button(label, key=key, type="tertiary", on_click=lessons.show, args=(to.slug,))
        if lesson.slug in LESSONS:
            st.button("All lessons", key="all_lessons", icon=":material/grid_view:", on_click=lessons.show)
        if st.button("Open in Explore", key="to_explore", help="Take these grids and this layer to the Explore page."):
            lessons.take_to_the_lab(away)
            st.switch_page("app.py")
        if number < len(lesson.steps):
            check_mine(away.settings, away.x, away.grad_output)
        elif state.presenting():
            check_mine(away.settings, away.x, away.grad_output, CHECK)
        quiz_me(lesson.topic, **lessons.words(lesson, number))
        st.button("Start again", key="again", on_click=lessons.again, args=(lesson,), help="The lesson's own numbers.")
        copy_the_address(lab)
        copy_the_frame(lab)
        if not state.presenting():
            give_away()
        footnotes(step)


def _knob(knob: Knob, lesson: Lesson, case: Case) -> None:
    """One control of the lesson's own."""
    key = f"knob_{lesson.slug}_{knob.name}"
    show(key, case.knobs[knob.name])
    take = wish(key, partial(lessons.turn, lesson, knob.name))
    about: dict[str, Any] = {"key": key, "on_change": take, "help": knob.help or None}
    if isinstance(knob, Pick):
        st.segmented_control(
            knob.label, list(knob.options), format_func=knob.options.__getitem__, required=True, **about
        )
    else:
        st.slider(knob.label, knob.least, knob.most, step=knob.step, **about)


def _measure(measure: Measure, lesson: Lesson) -> None:
    """Something that is measured here and now; what came out stays until it is measured again."""
    with st.container(key="lesson_measure", horizontal=True, vertical_alignment="bottom", gap="small"):
        many = st.number_input(measure.label, 1, measure.most, measure.start, key=f"many_{lesson.slug}", width=170)
        asked = st.button("Measure", key=f"measure_{lesson.slug}")
    name = f"measured_{lesson.slug}"
    if asked:
        bar = st.progress(0.0, "Measuring")

        def progress(part: float) -> None:
            turns.pass_by()
            bar.progress(part, "Measuring")

        many = min(int(many), measure.most)  # a browser's word is not enough
        with heavy(many > HEAVY):
            text = measure.run(many, state.count(name), progress)
        state.kept(name, None, lambda: text, renew=True)
        bar.empty()
    found = state.kept_now(name, None)
    if found:
        st.success(found, icon=":material/query_stats:")


def _item(item: Item, n: int, lesson: Lesson, lab: Lab, case: Case) -> None:
    """One of the things that a step shows."""
    if isinstance(item, Grid):
        with box(n):
            _grid(item, lesson, lab, case)
    elif isinstance(item, Code):
        with st.container(key=f"lesson_wide_{n}"):
            sign = VERDICTS.get(item.verdict, "")
            st.html(f'<h3 class="lab-verdict-{item.verdict}">{sign}{escape(item.title)}</h3>')
            st.code(item.text, language="python")
    elif isinstance(item, Chart):
        with st.container(key=f"lesson_chart_{n}"):
            st.html(head(item.title, "", item.caption) + lines(item.title, item.spec))
            tall = min(item.tall, FRAMED) if embedded() else item.tall
            st.plotly_chart(item.spec, key=f"chart_{lesson.slug}_{n}", theme=None, height=tall,
                            config={"displayModeBar": False})  # fmt: skip
    elif isinstance(item, Rows):
        with st.container(key=f"lesson_wide_{n}"):
            rows = [[escape(cell) for cell in row] for row in item.rows]
            st.html(head(item.title, "", "") + facts(item.title, map(escape, item.head), rows, [item.strong]))
    elif isinstance(item, Stems):
        with st.container(key=f"lesson_stems_{n}"):
            st.html(head(item.title, "", item.caption, editable=True))
            stems(item.svg, item.edits, f"stems_{lesson.slug}_{n}")
    elif isinstance(item, Drawing):
        with box(n):
            st.html(head(item.title, "", item.caption) + image(item.svg, item.title) + item.table)
    elif isinstance(item, Photo):
        with box(n):
            st.html(head(item.title, "", item.caption) + f'<img class="lab-view" alt="{item.seen}" src="{item.url}">')


def _grid(item: Grid, lesson: Lesson, lab: Lab, case: Case) -> None:
    st.html(head(item.title, "", item.caption, bool(item.edits), words_in(item.title, case.pooled)))
    if item.edits == "input":
        input_grid(lab, item.picture, f"edit_input_{lesson.slug}", False, item.marks, item.padding)
    elif item.edits == "grad_output":
        gradient_grid(lab, item.picture, f"edit_grad_output_{lesson.slug}", item.marks, item.title.lower())
    else:
        st.html(table(item.picture, item.title, item.marks, item.padding))
