"""A grid edited in place and coloured like the heatmaps, as a component on the page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from figures.heatmap import Picture
from figures.table import Marks
from lab.editing import refusal
from lab.state import Editing
from ui import keeping, state
from ui.grids.data import grid_data
from ui.sources import script, source
from ui.widgets import told

_editor = st.components.v2.component(
    "pooling_lab_editor",
    html='<div class="lab-editor" role="grid"></div><div class="lab-message" role="alert"></div>',
    css=source("editor.css"),
    js=script("editor.js"),
    isolate_styles=False,
)


def editor(
    key: str,
    name: str,
    picture: Picture,
    editing: Editing,
    on_edit: Callable[[], None],
    place: str,
    of: str,
    marks: Marks | None = None,
    padding: str | None = None,
) -> None:
    """Mount the grid of `picture`; cells have the accessible name "`name` row R column C".

    `marks` gives cells names of `figures.table.MARKS`; `padding` is written in the frame, which is left to others to
    draw where it is None. `on_edit` is called when something was typed or pasted; `st.session_state[key]["edit"]` then
    holds the message for `lab.editing.apply`. `place` is where the grid's state is kept, and `of` tells this state from
    others: what a page leaves unsent is sent by the next one that shows the same.
    """
    rows, columns = picture.z.shape
    drafts = [
        [row, column, text, refusal(text, (row, column), name)]
        for (row, column), text in editing.drafts.items()
        if row < rows and column < columns
    ]
    data = grid_data(name, picture, marks or {}, padding) | {
        "drafts": drafts,
        "message": editing.message,
        "version": editing.version,
        "seen": editing.seen,
        "place": f"{place} {key}",
        "of": of,
        "visit": "" if keeping.waits(place) else state.visit(),
    }
    _editor(key=key, data=data, on_edit_change=told(on_edit))
