"""What charts show, for those who hear the page: the same numbers as tables that nobody sees."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from figures.check.planes import Plane
from figures.numbers import decimals, told_apart, written
from figures.table import facts

#: Rows that are read at most: of more points every second, third … one.
MOST_ROWS = 25
#: Wrong cells and planes that are told one by one.
MOST_CELLS, MOST_PLANES = 50, 256
#: Pixels of a part of a picture that are gone through for those that receive most.
MOST_PIXELS = 2**20


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


def pixels_reached(received: NDArray, top: int, left: int) -> str:
    """The pixels of a part of a picture, which begins at row `top` and column `left`, that receive most, and how much.

    Of many that receive as much, the first in reading order; nothing of a part too large to be gone through for that.
    """
    if received.size > MOST_PIXELS:
        return ""
    places = _largest(np.abs(received).ravel())
    if not places.size:
        return ""
    most = received.ravel()[places].tolist()
    amounts = [written(value, decimals(most)) for value in most]
    cells = (divmod(place, received.shape[1]) for place in places.tolist())
    rows = [(f"row {top + r}, column {left + c}", said) for (r, c), said in zip(cells, amounts, strict=True)]
    return heard("The pixels that receive most", ("pixel", "receives"), rows)


def _largest(sizes: NDArray) -> NDArray[np.intp]:
    """The places of the `MOST_CELLS` largest that are not 0, the largest first; those as large in their order.

    Many are as large as the last of them where an average has shared alike, and few of those are sorted.
    """
    least = np.partition(sizes, -MOST_CELLS)[-MOST_CELLS] if sizes.size > MOST_CELLS else 0
    above = np.flatnonzero(sizes > least)
    among = np.concatenate([above, np.flatnonzero(sizes == least)[: MOST_CELLS - above.size]])
    among = among[sizes[among] > 0]
    return among[np.argsort(-sizes[among], kind="stable")]


def _number(value: float | None) -> str:
    return "none" if value is None else written(float(value), 3)
