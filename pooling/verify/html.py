"""Plain HTML tables of a plane: mine, right and their difference, for notebooks; no script, no server."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pooling.windows import Bools

#: Rows and columns that are shown; of a larger plane those around the first wrong cell.
MOST_SHOWN = 14


def part(wrong: Bools) -> tuple[slice, slice]:
    """The rows and columns of a plane (H, W) to show.

    >>> part(np.eye(3, dtype=bool))
    (slice(0, 3, None), slice(0, 3, None))
    """
    row, column = np.unravel_index(wrong.argmax(), wrong.shape)
    rows, columns = (_around(int(at), n) for at, n in zip((row, column), wrong.shape, strict=True))
    return rows, columns


def _around(at: int, n: int) -> slice:
    first = max(0, min(at - MOST_SHOWN // 2, n - MOST_SHOWN))
    return slice(first, min(n, first + MOST_SHOWN))


def table(title: str, values: NDArray, wrong: Bools, rows: slice, columns: slice) -> str:
    """One grid (H, W): the larger a number, the stronger its ground; a wrong one is marked, by a sign too."""
    shown, marks = values[rows, columns], wrong[rows, columns]
    finite = np.abs(values[np.isfinite(values)])
    largest = float(finite.max(initial=0.0)) or 1.0
    head = "".join(f"<th>{n}</th>" for n in range(columns.start, columns.stop))
    body = "".join(
        f"<tr><th>{row}</th>" + "".join(_cell(v, bool(m), largest) for v, m in zip(line, mark, strict=True)) + "</tr>"
        for row, line, mark in zip(range(rows.start, rows.stop), shown, marks, strict=True)
    )
    return (
        f'<table style="display:inline-table;margin:4px 12px 4px 0;border-collapse:collapse">'
        f'<caption style="text-align:left">{title}</caption><tr><th></th>{head}</tr>{body}</table>'
    )


def _cell(value: float, marked: bool, largest: float) -> str:
    share = 60 * min(1.0, abs(float(value)) / largest) if np.isfinite(value) else 0
    ground = f"color-mix(in srgb, Highlight {share:.0f}%, transparent)"
    edge = "outline:2px solid;outline-offset:-2px;" if marked else ""
    text = f"{float(value):.4g}".replace("-", "−") + (" ✗" if marked else "")
    return f'<td style="{edge}background:{ground};padding:2px 6px;text-align:right">{text}</td>'
