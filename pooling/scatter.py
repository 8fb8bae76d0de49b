"""The one scatter-add: every cell adds up what is sent to it (reference B0)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from pooling import scratch
from pooling.errors import PoolingError
from pooling.parameters import Size
from pooling.planes import Planes

#: Values that are sent at a time: few enough that where they go to stays in the cache.
VALUES = 2**16


def in_order(values: Iterable[float]) -> float:
    """The sum of numbers one after the other, as a cell adds up what is sent to it; the built-in `sum` of floats is
    more exact in some versions of Python, and then another number.

    >>> in_order([1e9, 1e-8, -1e9])
    0.0
    """
    total = 0.0
    for value in values:
        total += value
    return total


def scatter_add(values: NDArray, flat: NDArray, input_size: Size) -> NDArray:
    """Add `values` (…, M) into zero planes (…, H, W), or of other axes, at the flat indices `flat` (…, M).

    Cells that are named more than once add up, in the order of the values.

    >>> scatter_add(np.array([1.0, 2.0, 4.0]), np.array([0, 3, 3]), (2, 2))
    array([[1., 0.],
           [0., 6.]])
    """
    total = scatter_add_planes(Planes(values, axes=1), Planes(flat, axes=1), (prod(input_size),))
    return total.reshape(*values.shape[:-1], *input_size)


def scatter_add_planes(values: Planes, indices: Planes, input_size: Size) -> NDArray:
    """The same for planes of values, and planes of flat indices of their shape: new planes of `input_size`.

    Half precision is added up in single, and integers in 64 bits; a sum that the dtype of the values does not hold is
    inf, or an error of integers, which have none.
    """
    dtype = values.dtype
    if values.axes != 2:
        in_a_row = scatter_add_planes(values.in_a_row(), indices.in_a_row(), (1, prod(input_size)))
        return in_a_row.reshape(values.around(input_size))
    wide = _wide(values)
    total = Planes(scratch.zeros(values.around(input_size), wide), values.channels_last)
    cells = total.array.reshape(-1)
    (height, width, channels), plane = values.plane, prod(total.plane)
    planes = max(1, VALUES // max(1, height * width * channels))
    rows = max(1, VALUES // max(1, width * channels))
    targets = scratch.empty((planes, min(rows, height), width, channels), np.dtype(np.int64))
    with np.errstate(all="ignore"):  # NaN and ±inf follow IEEE arithmetic; a sum beyond the dtype is inf
        for first, top in product(range(0, values.count, planes), range(0, height, rows)):
            end, area = min(values.count, first + planes), slice(top, top + rows)
            sent = np.asarray(values.part(first, end)[:, area], wide)  # `add.at` is slow where dtypes are not the same
            to = indices.part(first, end)[:, area].astype(np.int64, copy=False)
            target = targets[: end - first, : sent.shape[1]]
            start = plane * np.arange(end - first)[:, None, None, None]
            if channels > 1:
                np.multiply(to, channels, out=target)
                target += start + np.arange(channels)
            elif end - first > 1:
                np.add(to, start, out=target)
            else:
                target = to
            np.add.at(cells[plane * first : plane * end], target.reshape(-1), sent.reshape(-1))
        return (total.array if dtype.kind == "f" else _held(total.array, dtype)).astype(dtype, copy=False)


def _wide(values: Planes) -> np.dtype:
    """What values are summed in: at least single precision, or integers that no sum of theirs is too large for."""
    dtype = values.dtype
    if dtype.kind == "f":
        return np.promote_types(dtype, np.float32)
    wide = np.dtype(np.int64 if dtype.kind == "i" else np.uint64)
    if values.array.size == 0 or dtype.itemsize < wide.itemsize:
        return wide
    largest = max(abs(int(values.array.min())), int(values.array.max()))
    return wide if largest * prod(values.plane) <= np.iinfo(wide).max else np.dtype(object)


def _held(total: NDArray, dtype: np.dtype) -> NDArray:
    """Sums of integers, once their dtype is found to hold them: none wraps around in silence."""
    if total.size:
        bounds = np.iinfo(dtype)
        for most in (total.max(), total.min()):
            if not bounds.min <= int(most) <= bounds.max:
                raise PoolingError.broken("grad_output", f"have sums that fit into {dtype}", int(most))
    return total
