"""What the flat indices of chosen cells are for: the gradient that goes to them, and unpooling."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling.arguments import as_planes, input_size, real_array
from pooling.errors import PoolingError
from pooling.parameters import Pair
from pooling.planes import Planes
from pooling.scatter import VALUES, scatter_add_planes


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
