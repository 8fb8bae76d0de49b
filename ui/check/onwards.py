"""Where to go from a cell: into Explore and Step through, with its plane or the part of it that fits there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from lab.check.carried import carried
from lab.check.state import Check
from lab.entry import LARGEST_VALUE
from lab.state import in_place_of, settled
from pooling.parameters import Pair
from pooling.verify.verdict import Verdict
from ui import state
from ui.copying import copy_the_address
from ui.keeping import known


def onwards(found: Verdict, check: Check, at: Pair, cell: Pair) -> None:
    """The buttons below the equation."""
    with st.container(key="check_on", horizontal=True, gap="small"):
        if check.task == "cells":  # the other pages say what is right
            copy_the_address()
            return
        x, gradient = found.case.x4[at], found.case.grad4[at]
        if max(np.abs(x).max(), np.abs(gradient).max()) <= LARGEST_VALUE:  # NaN is not
            _ways(found, check, at, cell)
        copy_the_address()


def _ways(found: Verdict, check: Check, at: Pair, cell: Pair) -> None:
    for label, page in (("Open in Explore", "app.py"), ("Step through it", "pages/1_Step_through.py")):
        if st.button(label, key=f"check_to_{page}"):
            _carry(found, check, at, cell)
            st.switch_page(page)


def _carry(found: Verdict, check: Check, at: Pair, cell: Pair) -> None:
    """Put the plane, or the part of it around the cell, into the lab that the other pages share."""
    there = state.at(state.KEY)
    lab = carried(found.case.x4[at], found.case.grad4[at], check.settings, cell, check.what == "grad_input")
    state.adopt(settled(in_place_of(replace(lab, stepping=replace(there.stepping, at=0)), there)), state.KEY)
    known(state.KEY)
