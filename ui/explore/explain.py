"""The panel that says in formulas, numbers and words what is selected."""

from __future__ import annotations

import math

import streamlit as st

from figures.numbers import sum_text
from figures.stories.cell import cell_story
from figures.stories.size import size_formula, size_note
from figures.stories.window import window_story
from lab.state import Lab
from pooling import Pooled
from ui.formulas import formulas
from ui.panels import explanation


def explain(lab: Lab, pooled: Pooled, folded: bool) -> None:
    """The equations of the selected cell, a sentence, the ledger, and the output size; `folded` at first.

    What is selected is told first. Where there is room for all, the size, which changes least, is shown above it.
    """
    tell = window_story if lab.selection.kind == "window" else cell_story
    story = tell(pooled, lab.grad_output, lab.selection.row, lab.selection.column)
    with explanation(folded):
        st.html(f'<div class="lab-head lab-said"><h2>{story.title}</h2></div>')
        formulas(*story.formulas)
        st.html(f'<p class="lab-said">{story.text}</p>')
        with st.container(key="ledger"):
            st.html(_ledger(lab, pooled))
        with st.container(key="explain_size"):
            formulas(size_formula(pooled.spec, lab.height, lab.width))
            if note := size_note(pooled.spec, lab.height, lab.width):
                st.html(f'<div class="lab-head lab-said"><div>{note}</div></div>')


def _ledger(lab: Lab, pooled: Pooled) -> str:
    """Σ upstream gradient, Σ input gradient, and what went into padding, as a row of figures."""
    sent, arrived = lab.grad_output.ravel(), lab.grad_input.ravel()
    size = math.fsum(abs(sent))
    lost = pooled.lost(lab.grad_output)
    figures = [("Σ upstream", math.fsum(sent)), ("Σ input gradient", math.fsum(arrived))]
    if lost is not None:
        figures.append(("lost to padding", lost))
    cells = "".join(f"<div><dt>{name}</dt><dd>{sum_text(value, size)}</dd></div>" for name, value in figures)
    return f'<dl class="lab-ledger" aria-live="off">{cells}</dl>'
