"""Words at the left, grids at the right, all cells of one size: the frame of lessons and of the quiz."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

import streamlit as st

from figures.heatmap import Picture
from pooling.parameters import Pair
from ui import state
from ui.sources import script, source
from ui.widgets import told

#: Font of a cell's number, as a part of the cell: at most, and times the characters that the longest number has.
MOST_FONT, DIGITS = 0.4, 1.85
#: A title is as wide as so many cells.
LEAST_COLUMNS = 4
#: In pixels, to choose lines by: the place for grids, reading and presenting; what a grid takes besides its cells.
PLACE, PRESENTED, BESIDE = (600, 730), (800, 600), (55, 85)


def two_columns(pictures: Iterable[Picture], place: Pair | None = None) -> tuple[Any, Any]:
    """The containers for words and for grids; these pictures will be in them, and their numbers fit their cells.

    `place` is there for the grids, in pixels; all that a screen has below a title where it is None.
    """
    shown = list(pictures)
    sizes = [picture.frame.size(picture.z.shape) for picture in shown] or [(1, 1)]
    longest = max((len(text) for picture in shown for row in picture.text for text in row), default=1)
    packed = in_lines(sizes, place or (PRESENTED if state.presenting() else PLACE))
    counts = {
        "--most-columns": max(columns for _, columns in sizes),
        "--line-columns": max(wide(line) for line in packed),
        "--line-grids": max(map(len, packed)),
        "--line-rows": sum(tall(line) for line in packed),
        "--lines": len(packed),
        "--font-ratio": round(min(MOST_FONT, DIGITS / max(longest, 1)), 3),
    }
    properties = ";".join(f"{name}:{value}" for name, value in counts.items())
    st.html(f"<style>{source('lesson.css')}.st-key-lesson{{{properties}}}</style>")
    frame = st.container(key="lesson")
    return frame.container(key="lesson_words"), frame.container(key="lesson_board")


def box(name: str | int) -> Any:
    """The container for one grid or drawing among those at the right."""
    return st.container(key=f"lesson_grid_{name}", width="content")


def wide(line: Sequence[Pair]) -> int:
    """Columns of the grids of a line together, each at least as wide as its title."""
    return sum(max(columns, LEAST_COLUMNS) for _, columns in line)


def tall(line: Sequence[Pair]) -> int:
    """Rows of the tallest grid of a line."""
    return max(rows for rows, _ in line)


def in_lines(sizes: Sequence[Pair], place: Pair) -> list[list[Pair]]:
    """Grids of these sizes, in their order, in the lines that give the largest cells in a place of so many pixels.

    >>> in_lines([(6, 6), (3, 3), (6, 6)], (600, 730))
    [[(6, 6), (3, 3)], [(6, 6)]]
    """
    width, height = place

    def cell(lines: list[list[Pair]]) -> float:
        across = min((width - BESIDE[0] * len(line)) / wide(line) for line in lines)
        return min(across, (height - BESIDE[1] * len(lines)) / sum(map(tall, lines)))

    breaks = product((False, True), repeat=len(sizes) - 1)
    return max((_broken(sizes, where) for where in breaks), key=cell)


def _broken(sizes: Sequence[Pair], where: Sequence[bool]) -> list[list[Pair]]:
    """`sizes` with a new line after each place where one is wanted."""
    lines = [[sizes[0]]]
    for size, new in zip(sizes[1:], where, strict=True):
        if new:
            lines.append([])
        lines[-1].append(size)
    return lines


_keys = st.components.v2.component(
    "pooling_lab_keys",
    html='<div class="lab-keys"></div>',
    js=script("lesson_keys.js"),
    isolate_styles=False,
)


def keys(theme: str, place: str) -> None:
    """The keyboard's way through steps and lessons; another `place` begins at its top."""
    data = {"theme": theme, "presenting": state.presenting(), "place": place}
    _keys(key="lesson_keys", data=data, on_theme_change=told())
