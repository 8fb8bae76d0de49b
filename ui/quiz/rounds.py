"""The quiz before a question is on screen: what it is about, how hard, or on where the visitor left it."""

from __future__ import annotations

import streamlit as st

from lab.quiz.task import LEVELS, QUESTIONS, topics
from ui.quiz import quiz


def choose_a_round() -> None:
    """Draw the choice, and what begins the round."""
    with st.container(key="quiz_begin", width=520):
        st.write(
            f"{QUESTIONS} questions on small grids: click the cell that gets the gradient, or fill in a grid. "
            "Each answer is checked cell by cell. A link gives a class the same questions."
        )
        st.segmented_control(
            "difficulty", list(LEVELS), format_func=LEVELS.__getitem__, default=next(iter(LEVELS)), required=True,
            key="round_level",
        )  # fmt: skip
        st.selectbox("about", list(topics()), format_func=lambda name: topics()[name].label, key="round_topic")
        with st.container(horizontal=True, gap="small"):
            st.button("Begin", key="begin_quiz", type="primary", on_click=_begin)
            if last := quiz.left_at():
                label = f"Go on with question {last.number + 1}"
                st.button(label, key="go_on", on_click=quiz.ask, args=(last,))


def _begin() -> None:
    """Begin what the two say now: a choice may come along with the click."""
    quiz.begin(st.session_state["round_topic"], st.session_state["round_level"])
