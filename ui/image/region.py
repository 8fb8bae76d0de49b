"""Choosing the region with the mouse on the picture of the output, as a component on the page."""

from __future__ import annotations

import streamlit as st

from figures.theme import Theme
from lab.photo.pooled import Box
from pooling.parameters import Pair
from ui.image import state as photo_state
from ui.sources import script
from ui.widgets import told

KEY = "photo_region"

_region = st.components.v2.component(
    "pooling_lab_photo_region",
    html='<div class="lab-region"></div>',
    js=script("photo_region.js"),
    isolate_styles=False,
)


def region_by_mouse(region: Box, view: Box, size: Pair, theme: Theme) -> None:
    """Mount the script; it has to know which cells of the output are shown, and how many there are."""
    boxes = {"region": [region.rows, region.columns], "view": [view.rows, view.columns]}
    data = {"theme": theme.name, "size": size, **boxes}
    _region(key=KEY, data=data, on_region_change=told(_take), on_theme_change=told())


def _take() -> None:
    photo_state.choose(st.session_state[KEY].get("region"))
