"""The grids of one plane, X, right, yours and the difference, and the equation of one of its cells."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from figures.check.planes import SHOWN, Plane, are_written, heatmap, marks, pictures, titles
from figures.heard import wrong_cells
from figures.heatmap import Picture
from figures.numbers import told_apart
from figures.phrases import by
from figures.stories.cell import cell_story
from figures.stories.window import window_story
from figures.table import Marks, table
from figures.theme import Theme
from figures.voices.voice import Title
from lab import fields
from lab.check.state import Check
from pooling import Pooled, PoolingError, pool
from pooling.parameters import Pair
from pooling.verify.verdict import Verdict
from ui.check import state as checks
from ui.check.onwards import onwards
from ui.grids.picker import picker
from ui.layout import READING, box, two_columns
from ui.panels import head
from ui.widgets import show, wish

SYMBOLS = {"grad_input": "∂E/∂X", "output": "Y", "indices": "argmax"}


def grids(found: Verdict, check: Check, at: Pair, theme: Theme) -> None:
    """Draw plane (n, c) and what is to be said of the cell that is looked at: the first wrong one, or one chosen."""
    case = found.case
    right, mine, wrong = (np.asarray(case.to4(array))[at] for array in (found.right, found.mine, found.wrong))
    signed = check.what == "grad_input"
    plane = Plane(case.x4[at], right.astype(float), mine.astype(float), wrong.astype(bool), signed)
    cell = within(check.cell or first(plane.wrong), plane.right.shape)
    drawn, heads = pictures(plane, theme, check.task == "cells"), titles(plane, SYMBOLS[check.what])
    if check.task == "cells":  # which cells are wrong, and not what is right
        del drawn["right"], drawn["difference"]
    small = are_written(drawn)
    words, board = two_columns(drawn.values() if small else [], READING)
    with board:
        for name, picture in drawn.items():
            with box(name):
                st.html(head(*heads[name]))
                (_small if small else _large)(name, picture, heads[name], plane, cell, theme)
        if not small:
            st.html(wrong_cells(plane, check.task != "cells"))
        if max(plane.x.shape) > SHOWN:
            st.caption(f"The first {SHOWN} rows and columns of {by(plane.x.shape)} are drawn; every cell is compared.")
    with words:
        _words(plane, check, cell, pool(plane.x, case.spec), case.grad4[at])
        onwards(found, check, at, cell)


def first(wrong: NDArray) -> Pair:
    """The first place that is wrong; the first of all where none is."""
    found = np.argwhere(wrong)
    return (int(found[0][0]), int(found[0][1])) if len(found) else (0, 0)


def within(at: Pair, shape: tuple[int, ...]) -> Pair:
    """A place, moved into a grid of `shape` where it lies beyond it."""
    return min(at[0], shape[0] - 1), min(at[1], shape[1] - 1)


def _small(name: str, picture: Picture, heading: Title, plane: Plane, cell: Pair, theme: Theme) -> None:
    """Numbers in the cells; a cell is chosen with a click or the keyboard."""
    named: Marks = marks(plane, cell)[name]
    if name == "x":
        st.html(table(picture, heading[0], named))
        return
    key = f"check_pick_{name}"

    def take() -> None:
        try:
            checks.change(cell=fields.cell(st.session_state[key].get("pick"), plane.right.shape))
        except PoolingError:
            return  # only a browser that was tampered with sends anything else

    picker(key, heading[0], picture, cell, named, take)


def _large(name: str, picture: Picture, heading: Title, plane: Plane, cell: Pair, theme: Theme) -> None:
    """Numbers on hover; a wrong cell is chosen with a click."""
    crosses = plane.wrong if name in ("mine", "difference") else None
    here = cell if picture.z.shape == plane.right.shape else None
    chosen: Any = st.plotly_chart(
        heatmap(picture, crosses, here, theme), key=f"check_{name}", theme=None, width="content",
        config={"displayModeBar": False}, on_select="rerun" if crosses is not None else "ignore",
        selection_mode="points",
    )  # fmt: skip
    if crosses is not None:
        clicked(chosen, f"check_at_{name}", lambda at: checks.change(cell=at))


def clicked(chosen: Any, key: str, take: Callable[[Pair], None]) -> None:
    """Take the point of a chart that was clicked, if it is another one than before; the page is drawn anew."""
    points = chosen["selection"]["points"]
    at = (int(points[0]["y"]), int(points[0]["x"])) if points else None
    if at is not None and at != st.session_state.get(key):
        st.session_state[key] = at
        take(at)
        st.rerun()
    st.session_state[key] = at


def number(column: Any, label: str, key: str, value: int, end: int, take: Callable[[int], None]) -> None:
    """A number from 0 to one less than `end`, shown in a column."""
    show(key, value, end)
    column.number_input(label, 0, end - 1, None, step=1, key=key, on_change=wish(key, take))


def go(name: str, at: Pair, axis: int, value: int) -> None:
    moved = list(at)
    moved[axis] = value
    also = {"cell": None} if name == "plane" else {}
    checks.change(**{name: tuple(moved), **also})


def _words(plane: Plane, check: Check, cell: Pair, pooled: Pooled, gradient: NDArray) -> None:
    """The equation of the selected cell; where a class may see wrong cells alone, there is none."""
    if check.task == "cells":
        return
    for axis, (column, label) in enumerate(zip(st.columns(2), ("row", "column"), strict=True)):
        number(column, label, f"check_cell_{axis}", cell[axis], plane.right.shape[axis],
                partial(go, "cell", cell, axis))  # fmt: skip
    kind = "wrong" if plane.wrong[cell] else "right"
    story = cell_story(pooled, gradient, *cell) if check.what == "grad_input" else window_story(pooled, gradient, *cell)
    mine, right = told_apart(float(plane.mine[cell]), float(plane.right[cell]))
    said = f"<p>Yours is {mine}, {kind}; right is {right}.</p>"
    st.html(f"<h2>{escape(story.title)}</h2>{said}")
    for formula in story.formulas:
        st.latex(formula)
    st.html(f"<p>{story.text}</p>")
