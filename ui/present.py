"""Presentation mode: larger type and no sidebar, for a projector; one switch, which the address remembers."""

from __future__ import annotations

import streamlit as st

from ui import address, state
from ui.formulas import formulas
from ui.sources import source
from ui.widgets import show, wish

PARAMETER = "present"


def toggle() -> bool:
    """Draw the switch; gives whether the page is presented. It stays on from page to page."""
    if address.is_news() and address.said(PARAMETER) == "true":
        state.present(True)
    on = state.presenting()
    show("present", on)
    st.toggle(
        "Present",
        key="present",
        help="Larger type and no sidebar, for a projector.",
        on_change=wish("present", state.present),
    )
    if on:
        st.html(f"<style>{source('present.css', 'row.css')}</style>")
    return on


def formula(text: str) -> None:
    """Draw a formula; on a projector derivatives stand at full height: small ones have indices of 10 pixels."""
    formulas(text.replace(r"\tfrac{\partial", r"\dfrac{\partial") if state.presenting() else text)


def say() -> None:
    """Have the address say whether the page is presented."""
    address.say(**{PARAMETER: query().get(PARAMETER)})


def query() -> dict[str, str]:
    """What an address says of it."""
    return {PARAMETER: "true"} if state.presenting() else {}
