"""Explore: edit a grid and a layer, see the output, the argmax mask and where the gradient goes."""

import streamlit as st

from figures.theme import Theme
from ui import controls, page, state
from ui.below import below
from ui.explain import explain
from ui.scene import scene


@st.fragment
def explore(theme: Theme) -> None:
    """Everything that changes with a grid or a selection; an edit draws this part alone."""
    if state.whole_page_asked():
        st.rerun()
    lab = state.current()
    pooled = lab.pooled()
    with st.container(key="scene"):
        scene(lab, pooled, theme)
        explain(lab, pooled)
    below(lab, pooled, theme)


theme = page.start("Explore")
controls.sidebar()
page.title(
    "Explore pooling",
    "Edit a number, move a parameter, click a cell. Forward runs left to right; the gradient comes back right to left.",
)
page.notice()
explore(theme)
