"""A teacher's own quiz: its cases one below the other, its link, its file."""

from __future__ import annotations

import streamlit as st

from figures.stories.quiz import layer_words
from lab.quiz.own import from_json, round_of, to_json
from lab.quiz.rounds import Asked
from lab.quiz.task import KINDS
from pooling import PoolingError
from ui import uploads
from ui.page import refuse
from ui.quiz import mine, quiz
from ui.quiz.hand_out import class_link
from ui.widgets import told

#: Where the session has how many files were read, and why the last one was refused.
READ, REFUSED = "own_read", "own_file_refused"


def my_quiz() -> None:
    """Draw it."""
    cases = mine.cases()
    with st.expander("For a teacher: a quiz of your own cases", expanded=bool(cases)):
        st.caption("On Explore, “For a class” below the settings adds the grid and the layer on screen.")
        for number, case in enumerate(cases):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                size = "×".join(map(str, case.x.shape))
                st.write(
                    f"{number + 1}. {KINDS[case.kind]} {layer_words(case.settings.spec(*case.x.shape))}, on {size}"
                )
                st.button("Remove", key=f"own_remove_{number}", type="tertiary", on_click=told(_remove), args=(number,))
        if cases:
            with st.container(horizontal=True, gap="small"):
                st.button(
                    "Begin my quiz", key="own_begin", type="primary", on_click=quiz.begin, args=(round_of(cases),)
                )
                st.download_button("my-quiz.json", to_json(cases), "my-quiz.json", "application/json", key="own_file",
                                   on_click="ignore", icon=":material/download:")  # fmt: skip
                class_link(Asked(round_of(cases), 0))
        _open_a_file()


def _remove(number: int) -> None:
    left = list(mine.cases())
    del left[number]
    mine.put(left)


def _open_a_file() -> None:
    """A file that was saved here, in place of the cases."""
    read = st.session_state.setdefault(READ, 0)
    file = st.file_uploader("Open a quiz (.json)", ["json"], key=f"own_open_{read}", max_upload_size=1,
                            on_change=told())  # fmt: skip
    refuse(st.session_state.get(REFUSED, ""))
    if file is not None:
        uploads.take(file, _take)
        st.rerun()


def _take(name: str, content: bytes) -> None:
    """Put the cases of a file in place, or note why not."""
    st.session_state[READ] += 1
    st.session_state[REFUSED] = ""
    try:
        mine.put(from_json(content))
    except PoolingError as error:
        st.session_state[REFUSED] = f"{error}. Your quiz stays as it is."
