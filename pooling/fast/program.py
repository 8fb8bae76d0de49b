"""What is done for every block of one shape: its cells come to their places, then the listed calls are made."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

import numpy as np
from numpy.typing import NDArray

from pooling.fast.layout import Layout
from pooling.fast.merging import Cells, Merging
from pooling.parameters import Size
from pooling.scratch import paged

#: Stores cells, of which it is told the numbers of the first on each axis: `put(store, cells, first)`.
Put = Callable[[NDArray, NDArray, Size], object]


def copied(store: NDArray, cells: NDArray, first: Size) -> None:
    """Store cells as they are."""
    np.copyto(store, cells)


class Program:
    """The way from the cells of a block to its windows: `planes` planes, and so many `windows` on each axis.

    `padding` is what stands where no cell is; `units` say how far the taps of each axis lie apart in codes.
    """

    def __init__(
        self, layout: Layout, planes: int, windows: Size, merging: Merging, dtype: np.dtype, padding: float, units: Size
    ) -> None:
        self.lines, self._padding = layout.lines(windows), padding
        axes, channels = range(len(self.lines)), layout.channels
        # What is merged from the last axis on is dealt at once; else each axis in its turn, when there is less of it.
        stored = self.lines if merging.in_order else [self.lines[0], *(line.whole for line in self.lines[1:])]
        self._store = paged(
            (*(line.heaps for line in reversed(stored)), planes, *(line.places for line in stored), channels), dtype
        )
        pairs = [number for axis in axes for number in (len(axes) + 1 + axis, len(axes) - 1 - axis)]
        self._dealt = self._store.transpose(len(axes), *pairs, -1)  # planes, places and heaps of each axis, channels
        self._rounds = (planes, *(n for line in stored for n in (line.places, line.deal)), channels)
        self._kept = (slice(None), *(part for line in stored for part in (slice(None), slice(line.heaps))))
        self._is_dealt = any(line.deal > 1 for line in stored)
        self._natural: NDArray | None = None
        self._begin: Size | None = None
        self._places: tuple[slice, ...] | None = None

        found = Cells(self._store.reshape(-1))
        for axis in reversed(axes) if merging.in_order else axes:
            line, pitch = self.lines[axis], prod(later.places for later in stored[axis + 1 :]) * channels
            if stored[axis].deal != line.deal:
                found = merging.dealt(found, line, pitch)
            found = merging.along(found, line, pitch, units[axis])
        self._calls = merging.calls
        begin = tuple(slice(0, (line.windows - 1) * line.step + 1, line.step) for line in self.lines)
        shape = planes, *(line.places for line in self.lines), channels
        self.windows = found.each(lambda array: array.reshape(shape)[:, *begin])

    def run(self, x: NDArray, begin: Size, put: Put = copied) -> Cells:
        """The windows, (planes, windows on each axis, channels), from number `begin` of each axis on, of planes `x`."""
        if begin != self._begin:
            self._begin_at(begin)
        cells = x[self._cells]
        if self._natural is None:
            put(self._dealt, cells.reshape(self._rounds)[self._kept], self._first)
        else:  # cells are read in the order of memory, and dealt in the cache
            put(self._natural[self._places], cells, self._first)
            if self._is_dealt:
                np.copyto(self._dealt, self._natural.reshape(self._rounds)[self._kept])
        for call in self._calls:
            call()
        return self.windows

    def _begin_at(self, begin: Size) -> None:
        """Get ready for windows from number `begin` of each axis on."""
        self._begin = None  # until it is so, whatever is raised
        inside = [line.inside(number) for line, number in zip(self.lines, begin, strict=True)]
        cells, places = zip(*inside, strict=True)
        self._first, self._cells = tuple(part.start for part in cells), np.s_[:, *cells]
        whole = all(part == slice(0, line.length, 1) for part, line in zip(places, self.lines, strict=True))
        if self._natural is None and not (whole and self._is_dealt):
            shape = len(self._dealt), *(line.length for line in self.lines), self._dealt.shape[-1]
            self._natural = paged(shape, self._store.dtype) if self._is_dealt else self._store.reshape(shape)
        if self._natural is not None and self._places != np.s_[:, *places]:
            self._places = None
            self._natural[...] = self._padding
            self._places = np.s_[:, *places]
        self._begin = begin
