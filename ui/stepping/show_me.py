"""Show me: the way back of one gradient, played in the player without another click."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from lab.length import grain
from lab.state import Lab
from pooling.steps.trace import trace
from ui import state

UNTIL = "show_me"


def show_me(lab: Lab) -> None:
    """Have the player begin where the gradient of the selected output sets out, and stop where it has arrived."""
    now = lab.stepping
    lab = replace(lab, stepping=replace(now, way="backward", by="tap", version=now.version + 1))
    steps = trace(lab.pooled(), lab.grad_output, "backward", grain(lab)).steps
    here = (lab.selection.row, lab.selection.column)
    window = here if lab.selection.kind == "window" else (0, 0)
    own = [n for n, step in enumerate(steps) if step.window == window]
    arriving = [n for n in own if steps[n].writes] or own
    state.change(stepping=replace(lab.stepping, at=own[0]))
    st.session_state[UNTIL] = arriving[-1] + 1


def until() -> int | None:
    """The step to play to from where the player is, if it was asked to."""
    return st.session_state.get(UNTIL)


def seen() -> None:
    """The player has come to rest: what was asked for has been shown."""
    st.session_state.pop(UNTIL, None)
