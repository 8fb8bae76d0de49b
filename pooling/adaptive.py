"""Pooling of whole planes and of adaptive bins, as functions with PyTorch's names: no index table."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling.arguments import as_flag, as_planes
from pooling.dtypes import floating
from pooling.errors import PoolingError, shown
from pooling.fast.bins import adaptive_extreme, adaptive_mean, whole_extreme, whole_mean
from pooling.order import LARGEST
from pooling.parameters import Pair, pair
from pooling.planes import Planes

#: Results beyond this are refused: no machine has room for them, and NumPy may find out late. Below it is for NumPy to
#: say that there is no room.
MOST_BYTES = 2**40

Result = NDArray | tuple[NDArray, NDArray]


def _one_or_both(results: tuple[NDArray, ...]) -> Result:
    """The output alone, or with its indices."""
    return results[0] if len(results) == 1 else (results[0], results[1])


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
        When an argument breaks its rule, or the results would take more than 1 TiB.

    Examples
    --------
    >>> adaptive_max_pool2d([[1, 5, 2]], (None, 2))
    array([[5, 5]])
    """
    planes = as_planes(x, "x", data_format)
    indices = as_flag(return_indices)
    bytes_a_bin = planes.dtype.itemsize + (np.dtype(np.int64).itemsize if indices else 0)
    return _one_or_both(adaptive_extreme(planes, _bins(output_size, planes, bytes_a_bin), indices))


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
        When an argument breaks its rule, or the results would take more than 1 TiB.

    Examples
    --------
    >>> adaptive_avg_pool2d([[1.0, 5.0, 2.0]], (1, 2))
    array([[3. , 3.5]])
    """
    planes = as_planes(x, "x", data_format)
    return adaptive_mean(planes, _bins(output_size, planes, floating(planes.dtype).itemsize))


def _bins(output_size: Any, x: Planes, bytes_a_bin: int) -> Pair:
    """How many bins there are down and along, once their results are found to be of a size that can be."""
    size = output_size if isinstance(output_size, (tuple, list)) else (output_size, output_size)
    if len(size) == 2 and any(o is None for o in size):
        pair([1 if o is None else o for o in size], "output_size", 1, output_size)
        size = [n if o is None else o for o, n in zip(size, x.size, strict=True)]
    found = pair(size, "output_size", 1, output_size)
    if max(1, x.count * x.plane[2]) * prod(found) * bytes_a_bin > MOST_BYTES:
        rule = f"make results of at most {MOST_BYTES // 2**40} TiB"
        raise PoolingError.broken("output_size", rule, shown(output_size))
    return found
