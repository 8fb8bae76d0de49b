"""What one selected cell means: a title, formulas with the live numbers, and a sentence in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.typing import NDArray

from figures.latex import partial
from figures.numbers import adds_up
from figures.voices import voice_of
from pooling import Pooled


@dataclass(frozen=True)
class Story:
    """A title, LaTeX formulas in reading order, and sentences without mark-up."""

    title: str
    formulas: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Route:
    """Gradient on its way from output cell (i, j) to input cell (row, column), times `weight`."""

    window: tuple[int, int]
    cell: tuple[int, int]
    weight: float


def routes_of_window(pooled: Pooled, i: int, j: int) -> list[Route]:
    """Where the gradient of output cell (i, j) goes: the taps whose local derivative is not 0."""
    window = pooled.windows.number(i, j)
    width = pooled.windows.input_size[1]
    flat, weights = pooled.windows.flat[window], pooled.derivative[window]
    return [
        Route((i, j), (int(f) // width, int(f) % width), float(w))
        for f, w in zip(flat, weights, strict=True)
        if f >= 0 and w != 0
    ]


def routes_to_cell(pooled: Pooled, row: int, column: int) -> list[Route]:
    """What input cell (row, column) receives: one route from every window that passes gradient to it."""
    windows, cell = pooled.windows, row * pooled.windows.input_size[1] + column
    found = []
    for at in windows.holding(row, column):
        number = windows.number(*at)
        weights = pooled.derivative[number, windows.flat[number] == cell]
        found += [Route(at, (row, column), float(w)) for w in weights if w != 0]
    return found


def cells_of(pooled: Pooled, window: int) -> list[float]:
    """The input cells that a window holds, in row-major order."""
    flat = pooled.windows.flat[window]
    return [float(v) for v in pooled.x.ravel()[flat[flat >= 0]]]


def gradient_formula(pooled: Pooled, grad_output: NDArray, row: int, column: int) -> str:
    """∂E/∂x at one cell as the sum of what its windows send, with the numbers."""
    routes = routes_to_cell(pooled, row, column)
    name = partial("E", "x", row, column)
    if not routes:
        return f"{name} &= 0"
    total = pooled.received(grad_output, row, column)
    sent = [float(grad_output[r.window]) for r in routes]
    sure = adds_up(total, [g * r.weight for g, r in zip(sent, routes, strict=True)])
    lines = voice_of(pooled.operator).gradient(pooled, routes, sent, total, sure)
    return r"\\ ".join([f"{name} &{lines[0]}", *(f"&{line}" for line in lines[1:])])
