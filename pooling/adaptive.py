"""Pooling of whole planes and of adaptive bins, as functions with PyTorch's names: no index table."""

from __future__ import annotations

from math import prod
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike

from pooling.arguments import as_flag, as_planes, input_size, matching
from pooling.dtypes import floating
from pooling.errors import PoolingError, shown
from pooling.families import family
from pooling.fast.bins import adaptive_extreme, adaptive_mean, mean_gradient, whole_extreme, whole_mean
from pooling.indices import max_pool_backward
from pooling.order import LARGEST
from pooling.parameters import Size, sizes
from pooling.planes import Planes
from pooling.signatures import Array, Bins, Both, DataFormat, SelectingBins, SelectingWhole, Shape

#: Results beyond this are refused: no machine has room for them, and NumPy may find out late. Below it is for NumPy to
#: say that there is no room.
MOST_BYTES = 2**40


def _one_or_both(results: tuple[Array, ...]) -> Array | Both:
    """The output alone, or with its indices."""
    return results[0] if len(results) == 1 else (results[0], results[1])


def global_max_pool(
    axes: int, /, x: ArrayLike, return_indices: bool = False, *, data_format: DataFormat = "channels_first"
) -> Array | Both:
    """The largest cell of every plane (reference F7): (…, H, W) → (…, 1, 1), with its flat index if asked.

    Parameters
    ----------
    x : array (…, H, W) of integers or floats
    return_indices, data_format
        As for `max_pool2d`; `max_pool2d_backward` takes the indices.

    Raises
    ------
    PoolingError
        When `x` is no array of real numbers with a height and a width.

    Examples
    --------
    >>> global_max_pool2d([[1, 2], [7, 3]])
    array([[7]])
    """
    return _one_or_both(whole_extreme(as_planes(x, "x", data_format, axes), LARGEST, as_flag(return_indices)))


global_max_pool1d, global_max_pool2d, global_max_pool3d = cast(
    tuple[SelectingWhole, SelectingWhole, SelectingWhole],
    family(
        global_max_pool,
        line="""
        >>> global_max_pool1d([1, 7, 3], return_indices=True)
        (array([7]), array([1]))
        """,
        volume="""
        >>> global_max_pool3d([[[1, 2]], [[7, 3]]], return_indices=True)
        (array([[[7]]]), array([[[2]]]))
        """,
    ),
)


def global_avg_pool(axes: int, /, x: ArrayLike, *, data_format: DataFormat = "channels_first") -> Array:
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
    return whole_mean(as_planes(x, "x", data_format, axes))


global_avg_pool1d, global_avg_pool2d, global_avg_pool3d = family(
    global_avg_pool,
    line="""
    >>> global_avg_pool1d([1.0, 2.0, 6.0])
    array([3.])
    """,
    volume="""
    >>> global_avg_pool3d([[[1.0, 2.0]], [[7.0, 2.0]]])
    array([[[3.]]])
    """,
)


def global_avg_pool_backward(
    axes: int, /, grad_output: ArrayLike, input_shape: Shape, *, data_format: DataFormat = "channels_first"
) -> Array:
    """The gradient of `global_avg_pool2d`: grad_output over the number of cells, to each of them (B6).

    Parameters
    ----------
    grad_output : array (…, 1, 1)
    input_shape : (…, H, W), or (H, W) alone
    data_format
        As for `max_pool2d`.

    Returns
    -------
    grad_input : array (…, H, W), in the dtype of `grad_output`, float64 for integers
        Half precision is summed in single.

    Raises
    ------
    PoolingError
        When the shapes do not match.

    Examples
    --------
    >>> global_avg_pool2d_backward([[4.0]], (2, 2))
    array([[1., 1.],
           [1., 1.]])
    """
    return _sent_to_bins(axes, grad_output, input_shape, data_format, axes * (1,))


global_avg_pool1d_backward, global_avg_pool2d_backward, global_avg_pool3d_backward = family(
    global_avg_pool_backward,
    line="""
    >>> global_avg_pool1d_backward([4.0], (2,))
    array([2., 2.])
    """,
    volume="""
    >>> global_avg_pool3d_backward([[[4.0]]], (2, 1, 1)).ravel()
    array([2., 2.])
    """,
)


