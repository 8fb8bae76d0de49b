"""Presentation mode: larger type and no sidebar, for a projector; one toggle, which the address remembers."""

from __future__ import annotations

import streamlit as st

from ui.sources import source

PARAMETER = "present"


def toggle() -> bool:
    """Draw the switch; gives whether the page is presented. The address says so too."""
    on = st.toggle(
        "Present",
        key=PARAMETER,
        help="Larger type and no sidebar, for a projector.",
        bind="query-params",
        persist_state="session",
    )
    if on:
        st.html(f"<style>{source('present.css')}</style>")
    return on
