"""Lp pooling as PyTorch computes it: (k · mean of the counted xᵖ)^(1/p), without an absolute value.

In floating point a negative number to a power that is not whole is NaN: a cell to a fractional p, or a
sum of an odd p above 1 to the power 1/p. A partial window of `ceil_mode` is scaled up to a full one
(reference F6, B9 and §6). Where the sum is exactly 0 the derivative is taken as 0, as PyTorch's is, for
p = 1 too.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pooling.arguments import as_planes, as_workers, matching
from pooling.axis import axes
from pooling.dtypes import floating
from pooling.errors import PoolingError
from pooling.families import family
from pooling.fast.means import power_mean, power_mean_derivative, powers
from pooling.fast.sums import spread
from pooling.operators.base import Kinks, Large, Reduced
from pooling.operators.summing import Summing
from pooling.parameters import CEIL_MODE, Parameter, power
from pooling.planes import Planes
from pooling.signatures import Array, DataFormat, Sizes
from pooling.spec import PoolSpec, spec_of
from pooling.windows import Bools, Windows


class Lp(Summing):
    name = "lp"
    label = "Lp"
    parameters = (CEIL_MODE, Parameter("norm_type", 2.0, power))
    keeps_range = False
    own_names: ClassVar = {"pytorch": "lp_pool2d", "onnx": "LpPool", "paddle": "lp_pool2d"}
    function = "lp_pool2d"

    @property
    def word(self) -> str:
        return self.label  # a symbol, not a word

    def power(self, spec: PoolSpec) -> float:
        return spec.norm_type

    def terms(self, taps: NDArray, spec: PoolSpec) -> NDArray:
        return powers(taps, spec.norm_type)

    def divisor(self, windows: Windows, spec: PoolSpec) -> NDArray:
        return 1 / scale(windows)

    def sums(self, taps: NDArray, windows: Windows, spec: PoolSpec) -> NDArray:
        """The scaled sum of the p-th powers, (…, L), before the root is taken."""
        raised = self.terms(taps, spec)
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

    def kinks(self, taps: NDArray, derivative: NDArray, windows: Windows, spec: PoolSpec) -> Kinks:
        """A window of zeros is the kink of |x|; a cell that is alone among zeros has its kink at 0. Even p only."""
        if spec.norm_type % 2 != 0:
            raise PoolingError.broken("norm_type", "be even for the kinks to be known", spec.norm_type)
        inside = windows.inside
        flat = (~inside | (taps == 0)).all(axis=-1, keepdims=True)
        steep = inside * scale(windows)[:, None] ** (1 / spec.norm_type)
        others = ((taps != 0) & inside).sum(axis=-1, keepdims=True) - (taps != 0)
        room = np.where(inside & (others == 0), np.abs(taps), np.inf)
        return Kinks(np.where(flat, -steep, derivative), np.where(flat, steep, derivative), room)

    def silent_cells(self, x: NDArray, spec: PoolSpec) -> Bools:
        with np.errstate(all="ignore"):
            return ~np.isfinite(x ** (spec.norm_type - 1))

    def forward(self, x: Planes, spec: PoolSpec, workers: int = 1, indices: bool = True) -> Large:
        Windows.check(spec, *x.size)
        return Large(power_mean(x, spec, workers))

    def gradient(self, sent: Planes, x: Planes, large: Large, spec: PoolSpec, workers: int = 1) -> NDArray:
        return gradient(sent, x.astype(floating(x.dtype)), spec, workers)


OPERATOR = Lp()


def scale(windows: Windows) -> NDArray:
    """What each window's sum of powers is multiplied by, (L,): k over the cells it holds."""
    return windows.inside.shape[-1] / windows.inside.sum(axis=-1)


