"""What the flat indices of chosen cells are for: the gradient that goes to them, and unpooling."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from pooling.arguments import as_planes, input_size, real_array
from pooling.errors import PoolingError
from pooling.families import family
from pooling.parameters import Size
from pooling.planes import Planes
from pooling.scatter import VALUES, scatter_add_planes
from pooling.signatures import Array, DataFormat, Shape


def max_unpool(
    axes: int,
    /,
    y: ArrayLike,
    indices: ArrayLike,
    input_shape: Shape,
    *,
    data_format: DataFormat = "channels_first",
) -> Array:
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
    planes = as_planes(y, "y", data_format, axes)
    places, size = _checked_indices(planes, "y", indices, input_shape)
    unpooled = planes.empty(size, planes.dtype)
    unpooled.array[...] = 0
    each = max(1, VALUES // max(1, prod(planes.plane)))
    for first in range(0, planes.count, each):
        end = min(planes.count, first + each)
        cells, values, to = (
            p.part(first, end).reshape(end - first, prod(p.size), p.channels) for p in (unpooled, planes, places)
        )
        np.put_along_axis(cells, to.astype(np.int64, copy=False), values, axis=1)
    return unpooled.array


max_unpool1d, max_unpool2d, max_unpool3d = family(
    max_unpool,
    line="""
    >>> max_unpool1d([4, 9], [3, 1], (4,))
    array([0, 9, 0, 4])
    """,
    volume="""
    >>> max_unpool3d([[[4, 9]]], [[[3, 1]]], (1, 2, 2))
    array([[[0, 9],
            [0, 4]]])
    """,
)


def max_unpool_backward(
    axes: int, /, grad_output: ArrayLike, indices: ArrayLike, *, data_format: DataFormat = "channels_first"
) -> Array:
    """The gradient of `max_unpool2d`: every value gets back what stands where it was put.

    Of several that were put into one cell the last stayed, and the gradient is the last one's alone. (PyTorch gives it
    to all of them.)

    Parameters
    ----------
    grad_output : array (…, H, W), like what `max_unpool2d` gave
    indices : integer array (…, H_out, W_out), as given to `max_unpool2d`
    data_format : {"channels_first", "channels_last"}
        Whether arrays are (…, H, W), or (…, H, W, C).

    Returns
    -------
    array (…, H_out, W_out), the gradient for `y`, in the dtype of `grad_output`

    Raises
    ------
    PoolingError
        When shapes do not match or an index lies outside the plane.

    Examples
    --------
    >>> max_unpool2d_backward([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [[3, 5]])
    array([[4., 6.]])
    """
    sent = as_planes(grad_output, "grad_output", data_format, axes)
    places = _indices_in(sent, indices)
    numbers = np.broadcast_to(np.arange(prod(places.size))[:, None], _rows(places).shape)
    last = np.zeros(_rows(sent).shape, np.int64)
    np.put_along_axis(last, _rows(places), numbers, axis=1)
    stayed = np.take_along_axis(last, _rows(places), axis=1) == numbers
    received = np.where(stayed, np.take_along_axis(_rows(sent), _rows(places), axis=1), sent.dtype.type(0))
    return received.reshape(places.array.shape)


max_unpool1d_backward, max_unpool2d_backward, max_unpool3d_backward = family(
    max_unpool_backward,
    line="""
    >>> max_unpool1d_backward([1.0, 2.0, 3.0], [2, 0])
    array([3., 1.])
    """,
    volume="""
    >>> max_unpool3d_backward([[[1.0, 2.0, 3.0]]], [[[2, 0]]])
    array([[[3., 1.]]])
    """,
)


def max_pool_backward(
    axes: int,
    /,
    grad_output: ArrayLike,
    indices: ArrayLike,
    input_shape: Shape,
    *,
    data_format: DataFormat = "channels_first",
) -> Array:
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
        Half precision is summed in single, integers in 64 bits, and a sum that their dtype does not hold is an error.

    Raises
    ------
    PoolingError
        When shapes do not match, an index lies outside the plane, or integers add up to more than their dtype holds.

    Examples
    --------
    >>> max_pool2d_backward([[1.0, 2.0]], [[1, 1]], (1, 3))
    array([[0., 3., 0.]])
    """
    planes = as_planes(grad_output, "grad_output", data_format, axes)
    places, size = _checked_indices(planes, "grad_output", indices, input_shape)
    return scatter_add_planes(planes, places, size)


max_pool1d_backward, max_pool2d_backward, max_pool3d_backward = family(
    max_pool_backward,
    line="""
    >>> max_pool1d_backward([1.0, 2.0], [1, 1], (3,))
    array([0., 3., 0.])
    """,
    volume="""
    >>> max_pool3d_backward([[[1.0, 2.0]]], [[[1, 1]]], (1, 1, 3))
    array([[[0., 3., 0.]]])
    """,
)


def max_pool_double_backward(
    axes: int, /, grad_grad_input: ArrayLike, indices: ArrayLike, *, data_format: DataFormat = "channels_first"
) -> Array:
    """The gradient of `max_pool2d_backward`, for what was sent to it: each output takes what stands at its winner.

    For given winners the backward pass is linear, and this is the Jacobian of the forward pass once more (B7).

    Parameters
    ----------
    grad_grad_input : array (…, H, W)
        The gradient for what `max_pool2d_backward` gave.
    indices : integer array (…, H_out, W_out), flat in the H·W plane
    data_format : {"channels_first", "channels_last"}
        Whether arrays are (…, H, W), or (…, H, W, C).

    Returns
    -------
    array (…, H_out, W_out), the gradient for `grad_output`, in the dtype of `grad_grad_input`

    Raises
    ------
    PoolingError
        When shapes do not match or an index lies outside the plane.

    Examples
    --------
    >>> max_pool2d_double_backward([[5.0, 7.0, 2.0]], [[1, 1]])
    array([[7., 7.]])
    """
    given = as_planes(grad_grad_input, "grad_grad_input", data_format, axes)
    places = _indices_in(given, indices)
    return np.take_along_axis(_rows(given), _rows(places), axis=1).reshape(places.array.shape)


max_pool1d_double_backward, max_pool2d_double_backward, max_pool3d_double_backward = family(
    max_pool_double_backward,
    line="""
    >>> max_pool1d_double_backward([5.0, 7.0, 2.0], [1, 1])
    array([7., 7.])
    """,
    volume="""
    >>> max_pool3d_double_backward([[[5.0, 7.0, 2.0]]], [[[1, 1]]])
    array([[[7., 7.]]])
    """,
)


def _checked_indices(values: Planes, name: str, indices: Any, input_shape: Any) -> tuple[Planes, Size]:
    """Indices in the shape of `values` that all lie in a plane of `input_shape`, and its size."""
    size = input_size(input_shape, values, name)
    indices = real_array(indices, "indices", values.channels_last, values.axes)
    shape = values.array.shape
    if indices.dtype.kind not in "iu" or indices.shape != shape:
        got = f"{indices.dtype} of shape {indices.shape}"
        raise PoolingError.broken("indices", f"be integers in the shape of {name} {shape}", got)
    _check_range(indices, prod(size))
    return values.like(indices), size


def _indices_in(planes: Planes, indices: Any) -> Planes:
    """Indices of outputs of any size that all lie in one of `planes`, with the axes around them that these have."""
    places = planes.like(real_array(indices, "indices", planes.channels_last, planes.axes))
    if places.dtype.kind not in "iu" or places.around(()) != planes.around(()):
        rule = f"be integers with the axes {planes.around(())} around the outputs"
        raise PoolingError.broken("indices", rule, f"{places.dtype} of shape {places.array.shape}")
    _check_range(places.array, prod(planes.size))
    return places.astype(np.dtype(np.int64))


def _check_range(indices: Array, cells: int) -> None:
    if indices.size and not (indices.min() >= 0 and indices.max() < cells):
        outside = indices[(indices < 0) | (indices >= cells)]
        raise PoolingError.broken("indices", f"lie in 0…{cells - 1}", int(outside[0]))


def _rows(planes: Planes) -> Array:
    """(planes, cells of one, channels)."""
    return planes.part(0, planes.count).reshape(planes.count, prod(planes.size), planes.channels)
