"""A lesson on the page: its words, its grids, its controls and questions, one step at a time."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any

import streamlit as st

from figures.heard import lines
from figures.lessons import LESSONS
from figures.lessons.kit import boards
from figures.lessons.kit.legend import legend, new_marks
from figures.lessons.kit.lesson import Case, Chart, Code, Drawing, Grid, Item, Knob, Lesson, Measure, Pick, Rows, Step
from figures.paper.worksheet import of_lesson
from figures.table import facts, table
from figures.theme import Theme
from lab.state import Lab
from ui import present, state, turns
from ui.check.way_in import check_mine
from ui.copying import copy_the_address, copy_the_frame
from ui.demos import open_lesson as lessons
from ui.demos.footnote import footnotes
from ui.demos.room import SWITCH, is_apart, taken
from ui.demos.your_turn import questions
from ui.embed import embedded
from ui.grids.grids import gradient_grid, input_grid
from ui.layout import box, keys, two_columns
from ui.panels import head, image
from ui.queue import heavy
from ui.quiz.way_in import quiz_me
from ui.take_code import take_the_code
from ui.widgets import show, wish

#: Grids to measure from which on it is heavy work.
HEAVY = 20_000
#: The last step of every lesson: what is asked stands beside what is given, and no result is on screen.
TURN = Step(
    "Your turn",
    lambda case: "Predict first, then check.",
    lambda case: (boards.input_grid(case), boards.upstream_grid(case)),
)


def lesson_page(lesson: Lesson, lab: Lab, number: int, theme: Theme) -> None:
    """Draw one step of a lesson."""
    case = lessons.case(lesson, lab, theme)
    step = lesson.steps[number] if number < len(lesson.steps) else TURN
    items = step.show(case)
    pictures = [item.picture for item in items if isinstance(item, Grid)]
    words, board = two_columns(pictures, taken=taken(items) + (SWITCH if step is TURN else 0))
    with words:
        _words(lesson, case, step, number)
    with board:
        grids, code = map(_row, st.tabs(["Grids", "Code"])) if is_apart(items) else (board, board)
        for n, item in enumerate(items):
            with code if isinstance(item, Code) else grids:
                _item(item, n, lesson, lab, theme)
    if step is TURN and not embedded():
        if not state.presenting():
            _on_paper(lesson, case)
        _ready_to_run(lesson, lab)
    if not embedded():
        _way_on(lesson, lab, number, step)
    keys(theme.name, f"{lesson.slug} {number}")


def _row(tab: Any) -> Any:
    """What stands in a tab of the board, in rows as on the board."""
    return tab.container(horizontal=True)


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


def _words(lesson: Lesson, case: Case, step: Step, number: int) -> None:
    """What is said, the lesson's controls, the way on; in a frame its first paragraph alone."""
    _steps(lesson, number, step.title)
    if embedded():
        st.markdown(step.tell(case).split("\n\n")[0])
    else:
        st.markdown(lesson.turn if step is TURN else step.tell(case))
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
        _legend(lesson, case, number)


def _legend(lesson: Lesson, case: Case, number: int) -> None:
    """What the marks mean that this lesson has not shown before."""
    text = legend(new_marks(lesson, case, number))
    if text:
        st.html(text)


def _steps(lesson: Lesson, number: int, title: str) -> None:
    """Where the visitor is, what the step is called, and the way back and on."""
    heading = f"<h2>{escape(title)}</h2>"
    last = lessons.length(lesson) - 1
    with st.container(key="lesson_steps", horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "previous step", key="previous_step", icon=":material/arrow_back:", disabled=number == 0,
            on_click=lessons.go, args=(number - 1,), help="arrow left; Page up in a presentation",
        )  # fmt: skip
        if embedded():
            st.html(heading)
        st.html(f'<div class="lab-count" aria-live="polite">step {number + 1} of {last + 1}</div>')
        st.button(
            "next step", key="next_step", icon=":material/arrow_forward:", disabled=number == last,
            on_click=lessons.go, args=(number + 1,), help="arrow right; Page down in a presentation",
            type="primary",
        )  # fmt: skip
    if not embedded():
        st.html(heading)


def _way_on(lesson: Lesson, lab: Lab, number: int, step: Step) -> None:
    """Below the lesson: the lessons before and after it, and what can be done with its grids."""
    before, after = lessons.neighbours(lesson)
    with st.container(key="below", horizontal=True, vertical_alignment="center", gap="xsmall"):
        for key, to, sign in (("previous_lesson", before, "←"), ("next_lesson", after, "→")):
            if to is not None:
                label = f"{sign} {lessons.number(to)}. {to.title}"
                st.button(label, key=key, type="tertiary", on_click=lessons.show, args=(to.slug,))
        if lesson.slug in LESSONS:
            st.button("All lessons", key="all_lessons", icon=":material/grid_view:", on_click=lessons.show)
        if st.button("Open in Explore", key="to_explore", help="Take these grids and this layer to the Explore page."):
            lessons.take_to_the_lab(lab)
            st.switch_page("app.py")
        check_mine(lab.settings, lab.x, lab.grad_output)
        quiz_me(lesson.topic, lesson=lesson.slug, step=str(number + 1))
        st.button("Start again", key="again", on_click=lessons.again, args=(lesson,), help="The lesson's own numbers.")
        copy_the_address(lab)
        copy_the_frame(lab)
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
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
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


def _item(item: Item, n: int, lesson: Lesson, lab: Lab, theme: Theme) -> None:
    """One of the things that a step shows."""
    if isinstance(item, Grid):
        with box(n):
            _grid(item, lesson, lab)
    elif isinstance(item, Code):
        with st.container(key=f"lesson_wide_{n}"):
            sign = {"wrong": "✗ ", "right": "✓ "}.get(item.verdict, "")
            st.html(f'<h3 class="lab-verdict-{item.verdict}">{sign}{escape(item.title)}</h3>')
            st.code(item.text, language="python")
    elif isinstance(item, Chart):
        with st.container(key=f"lesson_chart_{n}"):
            st.html(head(item.title, "", item.caption) + lines(item.title, item.spec))
            st.plotly_chart(item.spec, key=f"chart_{lesson.slug}_{n}", theme=None, height=item.tall,
                            config={"displayModeBar": False})  # fmt: skip
    elif isinstance(item, Rows):
        with st.container(key=f"lesson_wide_{n}"):
            rows = [[escape(cell) for cell in row] for row in item.rows]
            st.html(head(item.title, "", "") + facts(item.title, map(escape, item.head), rows, [item.strong]))
    elif isinstance(item, Drawing):
        with box(n):
            st.html(head(item.title, "", item.caption) + image(item.svg, item.title) + item.table)


def _grid(item: Grid, lesson: Lesson, lab: Lab) -> None:
    st.html(head(item.title, "", item.caption, editable=bool(item.edits)))
    if item.edits == "input":
        input_grid(lab, item.picture, f"edit_input_{lesson.slug}", False, item.marks, item.padding)
    elif item.edits == "grad_output":
        gradient_grid(lab, item.picture, f"edit_grad_output_{lesson.slug}", marks=item.marks)
    else:
        st.html(table(item.picture, item.title, item.marks, item.padding))
