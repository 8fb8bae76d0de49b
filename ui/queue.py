"""The line before heavy work: one visitor's at a time on this server, the others wait, and all else goes on meanwhile.

Python computes in one thread at a time. Eight visitors who each ask for a second of work get it after eight seconds
either way; in a line the first has it after one, and an ordinary edit shares the processor with one of them, not with
eight. Where there are no threads, as in a browser, nobody ever waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, get_ident

import streamlit as st

from figures.phrases import count
from ui import turns

#: Seconds after which one who waits looks whether the run is still wanted.
LOOK = 0.1


@contextmanager
def heavy(large: bool = True) -> Iterator[None]:
    """Do what follows when it is this run's turn; at once where it is not `large`, or within other heavy work.

    One who waits is told so. A run that is stopped or begun anew meanwhile, because the visitor has moved on, gives
    its place up: Streamlit raises that in whatever asks it for something.
    """
    if not large or get_ident() in _line.threads:
        yield
        return
    _line.join()
    try:
        if _line.ahead() > 0:
            with turns.aside():
                _wait()
        yield
    finally:
        _line.leave()


def _wait() -> None:
    while (ahead := _line.ahead()) > 0:
        with st.spinner(f"Waiting for the work of {count(ahead, 'other visitor')}"):
            while _line.ahead() == ahead:
                _line.wait()
                _stop_if_unwanted()


class _Line:
    """Threads in the order in which they came; the first is at work."""

    def __init__(self) -> None:
        self.threads: list[int] = []
        self.changed = Condition()

    def join(self) -> None:
        with self.changed:
            self.threads.append(get_ident())

    def ahead(self) -> int:
        """How many are before this thread."""
        with self.changed:
            return self.threads.index(get_ident())

    def wait(self) -> None:
        """Until the line has moved, or it is time to look."""
        with self.changed:
            self.changed.wait(LOOK)

    def leave(self) -> None:
        with self.changed:
            self.threads.remove(get_ident())
            self.changed.notify_all()


def _stop_if_unwanted() -> None:
    """Ask Streamlit for something, so that it can end this run."""
    st.session_state.get("page")


_line = _Line()
