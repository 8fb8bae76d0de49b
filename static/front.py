"""Streamlit's front end, of which only what the lab's pages can come to is copied."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from static.mend import DOWNLOAD, ICONS, mend
from static.unused import is_unused_element

FIRST = ("stlite.js", "stlite.css")
NAMED = re.compile(r"""[./\w-]+\.(?:js|css|woff2|wasm|json|svg|png)\b""")


def copied(build: Path, out: Path) -> None:
    """Copy what `FIRST` leads to, and mend it."""
    for file in reached(build, FIRST):
        (out / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(build / file, out / file)
    for fault in (DOWNLOAD, ICONS):
        mend(out, fault)


def reached(build: Path, first: Iterable[str]) -> list[str]:
    """The files that scripts and style sheets lead to, without elements that the lab has not."""
    there = {path.relative_to(build).as_posix() for path in build.rglob("*")}
    found: set[str] = set()
    ahead = list(first)
    while ahead:
        file = ahead.pop()
        if file in found or is_unused_element(file):
            continue
        found.add(file)
        if file.endswith((".js", ".css")):
            named = NAMED.findall((build / file).read_text(encoding="utf-8"))
            ahead += there.intersection(name.removeprefix("./") for name in named)
    return sorted(found)
