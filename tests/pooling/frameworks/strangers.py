"""Operators that live in tests alone, without a name in any framework: what is known of them is what they are.

Two are of no kind that a framework writes code for, those of `tests/sixth/`; the others are sums and chosen cells.
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
import pytest

import pooling
from pooling.operators.base import Operator, Reduced
from pooling.operators.choosing import Choice, Choosing
from pooling.operators.summing import Summing
from pooling.order import LARGEST, SMALLEST
from pooling.parameters import CEIL_MODE, DILATION, PADDING
from tests.sixth import first, median


class Sum(Summing):
    """The sum of the window's cells."""

    name = "sum"
    label = "Sum"
    parameters = (PADDING, CEIL_MODE)
    linear = True

    def power(self, spec: Any) -> None:
        return None

    def divisor(self, windows: Any, spec: Any) -> Any:
        return np.ones(len(windows.inside))

    def reduce(self, taps: Any, windows: Any, spec: Any) -> Reduced:
        return Reduced(taps.sum(axis=-1, where=windows.inside) / self.divisor(windows, spec), None)

    def derivative(self, taps: Any, reduced: Any, windows: Any, spec: Any) -> Any:
        return np.broadcast_to(windows.inside / self.divisor(windows, spec)[:, None], taps.shape)


class Uneven(Sum):
    """The sum of the window's cells over a number that is another one for every window."""

    name = "uneven"
    label = "Uneven"

    def divisor(self, windows: Any, spec: Any) -> Any:
        return 1.5 + np.arange(len(windows.inside))


class RootMeanSquare(Summing):
    """The root of the mean of the squares."""

    name = "rms"
    label = "RMS"
    parameters = (CEIL_MODE,)

    def power(self, spec: Any) -> float:
        return 2.0

    def divisor(self, windows: Any, spec: Any) -> Any:
        return windows.inside.sum(axis=-1)

    def reduce(self, taps: Any, windows: Any, spec: Any) -> Reduced:
        return Reduced(np.sqrt((taps**2).sum(axis=-1, where=windows.inside) / self.divisor(windows, spec)), None)

    def derivative(self, taps: Any, reduced: Any, windows: Any, spec: Any) -> Any:
        by = reduced.values * self.divisor(windows, spec)
        return np.where(windows.inside, taps, 0) / np.where(by == 0, 1, by)[..., None]


class Extremes(Choosing):
    """The largest cell and the smallest one, added."""

    name = "extremes"
    label = "Extremes"
    parameters = (PADDING, DILATION, CEIL_MODE)
    choices = (Choice(LARGEST, 1), Choice(SMALLEST, 1))


class Drop(Choosing):
    """The smallest cell minus the largest, twice."""

    name = "drop"
    label = "Drop"
    parameters = (PADDING, DILATION, CEIL_MODE)
    choices: ClassVar = (Choice(LARGEST, -1), Choice(SMALLEST, 1), Choice(SMALLEST, 1), Choice(LARGEST, -1))


STRANGERS: dict[str, Operator] = {
    stranger.name: stranger
    for stranger in (first.OPERATOR, median.OPERATOR, Sum(), Uneven(), RootMeanSquare(), Extremes(), Drop())
}


def admit(monkeypatch: pytest.MonkeyPatch, name: str) -> Operator:
    """Offer one of them, as long as a test lasts."""
    monkeypatch.setitem(pooling.OPERATORS, name, STRANGERS[name])
    return STRANGERS[name]
