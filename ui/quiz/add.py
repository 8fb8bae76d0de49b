"""From Explore into a teacher's quiz: the grid and the layer on screen become a question of a kind to choose."""

from __future__ import annotations

import streamlit as st

from figures.phrases import count
from lab.quiz.own import OwnCase
from lab.quiz.task import KINDS
from lab.quiz.topics import kinds_of
from lab.state import Lab
from pooling import OPERATORS, PoolingError
from ui import address
from ui.keeping import Kept
from ui.page import refuse
from ui.quiz import mine
from ui.widgets import told

#: Where the session has whether anything was done about a quiz here: else the browser is asked and told nothing.
BEGUN, REFUSED = "adding", "adding_refused"


def add_to_my_quiz(lab: Lab) -> None:
    """Draw the choice of the kind, and what adds the question."""
    if not address.is_first():
        st.session_state[BEGUN] = True
        mine.adopt_aside()
    kinds = kinds_of(OPERATORS[lab.settings.operator])
    st.write("The grid and the layer on screen become a question of a quiz of your own.")
    kind = st.radio("asked", kinds, format_func=KINDS.__getitem__, key="own_kind")
    if kind == "route":
        st.caption("Asked about is the output cell that is selected.")
    st.button("Add to my quiz", key="add_to_quiz", type="primary", on_click=told(_add), args=(lab, kind))
    refuse(st.session_state.pop(REFUSED, ""))
    if mine.cases():
        st.write(f"Your quiz has {count(len(mine.cases()), 'question')}.")
        st.page_link("pages/6_Quiz.py", label="To my quiz", icon=":material/quiz:")


def _add(lab: Lab, kind: str) -> None:
    """Add it, or note why it cannot be asked."""
    asked = None
    if kind == "route" and lab.selection.kind == "window":
        asked = (lab.selection.row, lab.selection.column)
    case = OwnCase(kind, lab.settings, lab.x.copy(), lab.grad_output.copy(), asked)
    try:
        case.check()
        mine.put([*mine.cases(), case])
    except PoolingError as error:
        st.session_state[REFUSED] = f"This can't be a question: {error}."


def kept() -> list[Kept]:
    """The cases, for the browser, once anything was done about them here."""
    return [mine.kept_aside()] if st.session_state.get(BEGUN) else []
