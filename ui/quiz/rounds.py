"""The quiz before a question is on screen: how many, how hard, about what, or on where the visitor left it."""

from __future__ import annotations

import random

import streamlit as st

from lab.fields import LARGEST_SEED
from lab.quiz.rounds import MOST_QUESTIONS, Round
from lab.quiz.task import LEVELS, QUESTIONS, topics
from pooling import OPERATORS, PoolingError
from ui.page import refuse
from ui.quiz import quiz
from ui.quiz.codes import check_codes
from ui.quiz.my_quiz import my_quiz

#: Where the session has why a round could not begin.
REFUSED = "round_refused"


def choose_a_round() -> None:
    """Draw the choice, and what begins the round."""
    about = topics()
    with st.container(key="quiz_begin", width=520):
        st.write(
            "Questions on small grids: click the cell that gets the gradient, or fill in a grid. "
            "Each answer is checked cell by cell. A link gives a class the same questions."
        )
        st.segmented_control(
            "difficulty", list(LEVELS), format_func=LEVELS.__getitem__, default=next(iter(LEVELS)), required=True,
            key="round_level",
        )  # fmt: skip
        st.pills(
            "about", list(about), selection_mode="multi", default=["any"], key="round_topics",
            format_func=lambda name: about[name].label, help="Several take turns.",
        )  # fmt: skip
        st.pills(
            "operators", _drawn(), selection_mode="multi", key="round_operators",
            format_func=lambda name: OPERATORS[name].label, help="None chosen: those of the topics.",
        )  # fmt: skip
        st.number_input("questions", 1, MOST_QUESTIONS, QUESTIONS, key="round_count", width=120)
        refuse(st.session_state.pop(REFUSED, ""))
        with st.container(horizontal=True, gap="small"):
            st.button("Begin", key="begin_quiz", type="primary", on_click=_begin)
            if last := quiz.left_at():
                label = "Back to the summary" if last.is_end else f"Go on with question {last.number + 1}"
                st.button(label, key="go_on", on_click=quiz.go, args=(last,))
    my_quiz()
    check_codes()


def _drawn() -> list[str]:
    """The operators that some topic asks about."""
    return list(dict.fromkeys(name for topic in topics().values() for name in topic.operators))


def _begin() -> None:
    """Begin what all of these say now: a choice may come along with the click."""
    said = st.session_state
    about, operators = tuple(said["round_topics"]) or ("any",), tuple(said["round_operators"])
    seed = random.randrange(LARGEST_SEED + 1)
    asked = Round(seed, said["round_level"], about, int(said["round_count"]), operators)
    try:
        asked.check()
    except PoolingError as error:
        said[REFUSED] = f"There is no such round: {error}."
        return
    quiz.begin(asked)
