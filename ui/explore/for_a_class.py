"""What a teacher makes of the grid on screen: a question of a quiz of one's own, or a lesson."""

from __future__ import annotations

import streamlit as st

from lab.state import Lab
from ui.own import state as own
from ui.quiz.add import add_to_my_quiz


def for_a_class(lab: Lab) -> None:
    """Draw the button at the end of the settings, and what it opens: the line below the grids is full."""
    box = st.sidebar.popover("For a class", key="for_a_class", on_change="rerun")
    if box.open:
        with box:
            add_to_my_quiz(lab)
            if st.button("Make a lesson of it", key="to_own_lesson"):
                own.take_the_board(lab)
                st.switch_page("pages/2_Own_lesson.py")
