"""A plane of any size in the lab, which holds 16×16: whole, or the part of it around a cell."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lab.entry import LARGEST_SIDE
from lab.legal import fitted
from lab.settings import Settings
from lab.state import Lab, Selection, fresh, laid
from pooling import PoolSpec
from pooling.parameters import Pair


def carried(x: NDArray, gradient: NDArray, settings: Settings, cell: Pair, of_input: bool) -> Lab:
    """A lab with a plane, or with the 16×16 part of it that holds the cell; windows begin where they did.

    Of a part only the windows that do not reach into the rest of the plane keep their upstream gradient.
    """
    layer = settings.spec(*x.shape)
    parts = [_along(axis, n, layer, cell[axis], of_input) for axis, n in enumerate(x.shape)]
    (top, left), (up, over) = zip(*parts, strict=True)
    part = x[top : top + LARGEST_SIDE, left : left + LARGEST_SIDE]
    settings = fitted(settings, *part.shape)
    sent = np.zeros(settings.spec(*part.shape).output_size(*part.shape))
    taken = gradient[up : up + sent.shape[0], over : over + sent.shape[1]]
    sent[: taken.shape[0], : taken.shape[1]] = taken
    notice = ""
    if part.shape != x.shape:
        inside = (_inside(a, sent.shape[a], part.shape[a], layer, parts[a][0], x.shape[a]) for a in (0, 1))
        sent *= np.outer(*inside)
        (h, w), (rows, columns) = part.shape, x.shape
        notice = (
            f"This is the {h} × {w} part of your {rows} × {columns} plane that begins at row {top}, column {left}. "
            "Windows that reach from it into the rest send 0 here."
        )
    row, column = (top, left) if of_input else (up, over)
    selection = Selection("cell" if of_input else "window", cell[0] - row, cell[1] - column)
    lab = fresh()
    return replace(
        lab,
        height=part.shape[0],
        width=part.shape[1],
        canvas=laid(lab.canvas, part),
        grad_canvas=laid(lab.grad_canvas, sent),
        settings=settings,
        selection=selection,
        notice=notice,
    )


def _along(axis: int, n: int, layer: PoolSpec, at: int, of_input: bool) -> Pair:
    """Where the part begins along an axis of n cells: at a window, in cells and in windows."""
    if n <= LARGEST_SIDE:
        return 0, 0
    stride = layer.stride[axis]
    middle = at if of_input else at * stride
    window = max(0, min(middle - LARGEST_SIDE // 2, n - LARGEST_SIDE)) // stride
    return window * stride, window


def _inside(axis: int, windows: int, n: int, layer: PoolSpec, start: int, whole: int) -> NDArray:
    """Which windows of a part of n cells lie in it, or reach out of it only where the whole plane ends too."""
    begins = np.arange(windows) * layer.stride[axis] - layer.padding[axis]
    ends = begins + layer.effective_kernel[axis]
    return ((begins >= 0) | (start == 0)) & ((ends <= n) | (start + n == whole))
