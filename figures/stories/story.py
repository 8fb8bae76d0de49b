"""What one selected cell means: a title, formulas with the live numbers, and a sentence in plain words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pooling.operators.average import divisors

from figures.latex import Numbers, broken, elided, partial, relation
from figures.numbers import adds_up
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


def gradient_formula(pooled: Pooled, grad_output: np.ndarray, row: int, column: int) -> str:
    """∂E/∂x at one cell as the sum of what its windows send, with the numbers."""
    routes = routes_to_cell(pooled, row, column)
    name = partial("E", "x", row, column)
    if not routes:
        return f"{name} &= 0"
    total = float(pooled.backward(grad_output)[row, column])
    sent = [float(grad_output[r.window]) for r in routes]
    sure = adds_up(total, [g * r.weight for g, r in zip(sent, routes, strict=True)])
    if not pooled.operator.selects:
        terms, exact = _products(pooled, routes, sent)
        lines = [f"{name} &{relation(exact)}" + broken(elided(terms), " + ")]
        return r"\\ ".join([*lines, "&" + Numbers(total).equals(total, sure and exact)])
    lines = [f"{name} &= " + broken(elided([partial("E", "y", *r.window) for r in routes]), " + ")]
    if len(routes) > 1:
        number = Numbers(*sent)
        lines.append(f"&{number.relation(*sent)}" + broken(elided([number.term(g) for g in sent]), " + "))
        sure = sure and number.exact(*sent)
    return r"\\ ".join([*lines, "&" + Numbers(*sent, total).equals(total, sure)])


def _products(pooled: Pooled, routes: list[Route], sent: list[float]) -> tuple[list[str], bool]:
    """What each route brings, written as gradient over divisor or gradient times slope; whether that is exact."""
    number, exact = Numbers(*sent), Numbers(*sent).exact(*sent)
    if pooled.operator.name == "avg":
        divisor = divisors(pooled.windows, pooled.spec)
        own = [divisor[pooled.windows.number(*r.window)] for r in routes]
        return [rf"\tfrac{{{number(g)}}}{{{d}}}" for g, d in zip(sent, own, strict=True)], exact
    weights = [r.weight for r in routes]
    weight = Numbers(*weights)
    terms = [rf"{number.term(g)}{{\cdot}}{weight.term(w)}" for g, w in zip(sent, weights, strict=True)]
    return terms, exact and weight.exact(*weights)


def elsewhere(pooled: Pooled, grad_output: np.ndarray) -> float | None:
    """The upstream gradient that an average sends into counted padding; None where nothing is kept count of.

    Max and min send all of it to winners. Lp and `divisor_override` change the sum by their own rule.
    """
    if pooled.operator.selects:
        return 0.0
    if pooled.operator.name != "avg" or pooled.spec.divisor_override is not None:
        return None
    padding = (pooled.windows.counted & ~pooled.windows.inside).sum(axis=1) if pooled.spec.count_include_pad else 0
    return float((grad_output.ravel() * padding / divisors(pooled.windows, pooled.spec)).sum())
