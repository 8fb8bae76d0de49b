"""The form in which a lesson of one's own is made, its link and its file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from figures.plain import plain
from figures.stories.quiz import layer_words
from figures.stories.safe import safe
from lab.own_lesson import (
    GRIDS,
    LONGEST_ANSWER,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_OTHERS,
    MOST_STEPS,
    OwnLesson,
    OwnStep,
    encode,
    from_json,
    to_json,
    with_step,
)
from pooling import PoolingError
from ui import address, state, uploads
from ui.own import state as own
from ui.widgets import show, told, wish

#: Where the session has how many files were read.
READ = "own_lesson_read"
#: What a step may have, said as it is typed.
MARKDOWN = (
    "*Emphasis*, **strong**, `code`, $formulas$, and lists: lines that begin with - or 1. All else is plain text."
)


def make() -> None:
    """Draw it."""
    made = own.current()
    words, rest = st.columns([3, 2], gap="large")
    with words:
        _field("title", "Title", made.title, LONGEST_TITLE, lambda text: own.change(title=text))
        for number, step in enumerate(made.steps):
            _step(made, number, step)
        _how_many(made)
    with rest:
        _board(made)
        _question(made)
        _finished(made)
        _open_a_file()


def _field(key: str, label: str, value: str, most: int, take: Callable[[str], None], tall: int = 0) -> None:
    """A field for text; `tall` pixels high if it may have several lines."""
    key = f"own_{key}"
    show(key, value)
    if tall:
        st.text_area(label, key=key, max_chars=most, height=tall, on_change=wish(key, take))
    else:
        st.text_input(label, key=key, max_chars=most, on_change=wish(key, take))


def _step(made: OwnLesson, number: int, step: OwnStep) -> None:
    def take(name: str, value: Any) -> None:
        own.put(with_step(own.current(), number, **{name: value}))

    with st.container(border=True, key=f"own_step_{number}"):
        _field(f"title_{number}", f"Step {number + 1}", step.title, LONGEST_TITLE, partial(take, "title"))
        _field(f"text_{number}", "What it tells", step.text, LONGEST_TEXT, partial(take, "text"), 130)
        key = f"own_grids_{number}"
        show(key, list(step.grids))
        st.pills("Grids beside it", list(GRIDS), selection_mode="multi", format_func=GRIDS.__getitem__, key=key,
                 on_change=wish(key, lambda names: take("grids", tuple(n for n in GRIDS if n in names))))  # fmt: skip
        if step.text:
            with st.expander("As it is shown"):
                st.markdown(safe(step.text))


def _how_many(made: OwnLesson) -> None:
    """One step more or fewer."""
    st.html(f'<p class="lab-note">{MARKDOWN}</p>')
    with st.container(horizontal=True, gap="small"):
        st.button("Add a step", key="own_more", disabled=len(made.steps) == MOST_STEPS,
                  on_click=told(lambda: own.change(steps=(*own.current().steps, OwnStep()))))  # fmt: skip
        st.button("Remove the last step", key="own_fewer", disabled=len(made.steps) == 1,
                  on_click=told(lambda: own.change(steps=own.current().steps[:-1])))  # fmt: skip


def _board(made: OwnLesson) -> None:
    """Which grid and layer it is about, and others in their place."""
    height, width = made.x.shape
    st.markdown(f"**The grid and the layer.** {layer_words(made.settings.spec(height, width))}, on {height}×{width}.")
    st.button("Take those that are on Explore", key="own_take", help="The input, the upstream gradient and the layer.",
              on_click=told(lambda: own.take_the_board(state.at(state.KEY))))  # fmt: skip


def _question(made: OwnLesson) -> None:
    asked = made.question

    def take(name: str, value: Any) -> None:
        own.change(question=replace(own.current().question, **{name: value}))

    def other(number: int, text: str) -> None:
        others = [*own.current().question.others, *[""] * MOST_OTHERS][:MOST_OTHERS]
        others[number] = text
        take("others", tuple(others))

    with st.container(border=True, key="own_question"):
        _field("ask", "The question at the end", asked.ask, LONGEST_TEXT, partial(take, "ask"), 80)
        _field("right", "The right answer", asked.right, LONGEST_ANSWER, partial(take, "right"))
        for number in range(MOST_OTHERS):
            text = asked.others[number] if number < len(asked.others) else ""
            _field(f"other_{number}", f"A wrong answer ({number + 1})", text, LONGEST_ANSWER, partial(other, number))
        _field("why", "Why the right one is right", asked.why, LONGEST_TEXT, partial(take, "why"), 80)


def _finished(made: OwnLesson) -> None:
    """The lesson to be shown, given to a class and saved; else what is missing."""
    try:
        made.check()
    except PoolingError as error:
        st.info(plain(f"It can't be shown yet: {error}."))
        return
    with st.container(horizontal=True, gap="small"):
        st.button("Show it", key="own_show", type="primary", on_click=told(partial(show_step, 1)))
        st.download_button("my-lesson.json", to_json(made), "my-lesson.json", "application/json", key="own_lesson_file",
                           on_click="ignore", icon=":material/download:")  # fmt: skip
        box = st.popover("Link for a class", key="own_link", on_change="rerun")
    if box.open:
        box.write("The link holds the whole lesson; nothing is stored.")
        words = {"step": "1", own.PARAMETER: encode(made)}
        box.code(address.link(**words), language=None, wrap_lines=True)


def show_step(number: int | None) -> None:
    """Show the lesson at a step, or the form; the address follows."""
    address.say(step=None if number is None else str(number), s=None)


def _open_a_file() -> None:
    """A lesson that was saved, in place of this one."""
    read = st.session_state.setdefault(READ, 0)
    file = st.file_uploader("Open a lesson (.json)", ["json"], key=f"own_lesson_open_{read}", max_upload_size=1,
                            on_change=told())  # fmt: skip
    if file is not None:
        uploads.take(file, _take)
        st.rerun()


def _take(name: str, content: bytes) -> None:
    st.session_state[READ] += 1
    try:
        own.put(from_json(content))
    except PoolingError as error:
        own.refuse(f"{error}. Your lesson stays as it is.")
