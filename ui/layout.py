"""Words at the left, grids at the right, all cells of one size: the frame of lessons and of the quiz."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from figures.heatmap import Picture
from ui.sources import source

#: Font of a cell's number, as a part of the cell: at most, and times the characters that the longest number has.
MOST_FONT, DIGITS = 0.4, 1.85
#: A title is as wide as so many cells.
LEAST_COLUMNS = 4


def two_columns(pictures: Iterable[Picture]) -> tuple[Any, Any]:
    """The containers for words and for grids; these pictures will be in them, and their numbers fit their cells."""
    shown = list(pictures)
    sizes = [picture.frame.size(picture.z.shape) for picture in shown] or [(1, 1)]
    rows, columns = (max(side) for side in zip(*sizes, strict=True))
    longest = max((len(text) for picture in shown for row in picture.text for text in row), default=1)
    counts = f"--most-rows:{rows};--most-columns:{columns}"
    counts += f";--all-columns:{sum(max(size[1], LEAST_COLUMNS) for size in sizes)};--grids:{len(sizes)}"
    counts += f";--font-ratio:{min(MOST_FONT, DIGITS / max(longest, 1)):.3f}"
    st.html(f"<style>{source('lesson.css')}.st-key-lesson{{{counts}}}</style>")
    frame = st.container(key="lesson")
    return frame.container(key="lesson_words"), frame.container(key="lesson_board")


_keys = st.components.v2.component(
    "pooling_lab_keys",
    html='<div class="lab-keys"></div>',
    js=source("colour.js", "leaving.js", "mount.js", "lesson.js"),
    isolate_styles=False,
)


def keys(theme: str, presenting: bool) -> None:
    """The keyboard's way through steps and lessons; it also notices that the visitor changed the theme."""
    _keys(key="lesson_keys", data={"theme": theme, "presenting": presenting}, on_theme_change=lambda: None)
