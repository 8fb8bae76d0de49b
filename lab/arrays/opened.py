"""A file in place of the grid: the lab's own download with its layer, or any array, of which a part is shown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lab.arrays.files import read_file
from lab.arrays.layer import settings_in
from lab.arrays.roles import roles
from lab.entry import LARGEST_SIDE, grid
from lab.settings import LEAST, Settings
from lab.state import Lab, Selection, laid, renewed, settled
from pooling.errors import shown


def opened(content: bytes, filename: str, lab: Lab) -> Lab:
    """`lab` with the array of a file as its input, and with the layer and the upstream gradient that it brings.

    Of several arrays the input is the one that is called so, else the first. Of a plane beyond 16×16 cells its upper
    left 16×16 are taken, of more planes than one the first; the notice says which part that is.

    Raises
    ------
    PoolingError
        When `read_file` refuses the file, or a cell is no finite number within ±1e9.

    Examples
    --------
    >>> from lab.state import fresh
    >>> opened(b"1 2\\n3 4", "mine.txt", fresh()).notice
    "Opened 'mine.txt': 2×2 cells."
    """
    arrays = read_file(filename, content)
    guessed = roles(arrays)
    name = guessed.get("x", next(iter(arrays)))
    whole, dropped = arrays[name], []  # type: NDArray, list[str]
    x = _grid(window(whole), "input")
    found = settings_in(filename, content, dropped)
    lab = _with_input(lab, x, found or lab.settings)
    grad = plane(arrays[guessed["grad_output"]]) if "grad_output" in guessed and x.size == whole.size else None
    fits = grad is not None and grad.shape == lab.grad_output.shape
    if grad is not None and fits:
        lab = _with_gradient(lab, _grid(grad, "upstream gradient"))
    elif found is not None:
        lab = _with_gradient(lab, np.ones(lab.grad_output.shape))
    told = [_told(filename, name, whole, found is not None, fits), *(f"Dropped: {why}." for why in dropped), lab.notice]
    return replace(lab, notice=" ".join(filter(None, told)))


def plane(array: NDArray) -> NDArray:
    """The first plane of an array of 2 to 4 axes.

    >>> plane(np.zeros((2, 3, 5, 40))).shape
    (5, 40)
    """
    return array[(0,) * (array.ndim - 2)]


def window(array: NDArray) -> NDArray:
    """The upper left cells, at most 16×16, of the first plane of an array.

    >>> window(np.zeros((2, 3, 5, 40))).shape
    (5, 16)
    """
    return plane(array)[:LARGEST_SIDE, :LARGEST_SIDE]


def _grid(cells: NDArray, name: str) -> NDArray:
    return grid(cells.tolist(), (cells.shape[0], cells.shape[1]), name)


def _with_input(lab: Lab, x: NDArray, settings: Settings) -> Lab:
    """`lab` with another input and layer; parameters that are not square any more are unlocked."""
    square = {name for name in LEAST if len(set(getattr(settings, name))) == 1}
    changed = replace(
        lab,
        height=x.shape[0],
        width=x.shape[1],
        canvas=laid(lab.canvas, x),
        settings=settings,
        locks=lab.locks & square,
        selection=Selection("window", 0, 0),
        input_editing=renewed(lab.input_editing),
        notice="",
    )
    return settled(changed)


def _with_gradient(lab: Lab, grad: NDArray) -> Lab:
    return replace(lab, grad_canvas=laid(lab.grad_canvas, grad), grad_editing=renewed(lab.grad_editing))


def _told(filename: str, name: str, whole: NDArray, layer: bool, gradient: bool) -> str:
    """What was opened, and which part of it."""
    shape = "×".join(map(str, whole.shape))
    brought = [what for what, is_there in (("its layer", layer), ("its upstream gradient", gradient)) if is_there]
    also = f", with {' and '.join(brought)}" if brought else ""
    text = f"Opened {f'{shown(name)} of ' if name else ''}{shown(filename)}: {shape} cells{also}."
    rows, columns = window(whole).shape
    if rows * columns == whole.size:
        return text
    where = f" of plane ({', '.join('0' * (whole.ndim - 2))})" if whole.ndim > 2 else ""
    return f"{text} On screen: rows 0 to {rows - 1}, columns 0 to {columns - 1}{where}."
