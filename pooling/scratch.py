"""Arrays for results and to work in: new ones for every call or, within a layer, those of the call before.

The functions ask for the same arrays in the same order whenever they are given the same shapes. So a layer keeps what
they asked for, and gives out its first array for the first question, its second for the second.

What takes long to prepare is kept between calls, with the arrays that it works in: by a layer for itself, by a thread
for all functions that it calls.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextvars import ContextVar, Token
from functools import lru_cache
from math import prod
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")

#: Bytes of a page of memory.
PAGE = 4096

#: How much of what was prepared is kept: for up to so many cells, and for more.
FEW_CELLS, MOST_SMALL, MOST_LARGE = 2**14, 8, 4

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


def paged(shape: int | tuple[int, ...], dtype: np.dtype) -> NDArray:
    """A new array to work in, which begins on a page of memory of its own: where two begin amid the same page or line
    of the cache, what is done with both takes up to 1.7 times as long."""
    size = prod(shape) if isinstance(shape, tuple) else shape
    array = np.empty(size + PAGE // dtype.itemsize, dtype)
    first = -array.ctypes.data % PAGE // dtype.itemsize
    return array[first : first + size].reshape(shape)


def prepared(cells: int, make: Callable[..., T], *how: Any) -> T:
    """`make(*how)` for so many cells, or what it made before: for one use at a time, since it has arrays to work in."""
    return (_kept.get() or _of_thread).prepared(cells <= FEW_CELLS)(make, *how)


class _Prepared:
    """The last things that were prepared."""

    def __init__(self) -> None:
        def made(make: Callable[..., T], *how: Any) -> T:
            return make(*how)

        self._small, self._large = lru_cache(MOST_SMALL)(made), lru_cache(MOST_LARGE)(made)

    def prepared(self, small: bool) -> Callable[..., Any]:
        return self._small if small else self._large


class _OfThread(threading.local, _Prepared):
    """What a thread keeps: two threads never work in the same arrays."""


_of_thread = _OfThread()


class Buffers(_Prepared):
    """The arrays of one pass of one layer; `with` them, the functions work in these."""

    def __init__(self) -> None:
        super().__init__()
        self._arrays: list[NDArray] = []
        self._asked = 0
        self._before: Token[Buffers | None] | None = None

    def __reduce__(self) -> tuple[type[Buffers], tuple[()]]:
        """A copy, or one that is read from a file, begins with no arrays."""
        return Buffers, ()

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
