"""In a frame of another page: `?embed=true`, Streamlit's own word, shows a row of grids and a sentence at 800×450."""

from __future__ import annotations

import streamlit as st

from ui.sources import source


def embedded() -> bool:
    """Whether the page is shown in a frame, without menu and title."""
    return bool(st.context.is_embedded)


def style() -> None:
    """The style of a frame, where there is one."""
    if embedded():
        st.html(f"<style>{source('row.css', 'embed.css')}</style>")
