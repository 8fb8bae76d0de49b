"""Arrays of any leading axes and any layout in memory, as planes one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from pooling.parameters import Pair


@dataclass(frozen=True, eq=False)
class Planes:
    """An array (…, H, W), or (…, H, W, C) if the channels are last, as planes (N, H, W, C); C is 1 for the former."""

    array: NDArray
    channels_last: bool = False

    @property
    def dtype(self) -> np.dtype:
        """That of the numbers, in the byte order of this machine."""
        return self.array.dtype.newbyteorder("=")

    @property
    def lead(self) -> tuple[int, ...]:
        return self.array.shape[: -3 if self.channels_last else -2]

    @property
    def plane(self) -> tuple[int, int, int]:
        """(H, W, C)."""
        height, width, *channels = self.array.shape[len(self.lead) :]
        return (height, width, channels[0] if channels else 1)

    @property
    def size(self) -> Pair:
        return self.plane[:2]

    @property
    def count(self) -> int:
        return prod(self.lead)

    @cached_property
    def _flat(self) -> NDArray | None:
        """All planes in one view, if they lie so in memory that there is one."""
        try:
            return self.array.reshape(self.count, *self.plane, copy=False)
        except ValueError:
            return None

    def part(self, first: int, end: int) -> NDArray:
        """Planes `first` … `end` − 1, (planes, H, W, C); copied only where several can be no view."""
        if self._flat is not None:
            return self._flat[first:end]
        numbers = first if end - first == 1 else np.arange(first, end)
        return self.array[np.unravel_index(numbers, self.lead)].reshape(end - first, *self.plane)

    def around(self, size: Pair) -> tuple[int, ...]:
        """The shape of planes of `size` with the other axes of these."""
        return (*self.lead, *size, *(self.plane[2:] if self.channels_last else ()))

    def empty(self, size: Pair, dtype: np.dtype) -> Planes:
        """New planes of `size` with the other axes of these."""
        return Planes(np.empty(self.around(size), dtype), self.channels_last)

    def astype(self, dtype: np.dtype) -> Planes:
        """The same numbers in `dtype`; these planes if that is theirs."""
        return Planes(self.array.astype(dtype, copy=False), self.channels_last)
