"""Words at the left, grids at the right, all cells of one size: the frame of lessons and of the quiz."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from pooling.spec import Pair
from ui.sources import source


def two_columns(sizes: Sequence[Pair]) -> tuple[Any, Any]:
    """The containers for words and for grids, which will have these rows and columns."""
    rows, columns = (max(side) for side in zip(*(sizes or [(1, 1)]), strict=True))
    lines = 1 if len(sizes) < 3 else 2
    counts = f"--most-rows:{rows};--most-columns:{columns};--lines:{lines}"
    st.html(f"<style>{source('lesson.css')}.st-key-lesson{{{counts}}}</style>")
    frame = st.container(key="lesson")
    return frame.container(key="lesson_words"), frame.container(key="lesson_board")


_keys = st.components.v2.component(
    "pooling_lab_keys",
    html="<div></div>",
    js=source("colour.js", "leaving.js", "mount.js", "lesson.js"),
    isolate_styles=False,
)


def keys(theme: str, presenting: bool) -> None:
    """The keyboard's way through steps and lessons; it also notices that the visitor changed the theme."""
    _keys(key="lesson_keys", data={"theme": theme, "presenting": presenting}, on_theme_change=lambda: None)
