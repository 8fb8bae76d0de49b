"""Min pooling: the smallest real cell of the window, the mirror image of max (reference F4)."""

from __future__ import annotations

from numpy.typing import NDArray

from pooling.operators.base import Selecting, limits
from pooling.windows import Windows


class Min(Selecting):
    name = "min"
    label = "Min"

    def best(self, taps: NDArray, windows: Windows) -> NDArray:
        return taps.min(axis=-1, where=windows.inside, initial=limits(taps.dtype)[1])
