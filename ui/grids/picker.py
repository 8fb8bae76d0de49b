"""A grid whose cells are chosen with a click or the keyboard, one at a time, as a component on the page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from figures.heatmap import Picture
from figures.table import Marks
from pooling.parameters import Pair
from ui.grids.data import grid_data
from ui.sources import script, source
from ui.widgets import told

_picker = st.components.v2.component(
    "pooling_lab_picker",
    html='<div class="lab-picker" role="grid"></div>',
    css=source("editor.css"),
    js=script("picker.js"),
    isolate_styles=False,
)


def picker(
    key: str,
    name: str,
    picture: Picture,
    chosen: Pair | None,
    marks: Marks,
    on_pick: Callable[[], None],
) -> None:
    """Mount the grid of `picture`; cells have the accessible name "`name` row R column C: its number".

    `on_pick` is called when a cell was chosen; `st.session_state[key]["pick"]` is then {"row": R, "column": C}.
    """
    data = grid_data(name, picture, marks, "") | {"chosen": chosen}
    _picker(key=key, data=data, on_pick_change=told(on_pick))
