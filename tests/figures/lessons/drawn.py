"""What is drawn, for tables of claims: a title is true if the numbers, marks and lines under it are those of a test."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from figures.lessons.kit.lesson import Code, Grid
from figures.table import aloud
from pooling.verify import mistakes
from tests.figures.lessons.claims import NOISE, Places, Seen

#: What a mark says of a cell, to those who hear it or point at it.
MEANS = {
    "window": "in the selected window",
    "holds": "its window holds the selected cell",
    "focus": "selected",
    "chosen": "chosen by a window",
    "chose": "of a window that chose the selected cell",
    "passed": "in a window, chosen by none",
    "unread": "in no window",
    "tied": "one of several largest in its window",
    "undecided": "several cells of its window are largest",
    "lost": "its gradient is lost in the padding",
    "cut": "cut off with the padding",
    "wrong": "differs from the right result",
    "differs": "differs between the two",
    "changed": "has changed",
    "kept": "as before",
    "plane": "in the chosen plane",
}
Cells = Callable[[Seen], Iterable[tuple[int, int]]]


def grid(
    title: str | Callable[[Seen], str],
    numbers: Callable[[Seen], Any],
    places: Callable[[Seen], Places] | None = None,
    **marks: Cells,
) -> Callable[[Seen], Places | bool]:
    """Whether a grid has these numbers, and each mark on these cells alone; what stands in the places of its line."""

    def gives(at: Seen) -> Places | bool:
        name = title if isinstance(title, str) else title(at)
        (found,) = [item for item in at.items if isinstance(item, Grid) and item.title == name]
        given = {(cell, MEANS[mark]) for mark, cells in marks.items() for cell in cells(at)}
        shown = {(cell, means) for cell, names in found.marks.items() for means in aloud(names).split("; ")}
        true = shown == given and _has(at, found, numbers(at))
        return true and (places(at) if places else True)

    return gives


def _has(at: Seen, found: Grid, numbers: Sequence[Sequence[Any]]) -> bool:
    """Whether a grid has these numbers, but for rounding of what is sent; or, where it is text, this text."""
    if isinstance(numbers[0][0], str):
        return found.picture.text == numbers
    size = math.fsum(abs(value) for row in at.g for value in row)
    shown = found.picture.z.tolist()
    return list(map(len, shown)) == list(map(len, numbers)) and all(
        abs(value - wanted) <= NOISE * abs(wanted) + NOISE / 1000 * size
        for values, row in zip(shown, numbers, strict=True)
        for value, wanted in zip(values, row, strict=True)
    )


def run(at: Seen, title: str, *arguments: Any) -> list[list[float]]:
    """What the lines of code under a title give for these arguments: grids are rows."""
    (code,) = [item for item in at.items if isinstance(item, Code) and item.title == title]
    names = dict(vars(mistakes))
    exec(code.text, names)
    arrays = [np.array(argument, dtype=float) if isinstance(argument, tuple) else argument for argument in arguments]
    return names[code.text.split("(")[0].removeprefix("def ")](*arrays).tolist()
