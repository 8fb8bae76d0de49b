"""A file in place of the grid: what a visitor saved here, or an array of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from lab.arrays.files import ENDINGS, LARGEST_FILE
from lab.arrays.opened import opened
from pooling import PoolingError
from ui import page, state, uploads
from ui.queue import heavy
from ui.widgets import told

KEY = "opening"


@dataclass(frozen=True)
class Opening:
    """How many files have been read and how many of them opened, and why the last one was not."""

    read: int = 0
    opened: int = 0
    refused: str = ""


def open_a_file() -> None:
    """Draw the button, and what it opens; it closes when a file is on screen, and stays where one was refused."""
    now = st.session_state.setdefault(KEY, Opening())
    popover = st.popover("Open a file", key=f"open_file_{now.opened}", on_change="rerun")
    if not popover.open:
        return
    with popover:
        st.write("What was downloaded here, or any array: up to 16×16 cells of it come on screen.")
        file = st.file_uploader(
            ", ".join(f".{ending}" for ending in ENDINGS),
            list(ENDINGS),
            key=f"opened_file_{now.read}",
            help="It stays with this visit: it is not stored.",
            max_upload_size=LARGEST_FILE >> 20,
            on_change=told(),
        )
        page.refuse(now.refused)
    if file is not None:
        uploads.take(file, _take)
        st.rerun()


def _take(name: str, content: bytes) -> None:
    """Put a file in place of the grid, or note why it cannot be."""
    now = replace(st.session_state[KEY], read=st.session_state[KEY].read + 1, refused="")
    try:
        with heavy(uploads.are_heavy(name, content)):
            state.adopt(opened(content, name, state.current()))
        st.session_state[KEY] = replace(now, opened=now.opened + 1)
    except PoolingError as error:
        st.session_state[KEY] = replace(now, refused=f"{error}. The grid on screen stays.")
