"""Pooling as functions with PyTorch's names, defaults and semantics, for arrays of any size: no index table."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from pooling.arguments import as_flag, as_planes, as_workers
from pooling.fast.bins import adaptive_extreme, adaptive_mean, whole_extreme, whole_mean
from pooling.fast.extreme import extreme
from pooling.fast.means import average, power_mean
from pooling.fast.sliding import LARGEST, SMALLEST, Order
from pooling.planes import Planes
from pooling.spec import Pair, PoolSpec, pair
from pooling.windows import Windows

Result = NDArray | tuple[NDArray, NDArray]


def max_pool2d(
    x: Any,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
    *,
    data_format: str = "channels_first",
    workers: int = 1,
) -> Result:
    """The largest cell of every window (reference F3), as `torch.nn.functional.max_pool2d`.

    Parameters
    ----------
    x : array (…, H, W) of integers or floats
    kernel_size, stride, padding, dilation : int or (height, width), in cells
        `stride` None means `kernel_size`; `padding` is legal up to half the kernel and never wins.
    ceil_mode : bool
        Round the output size up.
    return_indices : bool
        Also return where each maximum stands.
    data_format : {"channels_first", "channels_last"}
        Whether arrays are (…, H, W), or (…, H, W, C).
    workers : int
        How many threads may work at once; small arrays are left to one.

    Returns
    -------
    output : array (…, H_out, W_out), or (…, H_out, W_out, C), in the dtype of `x`
        Which sign a zero has is not said where both are in a window.
    indices : int64 array of the same shape, if asked for
        Flat in the H·W plane. The first of equal cells; of several NaN the last.

    Raises
    ------
    PoolingError
        When an argument breaks its rule, or a window would hold padding alone.

    Examples
    --------
    >>> max_pool2d([[1, 2, 0], [4, 3, 9]], 2, 1, return_indices=True)
    (array([[4, 9]]), array([[3, 5]]))
    """
    spec = PoolSpec("max", kernel_size, stride, padding, dilation, ceil_mode)
    return _select(as_planes(x, "x", data_format), spec, LARGEST, as_flag(return_indices), as_workers(workers))


def min_pool2d(
    x: Any,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
    *,
    data_format: str = "channels_first",
    workers: int = 1,
) -> Result:
    """The smallest cell of every window (reference F4): the mirror image of `max_pool2d`.

    Parameters, results and errors are those of `max_pool2d`: arrays (…, H, W), sizes in cells.

    Examples
    --------
    >>> min_pool2d([[1, 2, 0], [4, 3, 9]], 2, 1)
    array([[1, 0]])
    """
    spec = PoolSpec("min", kernel_size, stride, padding, dilation, ceil_mode)
    return _select(as_planes(x, "x", data_format), spec, SMALLEST, as_flag(return_indices), as_workers(workers))


def _select(x: Planes, spec: PoolSpec, order: Order, return_indices: bool, workers: int) -> Result:
    Windows.check(spec, *x.size)
    if spec.kernel_size == x.size and spec.padding == (0, 0) and spec.dilation == (1, 1):
        return _one_or_both(whole_extreme(x, order, return_indices))
    return _one_or_both(extreme(x, spec, order, return_indices, workers))


def _one_or_both(results: tuple[NDArray, ...]) -> Result:
    """The output alone, or with its indices."""
    return results[0] if len(results) == 1 else (results[0], results[1])


def avg_pool2d(
    x: Any,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    *,
    data_format: str = "channels_first",
    workers: int = 1,
) -> NDArray:
    """The sum of every window over its divisor (reference F5), as `torch.nn.functional.avg_pool2d`.

    Parameters
    ----------
    x : array (…, H, W); integers are averaged as float64
    kernel_size, stride, padding : int or (height, width), in cells
    ceil_mode : bool
        Round the output size up; the overhang of the last window never counts.
    count_include_pad : bool
        Whether explicit padding counts in the divisor.
    divisor_override : int, optional
        Divide by this instead; any int but 0.
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
    >>> avg_pool2d([[1.0, 2.0], [3.0, 6.0]], 2)
    array([[3.]])
    """
    planes = as_planes(x, "x", data_format)
    spec = average_spec(kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)
    Windows.check(spec, *planes.size)
    return average(planes, spec, as_workers(workers))


def average_spec(
    kernel_size: Any, stride: Any, padding: Any, ceil: bool, include: bool, divisor: int | None
) -> PoolSpec:
    """The layer that `avg_pool2d` and its gradient are given in their own order of arguments."""
    return PoolSpec(
        "avg", kernel_size, stride, padding, ceil_mode=ceil, count_include_pad=include, divisor_override=divisor
    )


def lp_pool2d(
    x: Any,
    norm_type: float,
    kernel_size: Any,
    stride: Any = None,
    ceil_mode: bool = False,
    *,
    data_format: str = "channels_first",
    workers: int = 1,
) -> NDArray:
    """(k · mean of the window's xᵖ)^(1/p), as `torch.nn.functional.lp_pool2d`: no absolute value.

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
    planes = as_planes(x, "x", data_format)
    spec = PoolSpec("lp", kernel_size, stride, ceil_mode=ceil_mode, norm_type=norm_type)
    Windows.check(spec, *planes.size)
    return power_mean(planes, spec, as_workers(workers))


def global_max_pool2d(x: Any, return_indices: bool = False, *, data_format: str = "channels_first") -> Result:
    """The largest cell of every plane (reference F7): (…, H, W) → (…, 1, 1), with its flat index if asked.

    Parameters
    ----------
    x : array (…, H, W) of integers or floats
    return_indices, data_format
        As for `max_pool2d`.

    Raises
    ------
    PoolingError
        When `x` is no array of real numbers with a height and a width.

    Examples
    --------
    >>> global_max_pool2d([[1, 2], [7, 3]])
    array([[7]])
    """
    return _one_or_both(whole_extreme(as_planes(x, "x", data_format), LARGEST, as_flag(return_indices)))


def global_avg_pool2d(x: Any, *, data_format: str = "channels_first") -> NDArray:
    """The mean of every plane (reference F7): (…, H, W) → (…, 1, 1).

    Parameters
    ----------
    x : array (…, H, W) of integers or floats
    data_format
        As for `max_pool2d`.

    Raises
    ------
    PoolingError
        When `x` is no array of real numbers with a height and a width.

    Examples
    --------
    >>> global_avg_pool2d([[1.0, 2.0], [7.0, 2.0]])
    array([[3.]])
    """
    return whole_mean(as_planes(x, "x", data_format))


def adaptive_max_pool2d(
    x: Any, output_size: Any, return_indices: bool = False, *, data_format: str = "channels_first"
) -> Result:
    """The largest cell of every bin (reference F8), as `torch.nn.functional.adaptive_max_pool2d`.

    Parameters
    ----------
    x : array (…, H, W)
    output_size : int or (height, width)
        How many bins; None keeps the size of that axis. Bins may overlap, and may outnumber the cells.
    return_indices : bool
        Also return the flat index of each maximum.
    data_format
        As for `max_pool2d`.

    Raises
    ------
    PoolingError
        When an argument breaks its rule.

    Examples
    --------
    >>> adaptive_max_pool2d([[1, 5, 2]], (None, 2))
    array([[5, 5]])
    """
    planes = as_planes(x, "x", data_format)
    return _one_or_both(adaptive_extreme(planes, _bins(output_size, planes), as_flag(return_indices)))


def adaptive_avg_pool2d(x: Any, output_size: Any, *, data_format: str = "channels_first") -> NDArray:
    """The mean of every bin (reference F8), as `torch.nn.functional.adaptive_avg_pool2d`.

    Parameters
    ----------
    x : array (…, H, W)
    output_size : int or (height, width)
        How many bins; None keeps the size of that axis.
    data_format
        As for `max_pool2d`.

    Raises
    ------
    PoolingError
        When an argument breaks its rule.

    Examples
    --------
    >>> adaptive_avg_pool2d([[1.0, 5.0, 2.0]], (1, 2))
    array([[3. , 3.5]])
    """
    planes = as_planes(x, "x", data_format)
    return adaptive_mean(planes, _bins(output_size, planes))


def _bins(output_size: Any, x: Planes) -> Pair:
    """How many bins there are down and along."""
    size = output_size if isinstance(output_size, (tuple, list)) else (output_size, output_size)
    if len(size) == 2 and any(o is None for o in size):
        pair([1 if o is None else o for o in size], "output_size", 1, output_size)
        size = [n if o is None else o for o, n in zip(size, x.size, strict=True)]
    return pair(size, "output_size", 1, output_size)
