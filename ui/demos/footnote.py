"""The footnote of a step that shows a mistake: where public code has it, for a teacher to open."""

from __future__ import annotations

import streamlit as st

from figures.citations import footnote
from figures.lessons.kit.lesson import Step


def footnotes(step: Step) -> None:
    """Where the mistakes of a step are found, folded, if it shows any."""
    if step.errata:
        with st.popover("Source", key="footnote", type="tertiary", help="Where public code has this mistake."):
            for anchor in step.errata:
                st.markdown(footnote(anchor))
