"""Explore: edit a grid and a layer, see the output, the argmax mask and where the gradient goes."""

import streamlit as st

from lab.state import fresh
from ui import controls, link, page, state
from ui.embed import embedded
from ui.explore.actions import below
from ui.explore.explain import explain
from ui.explore.for_a_class import for_a_class
from ui.explore.scene import scene
from ui.explore.welcome import is_due, welcome
from ui.quiz import add

theme = page.start("Explore")
if not embedded():
    controls.sidebar()
page.presented(
    "Explore pooling",
    "Edit a number, move a parameter, click a cell. Forward runs left to right; the gradient comes back right to left.",
)
page.notice()
lab = state.current()
welcomed = is_due()
if welcomed:
    welcome(lab)
pooled = lab.pooled()
with st.container(key="framed" if embedded() else "whole"), st.container(key="scene"):
    scene(lab, pooled, theme)
    explain(lab, pooled, folded=welcomed and lab.selection == fresh().selection)
if not embedded():
    for_a_class(lab)
    below(lab, pooled, theme)
page.finish(link.kept(), *add.kept())
