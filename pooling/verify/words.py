"""A verdict in plain words."""

from __future__ import annotations

from dataclasses import astuple
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pooling.verify.case import Case
from pooling.verify.explained import explained, number
from pooling.verify.known import Named
from pooling.verify.search import MOST_TAPS, MOST_TAPS_FOR_PAIRS, Tolerance
from pooling.verify.view import taps_of
from pooling.windows import Bools

#: So many mistakes that fit are said.
MOST_SAID = 4

CALLED = {"output": "output", "indices": "indices", "grad_input": "gradient"}


class About(NamedTuple):
    """What is judged, and by what."""

    case: Case
    what: str
    mine: NDArray
    right: NDArray
    wrong: Bools
    tolerance: Tolerance

    @property
    def yours(self) -> str:
        """ "Your gradient is", with the verb that fits."""
        return f"Your {CALLED[self.what]} {'are' if self.what == 'indices' else 'is'}"


def verdict(about: About, mistakes: tuple[Named, ...]) -> str:
    """What is to be said: right, or the mistake, or a factor or an offset, or the first wrong cell."""
    if not about.wrong.any():
        return f"{about.yours} right in {_all(about.right)}."
    same_shape = about.mine.shape == about.right.shape
    if mistakes:
        return _named(about, mistakes, same_shape)
    if not same_shape:
        shapes = f"of shape {_shape(about.mine)}, but must have shape {_shape(about.right)}"
        return f"{about.yours} {shapes}.{_elsewhere(about)}"
    differ = count(int(about.wrong.sum()), about.wrong.size)
    return f"{_scaled(about) or _unknown(about)} {differ}. {explained(about)}"


def _unknown(about: About) -> str:
    """That nothing known gives it, as far as was looked."""
    taps = taps_of(about.case)
    if taps > MOST_TAPS:
        return "Its windows have too many cells for the mistake to be looked for."
    return "No known mistake gives this" + ("." if taps <= MOST_TAPS_FOR_PAIRS else " alone; pairs were not tried.")


def count(wrong: int, size: int) -> str:
    """How many cells differ.

    >>> count(1, 1960)
    '1 of 1,960 cells differs'
    """
    return f"{wrong:,} of {size:,} cell{'s' if size != 1 else ''} differ{'s' if wrong == 1 else ''}"


def _all(array: NDArray) -> str:
    return f"all {array.size:,} cells" if array.size != 1 else "its one cell"


def _named(about: About, mistakes: tuple[Named, ...], same_shape: bool) -> str:
    said = "; or ".join(mistake.gives for mistake in mistakes[:MOST_SAID])
    said += f"; or one of {len(mistakes) - MOST_SAID} more" if len(mistakes) > MOST_SAID else ""
    text = f"{about.yours}, in {_all(about.mine)}, {said}."
    if not same_shape:
        text += f" It has shape {_shape(about.mine)}, but must have shape {_shape(about.right)}."
    else:
        wrong = int(about.wrong.sum())
        if about.wrong.size > 1:
            text += (
                f" {wrong:,} of them {'differs from the right one' if wrong == 1 else 'differ from the right ones'}."
            )
    if any(mistake.allowed for mistake in mistakes):
        text += " That is a convention rather than a mistake, but not that of PyTorch."
    return f"{text} {explained(about)}" if same_shape else text


def _elsewhere(about: About) -> str:
    """Whether all is right but for where the channels are, or for how it is folded."""
    mine, right, case = about.mine, about.right, about.case
    moved = (
        np.moveaxis(right, -1, -3) if case.channels_last else np.moveaxis(right, -3, -1) if right.ndim > 2 else right
    )
    if right.ndim > 2 and mine.shape == moved.shape and not about.tolerance.wrong(mine, moved).any():
        return " Its numbers are right: only the channels are " + ("first." if case.channels_last else "last.")
    if mine.size == right.size and not about.tolerance.wrong(mine.reshape(right.shape), right).any():
        return " Its numbers are right, in another shape."
    return ""


def _scaled(about: About) -> str:
    """A constant factor or offset, where there is one."""
    mine, right, (rtol, atol) = about.mine.astype(np.float64), about.right, astuple(about.tolerance)
    with np.errstate(all="ignore"):
        factor = float((mine * right).sum() / (right * right).sum())
        offset = float(np.mean(mine - right))
        if (
            about.what != "indices"
            and factor
            and np.isfinite(factor)
            and np.count_nonzero(right) > 1
            and not Tolerance(rtol, atol * abs(factor)).wrong(mine, factor * right).any()
        ):
            return f"Yours is {number(factor)} times the right one."
        if offset and np.isfinite(offset) and right.size > 1 and not about.tolerance.wrong(mine, right + offset).any():
            return f"Yours is the right one {'plus' if offset > 0 else 'minus'} {number(abs(offset))} in every cell."
    return ""


def _shape(array: NDArray) -> str:
    return " × ".join(str(n) for n in array.shape)
