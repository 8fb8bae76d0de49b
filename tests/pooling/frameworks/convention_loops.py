"""SAME padding, zero padding and the plain Lp norm straight from their definitions, in plain Python loops."""

from __future__ import annotations

import math
import sys

import numpy as np

from tests.pooling.checks import close
from tests.pooling.loops import WINNERS, Cell, Layer, Plane, backward, forward, output_cells, real_cells

Passes = tuple[Plane, list[list[int]] | None, Plane]


def agrees(outcome, output, indices, grad_input):
    """The outcome is what a loop gives; sums may be rounded otherwise."""
    close(outcome.output, output)
    assert (outcome.indices is None) == (indices is None)
    if indices is not None:
        np.testing.assert_array_equal(outcome.indices, indices)
    close(outcome.grad_input, grad_input)


def same_axis(n: int, k: int, s: int) -> list[list[int]]:
    """The cells of every window along one axis: ceil(n/s) windows, half of the padding before, the odd cell after."""
    out = math.ceil(n / s)
    before = max(0, (out - 1) * s + k - n) // 2
    return [[cell for cell in range(i * s - before, i * s - before + k) if 0 <= cell < n] for i in range(out)]


def same(plane: Plane, layer: Layer, grad: Plane | None) -> Passes:
    """Max, min, range or average with SAME padding; `grad` None means ones."""
    height, width = len(plane), len(plane[0])
    rows = same_axis(height, layer.kernel_size[0], layer.stride[0])
    columns = same_axis(width, layer.kernel_size[1], layer.stride[1])
    output = [[0.0] * len(columns) for _ in rows]
    indices = [[0] * len(columns) for _ in rows]
    grad_input = [[0.0] * width for _ in plane]
    for i, j in [(i, j) for i in range(len(rows)) for j in range(len(columns))]:
        cells: list[Cell] = [(row, column) for row in rows[i] for column in columns[j]]
        sent = 1.0 if grad is None else grad[i][j]
        if layer.operator == "avg":
            output[i][j] = sum(plane[row][column] for row, column in cells) / len(cells)
            shares = [(cell, sent / len(cells)) for cell in cells]
        elif layer.operator == "range":
            high, low = WINNERS["max"](cells, plane), WINNERS["min"](cells, plane)
            output[i][j] = plane[high[0]][high[1]] - plane[low[0]][low[1]]
            shares = [(high, sent), (low, -sent)]
        else:
            row, column = WINNERS[layer.operator](cells, plane)
            output[i][j], indices[i][j] = plane[row][column], row * width + column
            shares = [((row, column), sent)]
        for (row, column), share in shares:
            grad_input[row][column] += share
    return output, indices if layer.operator in WINNERS else None, grad_input


def same_ignoring_nan(plane: Plane, layer: Layer) -> Passes:
    """Max or min with SAME padding, with ones sent back, as TensorFlow takes NaN.

    The value begins at the lowest finite number and takes each cell that is more. The gradient begins at the first cell
    of the input in the window and goes on to each that is more than the last: nothing is more than NaN.
    """
    height, width, sign = len(plane), len(plane[0]), 1 if layer.operator == "max" else -1
    rows = same_axis(height, layer.kernel_size[0], layer.stride[0])
    columns = same_axis(width, layer.kernel_size[1], layer.stride[1])
    output, indices = ([[0.0] * len(columns) for _ in rows] for _ in range(2))
    grad_input = [[0.0] * width for _ in plane]
    for i, j in [(i, j) for i in range(len(rows)) for j in range(len(columns))]:
        best, taken = -sys.float_info.max, (rows[i][0], columns[j][0])
        for cell in [(row, column) for row in rows[i] for column in columns[j]]:
            number = sign * plane[cell[0]][cell[1]]
            best = number if number > best else best
            taken = cell if number > sign * plane[taken[0]][taken[1]] else taken
        output[i][j], indices[i][j] = sign * best, taken[0] * width + taken[1]
        grad_input[taken[0]][taken[1]] += 1
    return output, indices, grad_input


def zero_padded(plane: Plane, layer: Layer) -> Passes:
    """The plane framed by cells that hold 0, pooled without padding, with ones sent back; the frame is cut off."""
    (top, left), (height, width) = layer.padding, (len(plane), len(plane[0]))
    framed = [[0.0] * (width + 2 * left) for _ in range(height + 2 * top)]
    for row in range(height):
        for column in range(width):
            framed[row + top][column + left] = plane[row][column]
    bare = layer._replace(padding=(0, 0))
    output, winners = forward(framed, bare)
    grads = backward(framed, bare, [[1.0] * len(row) for row in output])
    grad_input = [row[left : left + width] for row in grads[top : top + height]]
    if winners is None:
        return output, None, grad_input
    indices = [[_unframed(index, layer.padding, height, width) for index in row] for row in winners]
    return output, indices, grad_input


def _unframed(index: int, padding: Cell, height: int, width: int) -> int:
    row, column = divmod(index, width + 2 * padding[1])
    row, column = row - padding[0], column - padding[1]
    return row * width + column if 0 <= row < height and 0 <= column < width else -1


def lp_norm(plane: Plane, layer: Layer) -> Passes:
    """(Σ |x|ᵖ)^(1/p) of every window, with ones sent back; a window of zeros sends nothing."""
    height, width, p = len(plane), len(plane[0]), layer.norm_type
    grad_input = [[0.0] * width for _ in plane]
    output: Plane = []
    for i, j in output_cells(height, width, layer):
        cells = real_cells(i, j, height, width, layer)
        norm = sum(abs(plane[row][column]) ** p for row, column in cells) ** (1 / p)
        output += [[]] * (i == len(output))
        output[i] = [*output[i], norm]
        for row, column in cells:
            value = plane[row][column]
            if norm and value:
                grad_input[row][column] += math.copysign((abs(value) / norm) ** (p - 1), value)
    return output, None, grad_input
