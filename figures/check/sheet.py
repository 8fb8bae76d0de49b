"""A case on paper: its grids, and a blank one to fill in."""

from __future__ import annotations

from html import escape

import numpy as np

from figures.paper.page import MOST_ON_PAPER, blank, grid, page
from lab.check.handout import layer_text
from lab.check.state import WHATS, Check


def sheet(check: Check) -> str:
    """A page to print: the grids of the case, and a blank one for the answer. Of a batch the first plane."""
    case = check.case
    empty = blank(np.asarray(case.to4(case.right(check.what))).shape[2:])
    parts = [
        f"<h1>Pooling by hand</h1><p>The layer: {escape(layer_text(case.spec))}.</p>",
        grid("Input X", case.x4[0, 0], _text),
    ]
    if check.what == "grad_input":
        parts.append(grid("Upstream gradient ∂E/∂Y", case.grad4[0, 0], _text))
    parts.append(grid(f"Fill in: {WHATS[check.what]}", empty, _text))
    planes, side = case.x4[:, :, 0, 0].size, max(case.x4.shape[2:])
    if planes > 1 or side > MOST_ON_PAPER:
        which = f"the first of {planes} planes" if planes > 1 else "the plane"
        parts.insert(1, f"<p>Here is {which}, up to {MOST_ON_PAPER} rows and columns of it.</p>")
    return page("Pooling by hand", "".join(parts))


def _text(value: float) -> str:
    return "" if np.isnan(value) else f"{value:.4g}"
