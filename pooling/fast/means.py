"""Averages and power means: what the sums of windows are divided by, and the root of sums of powers."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

import numpy as np
from numpy.typing import NDArray

from pooling.axis import Axis, axes
from pooling.dtypes import accumulator, floating
from pooling.fast.blocks import Layout, Piece
from pooling.fast.sums import sums
from pooling.planes import Planes
from pooling.spec import PoolSpec


def powers(cells: NDArray, norm_type: float) -> NDArray:
    """The p-th power of every cell, in the dtype that sums are taken in.

    >>> powers(np.array([2.0, -3.0]), 3)
    array([  8., -27.])
    """
    wide = accumulator(cells.dtype)
    with np.errstate(all="ignore"):  # 0 to a negative power is inf, a negative to a fraction NaN
        return np.power(cells.astype(wide, copy=False), wide.type(norm_type))


def average(x: Planes, spec: PoolSpec, workers: int = 1) -> NDArray:
    """The sum of every window over its divisor (reference F5)."""
    both = axes(spec, x.size)
    layout = Layout.of(*both, x.plane[2])
    dtype = floating(x.dtype)
    wide = accumulator(dtype)

    def divide(total: NDArray, piece: Piece, out: NDArray) -> None:
        by = divisors(spec, both, wide, slice(piece.top, piece.bottom))
        np.divide(total, by, out=out, casting="unsafe")

    return sums(x, layout, divide, (wide, dtype), workers)


def divisors(
    spec: PoolSpec, both: tuple[Axis, Axis], dtype: np.dtype, rows: slice, columns: slice = slice(None)
) -> NDArray:
    """What the sums of `rows` and `columns` of windows are divided by, (rows, columns, 1).

    `both` are the axes as the layer has them: tight ones know nothing of padding.
    """
    if spec.divisor_override is not None:
        return np.full((1, 1, 1), spec.divisor_override, dtype)
    down, along = (axis.padded_taps if spec.count_include_pad else axis.real_taps for axis in both)
    return down[rows, None, None].astype(dtype) * along[columns, None].astype(dtype)


def power_mean(x: Planes, spec: PoolSpec, workers: int = 1) -> NDArray:
    """(k · mean of the window's xᵖ)^(1/p), of every window (reference F6)."""

    def root(total: NDArray, scale: NDArray, out: NDArray) -> None:
        np.power(total, total.dtype.type(1 / spec.norm_type), out=out, casting="unsafe")

    return _of_power_sums(x, spec, root, floating(x.dtype), workers)


def power_mean_derivative(x: Planes, spec: PoolSpec, workers: int = 1) -> tuple[NDArray, NDArray]:
    """The two factors of ∂y/∂x of a power mean: one of the window, s^(1/p − 1) · k/n, and one of the cell, x^(p − 1).

    That of a window whose sum s is 0 is taken as 0. Both come in the dtype that sums are taken in.
    """
    p, wide = spec.norm_type, accumulator(floating(x.dtype))

    def outer(total: NDArray, scale: NDArray, out: NDArray) -> None:
        np.multiply(np.where(total == 0, 0, np.power(total, wide.type(1 / p - 1))), scale, out=out)

    of_windows = _of_power_sums(x, spec, outer, wide, workers)
    with np.errstate(all="ignore"):
        return of_windows, np.power(x.array.astype(wide, copy=False), wide.type(p - 1))


def _of_power_sums(
    x: Planes,
    spec: PoolSpec,
    finish: Callable[[NDArray, NDArray, NDArray], None],
    dtype: np.dtype,
    workers: int,
) -> NDArray:
    """What `finish(total, scale, out)` makes of k/n times the sum of the p-th powers of a window's n cells."""
    layout = Layout.of(*axes(spec, x.size), x.plane[2])
    cells = floating(x.dtype)
    taps, wide = prod(spec.kernel_size), accumulator(cells)

    def scaled(total: NDArray, piece: Piece, out: NDArray) -> None:
        rows, columns = layout.rows.real_taps[piece.top : piece.bottom], layout.columns.real_taps
        scale = taps / (rows[:, None, None].astype(wide) * columns[:, None].astype(wide))
        finish(total * scale, scale, out)

    return sums(
        x, layout, scaled, (wide, dtype), workers, lambda part: powers(part.astype(cells, copy=False), spec.norm_type)
    )
