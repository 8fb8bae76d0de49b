"""Leaves out what the lab in a browser never loads; `unused.toml` names it."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

UNUSED: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def without(folder: Path, names: Iterable[str]) -> None:
    """Remove files and folders of a folder."""
    for name in names:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def shorten_library(folder: Path) -> None:
    """Leave out what is not used of Python's library."""
    without(folder, UNUSED["library"])
    sets = [path for path in (folder / "encodings").glob("*.py") if not path.stem.startswith("utf_")]
    without(folder / "encodings", [path.name for path in sets if path.stem not in UNUSED["kept"]["encodings"]])


def shorten_packages(folder: Path) -> None:
    """Leave out what is not used of packages, and of how they were installed all but their names and versions."""
    without(folder, UNUSED["packages"])
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        about = path.relative_to(folder).parts[0].endswith(".dist-info")
        if path.name.endswith(tuple(UNUSED["endings"])) or (about and path.name != "METADATA"):
            path.unlink()


def is_unused_element(script: str) -> bool:
    """Whether a script of the front end draws an element that the lab has not."""
    return script.partition("-")[0] in UNUSED["elements"]
