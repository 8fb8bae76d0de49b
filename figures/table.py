"""HTML tables: a picture with its marks, read aloud row by row, changed without a flash; and facts."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape

import numpy as np

from figures.heatmap import Picture
from figures.theme import Ramp, ink_on, sample
from pooling.parameters import Pair

#: What a mark says aloud; its looks are in ui/css/lesson.css.
MARKS = {
    "differs": "differs between the two",
    "wrong": "differs from the right result",
    "missed": "not answered",
    "right": "right",
    "chosen": "chosen by a window",
    "passed": "in a window, chosen by none",
    "unread": "in no window",
    "cut": "cut off with the padding",
    "shared": "in several bins",
    "window": "in the selected window",
    "holds": "its window holds the selected cell",
    "chose": "of a window that chose the selected cell",
    "tied": "one of several largest in its window",
    "undecided": "several cells of its window are largest",
    "lost": "its gradient is lost in the padding",
    "focus": "selected",
    "kept": "as before",
    "changed": "has changed",
    "line": "in the chosen row or column",
    "plane": "in the chosen plane",
    "kink": "no derivative here",
    "bent": "a window has a kink here",
    "crossed": "the step reaches past a kink",
}
Marks = Mapping[Pair, str]


def table(picture: Picture, name: str, marks: Marks | None = None, padding: str = "") -> str:
    """The cells of `picture` with their row and column numbers, coloured as on the heatmaps.

    `marks` gives cells one or more names of `MARKS`, with spaces between; `padding` is written in the frame.
    """
    frame, (rows, columns) = picture.frame, picture.z.shape
    across, down = range(-frame.left, columns + frame.right), range(-frame.top, rows + frame.bottom)
    numbers = "".join(f'<th scope="col">{c}</th>' if 0 <= c < columns else "<td></td>" for c in across)
    lines = [f"<tr><td></td>{numbers}</tr>"]
    for r in down:
        head = f'<th scope="row">{r}</th>' if 0 <= r < rows else "<td></td>"
        there = 0 <= r < rows
        cells = (
            _cell(picture, (r, c), marks or {})
            if there and 0 <= c < columns
            else f'<td class="{" ".join(["lab-pad", *_classes((marks or {}).get((r, c), ""))])}">{escape(padding)}</td>'
            for c in across
        )
        lines.append(f"<tr>{head}{''.join(cells)}</tr>")
    return f'<table class="lab-table" aria-label="{escape(name)}">{"".join(lines)}</table>'


def facts(name: str, head: Iterable[str], rows: Iterable[Sequence[str]], strong: Container[int | None]) -> str:
    """A table of facts, all of them HTML: first in a row is what it is about; rows numbered in `strong` stand out.

    It is called `name` for those who do not see what stands above it; a corner without a head heads nothing.
    """
    names = "".join(f'<th scope="col">{said}</th>' if said else "<td></td>" for said in head)
    lines = []
    for n, (about, *cells) in enumerate(rows):
        mark = ' class="lab-strong"' if n in strong else ""
        lines.append(f'<tr{mark}><th scope="row">{about}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>')
    start = f'<table class="lab-facts" aria-label="{escape(name)}">'
    return f"{start}<thead><tr>{names}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def thumbnail(picture: Picture, side: int = 12) -> str:
    """The colours of a grid alone, as a small SVG picture."""
    rows, columns = picture.z.shape
    cells = []
    for (r, c), value in np.ndenumerate(picture.z):
        part = (float(value) - picture.low) / (picture.high - picture.low)
        place = f'x="{c * side}" y="{r * side}" width="{side - 1}" height="{side - 1}"'
        cells.append(f'<rect {place} rx="2" fill="{sample(picture.ramp, part)}"/>')
    size = f'width="{columns * side}" height="{rows * side}" viewBox="0 0 {columns * side} {rows * side}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(cells)}</svg>'


def aloud(marks: str) -> str:
    """What marks say to those who do not see them.

    >>> aloud("window focus")
    'in the selected window; selected'
    """
    return "; ".join(MARKS[name] for name in marks.split())


def _cell(picture: Picture, at: Pair, marks: Marks) -> str:
    """One number, with what its marks say for those who do not see them."""
    said = aloud(marks.get(at, ""))
    title = f"row {at[0]}, column {at[1]}" + (f": {said}" if said else "")
    spoken = f'<span class="lab-aloud"> {said}</span>' if said else ""
    classes = " ".join(["lab-number", *_classes(marks.get(at, ""))])
    style = _colours(picture.ramp, picture.low, picture.high, float(picture.z[at]))
    text = escape(picture.text[at[0]][at[1]])
    return f'<td class="{classes}" title="{title}"{style}>{text}{spoken}</td>'


def _classes(marks: str) -> list[str]:
    """The looks of marks."""
    return [f"lab-mark-{name}" for name in marks.split()]


@lru_cache(maxsize=4096)
def _colours(ramp: Ramp, low: float, high: float, value: float) -> str:
    """Fill and ink of a cell; NaN and infinite values have none, as on the heatmaps."""
    if not math.isfinite(value) or not 0 < high - low < math.inf:
        return ""
    fill = sample(ramp, (value - low) / (high - low))
    return f' style="background:{fill};color:{ink_on(fill)}"'
