"""Averages and power means: what the sums of windows are divided by, and the root of sums of powers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from pooling import scratch
from pooling.axis import Axis, axes, untouched
from pooling.dtypes import accumulator, floating
from pooling.fast.blocks import Layout, Piece
from pooling.fast.sums import spread, sums
from pooling.fast.turns import Turn, in_turn
from pooling.parameters import Size
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

    def step(planes: Planes, both: tuple[Axis, Axis], turn: Turn) -> tuple[NDArray, ...]:
        layout = Layout.of(*both, planes.channels)
        dtype = floating(planes.dtype)
        wide = accumulator(dtype)

        def divide(total: NDArray, piece: Piece, out: NDArray) -> None:
            by = divisors(spec, both, wide, turn, slice(piece.top, piece.bottom))
            np.divide(total, by, out=out, casting="unsafe")

        return (sums(planes, layout, divide, (wide, dtype), workers),)

    dtype = floating(x.dtype)
    (means,) = in_turn(exact(x), axes(spec, x.size), untouched, step)
    return means.astype(dtype, copy=False)


def average_gradient(sent: Planes, size: Size, spec: PoolSpec, workers: int = 1) -> NDArray:
    """What every cell of planes of `size` is sent: it does not depend on the cells (reference B4)."""
    return sent_to_all(sent, axes(spec, size), workers, spec)


def sent_to_all(sent: Planes, every: Sequence[Axis], workers: int = 1, average: PoolSpec | None = None) -> NDArray:
    """What every cell is sent by all windows that hold it, if each sends what it has, or as an `average` its share."""

    def step(planes: Planes, both: tuple[Axis, Axis], turn: Turn) -> tuple[NDArray, ...]:
        layout = Layout.of(*both, planes.channels)
        dtype = floating(planes.dtype)

        def divided_by(rows: slice, columns: slice) -> NDArray | float:
            return 1 if average is None else divisors(average, both, accumulator(dtype), turn, rows, columns)

        return (spread(planes, layout, divided_by, dtype, workers),)

    (received,) = in_turn(exact(sent), every, untouched, step)
    return received.astype(floating(sent.dtype), copy=False)


def divisors(
    spec: PoolSpec, both: tuple[Axis, Axis], dtype: np.dtype, turn: Turn, rows: slice, columns: slice = slice(None)
) -> NDArray:
    """What the sums of `rows` and `columns` of windows are divided by, (rows, columns, 1).

    `both` are the axes as the layer has them: tight ones know nothing of padding. Of axes that are taken in turn each
    divides by its own counts; one divisor for all is for the last.
    """
    if spec.divisor_override is not None:
        return np.full((1, 1, 1), spec.divisor_override if turn.last else 1, dtype)
    down, along = (axis.padded_taps if spec.count_include_pad else axis.real_taps for axis in both)
    by_row, by_column = down[rows, None, None].astype(dtype), along[columns, None].astype(dtype)
    return np.multiply(by_row, by_column, out=scratch.empty((len(by_row), len(by_column), 1), dtype))


def power_mean(x: Planes, spec: PoolSpec, workers: int = 1) -> NDArray:
    """(k · mean of the window's xᵖ)^(1/p), of every window (reference F6)."""

    def root(total: NDArray, out: NDArray) -> None:
        np.power(total, total.dtype.type(1 / spec.norm_type), out=out, casting="unsafe")

    return _of_power_sums(x, spec, root, floating(x.dtype), workers)


def power_mean_derivative(x: Planes, spec: PoolSpec, workers: int = 1) -> tuple[NDArray, NDArray]:
    """The two factors of ∂y/∂x of a power mean: one of the window, s^(1/p − 1) · k/n, and one of the cell, x^(p − 1).

    That of a window whose sum s is 0 is taken as 0. Both come in the dtype that sums are taken in.
    """
    p, wide = spec.norm_type, accumulator(floating(x.dtype))

    def outer(total: NDArray, out: NDArray) -> None:
        np.copyto(out, np.where(total == 0, 0, np.power(total, wide.type(1 / p - 1))))

    of_windows = _of_power_sums(x, spec, outer, wide, workers)
    every = axes(spec, x.size)
    with np.errstate(all="ignore"):
        for number, axis in enumerate(every):
            of_windows *= scale(axis, wide).reshape((-1,) + (len(every) - 1 - number + x.channels_last) * (1,))
        return of_windows, np.power(x.array.astype(wide, copy=False), wide.type(p - 1))


def scale(axis: Axis, dtype: np.dtype) -> NDArray:
    """What sums are multiplied by for the taps that windows lack along an axis, (out,): all taps over the real ones."""
    return axis.kernel / axis.real_taps.astype(dtype)


def _of_power_sums(
    x: Planes, spec: PoolSpec, finish: Callable[[NDArray, NDArray], None], dtype: np.dtype, workers: int
) -> NDArray:
    """What `finish(total, out)` makes of k/n times the sum of the p-th powers of a window's n cells."""
    cells = floating(x.dtype)
    wide = accumulator(cells)

    def raised(part: NDArray) -> NDArray:
        return powers(part.astype(cells, copy=False), spec.norm_type)

    def step(planes: Planes, both: tuple[Axis, Axis], turn: Turn) -> tuple[NDArray, ...]:
        layout = Layout.of(*both, planes.channels)
        rows, columns = (scale(axis, wide) for axis in both)

        def scaled(total: NDArray, piece: Piece, out: NDArray) -> None:
            whole = total * (rows[piece.top : piece.bottom, None, None] * columns[:, None])
            if turn.last:
                finish(whole, out)
            else:
                np.copyto(out, whole)

        dtypes = wide, dtype if turn.last else wide
        return (sums(planes, layout, scaled, dtypes, workers, raised if turn.first else None),)

    return in_turn(x, axes(spec, x.size), untouched, step)[0]


def exact(x: Planes) -> Planes:
    """Planes whose axes are taken in turn, in a dtype that loses nothing on the way; else as they are."""
    return x if x.axes <= 2 else x.astype(accumulator(floating(x.dtype)))
