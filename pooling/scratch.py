"""Arrays for results and to work in: new ones for every call or, within a layer, those of the call before.

The functions ask for the same arrays in the same order whenever they are given the same shapes. So a layer keeps what
they asked for, and gives out its first array for the first question, its second for the second.
"""

from __future__ import annotations

from contextvars import ContextVar, Token
from math import prod

import numpy as np
from numpy.typing import NDArray

_kept: ContextVar[Buffers | None] = ContextVar("_kept", default=None)


def empty(shape: int | tuple[int, ...], dtype: np.dtype) -> NDArray:
    """An array whose numbers mean nothing yet.

    >>> with Buffers() as buffers:
    ...     first = empty((2, 3), np.dtype(float))
    >>> with buffers:
    ...     again = empty((2, 3), np.dtype(float))
    >>> np.shares_memory(first, again), np.shares_memory(first, empty((2, 3), np.dtype(float)))
    (True, False)
    """
    kept = _kept.get()
    return np.empty(shape, dtype) if kept is None else kept.empty(shape, dtype)


def zeros(shape: int | tuple[int, ...], dtype: np.dtype) -> NDArray:
    """An array of zeros."""
    if _kept.get() is None:
        return np.zeros(shape, dtype)  # which costs nothing until it is read
    array = empty(shape, dtype)
    array[...] = 0
    return array


class Buffers:
    """The arrays of one pass of one layer; `with` them, the functions work in these."""

    def __init__(self) -> None:
        self._arrays: list[NDArray] = []
        self._asked = 0
        self._before: Token[Buffers | None] | None = None

    def __enter__(self) -> Buffers:
        self._asked, self._before = 0, _kept.set(self)
        return self

    def __exit__(self, *error: object) -> None:
        assert self._before is not None  # for the type checker: __enter__ has set it
        _kept.reset(self._before)

    def empty(self, shape: int | tuple[int, ...], dtype: np.dtype) -> NDArray:
        """The next array: the one of the call before, if it is of this dtype and large enough."""
        size, number = prod(shape) if isinstance(shape, tuple) else shape, self._asked
        self._asked += 1
        if number == len(self._arrays):
            self._arrays.append(np.empty(size, dtype))
        elif self._arrays[number].dtype != dtype or self._arrays[number].size < size:
            self._arrays[number] = np.empty(size, dtype)
        return self._arrays[number][:size].reshape(shape)
