"""How the cells of a block lie in memory: dealt into heaps, so that windows lie side by side.

Windows that begin s cells apart read every s-th cell, which is slow wherever it is done. So the cells of an axis are
dealt like cards, once: cell c to place c // s of heap c mod s. Then the t-th taps of all windows are neighbours in
one heap, from place t // s on, and merging them takes one operation on whole arrays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import prod

from pooling.axis import Axis
from pooling.parameters import Pair, Size


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


@dataclass(frozen=True, eq=False)
class Line:
    """So many windows of an axis, one after the other, and the cells that they span, dealt into `deal` heaps of so many
    `places`. Cells lie `apart` from one another before, with padding between them."""

    axis: Axis
    windows: int
    apart: int
    deal: int
    places: int

    @classmethod
    def of(cls, axis: Axis, windows: int, apart: int) -> Line:
        """Dealt into as many heaps as the stride is, unless merging tap after tap is more work than doubling."""
        pays = windows > 1 and axis.kernel - 1 <= axis.stride * len(list(joins(axis.kernel)))
        deal = axis.stride if pays else 1
        return cls(axis, windows, apart, deal, (axis.reach(windows) - 1) // deal + 1)

    @property
    def whole(self) -> Line:
        """The same before it is dealt."""
        return replace(self, deal=1, places=self.places * self.deal)

    @property
    def heaps(self) -> int:
        """How many heaps have taps."""
        return min(self.deal, self.axis.span)

    @property
    def length(self) -> int:
        """Places of all heaps, those without taps too: as many as there are before the line is dealt."""
        return self.places * self.deal

    @property
    def step(self) -> int:
        """Places from one window to the next."""
        return self.axis.stride // self.deal

    @property
    def taps(self) -> list[Pair]:
        """Of each tap the heap, and how many places on it lies."""
        places = (divmod(tap * self.axis.dilation, self.deal) for tap in range(self.axis.kernel))
        return [(heap, place) for place, heap in places]

    def inside(self, first: int) -> tuple[slice, slice]:
        """Which cells of the axis these are, if the first of the windows is its number `first`, and in which places
        they lie before they are dealt; all others are padding."""
        start = first * self.axis.stride - self.axis.padding
        cell = max(0, -(-start // self.apart))
        place = cell * self.apart - start
        count = max(0, min((self.length - 1 - place) // self.apart + 1, self.axis.size - cell))
        return slice(cell, cell + count), slice(place, place + count * self.apart, self.apart)


@dataclass(frozen=True, eq=False)
class Layout:
    """What the blocks of one layer have in common: its axes, the channels behind them, and how far cells lie apart."""

    axes: tuple[Axis, ...]
    channels: int
    apart: Size = ()

    @cached_property
    def output_size(self) -> Size:
        return tuple(axis.out for axis in self.axes)

    @property
    def input_size(self) -> Size:
        return tuple(axis.size for axis in self.axes)

    @cached_property
    def steps(self) -> Size:
        """How far a cell lies after the one before it on each axis, in a flat plane."""
        return steps(self.input_size)

    @cached_property
    def units(self) -> Size:
        """How far a tap lies after the one before it on each axis, in a flat plane."""
        return tuple(axis.dilation * step for axis, step in zip(self.axes, self.steps, strict=True))

    @cached_property
    def padded(self) -> bool:
        """Whether a window holds what is no cell."""
        return any(axis.padding > 0 or axis.reach(axis.out) - axis.padding > axis.size for axis in self.axes)

    def lines(self, windows: Size) -> list[Line]:
        """The lines of a block of so many windows on each axis."""
        apart = self.apart or (1,) * len(self.axes)
        return [Line.of(*line) for line in zip(self.axes, windows, apart, strict=True)]

    @cached_property
    def _whole(self) -> list[Line]:
        """The lines of whole planes."""
        return self.lines(self.output_size)

    def bytes_a_cell(self, merged: int, item: int, first: int) -> float:
        """Memory for each cell of a block: so many bytes for each that is left when the axis that is `first` is merged,
        those of an `item` for it and, if there is padding to be added before lines are dealt, again."""
        line = self._whole[first]
        fits = not self.padded and all(line.length <= line.axis.size for line in self._whole)
        return (item if fits or line.deal == 1 else 2 * item) + merged / line.heaps

    @lru_cache(maxsize=64)  # noqa: B019  (a layout is small, and kept no longer than one of 64)
    def cut(self, cells: int) -> tuple[int, Size]:
        """How many planes a block of at most so many `cells` has, and how many windows on each axis: the first axes are
        cut first.

        Neighbouring blocks both load what their windows share: no block is cut so small that this is most of it.
        """
        spans = list(self.output_size)
        lengths = [line.heaps * line.places for line in self._whole]
        stored = prod(lengths) * self.channels
        if stored <= cells:
            return cells // stored, self.output_size
        for number, axis in enumerate(self.axes):
            shared = max(0, axis.span - axis.stride)
            reach = max(cells * lengths[number] // stored, 3 * shared)
            spans[number] = evenly(axis.out, (reach - axis.span) // axis.stride + 1)
            lengths[number] = axis.reach(spans[number])
            stored = prod(lengths) * self.channels
            if stored <= cells:
                break
        return 1, tuple(spans)


@lru_cache(maxsize=64)
def layout_of(axes: tuple[Axis, ...], channels: int, apart: Size = ()) -> Layout:
    """The layout of a layer, made once for all arrays of a size: for small ones it takes as long as the work itself."""
    return Layout(axes, channels, apart)


def steps(size: Size) -> Size:
    """How far a step along each axis leads in a flat array of `size`.

    >>> steps((4, 3, 5))
    (15, 5, 1)
    """
    return tuple(prod(size[axis + 1 :]) for axis in range(len(size)))


def evenly(count: int, most: int) -> int:
    """The size of equal parts, none larger than `most`, if not larger than `count`: so that few are of another size.

    >>> evenly(10, 4), evenly(10, 99)
    (4, 10)
    """
    return -(-count // -(-count // max(1, min(count, most)))) if count else 1
