"""A page to print: its frame and its grids, in the light theme's colours alone."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import numpy as np
from numpy.typing import NDArray

from figures.numbers import MINUS
from figures.table import facts
from figures.theme import LIGHT

#: Larger grids are for a file, not for a page of paper.
MOST_ON_PAPER = 16
STYLE = f"""
body {{ font: 14px/1.5 sans-serif; margin: 2rem; color: {LIGHT.ink}; background: {LIGHT.background}; }}
table {{ border-collapse: collapse; margin: 0.4rem 0 1.4rem; }}
td {{ border: 1px solid {LIGHT.muted}; width: 3.2rem; height: 2.2rem; text-align: center; }}
thead td {{ border: 0; }}
th {{ font-weight: 400; color: {LIGHT.muted}; font-size: 11px; padding: 0 0.4rem; }}
h3 {{ font-size: 13px; margin: 0; }}
.task {{ break-inside: avoid; border-top: 1px solid {LIGHT.muted}; padding-top: 0.6rem; }}
.side {{ display: flex; flex-wrap: wrap; gap: 0 2.5rem; }}
.key {{ break-before: page; }}
"""


def page(title: str, body: str) -> str:
    """A whole file of HTML that needs nothing else; `body` is HTML, the title is not."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body>{body}</body></html>"
    )


def number(value: float) -> str:
    """A number as paper shows it, to four decimals; nothing where there is none.

    >>> number(-1.25), number(1 / 3), number(float("nan"))
    ('−1.25', '0.3333', '')
    """
    return "" if np.isnan(value) else f"{round(value, 4) + 0.0:.14g}".replace("-", MINUS)


def grid(title: str, values: NDArray, text: Callable[[float], str] = number, level: int = 2) -> str:
    """A grid with the numbers of its rows and columns, under a heading; as much of it as paper has room for."""
    rows = values[:MOST_ON_PAPER, :MOST_ON_PAPER].tolist()
    lines = [(str(r), *map(text, row)) for r, row in enumerate(rows)]
    table = facts(title, ("", *map(str, range(len(rows[0])))), lines, ())
    return f"<h{level}>{escape(title)}</h{level}>{table}"


def blank(shape: tuple[int, ...]) -> NDArray:
    """A grid with nothing in it."""
    return np.full(shape, np.nan)
