"""Presentation mode: larger type and no sidebar, for a projector; one toggle, which the address remembers."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

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
        st.html(f"<style>{(Path(__file__).parent / 'present.css').read_text()}</style>")
    return on
