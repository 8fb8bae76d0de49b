"""The memory of visitors who left.

A session that is over is a ring of references, which nothing but a full collection finds; and the collection that
Streamlit would make after each run is off, since it holds back the run's last messages. So one run now and then tidies
up at its end. What was there before the first visitor came, most of all that is, is not looked through each time.
"""

from __future__ import annotations

import gc
import time
from threading import Lock

#: Seconds between two collections.
EVERY = 20.0

_lock = Lock()
_next = time.monotonic() + EVERY


def settle() -> None:
    """Leave what is there now, the program itself, out of all later collections."""
    gc.collect()
    gc.freeze()


def tidy() -> None:
    """Collect what visitors left behind, if it is time to."""
    global _next
    if time.monotonic() < _next or not _lock.acquire(blocking=False):
        return
    try:
        gc.collect()
        _next = time.monotonic() + EVERY
    finally:
        _lock.release()
