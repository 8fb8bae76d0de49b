"""Pooling on any number of axes straight from its definition: one window, one cell after the other.

As `loops.py` for planes, and as little shared with the package under test. Cells are tuples of places; a line, plane or
volume is a NumPy array that is only ever read and written one cell at a time.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Cell = tuple[int, ...]


class Layer(NamedTuple):
    """A layer with a number for every axis; `pads` are (before, after)."""

    operator: str
    kernel_size: Cell
    stride: Cell
    pads: tuple[tuple[int, int], ...]
    dilation: Cell
    ceil_mode: bool = False
    count_include_pad: bool = True
    divisor_override: int | None = None
    norm_type: float = 2.0


class Window(NamedTuple):
    """The cells of one window in row-major order, and how many of its taps lie in the padded input."""

    output: Cell
    cells: list[Cell]
    counted: int


def output_size(layer: Layer, size: Cell) -> Cell:
    """Windows along each axis (F1)."""
    sizes = []
    for n, k, s, (before, after), d in zip(size, *layer[1:5], strict=True):
        room = n + before + after - d * (k - 1) - 1
        out = (math.ceil(room / s) if layer.ceil_mode else math.floor(room / s)) + 1
        sizes.append(out - 1 if layer.ceil_mode and (out - 1) * s >= n + before else out)
    return tuple(sizes)


def windows(layer: Layer, size: Cell) -> Iterator[Window]:
    """Every window, in row-major order (F2)."""
    for output in product(*map(range, output_size(layer, size))):
        taps = [
            tuple(
                i * s - before + tap * d
                for i, s, (before, _), tap, d in zip(output, layer.stride, layer.pads, at, layer.dilation, strict=True)
            )
            for at in product(*map(range, layer.kernel_size))
        ]
        cells = [tap for tap in taps if all(0 <= place < n for place, n in zip(tap, size, strict=True))]
        ends = [n + after for n, (_, after) in zip(size, layer.pads, strict=True)]
        yield Window(output, cells, sum(all(p < end for p, end in zip(tap, ends, strict=True)) for tap in taps))


def fits(layer: Layer, size: Cell) -> bool:
    """Whether there is a window at all, and a cell of the input in each."""
    return min(output_size(layer, size)) >= 1 and all(window.cells for window in windows(layer, size))


def best(x: NDArray, cells: list[Cell], sign: int) -> Cell:
    """The first of the largest cells, or of the smallest with sign −1; of several NaN the last (F3, F4)."""
    found = cells[0]
    for cell in cells:
        new, old = sign * x[cell], sign * x[found]
        if new != new or (new > old and old == old):
            found = cell
    return found


def shares(x: NDArray, window: Window, layer: Layer) -> dict[Cell, float]:
    """∂y/∂x of one window (B2, B4, B9)."""
    cells = window.cells
    if layer.operator in ("max", "min", "range"):
        chosen = {"max": [1], "min": [-1], "range": [1, -1]}[layer.operator]
        weights = dict.fromkeys(cells, 0.0)
        for sign in chosen:
            weights[best(x, cells, sign)] += sign if layer.operator == "range" else 1
        return weights
    if layer.operator == "avg":
        return dict.fromkeys(cells, 1 / divisor(window, layer))
    p, total = layer.norm_type, power_sum(x, window, layer)
    return {c: total ** (1 / p - 1) * math.prod(layer.kernel_size) / len(cells) * x[c] ** (p - 1) for c in cells}


def divisor(window: Window, layer: Layer) -> int:
    """What an average divides by (F5)."""
    if layer.divisor_override is not None:
        return layer.divisor_override
    return window.counted if layer.count_include_pad else len(window.cells)


def power_sum(x: NDArray, window: Window, layer: Layer) -> float:
    """k · mean of the window's xᵖ (F6)."""
    powers = sum(float(x[cell]) ** layer.norm_type for cell in window.cells)
    return powers * math.prod(layer.kernel_size) / len(window.cells)


def value(x: NDArray, window: Window, layer: Layer) -> float:
    """One output."""
    cells = window.cells
    if layer.operator in ("max", "min"):
        return x[best(x, cells, 1 if layer.operator == "max" else -1)]
    if layer.operator == "range":
        return x[best(x, cells, 1)] - x[best(x, cells, -1)]
    if layer.operator == "avg":
        return sum(float(x[cell]) for cell in cells) / divisor(window, layer)
    return power_sum(x, window, layer) ** (1 / layer.norm_type)


def forward(x: NDArray, layer: Layer) -> NDArray:
    """All outputs."""
    output = np.zeros(output_size(layer, x.shape), x.dtype)
    for window in windows(layer, x.shape):
        output[window.output] = value(x, window, layer)
    return output


def indices(x: NDArray, layer: Layer) -> NDArray:
    """The flat index of what each window of max or min pooling takes."""
    found = np.zeros(output_size(layer, x.shape), np.int64)
    for window in windows(layer, x.shape):
        cell = best(x, window.cells, 1 if layer.operator == "max" else -1)
        flat = 0
        for place, n in zip(cell, x.shape, strict=True):
            flat = flat * n + place
        found[window.output] = flat
    return found


def backward(x: NDArray, layer: Layer, grad_output: NDArray) -> NDArray:
    """What every cell is sent, added up (B0)."""
    received = np.zeros(x.shape)
    for window in windows(layer, x.shape):
        for cell, share in shares(x, window, layer).items():
            received[cell] += share * grad_output[window.output]
    return received
