"""The app's folders as modules of a program that may have others of the same names.

`figures`, `lab` and `ui` are what the app calls its layers; a notebook may well have a `lab.py` beside it. So in a
program of somebody else these names are the app's only while it is asked for something.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from types import ModuleType

from pooling_lab.place import script

NAMES = ("figures", "lab", "ui")
_lock = RLock()
_ours: dict[str, ModuleType] = {}


@contextmanager
def folders() -> Iterator[None]:
    """While it lasts, the names are those of the app; then what they were before."""
    home = str(script().parent)
    with _lock:
        theirs = _taken_out()
        sys.modules.update(_ours)
        sys.path.insert(0, home)
        try:
            yield
        finally:
            sys.path.remove(home)
            try:
                _ours.update(_taken_out())
            finally:
                sys.modules.update(theirs)


def _taken_out() -> dict[str, ModuleType]:
    """The modules of these names, out of sight."""
    names = [name for name in list(sys.modules) if name.partition(".")[0] in NAMES]
    return {name: sys.modules.pop(name) for name in names}
