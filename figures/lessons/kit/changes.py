"""A shift by one cell and the worst noise, reckoned exactly: whether two numbers are equal is no matter of rounding."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from figures.lessons.kit.boards import winner
from figures.lessons.kit.lesson import Case
from figures.numbers import typed

#: Rows down and columns to the right that a shift moves the numbers.
SHIFTS = {"right": (0, 1), "left": (0, -1), "down": (1, 0), "up": (-1, 0), "none": (0, 0)}


def shifted(x: NDArray, shift: str) -> NDArray:
    """`x` moved by one cell; the border is repeated where nothing comes from.

    >>> shifted(np.array([[1, 2, 3]]), "right")
    array([[1, 1, 2]])
    """
    down, right = SHIFTS[shift]
    (height, width), padded = x.shape, np.pad(x, 1, mode="edge")
    return padded[1 - down : 1 - down + height, 1 - right : 1 - right + width]


def exact(x: NDArray) -> NDArray:
    """`x` as fractions, as they were typed."""
    return np.array([typed(value) for value in x.ravel()], dtype=object).reshape(x.shape)


def taps(case: Case, x: NDArray) -> NDArray:
    """The cells of every window, one window a row (L, K); none lies in padding here."""
    return x.ravel()[case.pooled.windows.flat]


def margins(case: Case) -> NDArray:
    """Winner minus runner-up of every window, (L,)."""
    ordered = np.sort(taps(case, exact(case.x)), axis=1)
    return ordered[:, -1] - ordered[:, -2]


def worst(case: Case) -> NDArray:
    """The input under the noise that harms most: every winner falls, every other cell rises (H, W)."""
    noise = typed(case.knobs["noise"])
    changed = exact(case.x) + noise
    for i, j in np.ndindex(case.pooled.output.shape):
        changed[winner(case, i, j)] -= 2 * noise
    return changed


def maxima(case: Case, shift: str) -> tuple[NDArray, NDArray]:
    """The outputs (L,) before and after a shift."""
    x = exact(case.x)
    return taps(case, x).max(axis=1), taps(case, shifted(x, shift)).max(axis=1)


def averages(case: Case, shift: str) -> tuple[NDArray, NDArray]:
    """The averages of the windows (L,) before and after a shift."""
    x = exact(case.x)
    before, after = taps(case, x), taps(case, shifted(x, shift))
    return before.sum(axis=1) / before.shape[1], after.sum(axis=1) / after.shape[1]


def kept_winners(case: Case) -> NDArray:
    """Which windows choose the same cell under the worst noise, (L,)."""
    before, after = taps(case, exact(case.x)), taps(case, worst(case))
    return before.argmax(axis=1) == after.argmax(axis=1)
