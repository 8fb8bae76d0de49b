"""Who plays a pass in a notebook: the app, which the same wheel brings.

It stands above this library, which knows its name, here alone, and nothing else of it; where somebody took the library
without the app, there is no player.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

PACKAGE, MODULE = "pooling_lab", "notebook"
MISSING = "show needs the player of pooling-lab, which is not installed here: pip install pooling-lab"


def find() -> ModuleType | None:
    """The module that makes players; None where there is none."""
    return import_module(f"{PACKAGE}.{MODULE}") if find_spec(PACKAGE) else None
