"""The gradients of the pooling functions, and the unpooling of a maximum, on arrays (…, H, W)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling.functional import average
from pooling.passes import pool, real_array
from pooling.spec import Pair, PoolingError, PoolSpec, pair, shown
from pooling.windows import scatter_add


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
    spec = average(kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)
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
