"""How large the grids are, and what fills them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from lab.entry import LARGEST_SIDE
from lab.examples import EXAMPLES, GRADIENTS
from lab.fields import LARGEST_SEED
from lab.fills import called, is_own, reseeded, resized
from lab.state import Lab, with_example, with_gradient
from ui import state
from ui.widgets import show, told, wish

#: What fills an input that was edited.
OWN = "own"


def fills() -> None:
    """Draw the controls that say how large the grids are and what fills them."""
    lab = state.current()
    _grid_size(lab)
    _input(lab)
    _gradient()


def _grid_size(lab: Lab) -> None:
    for column, name in zip(st.columns(2, gap="small"), ("height", "width"), strict=True):
        key = f"set_{name}"
        show(key, getattr(lab, name))
        column.slider(
            name,
            1,
            LARGEST_SIDE,
            key=key,
            on_change=wish(key, partial(_resize, name)),
        )


def _resize(name: str, side: int) -> None:
    lab = replace(state.current(), notice="")
    size = {"height": lab.height, "width": lab.width, name: side}
    state.adopt(resized(lab, **size))


def _input(lab: Lab) -> None:
    own, last = is_own(lab), EXAMPLES[lab.example]
    labels = {OWN: "Your own"} if own else {}
    labels |= {name: example.label for name, example in EXAMPLES.items()} | {lab.example: called(lab)}
    show("set_example", OWN if own else lab.example, tuple(labels.items()))
    st.selectbox(
        "fill the input",
        list(labels),
        format_func=labels.__getitem__,
        key="set_example",
        help=f"These are your own numbers. “Fill again” gives you: {last.label}." if own else last.note,
        on_change=wish("set_example", _fill),
    )
    again, seed = st.columns(2, gap="small", vertical_alignment="bottom")
    again.button("Fill again", on_click=told(lambda: _fill(state.current().example)), width="stretch")
    show("set_seed", lab.seed)
    seed.number_input(
        "seed",
        0,
        LARGEST_SEED,
        None,
        step=1,
        key="set_seed",
        on_change=wish("set_seed", _take_seed),
        help="Random fills start from it.",
    )


def _gradient() -> None:
    st.selectbox(
        "fill the upstream gradient",
        list(GRADIENTS),
        index=None,
        placeholder="ones, zeros, one hot, random",
        format_func=lambda name: GRADIENTS[name][0],
        key="set_gradient",
        on_change=told(_fill_gradient),
    )


def _take_seed(seed: int) -> None:
    """Another seed; where the field was emptied, the one that holds is shown again."""
    state.adopt(reseeded(state.current(), seed))


def _fill(name: str) -> None:
    lab = state.current()
    if name in EXAMPLES:  # one's own numbers are there already; an old menu may say them by their label
        state.adopt(with_example(lab, name, lab.seed))


def _fill_gradient() -> None:
    if st.session_state["set_gradient"] is not None:
        state.adopt(with_gradient(state.current(), st.session_state["set_gradient"]))
        st.session_state["set_gradient"] = None  # a fill is done once; the menu is ready for the next
