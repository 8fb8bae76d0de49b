"""Take the code: the state on screen as NumPy, PyTorch, Keras and ONNX, ready to run."""

from __future__ import annotations

import streamlit as st

from lab.state import Lab
from pooling.frameworks.snippets import snippets


def take_the_code(lab: Lab) -> None:
    """One tab for each framework."""
    texts = snippets(lab.x, lab.grad_output, lab.spec)
    for tab, text in zip(st.tabs(list(texts)), texts.values(), strict=True):
        tab.code(text, language="python")
