"""The gradients of the pooling functions, and the unpooling of a maximum, for arrays of any size."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling.arguments import as_planes, as_workers, input_size, matching
from pooling.axis import axes
from pooling.fast.blocks import Layout
from pooling.fast.means import divisors, floating, power_mean_derivative
from pooling.fast.sums import spread
from pooling.functional import average_spec
from pooling.operators.base import accumulator
from pooling.passes import real_array
from pooling.planes import Planes
from pooling.scatter import VALUES, scatter_add_planes
from pooling.spec import Pair, PoolingError, PoolSpec
from pooling.windows import Windows


def max_unpool2d(y: Any, indices: Any, input_shape: Any, *, data_format: str = "channels_first") -> NDArray:
    """Put every value back where its index says, zeros elsewhere, as `torch.nn.functional.max_unpool2d`.

    Parameters
    ----------
    y : array (…, H_out, W_out)
    indices : integer array of the same shape, flat in the H·W plane
    input_shape : (…, H, W), or (H, W) alone
    data_format : {"channels_first", "channels_last"}
        Whether arrays are (…, H, W), or (…, H, W, C).

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
    planes = as_planes(y, "y", data_format)
    places, size = _checked_indices(planes, "y", indices, input_shape)
    unpooled = planes.empty(size, planes.dtype)
    unpooled.array[...] = 0
    each = max(1, VALUES // max(1, prod(planes.plane)))
    for first in range(0, planes.count, each):
        end = min(planes.count, first + each)
        cells, values, to = (
            p.part(first, end).reshape(end - first, prod(p.size), p.plane[2]) for p in (unpooled, planes, places)
        )
        np.put_along_axis(cells, to.astype(np.int64, copy=False), values, axis=1)
    return unpooled.array


def max_pool2d_backward(
    grad_output: Any, indices: Any, input_shape: Any, *, data_format: str = "channels_first"
) -> NDArray:
    """The gradient of any operator that returned indices: every winner adds up what it is sent (B2).

    Parameters
    ----------
    grad_output : array (…, H_out, W_out)
    indices : integer array of the same shape, flat in the H·W plane
    input_shape : (…, H, W), or (H, W) alone
    data_format : {"channels_first", "channels_last"}
        Whether arrays are (…, H, W), or (…, H, W, C).

    Returns
    -------
    grad_input : array (…, H, W), in the dtype of `grad_output`, integers too

    Raises
    ------
    PoolingError
        When shapes do not match or an index lies outside the plane.

    Examples
    --------
    >>> max_pool2d_backward([[1.0, 2.0]], [[1, 1]], (1, 3))
    array([[0., 3., 0.]])
    """
    planes = as_planes(grad_output, "grad_output", data_format)
    places, size = _checked_indices(planes, "grad_output", indices, input_shape)
    return scatter_add_planes(planes, places, size)


def _checked_indices(values: Planes, name: str, indices: Any, input_shape: Any) -> tuple[Planes, Pair]:
    """Indices in the shape of `values` that all lie in a plane of `input_shape`, and its size."""
    size = input_size(input_shape, values, name)
    indices = real_array(indices, "indices", values.channels_last)
    shape, cells = values.array.shape, size[0] * size[1]
    if indices.dtype.kind not in "iu" or indices.shape != shape:
        got = f"{indices.dtype} of shape {indices.shape}"
        raise PoolingError.broken("indices", f"be integers in the shape of {name} {shape}", got)
    if indices.size and not (indices.min() >= 0 and indices.max() < cells):
        outside = indices[(indices < 0) | (indices >= cells)]
        raise PoolingError.broken("indices", f"lie in 0…{cells - 1}", int(outside[0]))
    return Planes(indices, values.channels_last), size


def avg_pool2d_backward(
    grad_output: Any,
    input_shape: Any,
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
    """The gradient of `avg_pool2d`: each cell adds up grad_output / divisor of its windows (B4).

    Parameters
    ----------
    grad_output : array (…, H_out, W_out)
    input_shape : (…, H, W), or (H, W) alone
    kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override
        As given to `avg_pool2d`; `data_format` and `workers` too.

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
    sent = as_planes(grad_output, "grad_output", data_format)
    size = input_size(input_shape, sent, "grad_output")
    spec = average_spec(kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)
    Windows.check(spec, *size)
    sent = matching(sent, sent, spec.output_size(*size))
    dtype = floating(sent.dtype)
    layout = Layout(*axes(spec, size), sent.plane[2])

    def divisor(rows: slice, columns: slice) -> NDArray:
        return divisors(layout, spec, accumulator(dtype), rows, columns)

    return spread(sent, layout, divisor, dtype, as_workers(workers))


def lp_pool2d_backward(
    grad_output: Any,
    x: Any,
    norm_type: float,
    kernel_size: Any,
    stride: Any = None,
    ceil_mode: bool = False,
    *,
    data_format: str = "channels_first",
    workers: int = 1,
) -> NDArray:
    """The gradient of `lp_pool2d`: grad_output times k/n · s^(1/p − 1) · x^(p − 1), s the scaled sum.

    Parameters
    ----------
    grad_output : array (…, H_out, W_out)
    x : array (…, H, W), as given to `lp_pool2d`
    norm_type, kernel_size, stride, ceil_mode, data_format, workers
        As given to `lp_pool2d`.

    Returns
    -------
    grad_input : array (…, H, W), in the dtype of `grad_output`, that of `x` for integers. A window
    whose sum is 0 sends 0 · x^(p − 1), as in PyTorch: nothing, but NaN at a 0 if p is below 1.

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
    cells = as_planes(x, "x", data_format)
    Windows.check(spec, *cells.size)
    cells = cells.astype(floating(cells.dtype))
    sent = as_planes(grad_output, "grad_output", data_format)
    sent = matching(sent, cells, spec.output_size(*cells.size))
    dtype = sent.dtype if sent.dtype.kind == "f" else cells.dtype
    outer, inner = power_mean_derivative(cells, spec, as_workers(workers))
    with np.errstate(all="ignore"):  # what is sent nothing stays 0, whatever the gradient
        coefficient = np.where(outer == 0, 0, sent.array * outer)
        layout = Layout(*axes(spec, cells.size), cells.plane[2])
        received = spread(
            Planes(coefficient, cells.channels_last),
            layout,
            lambda rows, columns: 1,
            coefficient.dtype,
            as_workers(workers),
        )
        alone = layout.rows.in_no_window[:, None] | layout.columns.in_no_window
        alone = alone[..., None] if cells.channels_last else alone
        return np.where(alone, 0, received * inner).astype(dtype, copy=False)
