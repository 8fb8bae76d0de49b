"""Pooling as functions with PyTorch's names, defaults and semantics, on arrays (…, H, W)."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from pooling.passes import Pooled, pool, pool_windows, real_array
from pooling.spec import PoolSpec, pair
from pooling.windows import Windows

Result = NDArray | tuple[NDArray, NDArray]


def _selected(pooled: Pooled, return_indices: bool) -> Result:
    if not return_indices:
        return pooled.output
    assert pooled.indices is not None  # max and min always have them
    return pooled.output, pooled.indices


def max_pool2d(
    x: Any,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
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

    Returns
    -------
    output : array (…, H_out, W_out), in the dtype of `x`
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
    return _selected(pool(x, spec), return_indices)


def min_pool2d(
    x: Any,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Result:
    """The smallest cell of every window (reference F4): the mirror image of `max_pool2d`.

    Parameters, results and errors are those of `max_pool2d`: arrays (…, H, W), sizes in cells.

    Examples
    --------
    >>> min_pool2d([[1, 2, 0], [4, 3, 9]], 2, 1)
    array([[1, 0]])
    """
    spec = PoolSpec("min", kernel_size, stride, padding, dilation, ceil_mode)
    return _selected(pool(x, spec), return_indices)


def avg_pool2d(
    x: Any,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
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

    Returns
    -------
    array (…, H_out, W_out), in the dtype of `x`

    Raises
    ------
    PoolingError
        When an argument breaks its rule.

    Examples
    --------
    >>> avg_pool2d([[1.0, 2.0], [3.0, 6.0]], 2)
    array([[3.]])
    """
    return pool(x, average(kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)).output


def average(kernel_size: Any, stride: Any, padding: Any, ceil: bool, include: bool, divisor: int | None) -> PoolSpec:
    """The layer that `avg_pool2d` and its gradient are given in their own order of arguments."""
    return PoolSpec(
        "avg", kernel_size, stride, padding, ceil_mode=ceil, count_include_pad=include, divisor_override=divisor
    )


def lp_pool2d(x: Any, norm_type: float, kernel_size: Any, stride: Any = None, ceil_mode: bool = False) -> NDArray:
    """(k · mean of the window's xᵖ)^(1/p), as `torch.nn.functional.lp_pool2d`: no absolute value.

    Parameters
    ----------
    x : array (…, H, W); integers are pooled as float64
    norm_type : float
        The power p, finite and not 0. A negative sum to a fractional power 1/p is NaN.
    kernel_size, stride : int or (height, width), in cells
    ceil_mode : bool
        Round the output size up; a partial window is scaled up to a full one.

    Returns
    -------
    array (…, H_out, W_out), in the dtype of `x`

    Raises
    ------
    PoolingError
        When an argument breaks its rule.

    Examples
    --------
    >>> lp_pool2d([[3.0, 4.0]], 2, (1, 2))
    array([[5.]])
    """
    return pool(x, PoolSpec("lp", kernel_size, stride, ceil_mode=ceil_mode, norm_type=norm_type)).output


def global_max_pool2d(x: Any, return_indices: bool = False) -> Result:
    """The largest cell of every plane (reference F7): (…, H, W) → (…, 1, 1), with its flat index if asked.

    Raises
    ------
    PoolingError
        When `x` has no height and width.

    Examples
    --------
    >>> global_max_pool2d([[1, 2], [7, 3]])
    array([[7]])
    """
    x = real_array(x, "x")
    return max_pool2d(x, x.shape[-2:], return_indices=return_indices)


def global_avg_pool2d(x: Any) -> NDArray:
    """The mean of every plane (reference F7): (…, H, W) → (…, 1, 1).

    Raises
    ------
    PoolingError
        When `x` has no height and width.

    Examples
    --------
    >>> global_avg_pool2d([[1.0, 2.0], [7.0, 2.0]])
    array([[3.]])
    """
    x = real_array(x, "x")
    return avg_pool2d(x, x.shape[-2:])


def adaptive_max_pool2d(x: Any, output_size: Any, return_indices: bool = False) -> Result:
    """The largest cell of every bin (reference F8), as `torch.nn.functional.adaptive_max_pool2d`.

    Parameters
    ----------
    x : array (…, H, W)
    output_size : int or (height, width)
        How many bins; None keeps the size of that axis. Bins may overlap, and may outnumber the cells.
    return_indices : bool
        Also return the flat index of each maximum.

    Raises
    ------
    PoolingError
        When an argument breaks its rule.

    Examples
    --------
    >>> adaptive_max_pool2d([[1, 5, 2]], (None, 2))
    array([[5, 5]])
    """
    x, windows = _bins(x, output_size)
    return _selected(pool_windows(x, PoolSpec("max"), windows), return_indices)


def adaptive_avg_pool2d(x: Any, output_size: Any) -> NDArray:
    """The mean of every bin (reference F8), as `torch.nn.functional.adaptive_avg_pool2d`.

    Parameters
    ----------
    x : array (…, H, W)
    output_size : int or (height, width)
        How many bins; None keeps the size of that axis.

    Raises
    ------
    PoolingError
        When an argument breaks its rule.

    Examples
    --------
    >>> adaptive_avg_pool2d([[1.0, 5.0, 2.0]], (1, 2))
    array([[3. , 3.5]])
    """
    x, windows = _bins(x, output_size)
    return pool_windows(x, PoolSpec("avg"), windows).output


def _bins(x: Any, output_size: Any) -> tuple[NDArray, Windows]:
    x = real_array(x, "x")
    size = output_size if isinstance(output_size, (tuple, list)) else (output_size, output_size)
    if len(size) == 2 and None in size:
        pair([1 if o is None else o for o in size], "output_size", 1, output_size)
        size = [n if o is None else o for o, n in zip(size, x.shape[-2:], strict=True)]
    return x, Windows.adaptive(pair(size, "output_size", 1, output_size), *x.shape[-2:])
