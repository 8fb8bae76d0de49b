"""Take the code: the state on screen for every framework that code is written for, ready to run."""

from __future__ import annotations

from html import escape

import streamlit as st

from figures.phrases import listed
from lab.state import Lab
from pooling.frameworks.code.snippets import snippets, writers
from pooling.frameworks.code.writing import Reason

HELP = f"This state in {listed(list(writers()))}."


def take_the_code(lab: Lab) -> None:
    """One tab for each framework; one that has no code for the operator says why."""
    texts = snippets(lab.x, lab.grad_output, lab.spec)
    for tab, text in zip(st.tabs(list(texts)), texts.values(), strict=True):
        if isinstance(text, Reason):
            tab.html(f'<p class="lab-note">{escape(text)}</p>')
        else:
            tab.code(text, language="python")
