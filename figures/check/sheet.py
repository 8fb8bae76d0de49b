"""A case on paper: its grids, and a blank one to fill in."""

from __future__ import annotations

from html import escape

import numpy as np
from numpy.typing import NDArray

from figures.table import facts
from figures.theme import LIGHT
from lab.check.handout import layer_text
from lab.check.state import WHATS, Check

#: Larger grids are for a file, not for a page of paper.
MOST_ON_PAPER = 16
STYLE = f"""
body {{ font: 14px/1.5 sans-serif; margin: 2rem; color: {LIGHT.ink}; background: {LIGHT.background}; }}
table {{ border-collapse: collapse; margin: 0.4rem 0 1.4rem; }}
td {{ border: 1px solid {LIGHT.muted}; width: 3.2rem; height: 2.2rem; text-align: center; }}
th {{ font-weight: 400; color: {LIGHT.muted}; font-size: 11px; padding: 0 0.4rem; }}
"""


def sheet(check: Check) -> str:
    """A page to print: the grids of the case, and a blank one for the answer. Of a batch the first plane."""
    case = check.case
    blank = np.full(np.asarray(case.to4(case.right(check.what))).shape[2:], np.nan)
    parts = [
        f"<h1>Pooling by hand</h1><p>The layer: {escape(layer_text(case.spec))}.</p>",
        _grid("Input X", case.x4[0, 0]),
    ]
    if check.what == "grad_input":
        parts.append(_grid("Upstream gradient ∂E/∂Y", case.grad4[0, 0]))
    parts.append(_grid(f"Fill in: {WHATS[check.what]}", blank))
    planes, side = case.x4[:, :, 0, 0].size, max(case.x4.shape[2:])
    if planes > 1 or side > MOST_ON_PAPER:
        which = f"the first of {planes} planes" if planes > 1 else "the plane"
        parts.insert(1, f"<p>Here is {which}, up to {MOST_ON_PAPER} rows and columns of it.</p>")
    body = "".join(parts)
    return (f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pooling by hand</title>'
            f"<style>{STYLE}</style></head><body>{body}</body></html>")  # fmt: skip


def _grid(title: str, values: NDArray) -> str:
    rows = values[:MOST_ON_PAPER, :MOST_ON_PAPER].tolist()
    lines = [(str(r), *map(_text, row)) for r, row in enumerate(rows)]
    return f"<h2>{escape(title)}</h2>{facts(title, ('', *map(str, range(len(rows[0])))), lines, ())}"


def _text(value: float) -> str:
    return "" if np.isnan(value) else f"{value:.4g}"
