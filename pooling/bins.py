"""Planes pooled as a whole, and adaptive bins, which are not all of one size (reference F7, F8)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pooling.means import average, floating
from pooling.operators.base import accumulator
from pooling.planes import Planes
from pooling.sliding import LARGEST, Order
from pooling.sliding_extreme import extreme
from pooling.spec import Pair, PoolSpec

#: Bins of at least so many cells are pooled one after the other, smaller ones many at once.
LARGE = 2**10

#: The results for windows of one kernel size and stride, or for a whole plane: values and, if wanted, indices.
Results = tuple[NDArray, ...]


def whole_extreme(x: Planes, order: Order, indices: bool) -> Results:
    """The best cell of every plane and, with `indices`, its flat index: the first, or the last NaN."""
    axes = (-3, -2) if x.channels_last else (-2, -1)
    best = order.pick.reduce(x.array, axis=axes, keepdims=True)
    if not indices:
        return (best,)
    height, width, _ = x.plane
    axis = -2 if x.channels_last else -1
    flat = x.array.reshape(*x.lead, height * width, *x.array.shape[len(x.lead) + 2 :])
    where = (np.argmax if order is LARGEST else np.argmin)(flat, axis=axis, keepdims=True)
    if best.dtype.kind == "f" and np.isnan(best).any():
        last = height * width - 1 - np.isnan(np.flip(flat, axis)).argmax(axis=axis, keepdims=True)
        where = np.where(np.isnan(np.take_along_axis(flat, where, axis)), last, where)
    return best, where.astype(np.int64, copy=False).reshape(best.shape)


def whole_mean(x: Planes) -> NDArray:
    """The mean of every plane."""
    axes = (-3, -2) if x.channels_last else (-2, -1)
    dtype = floating(x.dtype)
    with np.errstate(all="ignore"):
        total = np.add.reduce(x.array, axis=axes, keepdims=True, dtype=accumulator(dtype))
        return (total / total.dtype.type(x.size[0] * x.size[1])).astype(dtype, copy=False)


def adaptive_extreme(x: Planes, output_size: Pair, order: Order, indices: bool) -> Results:
    """The best cell of every bin and, with `indices`, its flat index in its plane."""

    def windows(kernel: Pair, stride: Pair) -> Results:
        return extreme(x, PoolSpec("max", kernel, stride), order, indices)

    def whole(part: Planes, top: int, left: int) -> Results:
        best, *places = whole_extreme(part, order, indices)
        rows_and_columns = (np.divmod(where, part.size[1]) for where in places)
        return (best, *((row + top) * x.size[1] + column + left for row, column in rows_and_columns))

    return _adaptive(x, output_size, windows, whole)


def adaptive_mean(x: Planes, output_size: Pair) -> NDArray:
    """The mean of every bin."""

    def windows(kernel: Pair, stride: Pair) -> Results:
        return (average(x, PoolSpec("avg", kernel, stride)),)

    def whole(part: Planes, top: int, left: int) -> Results:
        return (whole_mean(part),)

    return _adaptive(x, output_size, windows, whole)[0]


def bins(size: int, out: int) -> list[Pair]:
    """First cell and end of each of `out` bins on an axis: floor(i·n/o) and ceil((i + 1)·n/o).

    >>> bins(5, 3)
    [(0, 2), (1, 4), (3, 5)]
    """
    return [(i * size // out, -(-(i + 1) * size // out)) for i in range(out)]


def _adaptive(
    x: Planes,
    output_size: Pair,
    windows: Callable[[Pair, Pair], Results],
    whole: Callable[[Planes, int, int], Results],
) -> Results:
    """The results of all bins: bins of one size are windows, large ones planes of their own.

    Otherwise bins have two lengths on an axis, so that they are picked from up to four poolings of stride 1.
    """
    (height, width), (out_height, out_width) = x.size, output_size
    if height % out_height == 0 and width % out_width == 0:
        kernel = (height // out_height, width // out_width)
        return windows(kernel, kernel)
    rows, columns = bins(height, out_height), bins(width, out_width)
    results: list[Planes] = []

    def put(i: NDArray, j: NDArray, found: Results, rows: NDArray, columns: NDArray) -> None:
        """Take what was `found` at `rows` and `columns` for the bins (i, j)."""
        if not results:
            results.extend(x.empty(output_size, array.dtype) for array in found)
        for result, array in zip(results, found, strict=True):
            taken = Planes(array, x.channels_last).part(0, x.count)[:, rows[:, None], columns]
            result.part(0, x.count)[:, i[:, None], j] = taken

    if (height // out_height) * (width // out_width) >= LARGE:
        first = np.zeros(1, int)
        for (i, (top, bottom)), (j, (left, right)) in product(enumerate(rows), enumerate(columns)):
            area = np.s_[..., top:bottom, left:right, :] if x.channels_last else np.s_[..., top:bottom, left:right]
            found = whole(Planes(x.array[area], x.channels_last), top, left)
            put(np.array([i]), np.array([j]), found, first, first)
    else:
        for down, along in product(_by_length(rows), _by_length(columns)):
            put(down.numbers, along.numbers, windows((down.length, along.length), (1, 1)), down.firsts, along.firsts)
    return tuple(result.array for result in results)


class _Equal(NamedTuple):
    """The bins of one length on an axis: their numbers and first cells."""

    length: int
    numbers: NDArray
    firsts: NDArray


def _by_length(axis: list[Pair]) -> list[_Equal]:
    """The bins of an axis, those of one length together."""
    firsts, ends = np.array(axis).T
    lengths = ends - firsts
    return [_Equal(int(n), np.flatnonzero(lengths == n), firsts[lengths == n]) for n in np.unique(lengths)]
