"""What a first visitor is told above the grids, once: what this is, and three ways to begin."""

from __future__ import annotations

import streamlit as st

from figures.lessons import LESSONS
from lab.state import Lab
from ui import address, embed, keeping, state
from ui.stepping.show_me import show_me
from ui.widgets import told

#: How the browser keeps it that the visitor has been welcomed.
NOTE = "welcomed"
TEXT = (
    "Pooling turns each window of cells into one number; when a network learns, the gradient goes the same way back. "
    "Change any number and see both, as PyTorch computes them."
)


def is_due() -> bool:
    """Whether to welcome: not again, not above what somebody else made, not where a class or a slide looks on."""
    return not (keeping.noted(NOTE) or address.began_with("s") or state.presenting() or embed.embedded())


def welcome(lab: Lab) -> None:
    """Draw the words and the buttons; whichever is pressed, they have done their work."""
    with st.container(key="welcome", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f"<p>{TEXT}</p>")
        if st.button("Show me", key="welcome_show", icon=":material/play_arrow:", type="primary",
                     help="One gradient finds its way back to the input."):  # fmt: skip
            show_me(lab)
            _lead_to("pages/1_Step_through.py")
        if st.button("Lessons", key="welcome_lessons", icon=":material/school:",
                     help=f"{len(LESSONS)} short ones, on grids that you can edit."):  # fmt: skip
            _lead_to("pages/2_Lessons.py")
        if st.button("Check my homework", key="welcome_check", icon=":material/task_alt:",
                     help="Is your gradient right, and if not, which mistake is it?"):  # fmt: skip
            _lead_to("pages/5_Check.py")
        st.button("Close", key="welcome_close", icon=":material/close:", type="tertiary",
                  help="Not shown again in this browser.", on_click=told(keeping.note), args=(NOTE,))  # fmt: skip


def _lead_to(page: str) -> None:
    keeping.note(NOTE)
    st.switch_page(page)
