"""Which dtype numbers are computed in, and which one the results have."""

from __future__ import annotations

import numpy as np


def floating(dtype: np.dtype) -> np.dtype:
    """The dtype of what is computed from cells: theirs, float64 for integers.

    >>> floating(np.dtype("float16")), floating(np.dtype("uint8"))
    (dtype('float16'), dtype('float64'))
    """
    return dtype if dtype.kind == "f" else np.dtype(np.float64)


def accumulator(dtype: np.dtype) -> np.dtype:
    """The dtype that sums are taken in: at least single precision, as in PyTorch."""
    return np.promote_types(dtype, np.float32)
