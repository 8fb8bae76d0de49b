"""Averages and power means: what the sums of windows are divided by, and the root of sums of powers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from math import prod

import numpy as np
from numpy.typing import NDArray

from pooling import scratch
from pooling.axis import Axis, axes, tight_axes
from pooling.dtypes import accumulator, floating
from pooling.fast.blocks import Block
from pooling.fast.layout import layout_of
from pooling.fast.sums import spread, sums
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
    dtype, every = floating(x.dtype), axes(spec, x.size)
    wide = accumulator(dtype)

    def divide(total: NDArray, block: Block, out: NDArray) -> None:
        np.divide(total, divisors(spec, every, wide, block.begin, block.windows), out=out, casting="unsafe")

    return sums(x, layout_of(tight_axes(spec, x.size), x.channels), divide, (wide, dtype), workers)


def average_gradient(sent: Planes, size: Size, spec: PoolSpec, workers: int = 1) -> NDArray:
    """What every cell of planes of `size` is sent: it does not depend on the cells (reference B4)."""
    every, wide = axes(spec, size), accumulator(floating(sent.dtype))

    def divided(store: NDArray, cells: NDArray, begin: Size) -> None:
        by = divisors(spec, every, wide, begin, cells.shape[1:-1])
        np.divide(cells, by, out=store, casting="same_kind")

    return spread(sent, every, workers, divided)


def divisors(spec: PoolSpec, every: Sequence[Axis], dtype: np.dtype, begin: Size, windows: Size) -> NDArray:
    """What the sums of so many windows from `begin` on are divided by: a number, or (windows on each axis, 1)."""
    if spec.divisor_override is not None:
        return np.asarray(spec.divisor_override, dtype)
    padding = spec.count_include_pad
    if all(axis.whole(padding) for axis in every):
        return np.asarray(prod(spec.kernel_size), dtype)
    by = scratch.prepared(0, np.empty, (*windows, 1), dtype)
    by[...] = 1
    for number, (axis, first, count) in enumerate(zip(every, begin, windows, strict=True)):
        taps = axis.padded_taps if padding else axis.real_taps
        by *= taps[first : first + count].astype(dtype).reshape((-1,) + (len(windows) - number) * (1,))
    return by


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
    cells, every = floating(x.dtype), axes(spec, x.size)
    wide = accumulator(cells)

    def raised(store: NDArray, part: NDArray, begin: Size) -> None:
        np.copyto(store, powers(part.astype(cells, copy=False), spec.norm_type))

    def scaled(total: NDArray, block: Block, out: NDArray) -> None:
        parts = zip(every, block.begin, block.windows, strict=True)
        scales = [scale(axis, wide)[first : first + count] for axis, first, count in parts]
        finish(total * reduce(np.multiply.outer, scales)[..., None], out)

    return sums(x, layout_of(tight_axes(spec, x.size), x.channels), scaled, (wide, dtype), workers, raised)
