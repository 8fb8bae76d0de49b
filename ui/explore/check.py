"""The gradient checked: finite differences beside ∂E/∂X, with kinks marked, below the grids."""

from __future__ import annotations

from html import escape

import streamlit as st

from figures.stories.check import Check, check, formula, pictures, text
from figures.table import table
from figures.theme import Theme
from lab.state import Lab
from pooling import Pooled
from ui import state
from ui.layout import Room, box, two_columns
from ui.panels import head
from ui.queue import heavy

#: Taps that are read for all cells together, from which on that takes a while: a second, of kernels of 16×16.
MANY = 2_000_000
#: Two grids side by side, as wide as a lesson's are and so low that a second line would be too much.
PLACE = Room(600, 300)
SYMBOLS = {"Central difference": "≈ ∂E/∂X", "Input gradient": "∂E/∂X"}


def checked(lab: Lab, pooled: Pooled, theme: Theme) -> None:
    """Draw formula, words and tables; nothing is nudged again while grids and layer stay."""

    def make() -> Check:
        with heavy(pooled.windows.flat.size * pooled.x.size > MANY):
            return check(pooled, lab.grad_output, lab.grad_input)

    found = state.kept("check", lab.signature, make, renew=False)
    drawn = pictures(found, pooled, theme)
    words, board = two_columns(drawn.values(), PLACE)
    with words:
        st.html("<h2>The gradient, checked</h2>")
        st.latex(formula())
        st.html("".join(f"<p>{escape(said)}</p>" for said in text(found)))
    with board:
        for n, (title, picture) in enumerate(drawn.items()):
            with box(f"check_{n}"):
                st.html(head(title, SYMBOLS[title], "") + table(picture, title, found.marks))
