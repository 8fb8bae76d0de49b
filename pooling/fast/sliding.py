"""Windows of any length in about log2 k passes over whole arrays: what makes the functions fast.

**Separable.** A window of a plane is a row of columns of cells, so a plane is pooled along one axis and then along the
other: k + k cells a window instead of k².

**Doubling.** A window of length 2L is two windows of length L, one after the other: from the cells (length 1) come the
windows of length 2, 4, … A length in between is two windows that overlap, which does a maximum no harm; to a
sum, single cells are added. Every step is one NumPy operation on everything at once.

**A row is a shift.** The cells of a block of planes lie in one flat array, row after row. The next column is this array
shifted by one cell, the next row the array shifted by a row. What runs over the end of a row stands where no
window begins, and is never read.

**Where the maximum stands** rides along as a code, the number of the tap in the window: one byte for up to 256 taps.
Merging needs no branch: `better = far > near` is 0 or 1, and the new code is the larger of near's and
`better · (far's + distance)`, since what lies in the far window alone has a larger code than all of the near one.
Along the columns first and down the rows second, with a strict `>`, the first of equal cells in row-major order wins.
NumPy's maximum passes NaN on and no comparison with NaN is true: the place of the last NaN is looked for afterwards,
where an output is NaN.

**Strides.** Where a stride skips rows, each tap of all windows is a view of the rows that it falls on, and k − 1 merges
of 1/s of the cells do. For a large s these come first, so that the other axis has less to do; equal cells are
then decided by their codes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from pooling.order import Order


class Cells(NamedTuple):
    """Windows as flat arrays: the value of each and, where it is wanted, its code; None says that all codes are 0."""

    values: NDArray
    codes: NDArray | None = None

    def part(self, first: int, count: int) -> Cells:
        """`count` windows from `first` on."""
        end = first + count
        return Cells(self.values[first:end], None if self.codes is None else self.codes[first:end])

    def each(self, views: Callable[[NDArray], list[NDArray]]) -> list[Cells]:
        """The pieces of values and codes that `views` makes of an array."""
        values = views(self.values)
        codes = [None] * len(values) if self.codes is None else views(self.codes)
        return [Cells(*pair) for pair in zip(values, codes, strict=True)]


class Merge(Protocol):
    """Makes of two windows the one that holds the cells of both."""

    def __call__(self, near: Cells, far: Cells, distance: int, out: Cells) -> None:
        """Write it to `out`; a code of `far` counts from `distance` after where those of `near` do."""


def plainly(combine: np.ufunc) -> Merge:
    """The merge of values alone: `combine` is a maximum, a minimum or a sum."""

    def merge(near: Cells, far: Cells, distance: int, out: Cells) -> None:
        combine(near.values, far.values, out=out.values)

    return merge


def with_codes(order: Order, room: Sequence[NDArray], by_code: bool = False) -> Merge:
    """The merge of values and codes; equal cells go to `near`, or `by_code` to the smaller code.

    `room` is three arrays to work in, of the dtype of the codes and no shorter than any window's array.
    """

    def merge(near: Cells, far: Cells, distance: int, out: Cells) -> None:
        assert out.codes is not None  # for the type checker: rooms for windows with codes have them
        size, shape = out.values.size, out.values.shape
        better, candidate = room[0][:size].reshape(shape), room[1][:size].reshape(shape)
        further = out.codes.dtype.type(distance)
        _compare(order.beats, far.values, near.values, better)
        if near.codes is None:
            np.multiply(better, further, out=out.codes)
        elif far.codes is None:
            np.multiply(better, further, out=candidate)
            np.maximum(near.codes, candidate, out=out.codes)
        else:
            np.add(far.codes, further, out=candidate)
            if by_code:
                tied = room[2][:size].reshape(shape)
                _compare(np.less, candidate, near.codes, tied)
                tied &= near.values == far.values
                better |= tied
                candidate -= near.codes  # near + better · difference: unsigned numbers wrap around and back
                candidate *= better
                np.add(near.codes, candidate, out=out.codes)
            else:
                candidate *= better
                np.maximum(near.codes, candidate, out=out.codes)
        order.pick(near.values, far.values, out=out.values)

    return merge


def _compare(comparison: np.ufunc, one: NDArray, other: NDArray, out: NDArray) -> None:
    """Write 1 where it is true and 0 elsewhere; `out` is of an unsigned dtype."""
    if out.itemsize == 1:
        comparison(one, other, out=out.view(np.bool_))  # True is the byte 1: no conversion
    else:
        comparison(one, other, out=out, casting="unsafe")


def joins(length: int) -> Iterator[int]:
    """How far after the first the second of two equal windows begins, from 1 cell up to `length`.

    >>> list(joins(7))  # windows of 2, 4 and 7 cells
    [1, 2, 3]
    """
    reached = 1
    while reached < length:
        step = min(reached, length - reached)
        yield step
        reached += step


def doubled(merge: Merge, cells: Cells, rooms: Iterator[Cells], length: int, shift: int, unit: int) -> Cells:
    """Windows of `length` cells that lie `shift` apart, `unit` apart in codes; to see a cell twice must do no harm.

    The last (length − 1) · shift of them have no meaning, since their cells would lie after the end.
    """
    size = count = cells.values.size
    for step in joins(length):
        count -= step * shift
        room = next(rooms).part(0, size)
        merge(cells.part(0, count), cells.part(step * shift, count), step * unit, room.part(0, count))
        cells = room
    return cells


def added(values: NDArray, rooms: Iterator[NDArray], length: int, shift: int) -> NDArray:
    """Sums of `length` cells that lie `shift` apart: double, and add one cell, as the digits of `length` say.

    A sum holds the cells of its window and no others, so what is infinite stays where it is. As with `doubled`, the
    last (length − 1) · shift have no meaning. `rooms` must not give out `values`.
    """
    total, count, reached = values, values.size, 1
    for digit in f"{length:b}"[1:]:
        count -= reached * shift
        room = next(rooms)[: values.size]
        np.add(total[:count], total[reached * shift :][:count], out=room[:count])
        total, reached = room, 2 * reached
        if digit == "1":
            count -= shift
            total[:count] += values[reached * shift :][:count]
            reached += 1
    return total


def tapped(merge: Merge, taps: Sequence[Cells], unit: int, room: Cells) -> Cells:
    """Windows of `taps`, which lie `unit` apart in codes, written to `room`: one tap after the other."""
    near, shape = taps[0], taps[0].values.shape
    flat = room.part(0, near.values.size)
    (out,) = flat.each(lambda array: [array.reshape(shape)])
    with np.errstate():  # which ends what is set within
        np.setbufsize(16)  # cells; else NumPy copies rows that do not follow one another into a buffer first
        for tap, far in enumerate(taps[1:], 1):
            merge(near, far, tap * unit, out)
            near = out
    return flat
