"""The one owner of the lesson that a visitor makes; the address says it whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from lab.own_lesson import OwnLesson, OwnStep, begun, decode, encode
from lab.state import Lab
from pooling import PoolingError
from ui import address, state
from ui.keeping import Kept, known, rebuilt

PAGE, PLACE, PARAMETER = "Own lesson", "own_lesson", "own"
KEY, REFUSED = "own_lesson", "own_lesson_refused"


def current() -> OwnLesson:
    """The lesson as it stands; at first one about what is on Explore."""
    if KEY not in st.session_state:
        lab = state.at(state.KEY)
        st.session_state[KEY] = begun(lab.x, lab.grad_output, lab.settings)
    return st.session_state[KEY]


def put(lesson: OwnLesson) -> None:
    """Replace it."""
    st.session_state[KEY] = lesson
    known(PLACE)


def opened() -> None:
    """Take the lesson from the address where it is news, or from what the browser kept of it."""
    rebuilt(PLACE, address.new(PARAMETER), _take)


def _take(text: str) -> None:
    try:
        st.session_state[KEY] = decode(text)
    except PoolingError as error:
        st.session_state[REFUSED] = f"This lesson could not be read: {error}."


def refused() -> str:
    """Why a lesson was not read; told once."""
    return st.session_state.pop(REFUSED, "")


def refuse(why: str) -> None:
    """Have it told why a lesson was not read."""
    st.session_state[REFUSED] = why


def kept() -> Kept:
    """The lesson, for the address and the browser; nothing where nothing was made."""
    made = current()
    is_blank = not made.title and made.steps == (OwnStep(),) and not made.question.ask
    return Kept(PLACE, PARAMETER, "" if is_blank else encode(made), _take)


def take_the_board(lab: Lab) -> None:
    """Have the lesson be about the grid and the layer of a lab."""
    change(x=lab.x.copy(), grad_output=lab.grad_output.copy(), settings=lab.settings)


def change(**changes: Any) -> None:
    """Replace parts of it."""
    put(replace(current(), **changes))
