"""The visitor's turn at the end of a lesson: questions on the case at hand, with the results out of sight."""

from __future__ import annotations

from zlib import crc32

import streamlit as st

from figures.lessons.kit.lesson import Case, Lesson, Posed
from ui import state
from ui.embed import embedded


def questions(lesson: Lesson, case: Case) -> None:
    """Every question with its options; checking says what is right and why. A class and a frame have room for one."""
    names = [f"Question {number}" for number in range(1, len(lesson.questions) + 1)]
    places = st.tabs(names) if state.presenting() or embedded() else [st.container() for _ in names]
    for number, (pose, place) in enumerate(zip(lesson.questions, places, strict=True), 1):
        with place:
            _question(lesson, pose(case), number)


def _question(lesson: Lesson, posed: Posed, number: int) -> None:
    # Other numbers in the grid are another question: what was answered before does not count.
    key = f"ask_{lesson.slug}_{number}_{crc32(repr(posed).encode())}"
    answer = st.radio(posed.ask, posed.options, index=None, key=key)
    if st.button("Check", key=f"check_{key}", disabled=answer is None):
        _verdict(posed, answer)


def _verdict(posed: Posed, answer: str | None) -> None:
    if answer == posed.right:
        st.success(f"Right: {posed.right}. {posed.why}", icon=":material/check:")
    else:
        st.error(f"Not {answer}: the answer is {posed.right}. {posed.why}", icon=":material/close:")
