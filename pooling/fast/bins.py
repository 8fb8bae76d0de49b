"""Planes pooled as a whole, and adaptive bins, which are not all of one size (reference F7, F8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pooling.axis import bins
from pooling.dtypes import accumulator, floating
from pooling.fast.extreme import extreme
from pooling.fast.means import average
from pooling.fast.turns import Results, in_turn
from pooling.order import LARGEST, Order
from pooling.parameters import Pair, Size
from pooling.planes import Planes
from pooling.spec import PoolSpec

#: Bins of at least so many cells are pooled one after the other, smaller ones many at once.
LARGE = 2**10

#: Cells of a part of the planes whose bins are picked at once.
CELLS = 2**18

#: What gives results for windows of a kernel size and stride, or for planes as a whole.
Windows = Callable[[Planes, Pair, Pair], Results]
Whole = Callable[[Planes], Results]

#: First cells and ends of all bins of an axis.
Bounds = tuple[NDArray, NDArray]


def whole_extreme(x: Planes, order: Order, indices: bool) -> Results:
    """The best cell of every plane and, with `indices`, its flat index: the first, or the last NaN."""
    best = order.pick.reduce(x.array, axis=_axes(x), keepdims=True)
    if not indices:
        return (best,)
    axis = -2 if x.channels_last else -1
    flat = np.squeeze(x.in_a_row().array, axis - 1)
    where = (np.argmax if order is LARGEST else np.argmin)(flat, axis=axis, keepdims=True)
    if best.dtype.kind == "f" and np.isnan(best).any():
        last = prod(x.size) - 1 - np.isnan(np.flip(flat, axis)).argmax(axis=axis, keepdims=True)
        where = np.where(np.isnan(np.take_along_axis(flat, where, axis)), last, where)
    return best, where.astype(np.int64, copy=False).reshape(best.shape)


def whole_mean(x: Planes) -> NDArray:
    """The mean of every plane."""
    dtype = floating(x.dtype)
    with np.errstate(all="ignore"):
        total = np.add.reduce(x.array, axis=_axes(x), keepdims=True, dtype=accumulator(dtype))
        return (total / total.dtype.type(prod(x.size))).astype(dtype, copy=False)


def _axes(x: Planes) -> tuple[int, ...]:
    """Which axes of its array are those of a plane."""
    return tuple(range(len(x.lead), len(x.lead) + x.axes))


def adaptive_extreme(x: Planes, output_size: Size, indices: bool) -> Results:
    """The largest cell of every bin and, with `indices`, its flat index in its plane."""

    def windows(part: Planes, kernel: Pair, stride: Pair) -> Results:
        return extreme(part, PoolSpec("max", kernel, stride), LARGEST, indices)

    def step(planes: Planes, both: Pair) -> Results:
        dtypes = [planes.dtype, np.dtype(np.int64)] if indices else [planes.dtype]
        return _adaptive(planes, both, dtypes, windows, lambda part: whole_extreme(part, LARGEST, indices))

    return in_turn(x, output_size, step)


def adaptive_mean(x: Planes, output_size: Size) -> NDArray:
    """The mean of every bin."""

    def windows(part: Planes, kernel: Pair, stride: Pair) -> Results:
        return (average(part, PoolSpec("avg", kernel, stride)),)

    def step(planes: Planes, both: Pair) -> Results:
        return _adaptive(planes, both, [floating(planes.dtype)], windows, lambda part: (whole_mean(part),))

    exact = x if x.axes <= 2 else x.astype(accumulator(floating(x.dtype)))  # between axes that are taken in turn
    (means,) = in_turn(exact, output_size, step)
    return means.astype(floating(x.dtype), copy=False)


def mean_gradient(sent: Planes, size: Size) -> NDArray:
    """What every cell of planes of `size` is sent by the bins that hold it: each a share of its gradient.

    The bins that hold a cell are a bin themselves: that of the cell's number, if as many bins as there are cells are
    laid over the outputs. So what a cell receives is the mean of their shares, times how many they are.
    """
    dtype = floating(sent.dtype)
    with np.errstate(all="ignore"):  # NaN and ±inf follow IEEE arithmetic
        shares = sent.array.astype(accumulator(dtype), copy=False) / _lengths(sent, size, sent.size)
        received = adaptive_mean(sent.like(shares), size)
        received *= _lengths(sent, sent.size, size)
        return received.astype(dtype, copy=False)


def _lengths(like: Planes, size: Size, output_size: Size) -> NDArray:
    """How many cells each bin holds, in an array that goes with planes of `output_size`."""
    lengths = np.ones((), accumulator(floating(like.dtype)))
    for n, out in zip(size, output_size, strict=True):
        first, end = bins(n, out)
        lengths = lengths[..., None] * (end - first).astype(lengths.dtype)
    return lengths[..., None] if like.channels_last else lengths


def _adaptive(x: Planes, output_size: Pair, dtypes: list[np.dtype], windows: Windows, whole: Whole) -> Results:
    """The results of all bins: bins of one size are windows, large ones planes of their own, others are picked."""
    (height, width), (out_height, out_width) = x.size, output_size
    kernel = height // out_height, width // out_width
    if height % out_height == 0 and width % out_width == 0:
        return windows(x, kernel, kernel)
    results = [x.empty(output_size, dtype) for dtype in dtypes]  # first, for that is where there may be no room
    if x.array.size > 0:
        for part in (_one_by_one if prod(kernel) >= LARGE else _picked)(x, output_size, windows, whole):
            for result, array in zip(results, part.results, strict=True):
                result.part(part.first, part.end)[:, part.rows[:, None], part.columns] = array
    return tuple(result.array for result in results)


class _Part(NamedTuple):
    """Results (planes, rows, columns, channels) of planes `first` … `end` − 1, for bins of these rows and columns."""

    first: int
    end: int
    rows: NDArray
    columns: NDArray
    results: list[NDArray]


def _one_by_one(x: Planes, output_size: Pair, windows: Windows, whole: Whole) -> Iterator[_Part]:
    """Every bin as a plane of its own."""
    width = x.size[1]
    rows, columns = (_numbered(bins(n, out)) for n, out in zip(x.size, output_size, strict=True))
    for (i, top, bottom), (j, left, right) in product(rows, columns):
        area = np.s_[..., top:bottom, left:right, :] if x.channels_last else np.s_[..., top:bottom, left:right]
        best, *places = (Planes(array, x.channels_last) for array in whole(Planes(x.array[area], x.channels_last)))
        inner = (np.divmod(where.part(0, x.count), right - left) for where in places)
        indices = [(row + top) * width + column + left for row, column in inner]
        yield _Part(0, x.count, np.array([i]), np.array([j]), [best.part(0, x.count), *indices])


def _picked(x: Planes, output_size: Pair, windows: Windows, whole: Whole) -> Iterator[_Part]:
    """Bins have up to two lengths on an axis: picked from up to four poolings of stride 1, of some planes, or of some
    rows and columns of bins at a time; there may be far more bins than cells."""
    (height, width, channels), (out_height, out_width) = x.plane, output_size
    planes = max(1, CELLS // max(prod(x.plane), prod(output_size) * channels))
    across = max(1, min(out_width, CELLS // channels))
    each = max(1, min(CELLS // (width * channels) * out_height // height, CELLS // (across * channels)))
    starts = range(0, x.count, planes), range(0, out_height, each), range(0, out_width, across)
    for first, i, j in product(*starts):
        end = min(x.count, first + planes)
        rows = bins(height, out_height, i, min(out_height, i + each))
        columns = bins(width, out_width, j, min(out_width, j + across))
        top, left = rows[0][0], columns[0][0]
        cells = Planes(x.part(first, end)[:, top : rows[1][-1], left : columns[1][-1]], channels_last=True)
        for (down, here), (along, there) in product(_by_length(*rows), _by_length(*columns)):
            at = np.s_[:, (rows[0][here] - top)[:, None], columns[0][there] - left]
            best, *places = (array[at] for array in windows(cells, (down, along), (1, 1)))
            indices = [_in_plane(where, cells.size[1], width, top, left) for where in places]
            yield _Part(first, end, i + here, j + there, [best, *indices])


def _in_plane(indices: NDArray, columns: int, width: int, top: int, left: int) -> NDArray:
    """Flat indices in a part of a plane, of so many columns, as those in the plane."""
    if columns == width:
        return indices + top * width
    row, column = np.divmod(indices, columns)
    return (row + top) * width + column + left


def _numbered(axis: Bounds) -> list[tuple[int, int, int]]:
    """Number, first cell and end of each bin."""
    return [(number, int(first), int(end)) for number, (first, end) in enumerate(zip(*axis, strict=True))]


def _by_length(firsts: NDArray, ends: NDArray) -> list[tuple[int, NDArray]]:
    """Each length that there is, and the numbers of the bins that have it."""
    lengths = ends - firsts
    return [(int(length), np.flatnonzero(lengths == length)) for length in np.unique(lengths)]
