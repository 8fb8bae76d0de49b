"""What a switch opens below the grids: it comes into sight, where it would else lie below the fold."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ui.sources import script

_opened = st.components.v2.component(
    "pooling_lab_opened",
    html='<div class="lab-opened"></div>',
    js=script("opened.js"),
    isolate_styles=False,
)


def opened(name: str) -> Any:
    """The container for it, to be drawn while the switch is on."""
    box = st.container(key=f"opened_{name}")
    with box:
        _opened(key=f"opening_{name}", data={})
    return box
