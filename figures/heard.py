"""What charts show, for those who hear the page: the same numbers as tables that nobody sees."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from figures.check.planes import Plane
from figures.numbers import told_apart, written
from figures.table import facts

#: Rows that are read at most: of more points every second, third … one.
MOST_ROWS = 25
#: Wrong cells and planes that are told one by one.
MOST_CELLS, MOST_PLANES = 50, 256


def heard(name: str, head: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of facts to be heard alone."""
    return f'<div class="lab-aloud">{facts(name, head, rows, ())}</div>'


def lines(title: str, spec: dict[str, Any]) -> str:
    """The points of a chart's lines that have a name, a column each."""
    drawn = [trace for trace in spec["data"] if trace.get("name")]
    named = {trace["name"]: dict(zip(trace["x"], trace["y"], strict=True)) for trace in drawn}
    places = sorted({x for points in named.values() for x in points})
    picked = places[:: math.ceil(len(places) / MOST_ROWS)]
    rows = [(_number(x), *(_number(points.get(x)) for points in named.values())) for x in picked]
    return heard(title, (spec["layout"]["xaxis"]["title"]["text"], *named), rows)


def wrong_cells(plane: Plane, with_right: bool) -> str:
    """The first wrong cells of a plane that is drawn without its numbers, and what they hold."""
    rows = []
    for at in map(tuple, np.argwhere(plane.wrong)[:MOST_CELLS]):
        mine, right = told_apart(float(plane.mine[at]), float(plane.right[at]))
        rows.append((f"row {at[0]}, column {at[1]}", mine, *([right] if with_right else [])))
    return heard("Wrong cells", ("cell", "yours", *(["right"] if with_right else [])), rows)


def wrong_planes(counts: np.ndarray) -> str:
    """How many cells of each plane are wrong; nothing of more planes than anyone would listen to."""
    if counts.size > MOST_PLANES:
        return ""
    rows = [(f"example {n}", *map(str, row)) for n, row in enumerate(counts.tolist())]
    return heard("Wrong cells of each plane", ("", *(f"channel {c}" for c in range(counts.shape[1]))), rows)


def _number(value: float | None) -> str:
    return "none" if value is None else written(float(value), 3)
