"""The line before heavy work: one visitor's at a time on this server, the others wait, and all else goes on meanwhile.

Python computes in one thread at a time. Eight visitors who each ask for a second of work get it after eight seconds
either way; in a line the first has it after one, and an ordinary edit shares the processor with one of them, not with
eight. Where there are no threads, as in a browser, nobody ever waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from figures.phrases import count
from ui import turns


@contextmanager
def heavy(large: bool = True) -> Iterator[None]:
    """Do what follows when it is this run's turn; at once where it is not `large`, or within other heavy work.

    One who waits is told so. A run that is stopped or begun anew meanwhile, because the visitor has moved on, gives
    its place up: Streamlit raises that in whatever asks it for something.
    """
    if not large or _line.holds():
        yield
        return
    _line.join()
    try:
        if _line.ahead() > 0:
            with turns.aside():
                _wait()
        yield
    finally:
        _line.end()


def _wait() -> None:
    while (ahead := _line.ahead()) > 0:
        with st.spinner(f"Waiting for the work of {count(ahead, 'other visitor')}"):
            while _line.ahead() == ahead:
                _line.wait()
                _stop_if_unwanted()


def _stop_if_unwanted() -> None:
    """Ask Streamlit for something, so that it can end this run."""
    st.session_state.get("page")


_line = turns.Line()
