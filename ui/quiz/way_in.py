"""The way to the quiz, from a lesson with the way back to it."""

from __future__ import annotations

import streamlit as st

from ui import present, state
from ui.quiz import quiz


def quiz_me(topic: str = "any", **back: str) -> None:
    """Draw the link to a round that nobody has seen, about a `topic`; `back` are the words of the lesson's address.

    A link, not a button that switches the page: that would leave a place in the history that is neither.
    """
    since = (topic, st.session_state.get(quiz.LAST))  # once it was on screen, another one
    asked = {quiz.PARAMETER: state.kept("quiz_me", since, lambda: quiz.unseen(topic), renew=False)}
    with st.container(key="as_button_quiz", width="content"):
        words = {**back, **present.query(), **asked}
        st.page_link("pages/6_Quiz.py", label="Quiz me", icon=":material/quiz:", query_params=words)
