"""Lp pooling as PyTorch computes it: (k · mean of the counted xᵖ)^(1/p), without an absolute value.

In floating point a negative number to a power that is not whole is NaN: a cell to a fractional p, or a
sum of an odd p above 1 to the power 1/p. A partial window of `ceil_mode` is scaled up to a full one
(reference F6 and §6). Where the sum is exactly 0 the derivative is taken as 0, as PyTorch's is, for
p = 1 too.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pooling.operators.base import Operator, Reduced, accumulator
from pooling.spec import PoolSpec
from pooling.windows import Windows


def scale(windows: Windows) -> NDArray:
    """What each window's sum of powers is multiplied by, (L,): k over the cells it holds."""
    return windows.inside.shape[-1] / windows.inside.sum(axis=-1)


def powers(taps: NDArray, spec: PoolSpec) -> NDArray:
    """The p-th power of every tap, in the dtype that sums are taken in.

    >>> powers(np.array([2.0, -3.0]), PoolSpec("lp", 2, norm_type=3))
    array([  8., -27.])
    """
    wide = accumulator(taps.dtype)
    with np.errstate(all="ignore"):  # 0 to a negative power is inf, a negative to a fraction NaN
        return np.power(taps.astype(wide, copy=False), wide.type(spec.norm_type))


class Lp(Operator):
    name = "lp"
    label = "Lp"
    selects = False

    def sums(self, taps: NDArray, windows: Windows, spec: PoolSpec) -> NDArray:
        """The scaled sum of the p-th powers, (…, L), before the root is taken."""
        raised = powers(taps, spec)
        with np.errstate(all="ignore"):  # a sum beyond the dtype is inf
            return raised.sum(axis=-1, where=windows.inside) * scale(windows).astype(raised.dtype)

    def reduce(self, taps: NDArray, windows: Windows, spec: PoolSpec) -> Reduced:
        total = self.sums(taps, windows, spec)
        with np.errstate(all="ignore"):
            return Reduced(np.power(total, total.dtype.type(1 / spec.norm_type)).astype(taps.dtype), None)

    def derivative(self, taps: NDArray, reduced: Reduced, windows: Windows, spec: PoolSpec) -> NDArray:
        p = spec.norm_type
        total = self.sums(taps, windows, spec)
        with np.errstate(all="ignore"):
            outer = np.where(total == 0, 0, np.power(total, total.dtype.type(1 / p - 1)))
            outer = (outer * scale(windows)).astype(total.dtype)[..., None]
            inner = np.power(taps.astype(total.dtype, copy=False), total.dtype.type(p - 1))
            return np.where(windows.inside, outer * inner, 0).astype(taps.dtype)
