"""Planes of any size by the index table, a band of windows at a time: for an operator that has no faster way."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pooling.dtypes import floating
from pooling.planes import Planes
from pooling.spec import PoolSpec
from pooling.windows import Windows

if TYPE_CHECKING:
    from pooling.operators.base import Operator

#: Taps of a band: few enough that their arrays take some tens of megabytes.
TAPS = 2**18


def forward_in_bands(operator: Operator, x: Planes, spec: PoolSpec) -> NDArray:
    """The output of every plane."""
    dtype = x.dtype if operator.selects else floating(x.dtype)
    output = x.empty(spec.output_size(*x.size), dtype)
    for rows, windows in _bands(spec, x):
        for n in range(x.count):
            taps = windows.gather(_channels_first(x.part(n, n + 1)).astype(dtype, copy=False))
            values = operator.reduce(taps, windows, spec).values
            output.part(n, n + 1)[:, rows] = _channels_last(values, windows)
    return output.array


def gradient_in_bands(operator: Operator, sent: Planes, x: Planes, spec: PoolSpec) -> NDArray:
    """What every cell is sent: each tap the gradient of its window times its derivative."""
    dtype = floating(sent.dtype)
    received = x.empty(x.size, dtype)
    received.array[...] = 0
    for rows, windows in _bands(spec, x):
        for n in range(x.count):
            taps = windows.gather(_channels_first(x.part(n, n + 1)).astype(floating(x.dtype), copy=False))
            weights = operator.derivative(taps, operator.reduce(taps, windows, spec), windows, spec)
            upstream = _channels_first(sent.part(n, n + 1)[:, rows]).reshape(*weights.shape[:-1], 1)
            with np.errstate(all="ignore"):  # a tap with derivative 0 is sent nothing, whatever the gradient
                shares = np.where(weights == 0, 0, weights * upstream).astype(dtype, copy=False)
            received.part(n, n + 1)[...] += np.moveaxis(windows.scatter_add(shares), 1, -1)
    return received.array


def _bands(spec: PoolSpec, x: Planes) -> Iterator[tuple[slice, Windows]]:
    """The rows of windows a few at a time, each with its table."""
    rows, *others = spec.output_size(*x.size)
    each = max(1, TAPS // (prod(others) * prod(spec.kernel_size) * x.channels))
    for first in range(0, rows, each):
        band = slice(first, min(rows, first + each))
        yield band, Windows.band(spec, x.size, band)


def _channels_first(part: NDArray) -> NDArray:
    """(1, H, W, C) as (1, C, H, W)."""
    return np.moveaxis(part, -1, 1)


def _channels_last(values: NDArray, windows: Windows) -> NDArray:
    """(1, C, L) as (1, H, W, C)."""
    return np.moveaxis(values.reshape(*values.shape[:2], *windows.output_size), 1, -1)