def adaptive_max_pool(
    axes: int,
    /,
    x: ArrayLike,
    output_size: Bins,
    return_indices: bool = False,
    *,
    data_format: DataFormat = "channels_first",
) -> Array | Both:
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
        When an argument breaks its rule, or the results would take more than 1 TiB.

    Examples
    --------
    >>> adaptive_max_pool2d([[1, 5, 2]], (None, 2))
    array([[5, 5]])
    """
    planes = as_planes(x, "x", data_format, axes)
    indices = as_flag(return_indices)
    bytes_a_bin = planes.dtype.itemsize + (np.dtype(np.int64).itemsize if indices else 0)
    return _one_or_both(adaptive_extreme(planes, _bins(output_size, planes, bytes_a_bin), indices))


adaptive_max_pool1d, adaptive_max_pool2d, adaptive_max_pool3d = cast(
    tuple[SelectingBins, SelectingBins, SelectingBins],
    family(
        adaptive_max_pool,
        line="""
        >>> adaptive_max_pool1d([1, 5, 2], 2, return_indices=True)
        (array([5, 5]), array([1, 1]))
        """,
        volume="""
        >>> adaptive_max_pool3d([[[1, 5, 2]]], (None, None, 2))
        array([[[5, 5]]])
        """,
    ),
)


def adaptive_max_pool_backward(
    axes: int,
    /,
    grad_output: ArrayLike,
    indices: ArrayLike,
    input_shape: Shape,
    *,
    data_format: DataFormat = "channels_first",
) -> Array:
    """The gradient of `adaptive_max_pool2d`: what `max_pool2d_backward` gives for its indices (B2).

    Parameters
    ----------
    grad_output : array (…, H_out, W_out)
    indices : integer array of the same shape, flat in the H·W plane
    input_shape : (…, H, W), or (H, W) alone
    data_format
        As for `max_pool2d`.

    Returns
    -------
    grad_input : array (…, H, W), in the dtype of `grad_output`, and summed as `max_pool2d_backward` says

    Raises
    ------
    PoolingError
        When shapes do not match or an index lies outside the plane.

    Examples
    --------
    >>> adaptive_max_pool2d_backward([[1.0, 10.0]], [[1, 1]], (1, 3))
    array([[ 0., 11.,  0.]])
    """
    return max_pool_backward(axes, grad_output, indices, input_shape, data_format=data_format)


adaptive_max_pool1d_backward, adaptive_max_pool2d_backward, adaptive_max_pool3d_backward = family(
    adaptive_max_pool_backward,
    line="""
    >>> adaptive_max_pool1d_backward([1.0, 10.0], [1, 1], (3,))
    array([ 0., 11.,  0.])
    """,
    volume="""
    >>> adaptive_max_pool3d_backward([[[1.0, 10.0]]], [[[1, 1]]], (1, 1, 3))
    array([[[ 0., 11.,  0.]]])
    """,
)


def adaptive_avg_pool(
    axes: int, /, x: ArrayLike, output_size: Bins, *, data_format: DataFormat = "channels_first"
) -> Array:
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
        When an argument breaks its rule, or the results would take more than 1 TiB.

    Examples
    --------
    >>> adaptive_avg_pool2d([[1.0, 5.0, 2.0]], (1, 2))
    array([[3. , 3.5]])
    """
    planes = as_planes(x, "x", data_format, axes)
    return adaptive_mean(planes, _bins(output_size, planes, floating(planes.dtype).itemsize))


adaptive_avg_pool1d, adaptive_avg_pool2d, adaptive_avg_pool3d = family(
    adaptive_avg_pool,
    line="""
    >>> adaptive_avg_pool1d([1.0, 5.0, 2.0], 2)
    array([3. , 3.5])
    """,
    volume="""
    >>> adaptive_avg_pool3d([[[1.0, 5.0, 2.0]]], (1, 1, 2))
    array([[[3. , 3.5]]])
    """,
)


def adaptive_avg_pool_backward(
    axes: int, /, grad_output: ArrayLike, input_shape: Shape, *, data_format: DataFormat = "channels_first"
) -> Array:
    """The gradient of `adaptive_avg_pool2d`: each cell adds up grad_output over the cells of its bins (B4, F8).

    Parameters
    ----------
    grad_output : array (…, H_out, W_out); its shape says how many bins there are
    input_shape : (…, H, W), or (H, W) alone
    data_format
        As for `max_pool2d`.

    Returns
    -------
    grad_input : array (…, H, W), in the dtype of `grad_output`, float64 for integers
        Half precision is summed in single.

    Raises
    ------
    PoolingError
        When the shapes do not match.

    Examples
    --------
    >>> adaptive_avg_pool2d_backward([[2.0, 8.0]], (1, 3))
    array([[1., 5., 4.]])
    """
    return _sent_to_bins(axes, grad_output, input_shape, data_format)


adaptive_avg_pool1d_backward, adaptive_avg_pool2d_backward, adaptive_avg_pool3d_backward = family(
    adaptive_avg_pool_backward,
    line="""
    >>> adaptive_avg_pool1d_backward([2.0, 8.0], (3,))
    array([1., 5., 4.])
    """,
    volume="""
    >>> adaptive_avg_pool3d_backward([[[2.0, 8.0]]], (1, 1, 3))
    array([[[1., 5., 4.]]])
    """,
)


def _sent_to_bins(
    axes: int, grad_output: ArrayLike, input_shape: Shape, data_format: DataFormat, output_size: Size | None = None
) -> Array:
    """What the bins that a gradient has, or that it must have, send to the cells of planes."""
    sent = as_planes(grad_output, "grad_output", data_format, axes)
    size = input_size(input_shape, sent, "grad_output")
    return mean_gradient(matching(sent, sent, output_size or sent.size), size)


def _bins(output_size: Any, x: Planes, bytes_a_bin: int) -> Size:
    """How many bins there are along each axis, once their results are found to be of a size that can be."""
    plain = output_size.tolist() if isinstance(output_size, np.ndarray) else output_size
    size = plain if isinstance(plain, (tuple, list)) else x.axes * (plain,)
    if len(size) == x.axes and any(o is None for o in size):
        sizes([1 if o is None else o for o in size], "output_size", 1, x.axes, output_size)
        size = [n if o is None else o for o, n in zip(size, x.size, strict=True)]
    found = sizes(size, "output_size", 1, x.axes, output_size)
    if max(1, x.count * x.channels) * prod(found) * bytes_a_bin > MOST_BYTES:
        rule = f"make results of at most {MOST_BYTES // 2**40} TiB"
        raise PoolingError.broken("output_size", rule, shown(output_size))
    return found
