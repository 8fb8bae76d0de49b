"""What all functions check of their arguments before any work: arrays, where the channels are, how many workers."""

from __future__ import annotations

from math import prod
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling.errors import PoolingError, shown
from pooling.parameters import LARGEST_INT, Size, flag, sizes
from pooling.planes import Planes
from pooling.spec import axis_names

DATA_FORMATS = ("channels_first", "channels_last")


def as_planes(value: Any, name: str, data_format: Any, axes: int = 2) -> Planes:
    """`value` as planes to pool: an array (…, H, W), or (…, H, W, C) with `data_format` "channels_last"; of other
    `axes` lines (…, L) or volumes (…, D, H, W).

    >>> as_planes([[[1, 2], [3, 4]]], "x", "channels_last").plane  # height, width, channels
    (1, 2, 2)
    """
    if not isinstance(data_format, str) or data_format not in DATA_FORMATS:
        raise PoolingError.broken("data_format", f"be one of {', '.join(DATA_FORMATS)}", shown(data_format))
    channels_last = data_format == "channels_last"
    return Planes(real_array(value, name, channels_last, axes), channels_last, axes)


def as_flag(return_indices: Any) -> bool:
    """Whether indices are wanted."""
    return flag(return_indices, "return_indices")


def as_workers(value: Any) -> int:
    """How many threads may work at once.

    >>> as_workers(2)
    2
    """
    if not isinstance(value, Integral) or isinstance(value, bool) or value < 1:
        raise PoolingError.broken("workers", "be an int of at least 1", shown(value))
    return int(value)


def input_size(input_shape: Any, outputs: Planes, name: str) -> Size:
    """(H, W) of `input_shape`, which is that alone or has the other axes of `outputs` around it."""
    plain = input_shape.tolist() if isinstance(input_shape, np.ndarray) else input_shape
    shape = tuple(plain) if isinstance(plain, (tuple, list)) else ()
    axes = outputs.axes
    size = shape if len(shape) == axes else shape[len(outputs.lead) :][:axes]
    if len(size) != axes or shape not in (size, outputs.around(size)):
        around = f"the leading axes {outputs.lead} of {name} before it"
        around += f" and {(outputs.channels,)} after it" if outputs.channels_last else ""
        form = ", ".join(axis_names(axes)) + ("," if axes == 1 else "")
        raise PoolingError.broken("input_shape", f"be ({form}), or have {around}", shown(input_shape))
    found = sizes(size, "input_shape", 1, axes, size)
    if 16 * prod(found) * max(1, outputs.array.size) > LARGEST_INT:
        raise PoolingError.broken("input_shape", "fit into 64 bits", shown(input_shape))
    return found


def matching(grad_output: Planes, like: Planes, size: Size) -> Planes:
    """`grad_output`, once it is found to be planes of `size` with the other axes of `like`."""
    shape = like.around(size)
    if grad_output.array.shape != shape:
        raise PoolingError.broken("grad_output", f"have shape {shape}", grad_output.array.shape)
    return grad_output


def real_array(value: Any, name: str, channels_last: bool = False, axes: int = 2) -> NDArray:
    """`value` as an array (…, H, W) or (…, H, W, C) of integers or floats, H and W at least 1; no copy if it is one. Of
    other `axes` than two, (…, L) or (…, D, H, W)."""
    if type(value) is not np.ndarray:
        _check_kind(value, name)
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, RuntimeError):  # rows of unequal length; another library's array that will not
        raise PoolingError.broken(name, "be a rectangular array of numbers", shown(value)) from None
    if array.dtype.kind not in "iuf":
        cast = " (cast to float32)" if array.dtype.name == "bfloat16" else ""
        raise PoolingError.broken(name, f"hold integers or floats{cast}", f"dtype {array.dtype}")
    shape = array.shape[: array.ndim - channels_last]
    if len(shape) < axes or 0 in shape[len(shape) - axes :]:
        *rest, last = names = axis_names(axes)
        form = ", ".join(("…", *names, *(("C",) if channels_last else ())))
        each = f"{', '.join(rest)} and {last}" if rest else last
        raise PoolingError.broken(name, f"have shape ({form}) with {each} at least 1", array.shape)
    return array


def _check_kind(value: Any, name: str) -> None:
    """Refuse arrays of which NumPy would take the numbers and drop the rest, or whose numbers it does not have."""
    if isinstance(value, np.ma.MaskedArray):
        raise PoolingError.broken(name, "have no mask (call .filled() with what stands for it)", "a masked array")
    if getattr(value, "requires_grad", False) is True:
        kind = type(value).__name__
        raise PoolingError.broken(name, "be outside the graph (call .detach())", f"a {kind} that needs a gradient")
    dtype = getattr(value, "dtype", None)
    if "bfloat16" in str(dtype):
        raise PoolingError.broken(name, "hold integers or floats (cast to float32)", f"dtype {dtype}")
