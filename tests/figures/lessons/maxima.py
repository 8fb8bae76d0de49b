"""What a max pool does with a lesson's grid, by the loops: grids are tuples of rows, so that results can be kept."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from functools import cache
from itertools import product

from figures.numbers import typed
from tests.pooling.loops import Cell, Layer, forward, output_cells, output_length, real_cells

Grid = tuple[tuple[float, ...], ...]


def every_cell(x: Grid) -> list[Cell]:
    """All cells, in reading order."""
    return list(product(range(len(x)), range(len(x[0]))))


def windows(x: Grid, layer: Layer) -> list[Cell]:
    """The output cells, in reading order."""
    return list(output_cells(len(x), len(x[0]), layer))


def cells(at: Cell, x: Grid, layer: Layer) -> list[Cell]:
    """The cells of a window, in reading order."""
    return real_cells(*at, len(x), len(x[0]), layer)


def values(at: Cell, x: Grid, layer: Layer) -> list[float]:
    return [x[r][c] for r, c in cells(at, x, layer)]


def largest(at: Cell, x: Grid, layer: Layer) -> list[Cell]:
    """The cells of a window that none exceeds; where they tie, several."""
    most = max(values(at, x, layer))
    return [(r, c) for r, c in cells(at, x, layer) if x[r][c] == most]


@cache
def output(x: Grid, layer: Layer) -> Grid:
    return tuple(map(tuple, forward(x, layer)[0]))


@cache
def winners(x: Grid, layer: Layer) -> dict[Cell, Cell]:
    """The cell that each window chose."""
    indices = forward(x, layer)[1]
    return {(i, j): divmod(indices[i][j], len(x[0])) for i, j in windows(x, layer)}


@cache
def wins(x: Grid, layer: Layer) -> Counter[Cell]:
    """How many windows chose each cell that any chose."""
    return Counter(winners(x, layer).values())


@cache
def coverage(n: int, layer: Layer) -> Counter[Cell]:
    """How many windows hold each cell of n × n that any holds."""
    return Counter(cell for at in output_cells(n, n, layer) for cell in real_cells(*at, n, n, layer))


@cache
def grad_input(x: Grid, g: Grid, layer: Layer) -> dict[Cell, Fraction]:
    """What each cell receives, exactly: the sum of what the windows that chose it send."""
    grad = dict.fromkeys(every_cell(x), Fraction(0))
    for (i, j), cell in winners(x, layer).items():
        grad[cell] += typed(g[i][j])
    return grad


def rows_of(numbers: dict[Cell, float | Fraction]) -> list[list[float]]:
    """Numbers by cell as rows."""
    height, width = (max(places) + 1 for places in zip(*numbers, strict=True))
    return [[float(numbers[r, c]) for c in range(width)] for r in range(height)]


def size(n: int, layer: Layer) -> str:
    """The size of the output of n × n, as captions write it."""
    return " × ".join([str(output_length(n, layer, 0))] * 2)
