"""How a number is written: as many decimals as its grid needs, and never a false one."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

MINUS = "−"
MOST_DECIMALS = 3


def decimals(values: Iterable[float] | NDArray, most: int = MOST_DECIMALS) -> int:
    """Decimals that show every finite value exactly, at most `most`.

    >>> decimals([0.5, 1.25, 3])
    2
    """
    array = np.asarray(values, dtype=float).ravel()
    array = array[np.isfinite(array) & (np.abs(array) < 1e5)]
    for places in range(most):
        # What is off by less than rounding noise is exact; 0.1 + 0.2 is written 0.3.
        if np.all(np.abs(array - array.round(places)) <= 1e-12 * np.maximum(np.abs(array), 1)):
            return places
    return most


def written(value: float, places: int) -> str:
    """`value` with `places` decimals, in powers of ten where these would hide it.

    >>> written(-0.17, 3), written(0.00001, 3), written(250000, 0)
    ('−0.170', '1e−5', '2.5e5')
    """
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("∞" if value > 0 else MINUS + "∞")
    size = abs(value)
    if size < 1e-13 or (size < 1e5 and float(f"{size:.{places}f}") != 0):
        text = f"{size:.{places}f}"
        return (MINUS if value < 0 and float(text) != 0 else "") + text
    mantissa, exponent = f"{size:.2e}".split("e")
    mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{MINUS if value < 0 else ''}{mantissa}e{int(exponent)}".replace("e-", "e" + MINUS)


def is_exact(value: float, places: int) -> bool:
    """Whether `written` loses nothing but rounding noise, so that "=" may stand before it."""
    if not math.isfinite(value):
        return True
    back = float(written(value, places).replace(MINUS, "-"))
    return abs(back - value) <= 1e-12 * max(abs(value), 1)


def labels(array: NDArray, most: int = MOST_DECIMALS) -> list[list[str]]:
    """The text of every cell of a grid (H, W), all with the same decimals; a zero stays a plain 0.

    >>> labels(np.array([[1.5, -2.0, 0.0]]))
    [['1.5', '−2.0', '0']]
    """
    places = decimals(array, most)
    return [["0" if value == 0 else written(float(value), places) for value in row] for row in array]
