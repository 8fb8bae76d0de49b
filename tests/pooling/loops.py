"""Pooling straight from its definition: plain Python loops over one plane, one window, one cell at a time.

Written from the equations alone, it shares nothing with the package under test. A plane is a list of
rows; a cell's index is flat in the plane. Formula names (F1, B2, …) are those of the reference.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

Plane = list[list[float]]
Cell = tuple[int, int]


class Layer(NamedTuple):
    """A pooling layer; every pair is (height, width)."""

    operator: str
    kernel_size: Cell
    stride: Cell
    padding: Cell = (0, 0)
    dilation: Cell = (1, 1)
    ceil_mode: bool = False
    count_include_pad: bool = True
    divisor_override: int | None = None
    norm_type: float = 2.0


def output_length(n: int, layer: Layer, axis: int) -> int:
    """Windows along one axis (F1)."""
    k, s, p, d = (pair[axis] for pair in layer[1:5])
    room = n + 2 * p - d * (k - 1) - 1
    out = (math.ceil(room / s) if layer.ceil_mode else math.floor(room / s)) + 1
    return out - 1 if layer.ceil_mode and (out - 1) * s >= n + p else out


def output_cells(height: int, width: int, layer: Layer) -> Iterator[Cell]:
    """Every output cell (i, j) in row-major order."""
    for i in range(output_length(height, layer, 0)):
        for j in range(output_length(width, layer, 1)):
            yield i, j


def taps(i: int, j: int, layer: Layer) -> Iterator[Cell]:
    """Rows and columns of one window's taps, padding among them (F2), in row-major order."""
    for r in range(layer.kernel_size[0]):
        for c in range(layer.kernel_size[1]):
            row = i * layer.stride[0] - layer.padding[0] + r * layer.dilation[0]
            column = j * layer.stride[1] - layer.padding[1] + c * layer.dilation[1]
            yield row, column


def real_cells(i: int, j: int, height: int, width: int, layer: Layer) -> list[Cell]:
    """The taps of one window that are cells of the input."""
    return [(row, column) for row, column in taps(i, j, layer) if 0 <= row < height and 0 <= column < width]


def fits(height: int, width: int, layer: Layer) -> bool:
    """Whether there is a window at all, and a cell of the input in each."""
    if min(output_length(height, layer, 0), output_length(width, layer, 1)) < 1:
        return False
    return all(real_cells(i, j, height, width, layer) for i, j in output_cells(height, width, layer))


def first_best(cells: list[Cell], plane: Plane, better: Callable[[float, float], bool]) -> Cell:
    """The cell that is better than all before it and not bettered after (F3, F4): the first, or the last NaN."""
    best = cells[0]
    for cell in cells:
        new, old = plane[cell[0]][cell[1]], plane[best[0]][best[1]]
        if new != new or (better(new, old) and old == old):
            best = cell
    return best


def largest(cells: list[Cell], plane: Plane) -> Cell:
    return first_best(cells, plane, lambda new, old: new > old)


def smallest(cells: list[Cell], plane: Plane) -> Cell:
    return first_best(cells, plane, lambda new, old: new < old)


def divisor(i: int, j: int, height: int, width: int, layer: Layer) -> int:
    """What an average divides by (F5): explicit padding may count, the overhang never does."""
    if layer.divisor_override is not None:
        return layer.divisor_override
    if not layer.count_include_pad:
        return len(real_cells(i, j, height, width, layer))
    bottom, right = height + layer.padding[0], width + layer.padding[1]
    return sum(row < bottom and column < right for row, column in taps(i, j, layer))


def power_sum(cells: list[Cell], plane: Plane, layer: Layer) -> float:
    """k · mean of the window's xᵖ (F6): a partial window is scaled up to a full one."""
    powers = added(plane[row][column] ** layer.norm_type for row, column in cells)
    return powers * layer.kernel_size[0] * layer.kernel_size[1] / len(cells)


def real_power(base: float, exponent: float) -> float:
    """base^exponent, NaN where that is no real number."""
    return math.nan if base < 0 and exponent != int(exponent) else base**exponent


#: The cell that max and min take.
WINNERS = {"max": largest, "min": smallest}


def value(i: int, j: int, plane: Plane, layer: Layer) -> float:
    """One output."""
    height, width = len(plane), len(plane[0])
    cells = real_cells(i, j, height, width, layer)
    numbers = [plane[row][column] for row, column in cells]
    if layer.operator in WINNERS:
        row, column = WINNERS[layer.operator](cells, plane)
        return plane[row][column]
    if layer.operator == "range":
        (top, right), (low, left) = largest(cells, plane), smallest(cells, plane)
        return plane[top][right] - plane[low][left]
    if layer.operator == "avg":
        return added(numbers) / divisor(i, j, height, width, layer)
    assert layer.operator == "lp", f"no definition of {layer.operator}"
    return real_power(power_sum(cells, plane, layer), 1 / layer.norm_type)


def added(numbers: Iterable[float]) -> float:
    """The sum from left to right, rounded at every step; the built-in one of newer Pythons is more exact."""
    total = 0.0
    for number in numbers:
        total += number
    return total


def forward(plane: Plane, layer: Layer) -> tuple[Plane, list[list[int]] | None]:
    """The output, and for max and min the flat index of every winner."""
    height, width = len(plane), len(plane[0])
    rows, columns = output_length(height, layer, 0), output_length(width, layer, 1)
    output = [[value(i, j, plane, layer) for j in range(columns)] for i in range(rows)]
    if layer.operator not in WINNERS:
        return output, None
    indices = [[0] * columns for _ in range(rows)]
    for i, j in output_cells(height, width, layer):
        row, column = WINNERS[layer.operator](real_cells(i, j, height, width, layer), plane)
        indices[i][j] = row * width + column
    return output, indices


def derivative(i: int, j: int, plane: Plane, layer: Layer) -> dict[Cell, float]:
    """∂y/∂x of one window's real cells (B2, B4)."""
    height, width = len(plane), len(plane[0])
    cells = real_cells(i, j, height, width, layer)
    if layer.operator in WINNERS:
        return {cell: float(cell == WINNERS[layer.operator](cells, plane)) for cell in cells}
    if layer.operator == "range":
        top, low = largest(cells, plane), smallest(cells, plane)
        return {cell: float(cell == top) - float(cell == low) for cell in cells}
    if layer.operator == "avg":
        return dict.fromkeys(cells, 1 / divisor(i, j, height, width, layer))
    assert layer.operator == "lp", f"no definition of {layer.operator}"
    p, total = layer.norm_type, power_sum(cells, plane, layer)
    if total == 0:
        return dict.fromkeys(cells, 0.0)
    outer = real_power(total, 1 / p - 1) * layer.kernel_size[0] * layer.kernel_size[1] / len(cells)
    return {(row, column): outer * plane[row][column] ** (p - 1) for row, column in cells}


def backward(plane: Plane, layer: Layer, grad_output: Plane) -> Plane:
    """The input gradient: what every window sends to its cells, added up (B2, B4)."""
    height, width = len(plane), len(plane[0])
    grad_input = [[0.0] * width for _ in range(height)]
    for i, j in output_cells(height, width, layer):
        for (row, column), local in derivative(i, j, plane, layer).items():
            grad_input[row][column] += local * grad_output[i][j]
    return grad_input
