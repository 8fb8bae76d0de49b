"""The first wrong cell of an array, with what makes the right number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pooling.passes import Pooled, pool
from pooling.verify.case import Case
from pooling.verify.view import taps_of

if TYPE_CHECKING:
    from pooling.verify.words import About

#: So many terms of a sum, or cells of a window, are written out.
MOST_TERMS = 9

#: So many digits of a number are written.
DIGITS = 6

#: Planes whose windows have more taps are not pooled once more for a sentence.
MOST_TAPS = 2**22


def explained(about: About) -> str:
    """ "First wrong cell: …" with yours, the right number and its equation."""
    wrong = about.case.to4(about.wrong)
    n, c, row, column = (int(i) for i in np.unravel_index(wrong.argmax(), wrong.shape))
    mine = about.case.to4(about.mine)[n, c, row, column]
    right = about.case.to4(about.right)[n, c, row, column]
    plane = f" of plane ({n}, {c})" if wrong.shape[:2] != (1, 1) else ""
    equation = _equation(about.case, about.what, n, c, row, column)
    yours, rightly = _apart(mine, right)
    return f"First wrong cell: ({row}, {column}){plane}: yours is {yours}, right is {rightly}{equation}."


def _equation(case: Case, what: str, n: int, c: int, row: int, column: int) -> str:
    x = case.x4[n, c]
    if taps_of(case) > MOST_TAPS:
        return ""
    pooled = pool(x, case.spec)
    if what == "grad_input":
        return _sum(pooled, case.grad4[n, c], row, column)
    return _window(pooled, row, column)


def _sum(pooled: Pooled, grad_output: NDArray, row: int, column: int) -> str:
    """What the windows that hold the cell send to it."""
    window, tap = np.nonzero(pooled.windows.flat == row * pooled.windows.input_size[1] + column)
    if not len(window):
        return ": no window holds the cell"
    weights = pooled.derivative[window, tap]
    sent = [(w, g, n) for w, g, n in zip(weights, grad_output.ravel()[window], window, strict=True) if w != 0]
    if not sent:
        return ": no window that holds the cell sends it anything"
    if len(sent) > MOST_TERMS:
        return f": the sum of what {len(sent)} windows send"
    terms = " + ".join(_product(w, g) for w, g, _ in sent).replace("+ −", "− ")
    exact = all(_is_exact(each) for w, g, _ in sent for each in (w, g)) and _is_exact(sum(w * g for w, g, _ in sent))
    places = ", ".join(str(divmod(int(n), pooled.windows.output_size[1])) for *_, n in sent)
    equals = "" if len(sent) == 1 and sent[0][0] == 1 else f" {'=' if exact else '≈'} {terms}"
    return f"{equals}, sent by window{'s' if len(sent) > 1 else ''} {places}"


def _window(pooled: Pooled, row: int, column: int) -> str:
    """The cells of the window."""
    window = pooled.windows.number(row, column)
    flat = pooled.windows.flat[window][pooled.windows.inside[window]]
    if len(flat) > MOST_TERMS:
        return f": its window holds {len(flat)} cells"
    cells = ", ".join(number(value) for value in pooled.x.ravel()[flat])
    return f": its window holds {cells}"


def _product(weight: float, sent: float) -> str:
    """What a window sends to a cell: 0.25·(−2), or the upstream gradient alone where the weight is 1."""
    if weight == 1:
        return number(sent)
    return f"{number(weight)}·({number(sent)})" if sent < 0 else f"{number(weight)}·{number(sent)}"


def number(value: float, digits: int = DIGITS) -> str:
    """A number as sentences have it.

    >>> number(-1 / 3)
    '−0.333333'
    """
    return f"{float(value):.{digits}g}".replace("-", "−")


def _is_exact(value: float) -> bool:
    """Whether `number` writes all of it."""
    return float(f"{float(value):.{DIGITS}g}") == value


def _apart(mine: float, right: float) -> tuple[str, str]:
    """Two numbers that differ, with as many digits as it takes to see it."""
    for digits in range(DIGITS, 18):
        if (said := (number(mine, digits), number(right, digits)))[0] != said[1]:
            break
    return said
