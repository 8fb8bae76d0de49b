"""Operators that add up their cells, or powers of them, and give every cell its share of the gradient."""

from __future__ import annotations

from abc import abstractmethod

import numpy as np
from numpy.typing import NDArray

from pooling.operators.base import Kinks, Operator
from pooling.spec import PoolSpec
from pooling.steps.reading import Adding, Reading
from pooling.windows import Windows


class Summing(Operator):
    """The value is made of one sum over the window's cells."""

    def reading(self) -> Reading:
        return Adding()

    @abstractmethod
    def power(self, spec: PoolSpec) -> float | None:
        """The power that cells are raised to before they are added; None where they are not."""

    @abstractmethod
    def divisor(self, windows: Windows, spec: PoolSpec) -> NDArray:
        """What each window's sum is divided by, (L,)."""

    def kinks(self, taps: NDArray, derivative: NDArray, windows: Windows, spec: PoolSpec) -> Kinks:
        """None, as long as nothing else is said: a sum is smooth."""
        return Kinks(derivative, derivative, np.full(taps.shape, np.inf))
