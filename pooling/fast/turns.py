"""Any number of axes by the kernels of two: the last two axes first, then one axis after the other in front of them.

A window of a volume is a column of windows of its planes. So the planes of a volume are pooled first, each by itself;
what comes of that is pooled along the axis in front, as a column of cells with as many channels as a plane has outputs.
A line is a plane of one row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from pooling import scratch
from pooling.planes import Planes

T = TypeVar("T")

#: Values and, if they are wanted, flat indices in the plane.
Results = tuple[NDArray, ...]


class Turn(NamedTuple):
    """Whether this pair of axes is the first that is pooled, and the last."""

    first: bool
    last: bool


def in_turn(
    x: Planes, every: Sequence[T], untouched: Callable[[int], T], step: Callable[[Planes, tuple[T, T], Turn], Results]
) -> Results:
    """What `step(planes, (down, along), turn)` makes of planes, for one pair of axes after the other.

    `every` says what is done along each axis of `x`; `untouched(n)` is what leaves an axis of n cells as it is.

    >>> def step(planes, pair, turn):
    ...     rows = -2 - planes.channels_last
    ...     return (planes.array.sum(axis=rows, keepdims=True) if pair[0] == "sum" else planes.array,)
    >>> in_turn(Planes(np.ones((2, 3, 1)), axes=3), ["sum", "sum", "sum"], lambda n: "nothing", step)
    (array([[[6.]]]),)
    """
    inner, lead = min(2, x.axes), len(x.lead)
    down, along = every[-2:] if inner == 2 else (untouched(1), every[0])
    array = x.array if inner == 2 else np.expand_dims(x.array, lead)
    results = step(Planes(array, x.channels_last), (down, along), Turn(True, x.axes <= 2))
    if inner < 2:
        return tuple(np.squeeze(result, lead) for result in results)
    cells = prod(x.size[-2:])
    for axis in reversed(range(x.axes - 2)):
        at = lead + axis
        shape = results[0].shape
        rows = [result.reshape(*shape[: at + 1], 1, prod(shape[at + 1 :])) for result in results]
        best = step(Planes(rows[0], channels_last=True), (every[axis], untouched(1)), Turn(False, axis == 0))
        if len(results) > 1:
            best = best[0], _further_in(rows[1], best[1], cells)
        cells *= x.size[axis]
        results = tuple(result.reshape(*shape[:at], result.shape[-3], *shape[at + 1 :]) for result in best)
    return results


def _further_in(inner: NDArray, chosen: NDArray, cells: int) -> NDArray:
    """Flat indices in a whole, of the rows that were `chosen`, (…, windows, 1, M): each row is a part of `cells` cells,
    in which `inner` (…, rows, 1, M) says what was taken for each of the M."""
    rows, _, count = inner.shape[-3:]
    within, places = scratch.empty(chosen.shape, chosen.dtype), scratch.empty(count, chosen.dtype)
    places.fill(1)  # 0, 1, 2, … in memory that is there
    np.add.accumulate(places, out=places)
    places -= 1
    np.multiply(chosen, count, out=within)
    within += places
    within += (np.arange(prod(inner.shape[:-3])) * (rows * count)).reshape(*inner.shape[:-3], 1, 1, 1)
    np.take(inner.reshape(-1), within, out=within, mode="clip")  # all lie in it; "raise" would need a copy
    chosen *= cells
    chosen += within
    return chosen
