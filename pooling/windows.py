"""The index table: for every output cell, which input cells its window holds and which of them count.

Forward, argmax, backward, coverage and every picture read this one table; nobody recomputes a window.
A tap is one place of a window; the taps of a window are numbered in row-major order. Axes are laid out one after the
other: a table of any number of them is made of as many lists of places.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling.axis import bins
from pooling.errors import PoolingError
from pooling.parameters import Pair, Size
from pooling.scatter import scatter_add
from pooling.spec import PoolSpec, same_padding, same_size

#: Tables of at most so many taps are kept for the next time: 10 bytes a tap, 32 tables, 21 MB in all.
MOST_KEPT = 2**16

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Windows:
    """All windows of one plane, or of a line or a volume; L = H_out·W_out windows of K taps.

    Attributes
    ----------
    input_size, output_size : (height, width), in cells
    places : for each axis an int64 array, (H_out, kH) and (W_out, kW)
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
    >>> Windows.of(PoolSpec("max", 2, axes=1), 4).flat
    array([[0, 1],
           [2, 3]])
    """

    input_size: Any  # of two axes a pair, which pictures need; else a tuple as long
    output_size: Any
    places: tuple[Ints, ...]
    flat: Ints
    inside: Bools
    counted: Bools

    @property
    def rows(self) -> Ints:
        """Input row of each tap, (H_out, kH)."""
        return self.places[-2]

    @property
    def columns(self) -> Ints:
        """Input column of each tap, (W_out, kW)."""
        return self.places[-1]

    @classmethod
    def of(cls, spec: PoolSpec, *size: int) -> Windows:
        """The windows of `spec` on an input of so many cells on each axis: height, width (reference F2).

        Raises
        ------
        PoolingError
            When no window fits, or when one would hold padding alone; the window is named.
        """
        taps = math.prod(spec.output_size(*size)) * math.prod(spec.kernel_size)
        return (_regular if taps <= MOST_KEPT else _regular.__wrapped__)(spec, size)

    @classmethod
    def check(cls, spec: PoolSpec, *size: int) -> None:
        """Raise what `of` would raise, without laying out the table."""
        _checked(spec, size)

    @classmethod
    def same(cls, spec: PoolSpec, *size: int) -> Windows:
        """The windows of TensorFlow's SAME padding, which has ceil(n/s) of them on an axis of n cells.

        It chooses the padding itself (`same_padding`): `spec.padding` and `spec.ceil_mode` are not read.

        >>> Windows.same(PoolSpec("max", (1, 2), 2), 1, 3).flat
        array([[ 0,  1],
               [ 2, -1]])
        """
        taps = math.prod(same_size(spec, *size)) * math.prod(spec.kernel_size)
        return (_same if taps <= MOST_KEPT else _same.__wrapped__)(spec, size)

    @classmethod
    def adaptive(cls, output_size: Size, *size: int) -> Windows:
        """The bins of adaptive pooling: bin i of o covers floor(i·n/o) … ceil((i+1)·n/o) − 1 (F8).

        >>> Windows.adaptive((1, 2), 1, 3).flat
        array([[0, 1],
               [1, 2]])
        """
        taps = math.prod(size) + math.prod(output_size)  # bins overlap by a cell or so
        return (_adaptive if taps <= MOST_KEPT else _adaptive.__wrapped__)(output_size, size)

    @classmethod
    def band(cls, spec: PoolSpec, size: Size, *parts: slice) -> Windows:
        """Some windows along each axis alone, or all: for planes whose whole table would be too large.

        >>> Windows.band(PoolSpec("max", 2), (4, 2), slice(1, 2)).flat
        array([[4, 5, 6, 7]])
        >>> Windows.band(PoolSpec("max", 2), (4, 4), slice(1, 2), slice(1)).flat
        array([[ 8,  9, 12, 13]])
        """
        places = list(cls.axes(spec, *size))
        for axis, part in enumerate(parts):
            places[axis] = places[axis][part]
        return _laid_out(size, places, [after for _, after in spec.pads(*size)])

    @classmethod
    def axes(cls, spec: PoolSpec, *size: int) -> tuple[Ints, ...]:
        """`places` without the table: for pictures, whose table would be too large.

        >>> Windows.axes(PoolSpec("max", (2, 1)), 4, 2)[0]
        array([[0, 1],
               [2, 3]])
        """
        return _axes(spec, size, spec.output_size(*size), [before for before, _ in spec.pads(*size)])

    def gather(self, x: NDArray, outside: float = 0) -> NDArray:
        """The taps of every window: (…, H, W) → (…, L, K), `outside` where a tap is no input cell."""
        planes = x.reshape(*x.shape[: -len(self.input_size)], math.prod(self.input_size))
        taps = planes[..., np.maximum(self.flat, 0)]
        return np.where(self.inside, taps, x.dtype.type(outside))

    def scatter_add(self, sent: NDArray) -> NDArray:
        """What every input cell receives when each tap is sent (…, L, K): the sum, (…, H, W)."""
        flat = np.broadcast_to(self.flat, sent.shape)[..., self.inside]
        return scatter_add(sent[..., self.inside], flat, self.input_size)

    def coverage(self) -> Ints:
        """How many windows hold each input cell, (H, W)."""
        return self.scatter_add(self.inside.astype(np.int64))

    def number(self, *cell: int) -> int:
        """Which window belongs to output cell (i, j): its row in the table.

        >>> Windows.of(PoolSpec("max", 2), 4, 6).number(1, 2)
        5
        """
        return reduce(lambda number, axis: number * axis[0] + axis[1], zip(self.output_size, cell, strict=True), 0)

    def holding(self, *cell: int) -> list[Any]:
        """The output cells (i, j) whose window holds the input cell: the inverse range (B3), any dilation.

        >>> Windows.of(PoolSpec("max", 3, 2), 5, 5).holding(2, 1)
        [(0, 0), (1, 0)]
        """
        if not all(0 <= place < n for place, n in zip(cell, self.input_size, strict=True)):
            return []
        flat = int(np.ravel_multi_index(cell, self.input_size))
        hit = np.flatnonzero((self.flat == flat).any(axis=-1))
        return [tuple(found) for found in np.stack(np.unravel_index(hit, self.output_size), axis=-1).tolist()]


@lru_cache(maxsize=256)
def _checked(spec: PoolSpec, size: Size) -> None:
    """`Windows.check`, once for all arrays of a size."""
    output_size = spec.output_size(*size)
    before, _ = zip(*spec.pads(*size), strict=True)
    if any(before):  # else every window begins at a cell
        _check_each(spec, size, output_size, before)


@lru_cache(maxsize=32)
def _regular(spec: PoolSpec, size: Size) -> Windows:
    return _padded(spec, size, spec.output_size(*size), spec.pads(*size))


@lru_cache(maxsize=32)
def _same(spec: PoolSpec, size: Size) -> Windows:
    return _padded(spec, size, same_size(spec, *size), same_padding(spec, *size))


def _padded(spec: PoolSpec, size: Size, output_size: Size, pads: Sequence[Pair]) -> Windows:
    """The table of windows that begin outside the plane, in the padding before it, and may count the padding behind."""
    before, after = zip(*pads, strict=True)
    return _laid_out(size, _axes(spec, size, output_size, before), after)


def _laid_out(size: Size, places: Sequence[Ints], after: Sequence[int]) -> Windows:
    """The table of windows whose taps lie at these places (windows, taps) of each axis."""
    counted = _cross([place < n + more for place, n, more in zip(places, size, after, strict=True)])
    inside = _cross([(place >= 0) & (place < n) for place, n in zip(places, size, strict=True)])
    return _table(size, tuple(len(place) for place in places), tuple(places), inside, counted)


def _axes(spec: PoolSpec, size: Size, output_size: Size, before: Sequence[int]) -> tuple[Ints, ...]:
    """Input place of each tap on each axis, (H_out, kH) and (W_out, kW), once each window holds a real cell."""
    _check_each(spec, size, output_size, before)
    of_axis = zip(output_size, spec.stride, before, spec.kernel_size, spec.dilation, strict=True)
    return tuple(
        (np.arange(out) * stride - pad)[:, None] + np.arange(kernel) * dilation
        for out, stride, pad, kernel, dilation in of_axis
    )


def _check_each(spec: PoolSpec, size: Size, output_size: Size, before: Sequence[int]) -> None:
    """Raise if a window holds no real cell."""
    empty = []
    for axis, (n, out) in enumerate(zip(size, output_size, strict=True)):
        start = np.arange(out) * spec.stride[axis] - before[axis]
        dilation = spec.dilation[axis]
        first = start + dilation * np.maximum(0, -(start // dilation))  # its first tap that is not before the plane
        last = start + dilation * (spec.kernel_size[axis] - 1)
        # A window is empty if it is so on any axis; the first in row-major order is named.
        for place in np.flatnonzero(first > np.minimum(last, n - 1))[:1].tolist():
            empty.append(tuple(place if axis == other else 0 for other in range(len(size))))
    if empty:
        raise PoolingError.broken("every window", "hold an input cell", f"window {min(empty)} on padding alone")


@lru_cache(maxsize=32)
def _adaptive(output_size: Size, size: Size) -> Windows:
    taps, ins = [], []
    for o, n in zip(output_size, size, strict=True):
        first, end = bins(n, o)
        tap = first[:, None] + np.arange((end - first).max())
        taps.append(tap)
        ins.append(tap < end[:, None])
    inside = _cross(ins)
    return _table(size, output_size, tuple(taps), inside, inside)


def _cross(axes: Sequence[Bools]) -> Bools:
    """Per-axis conditions (H_out, kH), (W_out, kW) → per-tap conditions (L, K)."""
    return reduce(lambda some, axis: _pairs(some, len(axis), some[:, None, :, None] & axis[None, :, None, :]), axes)


def _table(input_size: Size, output_size: Size, places: tuple[Ints, ...], inside: Bools, counted: Bools) -> Windows:
    flat = places[0]
    for n, place in zip(input_size[1:], places[1:], strict=True):
        flat = _pairs(flat, len(place), flat[:, None, :, None] * n + place[None, :, None, :])
    flat = np.where(inside, flat, -1)
    for array in (*places, flat, inside, counted):
        array.flags.writeable = False  # the table is cached and shared
    return Windows(input_size, output_size, places, flat, inside, counted)


def _pairs(some: NDArray, more: int, crossed: NDArray) -> NDArray:
    """What was crossed with `more` windows of another axis, as windows and taps again."""
    return crossed.reshape(len(some) * more, -1)
