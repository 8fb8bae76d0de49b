"""What becomes of cells that tie: the first is right; people write the last, all of them, or equal parts too."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from pooling.windows import Bools, Ints


def last(equal: Bools) -> Bools:
    """The last of the taps that are equal."""
    return equal & (equal[..., ::-1].cumsum(axis=-1)[..., ::-1] == 1)


def _signed(weights: NDArray, winners: Ints, masks: NDArray) -> NDArray:
    """The slope of each choice, at all taps that its mask says."""
    slopes = np.take_along_axis(weights, winners, axis=-1)
    return (slopes[..., None] * masks).sum(axis=-2)


TIES: dict[str, Callable[[NDArray, Ints, Bools], NDArray]] = {
    "last": lambda weights, winners, equal: _signed(weights, winners, last(equal)),
    "all": lambda weights, winners, equal: _signed(weights, winners, equal),
    "split": lambda weights, winners, equal: _signed(weights, winners, equal / equal.sum(axis=-1, keepdims=True)),
}