def lp_pool(
    axes: int,
    /,
    x: ArrayLike,
    norm_type: float,
    kernel_size: Sizes,
    stride: Sizes | None = None,
    ceil_mode: bool = False,
    *,
    data_format: DataFormat = "channels_first",
    workers: int = 1,
) -> Array:
    """(k · mean of the window's xᵖ)^(1/p) (reference F6), as `torch.nn.functional.lp_pool2d`: no absolute value.

    Parameters
    ----------
    x : array (…, H, W); integers are pooled as float64
    norm_type : float
        The power p, finite and not 0. A negative sum to a fractional power 1/p is NaN.
    kernel_size, stride : int or (height, width), in cells
    ceil_mode : bool
        Round the output size up; a partial window is scaled up to a full one.
    data_format, workers
        As for `max_pool2d`.

    Returns
    -------
    array (…, H_out, W_out), or (…, H_out, W_out, C), in the dtype of `x`, float64 for integers

    Raises
    ------
    PoolingError
        When an argument breaks its rule.

    Examples
    --------
    >>> lp_pool2d([[3.0, 4.0]], 2, (1, 2))
    array([[5.]])
    """
    planes = as_planes(x, "x", data_format, axes)
    spec = spec_of("lp", kernel_size, stride, ceil_mode=ceil_mode, norm_type=norm_type, axes=axes)
    return OPERATOR.forward(planes, spec, as_workers(workers)).output


lp_pool1d, lp_pool2d, lp_pool3d = family(
    lp_pool,
    line="""
    >>> lp_pool1d([3.0, 4.0], 2, 2)
    array([5.])
    """,
    volume="""
    >>> lp_pool3d([[[3.0, 4.0]]], 2, (1, 1, 2))
    array([[[5.]]])
    """,
)


def lp_pool_backward(
    axes: int,
    /,
    grad_output: ArrayLike,
    x: ArrayLike,
    norm_type: float,
    kernel_size: Sizes,
    stride: Sizes | None = None,
    ceil_mode: bool = False,
    *,
    data_format: DataFormat = "channels_first",
    workers: int = 1,
) -> Array:
    """The gradient of `lp_pool2d`: grad_output times k/n · s^(1/p − 1) · x^(p − 1), s the scaled sum (B9).

    Parameters
    ----------
    grad_output : array (…, H_out, W_out)
    x : array (…, H, W), as given to `lp_pool2d`
    norm_type, kernel_size, stride, ceil_mode, data_format, workers
        As given to `lp_pool2d`.

    Returns
    -------
    grad_input : array (…, H, W), in the dtype of `grad_output`, that of `x` for integers
        Half precision is summed in single. A window whose sum is 0 sends 0 · x^(p − 1), as in PyTorch:
        nothing, but NaN at a 0 if p is below 1.

    Raises
    ------
    PoolingError
        When an argument breaks its rule or the shapes do not match.

    Examples
    --------
    >>> lp_pool2d_backward([[10.0]], [[3.0, 4.0]], 2, (1, 2))
    array([[6., 8.]])
    """
    spec = spec_of("lp", kernel_size, stride, ceil_mode=ceil_mode, norm_type=norm_type, axes=axes)
    cells = as_planes(x, "x", data_format, axes)
    Windows.check(spec, *cells.size)
    cells = cells.astype(floating(cells.dtype))
    sent = as_planes(grad_output, "grad_output", data_format, axes)
    return gradient(matching(sent, cells, spec.output_size(*cells.size)), cells, spec, as_workers(workers))


lp_pool1d_backward, lp_pool2d_backward, lp_pool3d_backward = family(
    lp_pool_backward,
    line="""
    >>> lp_pool1d_backward([10.0], [3.0, 4.0], 2, 2)
    array([6., 8.])
    """,
    volume="""
    >>> lp_pool3d_backward([[[10.0]]], [[[3.0, 4.0]]], 2, (1, 1, 2))
    array([[[6., 8.]]])
    """,
)


def gradient(sent: Planes, x: Planes, spec: PoolSpec, workers: int = 1) -> NDArray:
    """What every cell is sent: the factors of the windows that hold it, added up, times a factor of its own."""
    dtype = sent.dtype if sent.dtype.kind == "f" else x.dtype
    outer, inner = power_mean_derivative(x, spec, workers)
    every = axes(spec, x.size)
    with np.errstate(all="ignore"):  # what is sent nothing stays 0, whatever the gradient
        coefficient = x.like(np.where(outer == 0, 0, sent.array * outer))
        received = spread(coefficient, every, workers)
        alone = np.zeros((), np.bool_)
        for axis in every:
            alone = alone[..., None] | axis.in_no_window
        alone = alone[..., None] if x.channels_last else alone
        return np.where(alone, 0, received * inner).astype(dtype, copy=False)
