"""An assignment: a teacher's case in a link; who follows it finds the case, and brings the answer."""

from __future__ import annotations

import streamlit as st

from figures.check.sheet import sheet
from lab.check.handout import as_task, layer_text, npz
from lab.check.link import decode, encode
from lab.check.state import WHATS, Check
from pooling import PoolingError
from ui import address
from ui.check import state as checks
from ui.check.state import PARAMETER
from ui.page import refuse
from ui.widgets import told

SAYS = {"verdict": "the verdict, with the mistake's name", "cells": "only which cells are wrong"}


def task(check: Check) -> None:
    """What a class sees above the entries: the layer, what is asked for, the case to take along."""
    spec = None
    try:
        check.case.right(check.what)
        spec = check.case.spec
    except PoolingError as error:
        refuse(str(error))
    if spec is not None:
        st.html(f"<p><b>An assignment.</b> The layer: {layer_text(spec)}. Wanted: the {WHATS[check.what]}.</p>")
    with st.container(key="check_take", horizontal=True, gap="small"):
        if spec is not None:
            _downloads(check)
        st.button("Leave the assignment", key="check_leave", on_click=told(checks.leave_task))


def _downloads(check: Check) -> None:
    st.download_button("case.npz", npz(check), "case.npz", "application/octet-stream", on_click="ignore")
    st.download_button("A page to print", sheet(check), "pooling-by-hand.html", "text/html", on_click="ignore")


def give(check: Check) -> None:
    """For a teacher: the link that gives the case on screen to a class."""
    box = st.popover("Give it to a class", key="check_give", on_change="rerun")
    if not box.open:
        return
    with box:
        try:
            check.case.right(check.what)
            fits = not decode(encode(as_task(check, "verdict")))[0].notice
        except PoolingError as error:
            st.write(f"There is no case yet: {error}.")
            return
        if fits:
            _link(check)
        else:
            st.write("This case is too large for a link: give the file to your class, and the address of this page.")
        _downloads(check)


def _link(check: Check) -> None:
    said = st.radio("Who follows the link sees", list(SAYS), format_func=SAYS.__getitem__, key="check_says")
    st.write("Nothing is stored: the link holds the case, not your own entry.")
    if said == "cells":
        st.write("Who enters the case anew on this page, without the link, sees the whole verdict.")
    st.code(address.link(**{PARAMETER: encode(as_task(check, said))}), language=None, wrap_lines=True)
