"""The index table: for every output cell, which input cells its window holds and which of them count.

Forward, argmax, backward, coverage and every picture read this one table; nobody recomputes a window.
A tap is one place of a window; the taps of a window are numbered in row-major order.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pooling.axis import bins
from pooling.errors import PoolingError
from pooling.parameters import Pair
from pooling.scatter import scatter_add
from pooling.spec import PoolSpec

#: Tables of at most so many taps are kept for the next time: 10 bytes a tap, 32 tables, 21 MB in all.
MOST_KEPT = 2**16

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Windows:
    """All windows of one plane; L = H_out·W_out windows of K taps.

    Attributes
    ----------
    input_size, output_size : (height, width), in cells
    rows, columns : int64 arrays (H_out, kH) and (W_out, kW)
        Input row (column) of each tap along one axis; outside 0…H−1 (0…W−1) it lies in the padding.
    flat : int64 array (L, K)
        Flat index of each tap in the H·W plane, −1 where the tap is no input cell.
    inside : bool array (L, K)
        Whether the tap is a cell of the input.
    counted : bool array (L, K)
        Whether the tap lies in the explicitly padded input, so that it counts in an average's
        divisor when `count_include_pad` is set; the overhang of `ceil_mode` never counts.

    Examples
    --------
    >>> Windows.of(PoolSpec("max", 2), 2, 4).flat
    array([[0, 1, 4, 5],
           [2, 3, 6, 7]])
    """

    input_size: Pair
    output_size: Pair
    rows: Ints
    columns: Ints
    flat: Ints
    inside: Bools
    counted: Bools

    @classmethod
    def of(cls, spec: PoolSpec, height: int, width: int) -> Windows:
        """The windows of `spec` on an input of `height` × `width` cells (reference F2).

        Raises
        ------
        PoolingError
            When no window fits, or when one would hold padding alone; the window is named.
        """
        taps = math.prod(spec.output_size(height, width)) * math.prod(spec.kernel_size)
        return (_regular if taps <= MOST_KEPT else _regular.__wrapped__)(spec, height, width)

    @classmethod
    def check(cls, spec: PoolSpec, height: int, width: int) -> None:
        """Raise what `of` would raise, without laying out the table."""
        output_size = spec.output_size(height, width)
        if any(spec.padding):  # else every window begins at a cell
            _check_each(spec, (height, width), output_size, spec.padding)

    @classmethod
    def same(cls, spec: PoolSpec, height: int, width: int) -> Windows:
        """The windows of TensorFlow's SAME padding, which has ceil(n/s) of them on an axis of n cells.

        It chooses the padding itself (`same_padding`): `spec.padding` and `spec.ceil_mode` are not read.

        >>> Windows.same(PoolSpec("max", (1, 2), 2), 1, 3).flat
        array([[ 0,  1],
               [ 2, -1]])
        """
        taps = math.prod(_same_size(spec, height, width)) * math.prod(spec.kernel_size)
        return (_same if taps <= MOST_KEPT else _same.__wrapped__)(spec, height, width)

    @classmethod
    def adaptive(cls, output_size: Pair, height: int, width: int) -> Windows:
        """The bins of adaptive pooling: bin i of o covers floor(i·n/o) … ceil((i+1)·n/o) − 1 (F8).

        >>> Windows.adaptive((1, 2), 1, 3).flat
        array([[0, 1],
               [1, 2]])
        """
        taps = height * width + math.prod(output_size)  # bins overlap by a cell or so
        return (_adaptive if taps <= MOST_KEPT else _adaptive.__wrapped__)(output_size, height, width)

    @classmethod
    def band(cls, spec: PoolSpec, height: int, width: int, rows: slice, columns: slice = slice(None)) -> Windows:
        """The windows of some rows and columns of outputs alone: for planes whose whole table would be too large.

        >>> Windows.band(PoolSpec("max", 2), 4, 2, slice(1, 2)).flat
        array([[4, 5, 6, 7]])
        >>> Windows.band(PoolSpec("max", 2), 4, 4, slice(1, 2), slice(1)).flat
        array([[ 8,  9, 12, 13]])
        """
        down, along = cls.axes(spec, height, width)
        return _laid_out((height, width), (down[rows], along[columns]), spec.padding)

    @classmethod
    def axes(cls, spec: PoolSpec, height: int, width: int) -> tuple[Ints, Ints]:
        """`rows` and `columns` without the table: for pictures, whose table would be too large.

        >>> Windows.axes(PoolSpec("max", (2, 1)), 4, 2)[0]
        array([[0, 1],
               [2, 3]])
        """
        return _axes(spec, (height, width), spec.output_size(height, width), spec.padding)

    def gather(self, x: NDArray, outside: float = 0) -> NDArray:
        """The taps of every window: (…, H, W) → (…, L, K), `outside` where a tap is no input cell."""
        planes = x.reshape(*x.shape[:-2], x.shape[-2] * x.shape[-1])
        taps = planes[..., np.maximum(self.flat, 0)]
        return np.where(self.inside, taps, x.dtype.type(outside))

    def scatter_add(self, sent: NDArray) -> NDArray:
        """What every input cell receives when each tap is sent (…, L, K): the sum, (…, H, W)."""
        flat = np.broadcast_to(self.flat, sent.shape)[..., self.inside]
        return scatter_add(sent[..., self.inside], flat, self.input_size)

    def coverage(self) -> Ints:
        """How many windows hold each input cell, (H, W)."""
        return self.scatter_add(self.inside.astype(np.int64))

    def number(self, i: int, j: int) -> int:
        """Which window belongs to output cell (i, j): its row in the table.

        >>> Windows.of(PoolSpec("max", 2), 4, 6).number(1, 2)
        5
        """
        return i * self.output_size[1] + j

    def holding(self, row: int, column: int) -> list[Pair]:
        """The output cells (i, j) whose window holds the input cell: the inverse range (B3), any dilation.

        >>> Windows.of(PoolSpec("max", 3, 2), 5, 5).holding(2, 1)
        [(0, 0), (1, 0)]
        """
        if not (0 <= row < self.input_size[0] and 0 <= column < self.input_size[1]):
            return []
        hit = (self.flat == row * self.input_size[1] + column).any(axis=-1)
        return [(int(n) // self.output_size[1], int(n) % self.output_size[1]) for n in np.flatnonzero(hit)]


@lru_cache(maxsize=32)
def _regular(spec: PoolSpec, height: int, width: int) -> Windows:
    size = spec.output_size(height, width)
    return _padded(spec, (height, width), size, spec.padding, spec.padding)


@lru_cache(maxsize=32)
def _same(spec: PoolSpec, height: int, width: int) -> Windows:
    (top, bottom), (left, right) = same_padding(spec, height, width)
    return _padded(spec, (height, width), _same_size(spec, height, width), (top, left), (bottom, right))


def same_padding(spec: PoolSpec, height: int, width: int) -> tuple[Pair, Pair]:
    """The cells that SAME adds: (top, bottom), (left, right); an odd one goes to the end.

    On an axis of n cells: total = max(0, (ceil(n/s) − 1)·s + d(k − 1) + 1 − n), of which total // 2 before
    (https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2).

    >>> same_padding(PoolSpec("max", (4, 2), 2), 6, 6)
    ((1, 1), (0, 0))
    """
    sides = []
    for axis, (n, out) in enumerate(zip((height, width), _same_size(spec, height, width), strict=True)):
        total = max(0, (out - 1) * spec.stride[axis] + spec.effective_kernel[axis] - n)
        sides.append((total // 2, total - total // 2))
    return sides[0], sides[1]


def _same_size(spec: PoolSpec, height: int, width: int) -> Pair:
    return int(-(-height // spec.stride[0])), int(-(-width // spec.stride[1]))


def _padded(spec: PoolSpec, size: Pair, output_size: Pair, before: Pair, after: Pair) -> Windows:
    """The table of windows that begin `before` cells outside the plane and may count `after` cells behind it."""
    return _laid_out(size, _axes(spec, size, output_size, before), after)


def _laid_out(size: Pair, places: tuple[Ints, Ints], after: Pair) -> Windows:
    """The table of windows whose taps lie in these rows (windows, taps) and columns."""
    rows, columns = places
    (height, width), (bottom, right) = size, after
    counted = _cross(rows < height + bottom, columns < width + right)
    inside = _cross((rows >= 0) & (rows < height), (columns >= 0) & (columns < width))
    return _table(size, (len(rows), len(columns)), rows, columns, inside, counted)


def _axes(spec: PoolSpec, size: Pair, output_size: Pair, before: Pair) -> tuple[Ints, Ints]:
    """Input row of each tap (H_out, kH) and column (W_out, kW), once each window holds a real cell."""
    _check_each(spec, size, output_size, before)
    rows, columns = (
        (np.arange(out) * stride - pad)[:, None] + np.arange(kernel) * dilation
        for out, stride, pad, kernel, dilation in zip(
            output_size, spec.stride, before, spec.kernel_size, spec.dilation, strict=True
        )
    )
    return rows, columns


def _check_each(spec: PoolSpec, size: Pair, output_size: Pair, before: Pair) -> None:
    """Raise if a window holds no real cell."""
    first_empty = []
    for axis, (n, out) in enumerate(zip(size, output_size, strict=True)):
        start = np.arange(out) * spec.stride[axis] - before[axis]
        dilation = spec.dilation[axis]
        first = start + dilation * np.maximum(0, -(start // dilation))  # its first tap that is not before the plane
        last = start + dilation * (spec.kernel_size[axis] - 1)
        first_empty.append(np.flatnonzero(first > np.minimum(last, n - 1)))
    # A window is empty if it is so on either axis; the first in row-major order is named.
    rows, columns = first_empty
    empty = [(0, int(c)) for c in columns[:1]] + [(int(r), 0) for r in rows[:1]]
    if empty:
        raise PoolingError.broken("every window", "hold an input cell", f"window {min(empty)} on padding alone")


@lru_cache(maxsize=32)
def _adaptive(output_size: Pair, height: int, width: int) -> Windows:
    taps, ins = [], []
    for o, n in zip(output_size, (height, width), strict=True):
        first, end = bins(n, o)
        tap = first[:, None] + np.arange((end - first).max())
        taps.append(tap)
        ins.append(tap < end[:, None])
    inside = _cross(*ins)
    return _table((height, width), output_size, taps[0], taps[1], inside, inside)


def _cross(rows: NDArray, columns: NDArray) -> Bools:
    """Per-axis conditions (H_out, kH), (W_out, kW) → per-tap conditions (L, K)."""
    both = rows[:, None, :, None] & columns[None, :, None, :]
    return both.reshape(rows.shape[0] * columns.shape[0], -1)


def _table(input_size: Pair, output_size: Pair, rows: Ints, columns: Ints, inside: Bools, counted: Bools) -> Windows:
    flat = (rows[:, None, :, None] * input_size[1] + columns[None, :, None, :]).reshape(inside.shape)
    flat = np.where(inside, flat, -1)
    for array in (rows, columns, flat, inside, counted):
        array.flags.writeable = False  # the table is cached and shared
    return Windows(input_size, output_size, rows, columns, flat, inside, counted)
