"""The reference on its page: each formula under the name that it is cited by, and what else can be cited, folded."""

from __future__ import annotations

import streamlit as st

from figures.citations import footnote
from figures.formulas import Formula
from figures.formulas.document import SECTIONS
from figures.formulas.errata import ERRATA
from figures.formulas.passage import Passage
from figures.formulas.remember import WAYS
from figures.formulas.worked import EXAMPLES_WORKED
from figures.lessons import LESSONS
from figures.phrases import listed


def formulas(section: int, entries: tuple[Formula, ...]) -> None:
    """One pass: each formula with its sentence and the place that computes it."""
    st.header(SECTIONS[section])
    for entry in entries:
        st.subheader(f"{entry.title} :gray[:small[{entry.anchor}]]", anchor=entry.anchor.lower())
        for line in entry.lines:
            st.latex(line)
        st.write(f"{entry.words} Computed in {listed([f'`{name}`' for name in entry.code])}.")


def further() -> None:
    """The other sections of the reference, each folded, and the page where frameworks are compared."""
    st.header("More to cite")
    _passages(3, WAYS)
    _passages(4, EXAMPLES_WORKED)
    with st.expander(f"{_named(5)}, {ERRATA[0].anchor} to {ERRATA[-1].anchor}"):
        for erratum in ERRATA:
            st.write(f"**{erratum.anchor} {erratum.title}**")
            st.write(
                f"Wrong: {erratum.mistake}\n\nRight: {erratum.right}\n\n{erratum.see()}\n\n{footnote(erratum.anchor)}"
            )
            lesson = LESSONS[erratum.lesson]
            to = {"lesson": lesson.slug}
            st.page_link("pages/2_Lessons.py", label=lesson.title, icon=":material/school:", query_params=to)
    st.page_link("pages/4_Frameworks.py", label=_named(6), icon=":material/compare_arrows:")


def _named(section: int) -> str:
    return f"§{section} {SECTIONS[section]}"


def _passages(section: int, passages: tuple[Passage, ...]) -> None:
    with st.expander(_named(section)):
        for passage in passages:
            st.write(f"**{passage.title}**")
            st.write(passage.write())
