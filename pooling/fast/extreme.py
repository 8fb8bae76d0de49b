"""The largest or smallest cell of every window, and where it stands, for planes of any size."""

from __future__ import annotations

from functools import lru_cache
from itertools import cycle
from math import prod

import numpy as np
from numpy.typing import NDArray

from pooling import scratch
from pooling.axis import Axis, axes, untouched
from pooling.dtypes import accumulator
from pooling.fast.blocks import Block, Layout, Piece, in_blocks, pays_by_taps
from pooling.fast.sliding import Cells, Merge, doubled, plainly, tapped, with_codes
from pooling.fast.turns import Turn, in_turn
from pooling.order import LARGEST, Order
from pooling.planes import Planes
from pooling.spec import PoolSpec

#: Blocks are cut into so many to look for NaN, which takes several times the memory.
NAN_PARTS = 12

#: Planes are small if they have up to so many cells and windows.
SMALL = 2**16

#: From this stride on, what going down the rows first leaves to do is worth deciding equal cells by their codes.
ROWS_FIRST = 4


def extreme(x: Planes, spec: PoolSpec, order: Order, indices: bool, workers: int = 1) -> tuple[NDArray, ...]:
    """The best cell of every window and, with `indices`, its flat index in its plane."""

    def step(planes: Planes, both: tuple[Axis, Axis], turn: Turn) -> tuple[NDArray, ...]:
        plan = _plan(both, planes.channels, order, planes.dtype, indices)
        where = planes.empty(plan.layout.output_size, np.dtype(np.int64)) if indices else None
        return _done(plan, planes, where, workers)

    return in_turn(x, axes(spec, x.size), untouched, step)


def extreme_taps(x: Planes, spec: PoolSpec, order: Order) -> tuple[NDArray, ...]:
    """The best cell of every window, none of which is NaN, and the number of its tap in the window: in the smallest
    unsigned dtype, so that a picture's take an eighth or a quarter of the memory of indices. What windows far larger
    than the plane cost is what they would hold.

    >>> x = Planes(np.array([[1, 9, 2], [3, 4, 9]], np.uint8))
    >>> extreme_taps(x, PoolSpec("max", 2, 1), LARGEST)
    (array([[9, 9]], dtype=uint8), array([[1, 0]], dtype=uint8))
    """
    rows, columns = axes(spec, x.size)
    plan = _Plan(Layout(rows, columns, x.channels), order, x.dtype, indices=True)  # every tap has its number
    return _done(plan, x, x.empty(plan.layout.output_size, plan.codes))


def _plan(both: tuple[Axis, Axis], channels: int, order: Order, dtype: np.dtype, indices: bool) -> _Plan:
    """What is decided once, and kept for small planes: for these it takes as long as the work itself."""
    small = prod(axis.size + axis.out for axis in both) <= SMALL
    return (_kept if small else _kept.__wrapped__)(both, channels, order, dtype, indices)


@lru_cache(maxsize=64)
def _kept(both: tuple[Axis, Axis], channels: int, order: Order, dtype: np.dtype, indices: bool) -> _Plan:
    return _Plan(Layout.of(*both, channels), order, dtype, indices)


def _done(plan: _Plan, x: Planes, where: Planes | None, workers: int = 1) -> tuple[NDArray, ...]:
    best = x.empty(plan.layout.output_size, x.dtype)
    results = (best.array,) if where is None else (best.array, where.array)
    size = sum(array.nbytes for array in results)
    in_blocks(plan.layout, x, size, plan.bytes_a_cell, workers, lambda cells: _Pass(plan, cells, x, best, where).do)
    return results


