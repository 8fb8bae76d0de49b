"""The one index table as plain Python numbers, window by window: a loop over taps reads them faster than arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pooling.operators.base import Operator
from pooling.parameters import Pair
from pooling.passes import Pooled, shares
from pooling.steps.window import Tap, Window
from pooling.windows import Bools


@dataclass(frozen=True)
class Places:
    """All windows of one plane. `conserves` tells whether a window sends its cells and counted padding all it has."""

    size: Pair
    operator: Operator
    conserves: bool
    windows: tuple[Window, ...]

    @classmethod
    def of(cls, pooled: Pooled, grad_output: NDArray) -> Places:
        """The windows of a plane (H, W) with the gradient (H_out, W_out) that they send, in double precision."""
        return cls(
            pooled.windows.input_size,
            pooled.operator,
            pooled.operator.conserves(pooled.spec),
            tuple(_windows(pooled, grad_output)),
        )


def _windows(pooled: Pooled, grad_output: NDArray) -> list[Window]:
    windows, operator = pooled.windows, pooled.operator
    counted = operator.counted(windows, pooled.spec)
    terms = operator.terms(windows.gather(pooled.x).astype(np.float64), pooled.spec)
    weights, sent = _weights(pooled, counted, grad_output)
    columns = (windows.inside, counted, terms, weights, sent)
    last = windows.inside.shape[1] - 1 - windows.inside[:, ::-1].argmax(axis=1)
    each = zip(
        np.ndindex(*windows.output_size),
        zip(*(column.tolist() for column in columns), strict=True),
        last.tolist(),
        pooled.output.astype(np.float64).ravel().tolist(),
        grad_output.ravel().tolist(),
        pooled.chosen_cells,
        strict=True,
    )
    rows, across = windows.rows.tolist(), windows.columns.tolist()
    found = []
    for (i, j), known, *rest in each:
        places = [(row, column) for row in rows[i] for column in across[j]]
        taps = tuple(map(Tap._make, zip(range(len(places)), places, *known, strict=True)))
        found.append(Window((i, j), taps, *rest))
    return found


def _weights(pooled: Pooled, counted: Bools, grad_output: NDArray) -> tuple[NDArray, NDArray]:
    """∂y/∂x and the gradient sent of every tap, (L, K) each; padding that counts weighs what a cell does."""
    weights = pooled.derivative.astype(np.float64)
    weights = np.where(counted & ~pooled.windows.inside, weights.max(axis=1, keepdims=True), weights)
    return weights, shares(weights, grad_output.reshape(-1, 1))
