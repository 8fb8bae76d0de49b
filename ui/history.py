"""Undo, redo and reset: the buttons, what they do to the lab that the pages share, and the keys that press them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from lab.history import redone, reset, undone
from ui import state
from ui.sources import script
from ui.widgets import told_last

_keys = st.components.v2.component(
    "pooling_lab_undo_keys",
    html='<div class="lab-keys"></div>',
    js=script("undo_keys.js"),
    isolate_styles=False,
)


def buttons() -> None:
    """Draw the three of them; what there is nothing of cannot be pressed."""
    steps = state.history()
    with st.container(key="history", horizontal=True, gap="xxsmall", width="content"):
        _button("undo", ":material/undo:", "Ctrl+Z", undo, disabled=not steps.past)
        _button("redo", ":material/redo:", "Ctrl+Shift+Z or Ctrl+Y", redo, disabled=not steps.future)
        st.button(
            "Reset", key="reset", help="The worked example and its layer, as at first.", on_click=told_last(start_again)
        )
        _keys(key="undo_keys", data={"moves": steps.moves})


def _button(name: str, icon: str, keys: str, act: Callable[[], None], disabled: bool) -> None:
    st.button(name, key=name, icon=icon, help=keys, on_click=told_last(act), disabled=disabled)


def undo() -> None:
    """Go one step back."""
    state.remember(*undone(state.history(), state.at(state.KEY)))


def redo() -> None:
    """Go one step forward again."""
    state.remember(*redone(state.history(), state.at(state.KEY)))


def start_again() -> None:
    """Go back to how Explore begins: a step like any other."""
    state.adopt(reset(state.at(state.KEY)), state.KEY)