class _Plan:
    """What is decided once: the dtypes, and the way that the passes go."""

    def __init__(self, layout: Layout, order: Order, dtype: np.dtype, indices: bool) -> None:
        self.layout, self.order, self.indices = layout, order, indices
        rows, columns = layout.rows, layout.columns
        # Half precision is widened, which changes no number: NumPy has no fast maximum of it.
        self.values = accumulator(dtype) if dtype.kind == "f" else dtype
        self.by_taps = pays_by_taps(layout)
        self.rows_first = self.by_taps and (not indices or rows.stride >= ROWS_FIRST)
        # A code is the number of a tap, and is divided by the taps of a row.
        self.codes = np.min_scalar_type(max(rows.kernel * columns.kernel - 1, columns.kernel))
        # How far after the first tap of a window the last may lie in the plane.
        self.distances = np.min_scalar_type((rows.span - 1) * columns.size + columns.span - 1)

    @property
    def bytes_a_cell(self) -> int:
        """Memory that a thread needs for each cell of a block: two rooms, and what merges of codes work in."""
        codes = 6 * self.codes.itemsize + 2 * self.distances.itemsize
        return 2 * self.values.itemsize + (codes if self.indices else 0)

    def rooms(self, size: int) -> tuple[Cells, Cells]:
        """Two places for windows, to be written in turn."""
        values = scratch.empty(size, self.values), scratch.empty(size, self.values)
        if not self.indices:
            return Cells(values[0]), Cells(values[1])
        codes = scratch.empty(size, self.codes)
        # Doubling writes codes over those it has read; taps are read more than once.
        keep = self.by_taps and not self.rows_first
        return Cells(values[0], codes), Cells(values[1], scratch.empty(size, self.codes) if keep else codes)

    def spare(self, size: int) -> tuple[list[NDArray], list[NDArray]]:
        """Places to work in: three for codes while windows merge, and two for how far codes lead."""
        if not self.indices:
            return [], []
        codes = [scratch.empty(size, self.codes) for _ in range(3)]
        return codes, [scratch.empty(size, self.distances) for _ in range(2)]

    def merges(self, room: list[NDArray]) -> tuple[Merge, Merge]:
        """What the first and the second pass merge by."""
        if not self.indices:
            return plainly(self.order.pick), plainly(self.order.pick)
        return with_codes(self.order, room), with_codes(self.order, room, by_code=self.rows_first)

    def windows(self, piece: Piece, cells: Cells, rooms: tuple[Cells, Cells], merges: tuple[Merge, Merge]) -> Cells:
        """From the single cells of a piece to its windows: along one axis, then along the other."""
        rows, columns, channels = self.layout.rows, self.layout.columns, self.layout.channels
        spare = cycle(reversed(rooms))

        def along(cells: Cells, merge: Merge) -> Cells:
            return doubled(merge, cells, spare, columns.kernel, columns.dilation * channels, 1)

        def down(cells: Cells, merge: Merge) -> Cells:
            if not self.by_taps:
                return doubled(merge, cells, spare, rows.kernel, rows.dilation * self.layout.row, columns.kernel)
            return tapped(merge, cells.each(piece.taps), columns.kernel, next(spare))

        first, second = merges
        return along(down(cells, first), second) if self.rows_first else down(along(cells, first), second)


