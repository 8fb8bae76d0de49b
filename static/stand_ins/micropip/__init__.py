"""What stlite asks of micropip. Nothing is installed while the page loads: all that is imported is there already."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from types import ModuleType


def add_mock_package(name: str, version: str, modules: Mapping[str, str]) -> None:
    """Have modules be imported from sources that are given."""
    for module, source in modules.items():
        made = ModuleType(module)
        exec(source, made.__dict__)
        sys.modules[module] = made


async def install(requirements: Sequence[str], keep_going: bool = False) -> None:
    """Nothing: `static.python` has put in place what stlite requires."""
