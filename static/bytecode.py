"""Python that is compiled already: what the browser would else do each time that the lab opens."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

Way = Literal["beside", "alone", "bare"]

SCRIPT = Path(__file__).with_suffix(".mjs")
#: Packages that read their own source.
READ_THEMSELVES = ("anyio",)


def compile_in(folders: Mapping[Path, Way], runtime: Path) -> None:
    """Put bytecode `beside` the sources of a folder, or in their place: `alone`, and `bare` of docstrings, too.

    By Pyodide itself, under node: no other Python's bytecode is that of the browser's Python for certain.
    """
    asked = [f"{way}:{folder.resolve()}" for folder, way in folders.items()]
    done = subprocess.run(["node", SCRIPT, runtime.resolve(), *asked], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"Pyodide must compile all of {', '.join(asked)}, but got {done.stdout}{done.stderr}")
    for folder, way in folders.items():
        if way != "beside":
            _leave_bytecode(folder)


def _leave_bytecode(folder: Path) -> None:
    for source in folder.rglob("*.py"):
        compiled = source.with_suffix(".pyc")
        reads_itself = source.relative_to(folder).parts[0] in READ_THEMSELVES
        if compiled.exists():
            (compiled if reads_itself else source).unlink()
