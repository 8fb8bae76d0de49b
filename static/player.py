"""The worked example, played by scripts alone: what a visitor has before Python is there."""

from __future__ import annotations

from pathlib import Path

from figures.film.prepared import prepare
from figures.theme import THEMES
from lab.state import fresh
from ui.stepping.standalone import of_pass

#: The lab's own letters, so that the numbers take the room that they take there.
LETTERS = '<link rel="stylesheet" href="stlite/stlite.css">'


def written(out: Path) -> None:
    """Write it once for each theme."""
    lab = fresh()
    for theme in THEMES.values():
        page = of_pass(prepare("", lab.pooled(), lab.grad_output, "both", "window", theme), 0, theme)
        page = page.replace("</head>", f"{LETTERS}\n</head>", 1)
        (out / f"player-{theme.name}.html").write_text(page, encoding="utf-8")
