"""What the visitor predicted in each lesson: kept for the visit, and beyond it by the address and the browser."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from figures.lessons.kit.lesson import Lesson
from figures.lessons.kit.predict import Answer, Predict
from lab.predicted import TRIES, Predicted, decode, encode
from ui import address
from ui.keeping import Kept, rebuilt

PARAMETER = "p"


def place(lesson: Lesson) -> str:
    """Where the prediction of a lesson is kept."""
    return f"predicted:{lesson.slug}"


def predicted(lesson: Lesson, question: Predict) -> Predicted:
    """What was answered to this question so far, up to the first right answer; to one of other numbers, nothing."""
    name, known = question.name, st.session_state.get(place(lesson), Predicted())
    if known.of != name:
        return Predicted(name)
    tries = [answer for answer in known.tries if question.takes(answer)]  # of a link, they may be of another question
    ends = next((n for n, answer in enumerate(tries, 1) if question.is_right(answer)), TRIES)
    return replace(known, tries=tuple(tries[:ends]))


def is_over(question: Predict, so_far: Predicted) -> bool:
    """Whether the answer is known: found, asked for, or told after the last try."""
    return so_far.told or len(so_far.tries) >= TRIES or any(map(question.is_right, so_far.tries))


def answer(lesson: Lesson, so_far: Predicted, given: Answer) -> None:
    """Take an answer; the same again is no other try."""
    new = () if given in so_far.tries else (given,)
    st.session_state[place(lesson)] = replace(so_far, tries=(*so_far.tries, *new), refusal="")


def refuse(lesson: Lesson, so_far: Predicted, why: str) -> None:
    """Tell why what was typed is no answer."""
    st.session_state[place(lesson)] = replace(so_far, refusal=why)


def tell(lesson: Lesson, so_far: Predicted) -> None:
    """Tell the answer."""
    st.session_state[place(lesson)] = replace(so_far, told=True, refusal="")


def forget(lesson: Lesson) -> None:
    """Ask anew."""
    st.session_state[place(lesson)] = Predicted()


def adopt(lesson: Lesson) -> None:
    """Take what was answered before this session, where the address or the browser has it."""
    rebuilt(place(lesson), address.new(PARAMETER), kept(lesson).take)


def kept(lesson: Lesson) -> Kept:
    """The prediction of a lesson, for the address and the browser."""

    def take(text: str) -> None:
        st.session_state[place(lesson)] = decode(text)

    known = st.session_state.get(place(lesson), Predicted())
    return Kept(place(lesson), PARAMETER, encode(known), take)
