"""The sum of every window of planes of any size, and what windows send back to each of their cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from pooling import scratch
from pooling.axis import Axis, tight
from pooling.dtypes import accumulator, floating
from pooling.fast.blocks import Block, in_blocks
from pooling.fast.layout import Layout, layout_of
from pooling.fast.merging import Adding
from pooling.fast.program import Program, Put, copied
from pooling.parameters import Size
from pooling.planes import Planes

#: Arrays for sums to be written in turn.
ROOMS = 3


def sums(
    x: Planes,
    layout: Layout,
    finish: Callable[[NDArray, Block, NDArray], None],
    dtypes: tuple[np.dtype, np.dtype],
    workers: int = 1,
    put: Put = copied,
) -> NDArray:
    """What `finish` makes of the sum of every window, of cells as `put` stores them.

    `dtypes` are that of the sums and that of the result. `finish(total, block, out)` writes the outputs of a block, all
    (planes, windows on each axis, channels), to `out`.
    """
    wide, dtype = dtypes
    out = x.empty(layout.output_size, dtype)

    def do(block: Block) -> None:
        part = x.part(block.first, block.end)
        program = scratch.prepared(part.size, _program, layout, len(part), block.windows, wide)
        total = program.run(part, block.begin, put).values
        finish(total, block, block.of(out))

    bytes_a_cell = layout.bytes_a_cell(ROOMS * wide.itemsize, wide.itemsize, 0)
    in_blocks(layout, x, out.array.nbytes, bytes_a_cell, workers, do)
    return out.array


def _program(layout: Layout, planes: int, windows: Size, dtype: np.dtype) -> Program:
    return Program(layout, planes, windows, Adding(), dtype, 0, (0,) * len(windows))


def spread(sent: Planes, forward: Sequence[Axis], workers: int = 1, put: Put = copied) -> NDArray:
    """What every cell is sent by all windows that hold it, if each sends each cell what `put` stores of `sent`.

    The windows that hold a cell are a window of the outputs: among outputs set a stride apart, with zeros
    between them, it ends where the window begins whose first cell this is.
    """
    axes = tuple(map(tight, forward))
    reverse = tuple(Axis(a.out, a.size, a.kernel, 1, a.kernel - 1 - a.padding, 1) for a in axes)
    layout = layout_of(reverse, sent.channels, tuple(axis.stride for axis in axes))
    dtype = floating(sent.dtype)
    return sums(sent, layout, _rounded, (accumulator(dtype), dtype), workers, put)


def _rounded(total: NDArray, block: Block, out: NDArray) -> None:
    np.copyto(out, total, casting="unsafe")
