"""Which of two cells is taken: the larger one, or the smaller one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np


class Order(NamedTuple):
    """Which of two cells is taken, when the second is better than the first, and whether large ones are."""

    pick: np.ufunc
    beats: Callable[..., object]
    large: bool

    def worst(self, dtype: np.dtype) -> float:
        """A value of a real dtype that nothing loses against.

        >>> LARGEST.worst(np.dtype("float32")), SMALLEST.worst(np.dtype("uint8"))
        (-inf, 255)
        """
        if dtype.kind == "f":
            return -np.inf if self.large else np.inf
        info = np.iinfo(dtype)
        return int(info.min if self.large else info.max)


LARGEST = Order(np.maximum, np.greater, True)
SMALLEST = Order(np.minimum, np.less, False)
