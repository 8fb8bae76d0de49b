"""Formulas on a page that is narrow: their lines stand one below another, and each is broken at its operators."""

from __future__ import annotations

import streamlit as st

from figures.latex import lines_of


def formulas(*given: str) -> None:
    """Draw formulas, in reading order."""
    if given:
        st.markdown("\n\n".join(f"$$\n{line}\n$$" for formula in given for line in lines_of(formula)))
