"""Pooling as functions with PyTorch's names, defaults and semantics, on arrays (…, H, W)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling.passes import Pooled, pool, pool_windows, real_array
from pooling.spec import Pair, PoolingError, PoolSpec, pair, shown
from pooling.windows import Windows, scatter_add

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
    return pool(x, _average(kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)).output


def _average(kernel_size: Any, stride: Any, padding: Any, ceil: bool, include: bool, divisor: int | None) -> PoolSpec:
    return PoolSpec(
        "avg", kernel_size, stride, padding, ceil_mode=ceil, count_include_pad=include, divisor_override=divisor
    )


def lp_pool2d(x: Any, norm_type: float, kernel_size: Any, stride: Any = None, ceil_mode: bool = False) -> NDArray:
    """(k · mean of the window's xᵖ)^(1/p), as `torch.nn.functional.lp_pool2d`: no absolute value.

    Parameters
    ----------
    x : array (…, H, W); integers are pooled as float64
    norm_type : float
        The power p, finite and not 0. A negative sum has no real root for most p and gives NaN.
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


def max_unpool2d(y: Any, indices: Any, input_shape: Any) -> NDArray:
    """Put every value back where its index says, zeros elsewhere, as `torch.nn.functional.max_unpool2d`.

    Parameters
    ----------
    y : array (…, H_out, W_out)
    indices : integer array of the same shape, flat in the H·W plane
    input_shape : (…, H, W), or (H, W) alone

    Returns
    -------
    array (…, H, W), in the dtype of `y`. An index that stands twice keeps the last value in row-major
    order; it does not add up (that is the backward pass).

    Raises
    ------
    PoolingError
        When shapes do not match or an index lies outside the plane.

    Examples
    --------
    >>> max_unpool2d([[4, 9]], [[3, 5]], (2, 3))
    array([[0, 0, 0],
           [4, 0, 9]])
    """
    y = real_array(y, "y")
    flat, size = _checked_indices(y, "y", indices, input_shape)
    planes = np.zeros((*y.shape[:-2], size[0] * size[1]), y.dtype)
    np.put_along_axis(planes, flat, y.reshape(flat.shape), axis=-1)
    return planes.reshape(*y.shape[:-2], *size)


def max_pool2d_backward(grad_output: Any, indices: Any, input_shape: Any) -> NDArray:
    """The gradient of any operator that returned indices: every winner adds up what it is sent (B2).

    Parameters
    ----------
    grad_output : array (…, H_out, W_out)
    indices : integer array of the same shape, flat in the H·W plane
    input_shape : (…, H, W), or (H, W) alone

    Returns
    -------
    grad_input : array (…, H, W), in the dtype of `grad_output`

    Raises
    ------
    PoolingError
        When shapes do not match or an index lies outside the plane.

    Examples
    --------
    >>> max_pool2d_backward([[1.0, 2.0]], [[1, 1]], (1, 3))
    array([[0., 3., 0.]])
    """
    grad_output = real_array(grad_output, "grad_output")
    flat, size = _checked_indices(grad_output, "grad_output", indices, input_shape)
    return scatter_add(grad_output.reshape(flat.shape), flat, size)


def _checked_indices(values: NDArray, name: str, indices: Any, input_shape: Any) -> tuple[NDArray, Pair]:
    size = _input_size(input_shape, values, name)
    indices = real_array(indices, "indices")
    if indices.dtype.kind not in "iu" or indices.shape != values.shape:
        got = f"{indices.dtype} of shape {indices.shape}"
        raise PoolingError.broken("indices", f"be integers in the shape of {name} {values.shape}", got)
    outside = indices[(indices < 0) | (indices >= size[0] * size[1])]
    if outside.size:
        raise PoolingError.broken("indices", f"lie in 0…{size[0] * size[1] - 1}", int(outside[0]))
    cells = values.shape[-2] * values.shape[-1]  # no −1 in a reshape: a batch may be empty
    return indices.astype(np.int64, copy=False).reshape(*values.shape[:-2], cells), size


def _input_size(input_shape: Any, values: NDArray, name: str) -> Pair:
    shape = tuple(input_shape) if isinstance(input_shape, (tuple, list)) else ()
    if len(shape) < 2 or (shape[:-2] not in ((), values.shape[:-2])):
        rule = f"be (H, W), or have the leading axes {values.shape[:-2]} of {name} before it"
        raise PoolingError.broken("input_shape", rule, shown(input_shape))
    return pair(shape[-2:], "input_shape", 1)


def avg_pool2d_backward(
    grad_output: Any,
    input_shape: Any,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> NDArray:
    """The gradient of `avg_pool2d`: each cell adds up grad_output / divisor of its windows (B4).

    Parameters
    ----------
    grad_output : array (…, H_out, W_out)
    input_shape : (…, H, W), or (H, W) alone
    kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override
        As given to `avg_pool2d`.

    Returns
    -------
    grad_input : array (…, H, W), in the dtype of `grad_output`, float64 for integers

    Raises
    ------
    PoolingError
        When an argument breaks its rule or the shapes do not match.

    Examples
    --------
    >>> avg_pool2d_backward([[4.0, 8.0]], (1, 3), (1, 2), 1)
    array([[2., 6., 4.]])
    """
    grad_output = real_array(grad_output, "grad_output")
    size = _input_size(input_shape, grad_output, "grad_output")
    spec = _average(kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)
    dtype = grad_output.dtype if grad_output.dtype.kind == "f" else np.dtype(np.float64)
    blank = np.broadcast_to(np.zeros((), dtype), (*grad_output.shape[:-2], *size))
    return pool(blank, spec).backward(grad_output)


def lp_pool2d_backward(
    grad_output: Any, x: Any, norm_type: float, kernel_size: Any, stride: Any = None, ceil_mode: bool = False
) -> NDArray:
    """The gradient of `lp_pool2d`: grad_output times k/n · s^(1/p − 1) · x^(p − 1), s the scaled sum.

    Parameters
    ----------
    grad_output : array (…, H_out, W_out)
    x : array (…, H, W), as given to `lp_pool2d`
    norm_type, kernel_size, stride, ceil_mode
        As given to `lp_pool2d`.

    Returns
    -------
    grad_input : array (…, H, W), in the dtype of `grad_output`, that of `x` for integers. Where a
    window's sum is 0 it sends nothing, as in PyTorch.

    Raises
    ------
    PoolingError
        When an argument breaks its rule or the shapes do not match.

    Examples
    --------
    >>> lp_pool2d_backward([[10.0]], [[3.0, 4.0]], 2, (1, 2))
    array([[6., 8.]])
    """
    spec = PoolSpec("lp", kernel_size, stride, ceil_mode=ceil_mode, norm_type=norm_type)
    return pool(x, spec).backward(grad_output)
