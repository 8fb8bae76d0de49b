"""A small network, there and back: convolution, ReLU, a 2 × 2 pool, a loss.

A convolution is not a pooling, so it lives here and not in the library. Arrays hold fractions, as the numbers were
typed: what ReLU lets pass and which cell wins is then no matter of rounding.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

SIDE = 2


@dataclass(frozen=True, eq=False)
class Pass:
    """The numbers of one way through: names as in the lesson, `dz` for ∂E/∂Z."""

    z: NDArray
    a: NDArray
    p: NDArray
    loss: Fraction
    dp: NDArray
    da: NDArray
    dz: NDArray
    dw: NDArray
    dx: NDArray


def convolved(x: NDArray, w: NDArray) -> NDArray:
    """The sum of products under the kernel, wherever it fits; the kernel is not flipped.

    >>> convolved(np.array([[1, 2, 3]]), np.array([[1, -1]]))
    array([[-1, -1]])
    """
    rows, columns = (n - k + 1 for n, k in zip(x.shape, w.shape, strict=True))
    return sum(w[r, c] * x[r : r + rows, c : c + columns] for r, c in np.ndindex(w.shape))


def spread(dz: NDArray, w: NDArray) -> NDArray:
    """What comes back to the input of a convolution: each sum sends its gradient, times the weight, to its cells."""
    dx = np.full([n + k - 1 for n, k in zip(dz.shape, w.shape, strict=True)], Fraction())
    for r, c in np.ndindex(w.shape):
        dx[r : r + dz.shape[0], c : c + dz.shape[1]] += w[r, c] * dz
    return dx


def relu(z: NDArray) -> NDArray:
    return z * (z > 0)


def windows(z: NDArray) -> NDArray:
    """The cells of each 2 × 2 window side by side, (H/2, W/2, 4)."""
    rows, columns = (n // SIDE for n in z.shape)
    return z.reshape(rows, SIDE, columns, SIDE).transpose(0, 2, 1, 3).reshape(rows, columns, SIDE**2)


def _cells(of_windows: NDArray) -> NDArray:
    """The way back from `windows`."""
    rows, columns, _ = of_windows.shape
    return of_windows.reshape(rows, columns, SIDE, SIDE).transpose(0, 2, 1, 3).reshape(rows * SIDE, columns * SIDE)


def _shares(z: NDArray, how: str) -> NDArray:
    """∂p/∂z for each cell: 1 for the first of the largest, or the same for all."""
    cells = windows(z)
    if how == "avg":
        return _cells(np.full(cells.shape, Fraction(1, SIDE**2)))
    assert how == "max", f"no such pooling here: {how}"
    first = cells.argmax(axis=2)
    return _cells((first[..., None] == np.arange(SIDE**2)) * Fraction(1))


REDUCE: dict[str, Callable[[NDArray], NDArray]] = {
    "max": lambda z: windows(z).max(axis=2),
    "avg": lambda z: windows(z).sum(axis=2) * Fraction(1, SIDE**2),
}


def pooled(z: NDArray, how: str) -> NDArray:
    """The largest or the average of each window."""
    return REDUCE[how](z)


def unfolded(dp: NDArray) -> NDArray:
    """Each number of a pooled grid at all cells of its window."""
    return dp.repeat(SIDE, axis=0).repeat(SIDE, axis=1)


def relu_first(x: NDArray, w: NDArray, how: str, target: Fraction) -> Pass:
    """Convolution, ReLU, pool."""
    z = convolved(x, w)
    a = relu(z)
    p = pooled(a, how)
    dp = p - target
    da = _shares(a, how) * unfolded(dp)
    dz = da * (z > 0)
    return Pass(z, a, p, (dp * dp).sum() / 2, dp, da, dz, convolved(x, dz), spread(dz, w))


def pool_first(x: NDArray, w: NDArray, how: str, target: Fraction) -> tuple[NDArray, NDArray]:
    """Convolution, pool, ReLU: the output, and ∂E/∂Z."""
    z = convolved(x, w)
    q = pooled(z, how)
    p = relu(q)
    return p, _shares(z, how) * unfolded((p - target) * (q > 0))
