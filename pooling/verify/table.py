"""The index table of a padded plane, as code lays it out that pads first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pooling.parameters import Pair
from pooling.spec import PoolSpec
from pooling.windows import Windows


def padding_on(spec: PoolSpec, size: tuple[int, ...]) -> tuple[Pair, Pair]:
    """Cells of padding (before, after) on each axis of planes of `size`, whatever form it was given in.

    >>> padding_on(PoolSpec("max", 2, padding="same"), (3, 4))
    ((0, 1), (0, 0))
    """
    rows, columns = spec.pads(*size)
    return rows, columns


def padded_table(spec: PoolSpec, size: tuple[int, ...], most: Pair | None = None) -> Windows:
    """The windows of `spec` on planes of `size`, their taps numbered in the padded plane; `inside` are still the taps
    that are real cells. With `most`, no more rows and columns of windows than that.

    >>> padded_table(PoolSpec("max", 2, 2, 1), (2, 2)).flat[3]
    array([10, 11, 14, 15])
    """
    ((top, bottom), (left, right)), (height, width) = padding_on(spec, size), size
    if most is None or most == spec.output_size(height, width):
        windows = Windows.of(spec, height, width)
    else:
        windows = Windows.band(spec, size, slice(most[0]), slice(most[1]))
    padded = (height + top + bottom, width + left + right)
    rows, columns = windows.rows + top, windows.columns + left
    flat = (rows[:, None, :, None] * padded[1] + columns[None, :, None, :]).reshape(windows.flat.shape)
    flat = np.where(windows.counted, flat, -1)
    return replace(windows, input_size=padded, places=(rows, columns), flat=flat)
