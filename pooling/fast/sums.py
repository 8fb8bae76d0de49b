"""The sum of every window of planes of any size, and what windows send back to each of their cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import cycle

import numpy as np
from numpy.typing import NDArray

from pooling import scratch
from pooling.axis import Axis, Stretch
from pooling.dtypes import accumulator
from pooling.fast.blocks import Block, Layout, Piece, in_blocks, pays_by_taps
from pooling.fast.sliding import Cells, added, plainly, tapped
from pooling.planes import Planes

#: Arrays to work in: the cells that are added, and two for sums to be written in turn; a fourth holds the divisors.
ROOMS, ARRAYS = 3, 4

_plus = plainly(np.add)


def sums(
    x: Planes,
    layout: Layout,
    finish: Callable[[NDArray, Piece, NDArray], None],
    dtypes: tuple[np.dtype, np.dtype],
    workers: int = 1,
    prepare: Callable[[NDArray], NDArray] | None = None,
) -> NDArray:
    """What `finish` makes of the sum of every window, of what `prepare` makes of the cells.

    `dtypes` are that of the sums and that of the result. `finish(total, piece, out)` writes the outputs of a piece, all
    (planes, rows, columns, channels), to `out`.
    """
    wide, dtype = dtypes
    out = x.empty(layout.output_size, dtype)

    def worker(most: int) -> Callable[[Block], None]:
        rooms = [scratch.empty(most, wide) for _ in range(ROOMS)]

        def do(block: Block) -> None:
            piece = layout.piece(block)
            cells = piece.cells(x.part(block.first, block.end), rooms[0], repeat=False, prepare=prepare)
            finish(piece.windows(_summed(piece, cells, rooms), pays_by_taps(layout)), piece, block.of(out))

        return do

    in_blocks(layout, x, out.array.nbytes, ARRAYS * wide.itemsize, workers, worker)
    return out.array


def spread(
    sent: Planes,
    forward: Layout,
    divisor: Callable[[slice, slice], NDArray | float],
    dtype: np.dtype,
    workers: int = 1,
) -> NDArray:
    """What every cell is sent by all windows of a layout that hold it, if each sends each cell `sent` / `divisor`.

    The windows that hold a cell are a window of the outputs: among outputs set a stride apart, with zeros
    between them, it ends where the window begins whose first cell this is. `divisor` gives that of rows and columns
    of windows.
    """
    rows, columns = forward.rows, forward.columns
    layout = Layout(_reversed(rows), _reversed(columns), sent.plane[2])
    received = sent.empty(layout.output_size, dtype)
    wide = accumulator(dtype)

    def worker(most: int) -> Callable[[Block], None]:
        rooms = [scratch.empty(most, wide) for _ in range(ROOMS)]

        def do(block: Block) -> None:
            piece = layout.piece(block)
            (i, down), (j, along) = _placed(piece.rows, rows), _placed(layout.stored, columns)
            cells = rooms[0][: piece.size]
            cells[:] = 0
            stored = cells.reshape(piece.shape)[:, down, along]
            np.divide(sent.part(block.first, block.end)[:, i, j], divisor(i, j), out=stored, casting="same_kind")
            total = piece.windows(_summed(piece, cells, rooms), every_row=False)
            np.copyto(block.of(received), total, casting="unsafe")

        return do

    in_blocks(layout, received, sent.array.nbytes, ARRAYS * wide.itemsize, workers, worker)
    return received.array


def _reversed(axis: Axis) -> Axis:
    """The axis along which what windows send is summed: outputs a stride apart, and a window for every cell."""
    return Axis((axis.out - 1) * axis.stride + 1, axis.size, axis.kernel, 1, axis.kernel - 1 - axis.padding, 1)


def _placed(stretch: Stretch, axis: Axis) -> tuple[slice, slice]:
    """Which outputs of `axis` lie in a stretch of its reverse, and at which places of it."""
    first = max(0, -(-stretch.first // axis.stride))
    end = max(first, min(axis.out, (stretch.first + stretch.count - 1) // axis.stride + 1))
    place = first * axis.stride - stretch.first
    return slice(first, end), slice(place, place + (end - first) * axis.stride, axis.stride)


def _summed(piece: Piece, cells: NDArray, rooms: Sequence[NDArray]) -> NDArray:
    """From the single cells of a piece to the sums of its windows, in one of `rooms`."""
    layout = piece.layout

    def others(values: NDArray) -> cycle[NDArray]:
        return cycle([room for room in rooms if _owner(room) is not _owner(values)])

    if pays_by_taps(layout):
        taps = [Cells(tap) for tap in piece.taps(cells)]
        down = tapped(_plus, taps, 0, Cells(next(others(cells)))).values
    else:
        down = added(cells, others(cells), layout.rows.kernel, layout.row)
    return added(down, others(down), layout.columns.kernel, layout.channels)


def _owner(array: NDArray) -> object:
    """The array whose memory this one is a part of: itself, if it is none."""
    return array if array.base is None else array.base
