"""Planes cut into blocks that fit the processor's cache, each loaded with its padding, and shared out to threads."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from pooling.axis import Axis, Stretch, tight
from pooling.fast.sliding import joins
from pooling.parameters import Pair
from pooling.planes import Planes

#: Bytes that the arrays to work in may take up, all threads together, besides a twelfth of input and results. More only
#: where three times the rows that a window spans are more, or where one such row is.
MEMORY = 2**22

#: Cells of a block: enough to make the call of a NumPy function cheap, few enough to stay in the cache. More where taps
#: are merged, for then only one cell in s is worked on; and for threads, which wait for each other less the longer a
#: call takes. Below `SHARE` cells each they wait more than they work.
CELLS, MORE_CELLS, SHARE = 2**18, 2**19, 2**20

#: How many pieces a layout keeps.
MOST_KEPT = 256

#: Rows of fewer cells are too short to be merged one at a time.
LONG_ROW = 256


@dataclass(frozen=True)
class Block:
    """Planes `first` … `end` − 1 and, of the windows there, the rows `top` … `bottom` − 1."""

    first: int
    end: int
    top: int
    bottom: int

    def of(self, planes: Planes) -> NDArray:
        """This block of an output, (planes, rows, columns, channels)."""
        return planes.part(self.first, self.end)[:, self.top : self.bottom]


@dataclass(frozen=True, eq=False)
class Layout:
    """What the blocks of one layer have in common."""

    rows: Axis
    columns: Axis
    channels: int
    _pieces: dict[tuple[int, int, int], Piece] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Axis, columns: Axis, channels: int) -> Layout:
        """That of windows which may be far larger than the plane: what is stored is not."""
        return cls(tight(rows), tight(columns), channels)

    @cached_property
    def stored(self) -> Stretch:
        """The columns of a stored row: what the windows reach, or the whole row where nothing is to be padded."""
        axis, reach = self.columns, self.columns.reach(self.columns.out)
        return Stretch(axis, -axis.padding, axis.size if axis.padding == 0 and reach <= axis.size else reach)

    @property
    def output_size(self) -> Pair:
        return self.rows.out, self.columns.out

    @property
    def row(self) -> int:
        """Cells of a stored row, all channels counted."""
        return self.stored.count * self.channels

    def split(self, block: Block, cells: int) -> list[Block]:
        """A block cut into those of about so many `cells`: several planes each, or one plane in bands of rows.

        None is larger than the first. A band has to hold a few rows of windows, whatever `cells` says.
        """
        planes, top, bottom = range(block.first, block.end), block.top, block.bottom
        whole = self.rows.reach(bottom - top) * self.row
        if whole <= cells:
            each = cells // max(1, whole)
            return [Block(p, min(block.end, p + each), top, bottom) for p in planes[::each]]
        shared = max(0, self.rows.span - self.rows.stride)  # rows that two neighbouring bands both load
        most = max(cells // self.row, 3 * shared)
        each = max(1, (most - self.rows.span) // self.rows.stride + 1)
        return [Block(p, p + 1, row, min(bottom, row + each)) for p in planes for row in range(top, bottom, each)]

    def piece(self, block: Block) -> Piece:
        """How `block` is stored; the same for blocks that differ in their planes alone."""
        key = (block.end - block.first, block.top, block.bottom)
        piece = self._pieces.get(key)
        if piece is None:
            if len(self._pieces) == MOST_KEPT:
                self._pieces.clear()  # of a layout that is kept: batches may come in all sizes
            piece = self._pieces[key] = Piece(self, *key)
        return piece


@dataclass(frozen=True, eq=False)
class Piece:
    """How the cells of so many planes, for the windows of rows `top` … `bottom` − 1, lie in one flat array."""

    layout: Layout
    planes: int
    top: int
    bottom: int

    @cached_property
    def rows(self) -> Stretch:
        axis = self.layout.rows
        return Stretch(axis, self.top * axis.stride - axis.padding, axis.reach(self.bottom - self.top))

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """(planes, rows, columns, channels)."""
        return self.planes, self.rows.count, self.layout.stored.count, self.layout.channels

    @cached_property
    def size(self) -> int:
        return prod(self.shape)

    def cells(
        self,
        planes: NDArray,
        room: NDArray,
        repeat: bool,
        prepare: Callable[[NDArray], NDArray] | None = None,
    ) -> NDArray:
        """The cells of a block of `planes` as one flat array: a view where they lie so, else copied into `room`.

        Padding is 0 or, with `repeat`, the nearest cell. With `prepare`, cells are what this makes of them.
        """
        rows, columns = self.rows, self.layout.stored
        cells = planes[:, rows.cells, columns.cells]
        if prepare is not None:
            cells = prepare(cells)
        if cells.shape == self.shape and cells.dtype == room.dtype and cells.flags.c_contiguous:
            return cells.reshape(-1)
        flat = room[: self.size]
        stored = flat.reshape(self.shape)
        stored[:, rows.inside, columns.inside] = cells
        for row, same in rows.padding:
            stored[:, row] = stored[:, same] if repeat else 0
        for column, same in columns.padding:
            stored[:, :, column] = stored[:, :, same] if repeat else 0
        return flat

    def taps(self, flat: NDArray) -> list[NDArray]:
        """For each tap down the rows, what all windows have there: views (planes, rows of windows, cells of a row)."""
        axis, windows = self.layout.rows, self.bottom - self.top
        rows = flat.reshape(self.planes, self.rows.count, -1)
        end = axis.reach(windows) - axis.span + 1
        return [rows[:, tap : tap + end : axis.stride] for tap in range(0, axis.span, axis.dilation)]

    def windows(self, flat: NDArray, every_row: bool) -> NDArray:
        """Of a flat array of what begins at each cell, the windows: (planes, rows, columns, channels).

        With `every_row` the array has no row but those where windows begin.
        """
        windows, columns, channels = self.bottom - self.top, self.layout.columns, self.layout.channels
        rows, step = (windows, 1) if every_row else (self.rows.count, self.layout.rows.stride)
        shape = self.planes, windows, columns.out, channels
        down = step * self.layout.row if windows > 1 else 0  # of one window the stride may be beyond all bounds
        steps = rows * self.layout.row, down, columns.stride * channels if columns.out > 1 else 0, 1
        return np.ndarray(shape, flat.dtype, flat, 0, [n * flat.itemsize for n in steps])


def pays_by_taps(layout: Layout) -> bool:
    """Whether one merge a tap, of the rows where windows begin, is less work than doubling all rows."""
    k, s = layout.rows.kernel, layout.rows.stride
    return s > 1 and 1 < k <= 1 + s * len(list(joins(k))) and layout.row >= LONG_ROW


def in_blocks(
    layout: Layout,
    planes: Planes,
    results: int,
    bytes_a_cell: int,
    workers: int,
    worker: Callable[[int], Callable[[Block], None]],
) -> None:
    """Do every block of `planes`, by as many threads as there is work for, at most `workers`.

    `worker(cells)` makes the function of one thread, with its own memory to work in: blocks have up to so many
    cells, of which each needs `bytes_a_cell`. `results` is the bytes of the results.
    """
    whole = Block(0, planes.count, 0, layout.rows.out)
    budget = (MEMORY + (planes.array.nbytes + results) // 12) // bytes_a_cell
    threads = max(1, min(workers, planes.array.size // SHARE))
    if threads > 1:
        threads = min(threads, os.cpu_count() or 1)
    cells = MORE_CELLS if threads > 1 or pays_by_taps(layout) else CELLS
    blocks = layout.split(whole, max(1, min(budget // threads, cells)))
    if not blocks:
        return
    most = layout.piece(blocks[0]).size
    threads = max(1, min(threads, len(blocks), budget // max(1, most)))

    over = False

    def work(share: list[Block]) -> None:
        do = worker(most)
        with np.errstate(all="ignore"):  # NaN and ±inf follow IEEE arithmetic; a thread begins with the defaults
            for block in share:
                if over:
                    return
                do(block)

    if threads == 1:
        work(blocks)
        return
    with ThreadPoolExecutor(threads) as pool:  # which waits for its threads, whatever is raised
        try:
            for done in as_completed([pool.submit(work, blocks[n::threads]) for n in range(threads)]):
                done.result()
        except BaseException:  # Ctrl-C too
            over = True
            raise
