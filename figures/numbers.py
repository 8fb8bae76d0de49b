"""How a number is written: as many decimals as its grid needs, and never a false one."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

MINUS = "−"
MOST_DECIMALS = 3
#: Numbers from here on are written in powers of ten: in text, and in a cell, which has room for fewer digits.
FULL, SHORT = 1e10, 1e5
#: How far rounding alone moves a value, relative to itself. A third of 1e9 with three decimals is further off.
NOISE = 1e-14


def decimals(values: Iterable[float] | NDArray, most: int = MOST_DECIMALS, limit: float = FULL) -> int:
    """Decimals, at most `most`, that show exactly every value that is not written in powers of ten.

    >>> decimals([0.5, 1.25, 3])
    2
    """
    array = np.asarray(values, dtype=float).ravel()
    array = array[np.isfinite(array) & (np.abs(array) < limit)]
    array = array[array.round(most) != 0]
    for places in range(most):
        # What is off by less than rounding noise is exact; 0.1 + 0.2 is written 0.3.
        if np.all(np.abs(array - array.round(places)) <= NOISE * np.abs(array)):
            return places
    return most


def written(value: float, places: int, limit: float = FULL) -> str:
    """`value` with `places` decimals, in powers of ten from `limit` on and where the decimals would hide it.

    >>> written(-0.17, 3), written(0.00001, 3), written(250000, 0), written(250000, 0, SHORT)
    ('−0.170', '1e−5', '250000', '2.5e5')
    """
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("∞" if value > 0 else MINUS + "∞")
    size, sign = abs(value), MINUS if value < 0 else ""
    plain = f"{size:.{places}f}"
    if size == 0 or (size < limit and float(plain) != 0):
        return sign + plain
    mantissa, exponent = f"{size:.2e}".split("e")
    mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{sign}{mantissa}e{int(exponent)}".replace("e-", "e" + MINUS)


def is_exact(value: float, places: int) -> bool:
    """Whether `written` loses nothing but rounding noise, so that "=" may stand before it.

    >>> is_exact(1.25e-7, 3), is_exact(1.23456e-7, 3)
    (True, False)
    """
    if not math.isfinite(value):
        return True
    back = float(written(value, places).replace(MINUS, "-"))
    return abs(back - value) <= NOISE * abs(value)


def typed(value: float) -> Fraction:
    """The decimal number that was typed for `value`, exact: where a claim hangs on equality, rounding must not.

    >>> typed(0.3) == 3 * typed(0.1)
    True
    """
    return Fraction(repr(float(value)))


def in_words(value: float) -> str:
    """`value` as a sentence says it: with the decimals it needs, "about" where these do not show it exactly.

    >>> in_words(2.5), in_words(1 / 3)
    ('2.5', 'about 0.333')
    """
    places = decimals([value])
    return ("" if is_exact(value, places) else "about ") + written(value, places)


def told_apart(a: float, b: float) -> tuple[str, str]:
    """Two numbers that differ, with as many digits as it takes to see it.

    >>> told_apart(2.5, 3.0), told_apart(0.00399498, 0.003995)
    (('2.5', '3'), ('about 0.00399498', 'about 0.003995'))
    """
    said = in_words(a), in_words(b)
    for digits in range(4, 18):
        if said[0] != said[1] or a == b or not (math.isfinite(a) and math.isfinite(b)):
            break
        said = f"about {a:.{digits}g}".replace("-", MINUS), f"about {b:.{digits}g}".replace("-", MINUS)
    return said


def sum_text(value: float, size: float) -> str:
    """A sum of terms that come to `size` in all: "≈" where three decimals do not show it, or all but noise cancels.

    >>> sum_text(2.5, 10.0), sum_text(1 / 3, 10.0), sum_text(1e-17, 10.0), sum_text(12e9 + 0.6, 12e9)
    ('2.5', '≈ 0.333', '≈ 0', '≈ 1.2e10')
    """
    if not math.isfinite(value):
        return written(value, 0)
    noise, near = 1e-12 * size, round(value, MOST_DECIMALS)
    if 0 < abs(value) <= noise:
        return "≈ 0"
    text = written(value, MOST_DECIMALS)
    if "." in text and "e" not in text:
        text = text.rstrip("0").rstrip(".")
    # In powers of ten, fewer digits are shown than three decimals would be.
    back = float(text.replace(MINUS, "-"))
    exact = (near != 0 and abs(value - back) <= noise) or is_exact(value, MOST_DECIMALS)
    return text if exact else f"≈ {text}"


def adds_up(total: float, terms: Iterable[float]) -> bool:
    """Whether `total` is the sum of `terms`; False where rounding swallows a term, or all but noise cancels.

    >>> adds_up(6.0, [1, 2, 3]), adds_up(0.1 + 0.2 - 0.3, [0.1, 0.2, -0.3])
    (True, False)
    """
    if not math.isfinite(total):
        return True
    terms = list(terms)
    try:
        size, exact = math.fsum(map(abs, terms)), math.fsum(terms)
    except OverflowError:  # beyond a float on the way
        return False
    if abs(total - exact) > NOISE * abs(total) or any(0 < abs(t) < NOISE * size for t in terms):
        return False
    return total == 0 or abs(total) >= 1e-12 * size


def cell_text(value: float, places: int, most: int) -> str:
    """The text of one cell: an exact zero is a plain 0; in a small cell a number that rounds to zero says 0.0.

    >>> cell_text(0.0, 1, 3), cell_text(-0.04, 1, 1), cell_text(0.0004, 3, 3)
    ('0', '0.0', '4e−4')
    """
    if value == 0:
        return "0"
    text = written(value, places, SHORT)
    if f"e{MINUS}" in text and most < MOST_DECIMALS:
        return f"{0:.{max(places, 1)}f}"
    return text


def labels(array: NDArray, most: int = MOST_DECIMALS) -> list[list[str]]:
    """The text of every cell of a grid (H, W), short, all with the same decimals; a zero stays a plain 0.

    >>> labels(np.array([[1.5, -2.0, 0.0]]))
    [['1.5', '−2.0', '0']]
    """
    places = decimals(array, most, SHORT)
    return [[cell_text(float(value), places, most) for value in row] for row in array]
