"""Where to go from a cell: into Explore and Step through, with its plane or the part of it that fits there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from figures.phrases import by
from lab.check.state import Check
from lab.entry import LARGEST_SIDE, LARGEST_VALUE
from lab.legal import fitted
from lab.settings import Settings
from lab.state import Lab, Selection, fresh, in_place_of, laid, settled
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


def carried(x: NDArray, gradient: NDArray, settings: Settings, cell: Pair, of_input: bool) -> Lab:
    """A lab with a plane, or with the 16×16 part of it that holds the cell; windows begin where they did.

    Of a part only the windows that lie in it whole keep their upstream gradient; the others send 0.
    """
    layer = settings.spec(*x.shape)
    kernel, stride, padding = layer.kernel_size, layer.stride, layer.padding
    start, out = [0, 0], [0, 0]
    for axis, n in enumerate(x.shape):
        if n > LARGEST_SIDE:
            middle = cell[axis] if of_input else cell[axis] * stride[axis]
            first = max(0, min(middle - LARGEST_SIDE // 2, n - LARGEST_SIDE))
            out[axis] = first // stride[axis]
            start[axis] = out[axis] * stride[axis]
    part = x[start[0] : start[0] + LARGEST_SIDE, start[1] : start[1] + LARGEST_SIDE]
    lab = fresh()
    settings = fitted(settings, *part.shape)
    lab = replace(lab, height=part.shape[0], width=part.shape[1], canvas=laid(lab.canvas, part), settings=settings)
    rows, columns = settings.spec(*part.shape).output_size(*part.shape)
    sent = np.zeros((rows, columns))
    taken = gradient[out[0] : out[0] + rows, out[1] : out[1] + columns]
    sent[: taken.shape[0], : taken.shape[1]] = taken
    if part.shape != x.shape:
        for axis in (0, 1):
            begins = np.arange(sent.shape[axis]) * stride[axis] - padding[axis]
            reach = layer.dilation[axis] * (kernel[axis] - 1)
            cut = ((begins < 0) & (start[axis] > 0)) | (begins + reach >= part.shape[axis])
            sent[(cut, slice(None)) if axis == 0 else (slice(None), cut)] = 0
    notice = (
        ""
        if part.shape == x.shape
        else (
            f"This is the {by(part.shape)} part of your {by(x.shape)} plane that begins at row {start[0]}, column "
            f"{start[1]}. Windows that reach out of it send 0 here."
        )
    )
    here = (cell[0] - start[0], cell[1] - start[1]) if of_input else (cell[0] - out[0], cell[1] - out[1])
    selection = Selection("cell" if of_input else "window", *here)
    return replace(lab, grad_canvas=laid(lab.grad_canvas, sent), selection=selection, example="worked", notice=notice)
