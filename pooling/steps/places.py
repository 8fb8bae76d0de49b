"""The one index table as plain Python numbers, window by window: a loop over taps reads them faster than arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pooling.operators.lp import powers
from pooling.passes import Pooled, shares
from pooling.spec import Pair
from pooling.windows import Bools


class Tap(NamedTuple):
    """One place of a window with all that both passes know of it.

    `term` is what the operator compares or adds up, `weight` its ∂y/∂x, `share` the gradient that it is sent; a
    place outside the grid has a share where it counts in the average's divisor.
    """

    number: int
    place: Pair
    inside: bool
    counted: bool
    term: float
    weight: float
    share: float


class Window(NamedTuple):
    """One window: its output cell (i, j), its taps, the number of the last that is an input cell, y and ∂E/∂y."""

    name: Pair
    taps: tuple[Tap, ...]
    last: int
    output: float
    grad: float


@dataclass(frozen=True)
class Taps:
    """All windows of one plane. `conserves` tells whether a window sends its cells and counted padding all it has."""

    size: Pair
    operator: str
    selects: bool
    conserves: bool
    windows: tuple[Window, ...]


def taps_of(pooled: Pooled, grad_output: NDArray) -> Taps:
    """The windows of a plane (H, W) with the gradient (H_out, W_out) that they send, in double precision."""
    spec, windows = pooled.spec, pooled.windows
    conserves = spec.operator != "lp" and spec.divisor_override is None
    counted = windows.counted if spec.operator == "avg" and spec.count_include_pad and conserves else windows.inside
    weights, shares = _weights(pooled, counted, grad_output)
    columns = (windows.inside, counted, _terms(pooled), weights, shares)
    last = windows.inside.shape[1] - 1 - windows.inside[:, ::-1].argmax(axis=1)
    each = zip(
        np.ndindex(*windows.output_size),
        zip(*(column.tolist() for column in columns), strict=True),
        last.tolist(),
        pooled.output.astype(np.float64).ravel().tolist(),
        grad_output.ravel().tolist(),
        strict=True,
    )
    rows, across = windows.rows.tolist(), windows.columns.tolist()
    found = []
    for (i, j), known, *rest in each:
        places = [(row, column) for row in rows[i] for column in across[j]]
        taps = tuple(map(Tap._make, zip(range(len(places)), places, *known, strict=True)))
        found.append(Window((i, j), taps, *rest))
    return Taps(windows.input_size, spec.operator, pooled.operator.selects, conserves, tuple(found))


def _terms(pooled: Pooled) -> NDArray:
    """What the operator compares or adds up, (L, K): x, for Lp its power."""
    terms = pooled.windows.gather(pooled.x).astype(np.float64)
    return powers(terms, pooled.spec) if pooled.spec.operator == "lp" else terms


def _weights(pooled: Pooled, counted: Bools, grad_output: NDArray) -> tuple[NDArray, NDArray]:
    """∂y/∂x and the gradient sent of every tap, (L, K) each; padding that counts weighs what a cell does."""
    weights = pooled.derivative.astype(np.float64)
    weights = np.where(counted & ~pooled.windows.inside, weights.max(axis=1, keepdims=True), weights)
    return weights, shares(weights, grad_output.reshape(-1, 1))