class _Pass:
    """What one thread needs to pool block after block, its memory among it; `where` takes indices, or codes alone."""

    def __init__(self, plan: _Plan, size: int, x: Planes, best: Planes, where: Planes | None) -> None:
        self.plan, self.x, self.best, self.where = plan, x, best, where
        self.rooms, (self.codes_room, self.distances) = plan.rooms(size), plan.spare(size)
        self.merges = plan.merges(self.codes_room)
        self.piece: Piece | None = None
        self.codes: NDArray | None = None
        self.starts: list[NDArray] = []

    def do(self, block: Block) -> None:
        """Pool one block."""
        plan, piece = self.plan, self.plan.layout.piece(block)
        if self.where is not None and self.piece is not piece:
            self.piece, self.codes, self.starts = piece, _padded_codes(plan, piece), _starts(plan, piece)
        planes = self.x.part(block.first, block.end)
        values = piece.cells(planes, self.rooms[0].values, repeat=True)
        cells = plan.windows(piece, Cells(values, self.codes), self.rooms, self.merges)
        best = block.of(self.best)
        np.copyto(best, piece.windows(cells.values, plan.by_taps), casting="unsafe")
        if self.where is None:
            return
        where = block.of(self.where)
        if self.where.dtype == plan.codes:
            np.copyto(where, 0 if cells.codes is None else piece.windows(cells.codes, plan.by_taps))
            return
        np.copyto(where, 0 if cells.codes is None else self._distances(piece.windows(cells.codes, plan.by_taps)))
        for starts in self.starts:
            where += starts
        if best.dtype.kind == "f" and best.size and np.isnan(best.max()):  # a maximum passes NaN on
            self._find_nan(block)

    def _distances(self, codes: NDArray) -> NDArray:
        """How far after the first tap each tap lies in the plane, of its number.

        Tap r · k + c lies r · d_h · W + c · d_w after it. Unsigned numbers wrap around and back.
        """
        plan = self.plan
        rows, columns = plan.layout.rows, plan.layout.columns
        rooms = *self.codes_room[:2], *self.distances  # nothing is merged any more
        taps, quotients, down, along = (room[: codes.size].reshape(codes.shape) for room in rooms)
        np.copyto(taps, codes)
        np.floor_divide(taps, plan.codes.type(columns.kernel), out=quotients)
        np.copyto(down, quotients)
        largest = 2 ** (8 * plan.distances.itemsize)
        down *= plan.distances.type((rows.dilation * columns.size - columns.kernel * columns.dilation) % largest)
        np.copyto(along, taps)
        if columns.dilation > 1:
            along *= plan.distances.type(columns.dilation % largest)
        return np.add(down, along, out=down)

    def _find_nan(self, block: Block) -> None:
        """Where an output of a block is NaN, put the flat index of the last NaN of its window."""
        assert self.where is not None  # for the type checker: without indices nothing is looked for
        for part in self.plan.layout.split(block, self.rooms[0].values.size // NAN_PARTS):
            nan = np.isnan(part.of(self.best))
            if nan.any():
                last = _last_nan(self.plan, self.plan.layout.piece(part), self.x.part(part.first, part.end))
                np.copyto(part.of(self.where), last, where=nan)


def _padded_codes(plan: _Plan, piece: Piece) -> NDArray | None:
    """The codes of single cells: of padding, how many taps after it the cell is that it repeats; None if all are 0."""
    if piece.rows.first >= 0 and plan.layout.stored.first >= 0:
        return None
    rows = piece.rows.ahead // plan.layout.rows.dilation
    columns = plan.layout.stored.ahead // plan.layout.columns.dilation
    codes = scratch.zeros(piece.shape, plan.codes)
    for place in np.flatnonzero(columns):
        codes[:, :, place] = columns[place]
    for place in np.flatnonzero(rows):
        codes[:, place] += plan.codes.type(rows[place] * plan.layout.columns.kernel)
    return codes.reshape(-1)


def _starts(plan: _Plan, piece: Piece) -> list[NDArray]:
    """Where each window begins, as a flat index that may be one of the padding: what is to be added up for it.

    Several planes share one array (rows, columns, 1); for one plane it would be as large as the result.
    """
    rows = plan.layout.rows.starts[piece.top : piece.bottom, None, None] * plan.layout.columns.size
    columns = plan.layout.columns.starts[:, None]
    if piece.planes == 1:
        return [rows, columns]
    return [np.add(rows, columns, out=scratch.empty((len(rows), len(columns), 1), np.dtype(np.int64)))]


def _last_nan(plan: _Plan, piece: Piece, planes: NDArray) -> NDArray:
    """The flat index of the last NaN of every window, −1 where there is none: the largest index of a NaN."""
    cells = piece.cells(planes, np.empty(piece.size, plan.values), repeat=True).reshape(piece.shape)
    places = piece.rows.nearest[:, None] * plan.layout.columns.size + plan.layout.stored.nearest
    marked = Cells(np.where(np.isnan(cells), places[..., None], -1).reshape(-1))
    largest = _Plan(plan.layout, LARGEST, marked.values.dtype, indices=False)
    last = largest.windows(piece, marked, largest.rooms(piece.size), largest.merges([]))
    return piece.windows(last.values, plan.by_taps)
