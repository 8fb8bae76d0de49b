"""Windows of any length in about log2 k passes over whole arrays: what makes the functions fast.

**Separable.** A window of a plane is a row of columns of cells, so a plane is pooled along one axis and then along the
other: k + k cells a window instead of k². A volume is pooled along three.

**Doubling.** A window of length 2L is two windows of length L, one after the other: from the cells (length 1) come the
windows of length 2, 4, … A length in between is two windows that overlap, which does a maximum no harm; to a
sum, single cells are added. Every step is one NumPy operation on everything at once.

**A row is a shift.** The cells of a block lie in one flat array, row after row. The next column is this array shifted
by one cell, the next row the array shifted by a row. What runs over the end of a row stands where no window begins, and
is never read.

**Where the maximum stands** rides along as a code: how far after the first tap of its window it lies in the plane, in
as few bytes as what is merged so far allows. Merging needs no branch: `better = far > near` is 0 or 1, and the new code
is the larger of near's and `better · (far's + distance)`, since what lies in the far window alone has a larger code
than all of the near one. Along the last axis first and the first one last, with a strict `>`, the first of equal cells
in row-major order wins.

**Strides.** Dealt into heaps (`layout.py`), windows a stride apart have each of their taps side by side, and k − 1
merges of 1/s of the cells do. For a large s the first axis comes first, so that the others have less to do; equal cells
are then decided by their codes.

**Recorded.** Which arrays are merged depends on the shape of a block alone. So nothing is computed here: the calls are
listed once, with their arrays, and done for block after block.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pooling.fast.layout import Line, joins
from pooling.order import Order
from pooling.parameters import Pair
from pooling.scratch import paged

Call = Callable[[], object]


class Cells(NamedTuple):
    """Windows as flat arrays: the value of each and, where it is wanted, its code; None says that all codes are 0."""

    values: NDArray
    codes: NDArray | None = None

    def each(self, change: Callable[[NDArray], NDArray]) -> Cells:
        """What `change` makes of the values, and of the codes."""
        return Cells(change(self.values), None if self.codes is None else change(self.codes))

    def part(self, first: int, count: int) -> Cells:
        """`count` windows from `first` on."""
        return self.each(lambda array: array[first : first + count])


class Merging:
    """Lists the calls that make windows of cells, and has the arrays that they write to."""

    #: Whether axes are to be merged from the last one to the first; else from the first to the last.
    in_order = False

    def __init__(self, combine: np.ufunc) -> None:
        self.combine = combine
        self.calls: list[Call] = []
        self._rooms: list[NDArray] = []

    def along(self, cells: Cells, line: Line, pitch: int, unit: int) -> Cells:
        """The windows of a line whose neighbouring cells lie `pitch` apart, and `unit` in codes.

        After the last one of each row, what is there has no meaning, since its cells would lie behind the row.
        """
        size = cells.values.size // line.heaps
        if line.deal > 1 or line.axis.kernel <= 2:
            return self._tapped([(heap * size, place * pitch) for heap, place in line.taps], cells, size, unit)
        return self._doubled(cells, line.axis.kernel, line.axis.dilation * pitch, unit)

    def dealt(self, cells: Cells, line: Line, pitch: int) -> Cells:
        """The cells of a line, which lie `pitch` apart, dealt into its heaps."""
        return cells.each(lambda array: self._dealt(array, line, pitch))

    def _dealt(self, array: NDArray, line: Line, pitch: int) -> NDArray:
        size, item = len(array) // line.deal, array.itemsize
        heaps = paged(line.heaps * size, array.dtype)
        if line.heaps == line.deal == 2 and pitch == 1 and item <= 4 and sys.byteorder == "little":
            # Two cells are one number of twice the size, which is cut to its first half: faster than every other cell.
            first, second = heaps.view(f"u{item}").reshape(2, size)
            self.call(_converted, array.view(f"u{2 * item}"), out=first)
            self.call(_converted, array[1:-1].view(f"u{2 * item}"), out=second[:-1])
            self.call(_converted, array[-1:].view(f"u{item}"), out=second[-1:])
        else:
            rounds = array.reshape(-1, line.deal, pitch)[:, : line.heaps]
            self.call(_converted, rounds.transpose(1, 0, 2), out=heaps.reshape(line.heaps, -1, pitch))
        return heaps

    def _tapped(self, taps: list[Pair], cells: Cells, size: int, unit: int) -> Cells:
        """One tap after the other: in each of the heaps, which begin and lie so far on."""
        count = size - taps[-1][1]
        near, *others = (cells.part(heap + place, count) for heap, place in taps)
        if not others:
            return cells
        room = self._room_besides(cells, size)
        for number, far in enumerate(others, 1):
            self.merge(near, far, number * unit, room.part(0, count))
            near = room.part(0, count)
        return room

    def _doubled(self, cells: Cells, length: int, shift: int, unit: int) -> Cells:
        """Two windows of the same length at a time."""
        count = cells.values.size
        for step in joins(length):
            count -= step * shift
            room = self._room_besides(cells, cells.values.size)
            self.merge(cells.part(0, count), cells.part(step * shift, count), step * unit, room.part(0, count))
            cells = room
        return cells

    def merge(self, near: Cells, far: Cells, distance: int, out: Cells) -> None:
        """Write to `out` the windows that hold the cells of both; a code of `far` counts from `distance` after where
        those of `near` do."""
        self.call(self.combine, near.values, far.values, out=out.values)

    def _room_besides(self, cells: Cells, size: int) -> Cells:
        """A place for so many windows that is no part of `cells`."""
        return Cells(self._values_besides(size, cells.values))

    def _values_besides(self, size: int, *taken: NDArray) -> NDArray:
        for one in self._rooms:
            if not any(np.may_share_memory(one, array) for array in taken):
                return one[:size]
        self._rooms.append(paged(size, taken[0].dtype))
        return self._rooms[-1]

    def call(self, function: Callable[..., object], *arrays: object, out: NDArray) -> None:
        """List a call."""
        self.calls.append(partial(function, *arrays, out=out))


class Adding(Merging):
    """Sums, which must not see a cell twice."""

    def __init__(self) -> None:
        super().__init__(np.add)

    def _doubled(self, cells: Cells, length: int, shift: int, unit: int) -> Cells:
        """Double, and add one cell, as the digits of `length` say: what is infinite stays in its windows."""
        size = count = cells.values.size
        total, reached = cells, 1
        for digit in f"{length:b}"[1:]:
            count -= reached * shift
            room = Cells(self._values_besides(size, cells.values, total.values))
            self.merge(total.part(0, count), total.part(reached * shift, count), 0, room.part(0, count))
            total, reached = room, 2 * reached
            if digit == "1":
                count -= shift
                self.merge(total.part(0, count), cells.part(reached * shift, count), 0, total.part(0, count))
                reached += 1
        return total


class Choosing(Merging):
    """The better of cells, with codes. Unless axes are merged `in_order`, equal cells are decided by their codes."""

    def __init__(self, order: Order, in_order: bool = True) -> None:
        super().__init__(order.pick)
        self.in_order = in_order
        self._beats = order.beats
        self._largest = 0
        self._merged = False
        self._codes: NDArray | None = None
        self._spare: dict[tuple[str, np.dtype], NDArray] = {}

    def along(self, cells: Cells, line: Line, pitch: int, unit: int) -> Cells:
        """With codes that are long enough, in an array that is none of those before."""
        self._largest += unit * (line.axis.kernel - 1)
        dtype = np.min_scalar_type(self._largest)
        if cells.codes is not None and cells.codes.dtype != dtype:
            wide = paged(cells.codes.size, dtype)
            self.call(_converted, cells.codes, out=wide)
            cells = Cells(cells.values, wide)
        self._codes = paged(cells.values.size // line.heaps, dtype)
        self._merged = cells.codes is not None
        return super().along(cells, line, pitch, unit)

    def _room_besides(self, cells: Cells, size: int) -> Cells:
        """Both places that are doubled into have one array of codes: these are read before they are written over."""
        return Cells(self._values_besides(size, cells.values), self._codes)

    def merge(self, near: Cells, far: Cells, distance: int, out: Cells) -> None:
        assert out.codes is not None  # for the type checker: rooms have them
        size, dtype = out.values.size, out.codes.dtype
        better, candidate = self._room("better", size, np.dtype(np.bool_)), self._room("candidate", size, dtype)
        further = dtype.type(distance)
        self.call(self._beats, far.values, near.values, out=better)
        if far.codes is not None:
            self.call(np.add, far.codes, further, out=candidate)
            further = candidate
        if self._merged and not self.in_order:  # of equal cells the one with the smaller code
            tied, sooner = (self._room(name, size, better.dtype) for name in ("tied", "sooner"))
            self.call(np.equal, far.values, near.values, out=tied)
            self.call(np.less, candidate, near.codes, out=sooner)
            self.call(np.logical_and, tied, sooner, out=tied)
            self.call(np.logical_or, better, tied, out=better)
            self.call(np.subtract, candidate, near.codes, out=candidate)
            self.call(np.multiply, candidate, self._ones(better, dtype), out=candidate)
            self.call(np.add, near.codes, candidate, out=out.codes)  # unsigned numbers wrap around and back
        elif near.codes is None:
            self.call(np.multiply, self._ones(better, dtype), further, out=out.codes)
        else:
            self.call(np.multiply, self._ones(better, dtype), further, out=candidate)
            self.call(np.maximum, near.codes, candidate, out=out.codes)
        super().merge(near, far, distance, out)

    def _ones(self, better: NDArray, dtype: np.dtype) -> NDArray:
        """What is true as 1, in the dtype of codes: to mix dtypes takes several times as long as to convert first."""
        if dtype.itemsize == 1:
            return better.view(dtype)
        ones = self._room("ones", better.size, dtype)
        self.call(_converted, better, out=ones)
        return ones

    def _room(self, name: str, size: int, dtype: np.dtype) -> NDArray:
        """One of the arrays that a merge works in."""
        room = self._spare.get((name, dtype))
        if room is None or room.size < size:
            room = self._spare[name, dtype] = paged(size, dtype)
        return room[:size]


def _converted(array: NDArray, out: NDArray) -> None:
    np.copyto(out, array, casting="unsafe")
