"""Planes cut into blocks that fit the processor's cache, each loaded with the padding it needs."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from pooling.sliding import joins
from pooling.spec import Pair, PoolSpec

#: Bytes that the arrays to work in may take up, all threads together, besides a sixteenth of the input.
MEMORY = 2**22

#: Cells of a block: enough to make the call of a NumPy function cheap, few enough to stay in the cache. Threads wait
#: for each other less the longer a call takes.
CELLS_ALONE, CELLS_OF_MANY = 2**18, 2**19

#: Rows of fewer cells are too short to be merged one at a time.
LONG_ROW = 256


@dataclass(frozen=True)
class Axis:
    """One axis of a pooling layer: `size` cells, `out` windows."""

    size: int
    out: int
    kernel: int
    stride: int
    padding: int
    dilation: int

    @property
    def span(self) -> int:
        """Cells from a window's first tap to its last, both counted."""
        return self.dilation * (self.kernel - 1) + 1

    def reach(self, windows: int) -> int:
        """Cells that so many windows one after the other take up."""
        return (windows - 1) * self.stride + self.span

    @cached_property
    def starts(self) -> NDArray:
        """Where each window begins, (out,); below 0 in the padding."""
        return np.arange(self.out) * self.stride - self.padding

    @property
    def padded_taps(self) -> NDArray:
        """How many taps of each window are cells or explicit padding, (out,); `ceil_mode`'s overhang is neither."""
        return np.minimum(self.kernel, -((self.starts - self.size - self.padding) // self.dilation))

    @property
    def in_no_window(self) -> NDArray:
        """Which cells no window holds, (size,)."""
        places = self.starts[:, None] + self.dilation * np.arange(self.kernel)
        alone = np.ones(self.size, np.bool_)
        alone[places[(places >= 0) & (places < self.size)]] = False
        return alone

    @property
    def real_taps(self) -> NDArray:
        """How many taps of each window are cells, (out,)."""
        last = np.minimum(self.kernel, -((self.starts - self.size) // self.dilation))
        return last + np.minimum(self.starts, 0) // self.dilation


def axes(spec: PoolSpec, size: Pair) -> tuple[Axis, Axis]:
    """The rows and the columns of a layer on planes of `size`."""
    out = spec.output_size(*size)
    values = zip(size, out, spec.kernel_size, spec.stride, spec.padding, spec.dilation, strict=True)
    rows, columns = (Axis(*axis) for axis in values)
    return rows, columns


@dataclass(frozen=True, eq=False)
class Planes:
    """An array (…, H, W), or (…, H, W, C) if the channels are last, as planes (N, H, W, C); C is 1 for the former."""

    array: NDArray
    channels_last: bool = False

    @property
    def dtype(self) -> np.dtype:
        """That of the numbers, in the byte order of this machine."""
        return self.array.dtype.newbyteorder("=")

    @property
    def lead(self) -> tuple[int, ...]:
        return self.array.shape[: -3 if self.channels_last else -2]

    @property
    def plane(self) -> tuple[int, int, int]:
        """(H, W, C)."""
        height, width, *channels = self.array.shape[len(self.lead) :]
        return (height, width, channels[0] if channels else 1)

    @property
    def size(self) -> Pair:
        return self.plane[:2]

    @property
    def count(self) -> int:
        return prod(self.lead)

    @cached_property
    def _flat(self) -> NDArray | None:
        """All planes in one view, if they lie so in memory that there is one."""
        try:
            return self.array.reshape(self.count, *self.plane, copy=False)
        except ValueError:
            return None

    def part(self, first: int, end: int) -> NDArray:
        """Planes `first` … `end` − 1, (planes, H, W, C); copied only where several can be no view."""
        if self._flat is not None:
            return self._flat[first:end]
        numbers = first if end - first == 1 else np.arange(first, end)
        return self.array[np.unravel_index(numbers, self.lead)].reshape(end - first, *self.plane)

    def around(self, size: Pair) -> tuple[int, ...]:
        """The shape of planes of `size` with the other axes of these."""
        return (*self.lead, *size, *(self.plane[2:] if self.channels_last else ()))

    def empty(self, size: Pair, dtype: np.dtype) -> Planes:
        """New planes of `size` with the other axes of these."""
        return Planes(np.empty(self.around(size), dtype), self.channels_last)

    def astype(self, dtype: np.dtype) -> Planes:
        """The same numbers in `dtype`; these planes if that is theirs."""
        return Planes(self.array.astype(dtype, copy=False), self.channels_last)


@dataclass(frozen=True)
class Stretch:
    """`count` places of an axis from `first` on, as they are stored; outside 0 … size − 1 they are padding."""

    axis: Axis
    first: int
    count: int

    @property
    def inside(self) -> slice:
        """Which of the places are cells."""
        return slice(max(0, -self.first), min(self.count, self.axis.size - self.first))

    @property
    def cells(self) -> slice:
        """Which cells of the axis these are."""
        return slice(self.first + self.inside.start, self.first + self.inside.stop)

    @cached_property
    def nearest(self) -> NDArray:
        """The cell at each place or, in the padding, one that every window with a tap there holds as well.

        To see a cell twice makes no difference to a maximum; so padding needs no number that always loses.
        """
        axis, places = self.axis, self.first + np.arange(self.count)
        before = places % axis.dilation
        behind = axis.size - 1 - (axis.size - 1 - places) % axis.dilation
        nearest = np.where(places < 0, before, np.where(places < axis.size, places, behind))
        return nearest.clip(self.cells.start, self.cells.stop - 1)

    @cached_property
    def ahead(self) -> NDArray:
        """How many cells behind a place of the padding before the axis the nearest cell lies; else 0."""
        return np.maximum(self.nearest - self.first - np.arange(self.count), 0)

    @cached_property
    def padding(self) -> list[Pair]:
        """The places outside, each with the place of its nearest cell."""
        places = (*range(self.inside.start), *range(self.inside.stop, self.count))
        return [(place, int(self.nearest[place]) - self.first) for place in places]


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

    def blocks(self, planes: int, cells: int) -> list[Block]:
        """All blocks of about so many `cells`: several planes each, or one plane in bands of rows.

        None is larger than the first.
        """
        whole = self.rows.reach(self.rows.out) * self.row
        if whole <= cells:
            each = cells // max(1, whole)
            return [Block(p, min(planes, p + each), 0, self.rows.out) for p in range(0, planes, each)]
        shared = max(0, self.rows.span - self.rows.stride)  # rows that two neighbouring bands both load
        most = max(cells // self.row, 3 * shared)
        each = max(1, (most - self.rows.span) // self.rows.stride + 1)
        tops = range(0, self.rows.out, each)
        return [Block(p, p + 1, top, min(self.rows.out, top + each)) for p in range(planes) for top in tops]

    def largest(self, blocks: list[Block]) -> int:
        """Cells of the largest of the blocks that `blocks` made."""
        return self.piece(blocks[0]).size

    def piece(self, block: Block) -> Piece:
        """How `block` is stored; the same for blocks that differ in their planes alone."""
        key = (block.end - block.first, block.top, block.bottom)
        if key not in self._pieces:
            self._pieces[key] = Piece(self, *key)
        return self._pieces[key]


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
        windows, row = self.bottom - self.top, self.layout.row
        rows, step = (windows, 1) if every_row else (self.rows.count, self.layout.rows.stride)
        shape = self.planes, windows, self.layout.columns.out, self.layout.channels
        steps = rows * row, step * row, self.layout.columns.stride * self.layout.channels, 1
        return np.ndarray(shape, flat.dtype, flat, 0, [n * flat.itemsize for n in steps])


def pays_by_taps(layout: Layout) -> bool:
    """Whether one merge a tap, of the rows where windows begin, is less work than doubling all rows."""
    k, s = layout.rows.kernel, layout.rows.stride
    return s > 1 and 1 < k <= 1 + s * len(list(joins(k))) and layout.row >= LONG_ROW


def cells_of_a_block(x: NDArray, bytes_a_cell: int, workers: int) -> int:
    """How many cells each of `workers` threads takes at a time, when it needs so many bytes of memory a cell."""
    memory = (MEMORY + x.nbytes // 16) // (workers * bytes_a_cell)
    share = -(-x.size // workers)
    return max(1, min(memory, share, CELLS_ALONE if workers == 1 else CELLS_OF_MANY))


def in_blocks(blocks: list[Block], worker: Callable[[], Callable[[Block], None]], workers: int) -> None:
    """Do every block; `worker` makes the function of one thread, with its own memory to work in."""

    def work(share: list[Block]) -> None:
        do = worker()
        with np.errstate(all="ignore"):  # NaN and ±inf follow IEEE arithmetic; a thread begins with the defaults
            for block in share:
                do(block)

    if not blocks:
        return
    shares = [blocks[n::workers] for n in range(min(workers, len(blocks)))]
    if len(shares) == 1:
        work(blocks)
        return
    with ThreadPoolExecutor(len(shares)) as threads:
        for done in [threads.submit(work, share) for share in shares]:
            done.result()
