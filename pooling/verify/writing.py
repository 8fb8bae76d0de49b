"""How windows write what they send into the padded planes, and what is done to planes after."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from pooling.windows import Bools, Ints, Windows


def _places(written: Bools, table: Windows) -> Ints:
    """Where the values of written taps go, in all padded planes one after the other."""
    planes = np.arange(len(written))[:, None, None] * (table.input_size[0] * table.input_size[1])
    return (table.flat + planes)[written]


def _add(sent: NDArray, chosen: Bools, table: Windows) -> NDArray:
    shape = (len(sent), *table.input_size)
    return np.bincount(_places(chosen, table), sent[chosen], int(np.prod(shape))).reshape(shape)


def _assign(sent: NDArray, chosen: Bools, table: Windows) -> NDArray:
    cells = np.zeros((len(sent), *table.input_size))
    cells.reshape(-1)[_places(chosen, table)] = sent[chosen]  # of several values the last one stays
    return cells


def _overwrite(sent: NDArray, chosen: Bools, table: Windows) -> NDArray:
    return _assign(sent, np.broadcast_to(table.counted, sent.shape), table)


WRITE: dict[str, Callable[[NDArray, Bools, Windows], NDArray]] = {
    "add": _add,
    "assign": _assign,
    "overwrite": _overwrite,
}


def _moved(planes: NDArray, by: int, axis: int) -> NDArray:
    """Each plane moved by a cell, zeros behind it."""
    moved = np.roll(planes, by, axis)
    np.moveaxis(moved, axis, 0)[0 if by > 0 else -1] = 0
    return moved


AFTER: dict[str, Callable[[NDArray], NDArray]] = {
    "": lambda planes: planes,
    "transposed": lambda planes: planes.swapaxes(-1, -2),
    "down": lambda planes: _moved(planes, 1, 1),
    "up": lambda planes: _moved(planes, -1, 1),
    "along": lambda planes: _moved(planes, 1, 2),
    "back": lambda planes: _moved(planes, -1, 2),
}
