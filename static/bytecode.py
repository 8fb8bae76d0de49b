"""Python that is compiled already: the browser starts in half the time if it need not do so itself."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

SCRIPT = Path(__file__).with_suffix(".mjs")
#: Packages that read their own source.
READ_THEMSELVES = ("anyio",)


def compile_in(beside: Sequence[Path], alone: Sequence[Path], runtime: Path) -> None:
    """Put bytecode `beside` the sources of some folders, and in the place of those of others.

    By Pyodide itself, under node: no other Python's bytecode is that of the browser's Python for certain.
    """
    folders = [*(str(folder.resolve()) for folder in beside), *(f"{folder.resolve()}=alone" for folder in alone)]
    done = subprocess.run(["node", SCRIPT, runtime.resolve(), *folders], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"Pyodide must compile all of {', '.join(folders)}, but got {done.stdout}{done.stderr}")
    for folder in alone:
        _leave_bytecode(folder)


def _leave_bytecode(folder: Path) -> None:
    for source in folder.rglob("*.py"):
        compiled = source.with_suffix(".pyc")
        reads_itself = source.relative_to(folder).parts[0] in READ_THEMSELVES
        if compiled.exists():
            (compiled if reads_itself else source).unlink()
