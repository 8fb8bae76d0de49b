"""Max pooling: the largest real cell of the window; padding can never win (reference F3, B2)."""

from __future__ import annotations

from numpy.typing import NDArray

from pooling.operators.base import Selecting, limits
from pooling.windows import Windows


class Max(Selecting):
    name = "max"
    label = "Max"

    def best(self, taps: NDArray, windows: Windows) -> NDArray:
        return taps.max(axis=-1, where=windows.inside, initial=limits(taps.dtype)[0])
