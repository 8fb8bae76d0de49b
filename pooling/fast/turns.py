"""Any number of axes by what is done for two: the last two axes first, then one axis after the other in front of them.

A bin of a volume is a column of bins of its planes. So the planes of a volume are pooled first, each by itself;
what comes of that is pooled along the axis in front, as a column of cells with as many channels as a plane has outputs.
A line is a plane of one row.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod

import numpy as np
from numpy.typing import NDArray

from pooling import scratch
from pooling.parameters import Pair, Size
from pooling.planes import Planes

#: Values and, if they are wanted, flat indices in the plane.
Results = tuple[NDArray, ...]


def in_turn(x: Planes, bins: Size, step: Callable[[Planes, Pair], Results]) -> Results:
    """What `step(planes, (down, along))` makes of planes for one pair of axes after the other: so many `bins` on each
    axis of `x`, or as many as there are cells on one that is left as it is.

    >>> def step(planes, pair):
    ...     rows = -2 - planes.channels_last
    ...     return (planes.array.sum(axis=rows, keepdims=True) if pair[0] == 1 else planes.array,)
    >>> in_turn(Planes(np.ones((2, 3, 2)), axes=3), (1, 1, 2), step)
    (array([[[6., 6.]]]),)
    """
    inner, lead = min(2, x.axes), len(x.lead)
    array = x.array if inner == 2 else np.expand_dims(x.array, lead)
    results = step(Planes(array, x.channels_last), (bins[-2] if inner == 2 else 1, bins[-1]))
    if inner < 2:
        return tuple(np.squeeze(result, lead) for result in results)
    cells = prod(x.size[-2:])
    for axis in reversed(range(x.axes - 2)):
        at = lead + axis
        shape = results[0].shape
        rows = [result.reshape(*shape[: at + 1], 1, prod(shape[at + 1 :])) for result in results]
        best = step(Planes(rows[0], channels_last=True), (bins[axis], 1))
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
