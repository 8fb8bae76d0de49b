"""The two grids that a visitor edits, wherever they stand: what is typed goes into the state of the page."""

from __future__ import annotations

from typing import Any

import streamlit as st

from figures.heatmap import Picture
from figures.table import Marks
from lab import editing
from lab.state import Lab, digest
from ui import state
from ui.grids.editor import editor


def input_grid(
    lab: Lab,
    picture: Picture,
    key: str = "edit_input",
    may_grow: bool = True,
    marks: Marks | None = None,
    padding: str | None = None,
) -> None:
    """The input; a pasted block may make it grow. `marks` and `padding` as for `editor`."""
    with st.container(key="heatmap_input"):
        editor(
            key, "input", picture, lab.input_editing, lambda: _on_input(key, may_grow), state.place(), digest(lab.x),
            marks, padding,
        )  # fmt: skip


def gradient_grid(
    lab: Lab,
    picture: Picture,
    key: str = "edit_grad_output",
    marks: Marks | None = None,
    name: str = "upstream gradient",
) -> None:
    """The upstream gradient; a lesson may have another name for what is edited in its place."""
    with st.container(key="heatmap_grad_output"):
        editor(
            key, name, picture, lab.grad_editing, lambda: _on_gradient(key, name), state.place(),
            digest(lab.grad_output), marks,
        )  # fmt: skip


def _message(key: str) -> Any:
    return st.session_state[key].get("edit")


def _on_input(key: str, may_grow: bool) -> None:
    lab = state.current()
    canvas, size, now = editing.apply(_message(key), lab.canvas, lab.x.shape, lab.input_editing, "input", may_grow)
    state.change(canvas=canvas, height=size[0], width=size[1], input_editing=now)


def _on_gradient(key: str, name: str) -> None:
    lab = state.current()
    size = lab.grad_output.shape
    canvas, _, now = editing.apply(_message(key), lab.grad_canvas, size, lab.grad_editing, name, False)
    state.change(grad_canvas=canvas, grad_editing=now)
