"""What all functions check of their arguments before any work: arrays, where the channels are, how many workers."""

from __future__ import annotations

from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling.errors import PoolingError, shown
from pooling.parameters import LARGEST_INT, Pair, pair
from pooling.planes import Planes

DATA_FORMATS = ("channels_first", "channels_last")


def as_planes(value: Any, name: str, data_format: Any) -> Planes:
    """`value` as planes to pool: an array (…, H, W), or (…, H, W, C) with `data_format` "channels_last".

    >>> as_planes([[[1, 2], [3, 4]]], "x", "channels_last").plane  # height, width, channels
    (1, 2, 2)
    """
    if not isinstance(data_format, str) or data_format not in DATA_FORMATS:
        raise PoolingError.broken("data_format", f"be one of {', '.join(DATA_FORMATS)}", shown(data_format))
    channels_last = data_format == "channels_last"
    return Planes(real_array(value, name, channels_last), channels_last)


def as_flag(return_indices: Any) -> bool:
    """Whether indices are wanted."""
    if not isinstance(return_indices, bool | np.bool_):
        raise PoolingError.broken("return_indices", "be True or False", shown(return_indices))
    return bool(return_indices)


def as_workers(value: Any) -> int:
    """How many threads may work at once.

    >>> as_workers(2)
    2
    """
    if not isinstance(value, Integral) or isinstance(value, bool) or value < 1:
        raise PoolingError.broken("workers", "be an int of at least 1", shown(value))
    return int(value)


def input_size(input_shape: Any, outputs: Planes, name: str) -> Pair:
    """(H, W) of `input_shape`, which is that alone or has the other axes of `outputs` around it."""
    shape = tuple(input_shape) if isinstance(input_shape, (tuple, list)) else ()
    size = shape if len(shape) == 2 else shape[len(outputs.lead) :][:2]
    if len(size) != 2 or shape not in (size, outputs.around(size)):
        axes = f"the leading axes {outputs.lead} of {name} before it"
        axes += f" and {outputs.plane[2:]} after it" if outputs.channels_last else ""
        raise PoolingError.broken("input_shape", f"be (H, W), or have {axes}", shown(input_shape))
    height, width = pair(size, "input_shape", 1)
    if 16 * height * width * max(1, outputs.array.size) > LARGEST_INT:
        raise PoolingError.broken("input_shape", "fit into 64 bits", shown(input_shape))
    return height, width


def matching(grad_output: Planes, like: Planes, size: Pair) -> Planes:
    """`grad_output`, once it is found to be planes of `size` with the other axes of `like`."""
    shape = like.around(size)
    if grad_output.array.shape != shape:
        raise PoolingError.broken("grad_output", f"have shape {shape}", grad_output.array.shape)
    return grad_output


def real_array(value: Any, name: str, channels_last: bool = False) -> NDArray:
    """`value` as an array (…, H, W) or (…, H, W, C) of integers or floats, H and W at least 1; no copy if it is one."""
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, RuntimeError):  # rows of unequal length; another library's array that will not
        raise PoolingError.broken(name, "be a rectangular array of numbers", shown(value)) from None
    if array.dtype.kind not in "iuf":
        raise PoolingError.broken(name, "hold integers or floats", f"dtype {array.dtype}")
    form, size = ("(…, H, W, C)", array.shape[-3:-1]) if channels_last else ("(…, H, W)", array.shape[-2:])
    if array.ndim < 2 + channels_last or 0 in size:
        raise PoolingError.broken(name, f"have shape {form} with H and W at least 1", array.shape)
    return array
