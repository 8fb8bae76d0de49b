"""Average pooling: the window's sum over a divisor that says which cells count (reference F5, B4)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pooling.operators.base import Operator, Reduced, accumulator
from pooling.spec import PoolSpec
from pooling.windows import Ints, Windows


def divisors(windows: Windows, spec: PoolSpec) -> Ints:
    """What each window's sum is divided by, (L,): the override, else the number of counted cells.

    >>> divisors(Windows.of(PoolSpec("avg", 2, 2, 1), 2, 2), PoolSpec("avg", 2, 2, 1, count_include_pad=False))
    array([1, 1, 1, 1])
    """
    if spec.divisor_override is not None:
        return np.full(windows.flat.shape[0], spec.divisor_override)
    counts = windows.counted if spec.count_include_pad else windows.inside
    return counts.sum(axis=-1)


class Average(Operator):
    name = "avg"
    label = "Avg"
    selects = False

    def reduce(self, taps: NDArray, windows: Windows, spec: PoolSpec) -> Reduced:
        with np.errstate(all="ignore"):  # ±inf and overflow give what IEEE arithmetic says, as in PyTorch
            total = taps.sum(axis=-1, where=windows.inside, dtype=accumulator(taps.dtype))
            return Reduced((total / divisors(windows, spec).astype(total.dtype)).astype(taps.dtype), None)

    def derivative(self, taps: NDArray, reduced: Reduced, windows: Windows, spec: PoolSpec) -> NDArray:
        share = windows.inside / divisors(windows, spec)[:, None]
        return np.broadcast_to(share.astype(taps.dtype), taps.shape)
