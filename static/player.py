"""The worked example, played by scripts alone: what a visitor has before Python is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from figures.theme import THEMES
from lab.state import Stepping, fresh
from ui.stepping.stepper import prepared
from ui.stepping.take_away import as_file

#: The lab's own letters, so that the numbers take the room that they take there.
LETTERS = '<link rel="stylesheet" href="stlite/stlite.css">'


def written(out: Path) -> None:
    """Write it once for each theme."""
    lab = replace(fresh(), stepping=Stepping("both", "window", 0))
    pooled = lab.pooled()
    for theme in THEMES.values():
        page = as_file(lab, pooled, prepared(lab, pooled, theme), theme)
        page = page.replace("</head>", f"{LETTERS}\n</head>", 1)
        (out / f"player-{theme.name}.html").write_text(page, encoding="utf-8")
