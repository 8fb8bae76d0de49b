"""For a teacher: result codes, one a line, read again into a table of who had what right."""

from __future__ import annotations

from html import escape

import streamlit as st

from figures.plain import visible
from figures.stories.summary import abouts, shares
from figures.table import facts
from lab.quiz.result import Result, read_codes, table
from lab.quiz.rounds import read
from pooling import PoolingError
from ui.page import refuse
from ui.quiz.summary import HONEST
from ui.sources import source

HEAD = ("name", "round", "right", "of", "by topic", "what is wrong with the code")


def check_codes() -> None:
    """Draw the field for codes, and what they say."""
    st.html(f"<style>{source('lesson.css')}</style>")
    with st.expander("For a teacher: check result codes"):
        st.caption(HONEST)
        text = st.text_area("Result codes, one a line", key="quiz_codes", height=120)
        if not text.strip():
            return
        try:
            found = read_codes(text)
        except PoolingError as error:
            refuse(str(error))
            return
        lines = [_line(result) for _, result in found]
        st.html(facts("Results", HEAD, [[escape(visible(cell)) for cell in line] for line in lines], ()))
        st.download_button("Results (.csv)", table(HEAD, lines), "results.csv", "text/csv", key="codes_csv",
                           on_click="ignore", icon=":material/download:")  # fmt: skip


def _line(result: Result | PoolingError) -> tuple[str, ...]:
    """What a code says, or why it says nothing."""
    if isinstance(result, PoolingError):
        return ("", "", "", "", "", str(result))
    about = abouts(read(result.first)[0])
    by_topic = "; ".join(f"{share.topic} {share.right} of {share.asked}" for share in shares(about, result.marks))
    left = result.marks.count(None)
    said = f"{by_topic}, {left} not tried" if left else by_topic
    return (result.who or "(no name)", result.first, str(result.right), str(len(result.marks)), said, "")
