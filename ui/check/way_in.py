"""The way to the Check page from where a layer and its numbers are on screen."""

from __future__ import annotations

import streamlit as st
from numpy.typing import NDArray

from lab.check.state import Check, as_text
from lab.settings import Settings
from ui.check import state as checks


def check_mine(settings: Settings, x: NDArray, grad_output: NDArray, label: str = "Check mine") -> None:
    """Draw the button: this input, upstream gradient and layer go along, the visitor's own result is to be pasted."""
    if st.button(label, key="to_check", help="Is your own result right? Bring it for these numbers."):
        checks.hand(Check(settings, texts={"x": as_text(x), "grad_output": as_text(grad_output)}))
        st.switch_page("pages/5_Check.py")
