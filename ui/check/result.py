"""The verdict, the strip of planes, the grids of one plane, and the equation of one cell."""

from __future__ import annotations

from functools import partial

import streamlit as st

from figures.check.planes import strip
from figures.heard import wrong_planes
from figures.numbers import written
from figures.phrases import by
from figures.theme import Theme
from lab.check.state import Check
from pooling import PoolingError
from pooling.parameters import Pair
from pooling.verify.verdict import Verdict
from ui.check import state as checks
from ui.check.grids import clicked, first, go, grids, number, within
from ui.page import refuse
from ui.widgets import told

#: Planes that are drawn as squares; of more, the first.
MOST_PLANES = (64, 128)


def result(check: Check, theme: Theme) -> None:
    """Judge and show, or say what is missing or which rule is broken."""
    missing = [what for role, what in (("x", "an input X"), ("mine", "what your code gives")) if not check.has(role)]
    if missing:
        st.info(f"Paste or open {' and '.join(missing)}; the verdict follows at once.")
        return
    if not check.is_read:  # the entries say why
        return
    try:
        found = checks.verdict(check)
    except PoolingError as error:
        refuse(str(error))
        return
    _verdict(found, check)
    if found.mine.shape != found.right.shape:
        return
    at = _plane(found, check, theme)
    grids(found, check, at, theme)


def _verdict(found: Verdict, check: Check) -> None:
    """The sentence; and, unless a teacher keeps it back, the mistake with its two lines of code."""
    if check.task == "cells" and not found.ok:
        wrong, size = int(found.wrong.sum()), by(found.right.shape)
        fits = found.mine.shape == found.right.shape
        differ = f"{wrong:,} of {found.wrong.size:,} cells differ from the right result."
        st.error(differ if fits else f"The result has {size} numbers, yours {by(found.mine.shape)}.")
        return
    another = found.mistakes and all(mistake.allowed for mistake in found.mistakes)  # a convention of its own
    (st.success if found.ok else st.warning if another else st.error)(found.text)
    if found.what != "indices" and found.mine.shape == found.right.shape:
        off = f"{written(found.rtol, 0)} of the size of the right value, plus {written(found.atol, 0)}"
        st.html(f"<p class='lab-note'>A cell counts as right where it is off by no more than {off}.</p>")
    for mistake in found.mistakes:
        left, right = st.columns(2, gap="medium")
        left.html("<b>What gives yours</b>")
        left.code(mistake.wrong, language="python")
        right.html("<b>Right</b>")
        right.code(mistake.right, language="python")
    if found.tell_apart is not None and not check.task:
        st.button("A case that tells them apart", on_click=told(checks.tell_apart), args=(found,))


def _plane(found: Verdict, check: Check, theme: Theme) -> Pair:
    """Which plane is looked at: the first that is wrong, or the one chosen."""
    wrong = found.planes()
    at = within(check.plane or first(wrong), wrong.shape)
    if wrong.size == 1:
        return at
    bad = int((wrong > 0).sum())
    st.html(
        f"<p><b>{bad:,} of {wrong.size:,} planes</b> have wrong cells: the darker a square, the more; a ring has none. "
        f"Rows are examples n, columns channels c; "
        f"on screen is ({at[0]}, {at[1]}).</p>{wrong_planes(wrong)}"
    )
    part = wrong[: MOST_PLANES[0], : MOST_PLANES[1]]
    with st.container(key="check_strip"):
        chosen = st.plotly_chart(
            strip(part, at, theme), key="check_planes", theme=None, width="content", on_select="rerun",
            selection_mode="points", config={"displayModeBar": False},
        )  # fmt: skip
    clicked(chosen, "check_plane", lambda here: checks.change(plane=here, cell=None))
    for axis, (column, label) in enumerate(zip(st.columns(2, width=360), ("example n", "channel c"), strict=True)):
        number(column, label, f"check_plane_{axis}", at[axis], wrong.shape[axis], partial(go, "plane", at, axis))
    return at
