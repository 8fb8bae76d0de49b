"""Arrays of any leading axes and any layout in memory, as planes one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from pooling import scratch
from pooling.parameters import Size


@dataclass(frozen=True, eq=False)
class Planes:
    """An array (…, H, W), or (…, H, W, C) if the channels are last, as planes (N, H, W, C); C is 1 for the former.

    Of other `axes` than two, "planes" are lines (L) or volumes (D, H, W).
    """

    array: NDArray
    channels_last: bool = False
    axes: int = 2

    @property
    def dtype(self) -> np.dtype:
        """That of the numbers, in the byte order of this machine: NumPy's own object, by which it finds its fast loops.

        One that is only equal to it, as `newbyteorder` makes, is handed on from array to array and slows `np.add.at`.
        """
        return np.dtype(self.array.dtype.char)

    @property
    def lead(self) -> tuple[int, ...]:
        return self.array.shape[: -self.axes - self.channels_last]

    @property
    def plane(self) -> Size:
        """(H, W, C)."""
        return (*self.size, self.channels)

    @property
    def size(self) -> Size:
        end = self.array.ndim - self.channels_last
        return self.array.shape[end - self.axes : end]

    @property
    def channels(self) -> int:
        return self.array.shape[-1] if self.channels_last else 1

    @property
    def count(self) -> int:
        return prod(self.lead)

    def part(self, first: int, end: int) -> NDArray:
        """Planes `first` … `end` − 1, (planes, H, W, C); copied only where several can be no view."""
        try:
            return self.array.reshape(self.count, *self.plane, copy=False)[first:end]
        except ValueError:  # they do not lie in memory so that one view has them all
            numbers = first if end - first == 1 else np.arange(first, end)
            return self.array[np.unravel_index(numbers, self.lead)].reshape(end - first, *self.plane)

    def around(self, size: Size) -> tuple[int, ...]:
        """The shape of planes of `size` with the other axes of these."""
        return (*self.lead, *size, *((self.channels,) if self.channels_last else ()))

    def empty(self, size: Size, dtype: np.dtype) -> Planes:
        """New planes of `size` with the other axes of these."""
        return self.like(scratch.empty(self.around(size), dtype))

    def astype(self, dtype: np.dtype) -> Planes:
        """The same numbers in `dtype`; these planes if that is theirs."""
        return self.like(self.array.astype(dtype, copy=False))

    def like(self, array: NDArray) -> Planes:
        """An array whose axes mean what those of these planes do."""
        return Planes(array, self.channels_last, self.axes)

    def in_a_row(self) -> Planes:
        """Planes of two axes: all cells of one of these in one row."""
        return Planes(self.array.reshape(self.around((1, prod(self.size)))), self.channels_last)
