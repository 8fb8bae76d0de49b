"""Stems whose dots are dragged, as a component on the page; their numbers are those of an editable grid beside them."""

from __future__ import annotations

import streamlit as st

from ui.sources import script

_stems = st.components.v2.component(
    "pooling_lab_stems",
    html='<div class="lab-stems"></div>',
    js=script("stems.js"),
    isolate_styles=False,
)


def stems(svg: str, edits: str, key: str) -> None:
    """Mount a picture of `figures.stems`; a dot is dragged in place of typing into the grid called `edits`."""
    _stems(key=key, data={"svg": svg, "grid": f"heatmap_{edits}"})
