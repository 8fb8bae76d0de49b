"""What Lp does in one window: the root of a sum of powers, and a slope of its own for every cell."""

from __future__ import annotations

import numpy as np

from figures.latex import Numbers, aligned, broken, elided
from figures.numbers import adds_up
from figures.stories.story import cells_of
from pooling import Pooled
from pooling.operators.lp import Lp, powers, scale


def lp_story(pooled: Pooled, grad_output: np.ndarray, i: int, j: int) -> tuple[tuple[str, ...], str]:
    """Formulas and text for output cell (i, j) of a plane (H, W)."""
    window = pooled.windows.number(i, j)
    values, p = cells_of(pooled, window), pooled.spec.norm_type
    number, exponent, value = Numbers(*values), Numbers(p), float(pooled.output[i, j])
    power, places = exponent(p), pooled.windows.inside.shape[1]
    scaled = rf"\tfrac{{{places}}}{{{len(values)}}}" if len(values) < places else ""
    terms = elided([f"{number.base(v)}^{{{power}}}" for v in values])
    total, sound = _total(pooled, window, values)
    exact, whole = number.exact(*values) and exponent.exact(p), Numbers(total)
    sure = exact and sound
    root = rf"{whole.relation(total, sure=sure)}({whole(total)})^{{1/{power}}} " if p != 1 else ""
    forward = aligned(
        rf"y_{{{i},{j}}} &{number.relation(sure=exact)}\bigl({scaled}({broken(terms, ' + ')})\bigr)^{{1/{power}}}",
        rf"&{root}{Numbers(value).equals(value, sure and whole.exact(total))}",
    )
    slope = rf"\tfrac{{\partial y}}{{\partial x}} &= {scaled}\, s^{{1/p - 1}}\, x^{{p - 1}}"
    slope += rf",\quad p {exponent.equals(p)},\ s {whole.equals(total, sound)}"
    return (forward, aligned(slope)), _text(total, p, values, places)


def _total(pooled: Pooled, window: int, values: list[float]) -> tuple[float, bool]:
    """The scaled sum of the powers as the core has it, and whether it is more than rounding noise."""
    taps = pooled.windows.gather(pooled.x)
    total = float(Lp().sums(taps, pooled.windows, pooled.spec)[window])
    terms = scale(pooled.windows)[window] * powers(np.array(values), pooled.spec)
    vanished = any(v != 0 and term == 0 for v, term in zip(values, terms, strict=True))
    return total, not vanished and adds_up(total, terms.tolist())


def _text(total: float, p: float, values: list[float], places: int) -> str:
    partial = len(values) < places
    first = _unusual(total, p)
    if not first and p == 1:
        times = f" times {places}/{len(values)}" if partial else ""
        first = f"With p = 1 this is the sum of the window{times}: every cell receives the same gradient."
    elif not first:
        first = "Each cell receives the gradient times its own slope"
        first += "." if len(values) == 1 else "; the further the cell is from 0, the larger the slope in size."
    scaled = f" The window holds {len(values)} of {places} cells; its sum is scaled up to a full window."
    return first + (scaled if partial else "")


def _unusual(total: float, p: float) -> str:
    """Where no slope is sent: a power or a root that floating point does not have, and a sum of 0."""
    nan = "is NaN in floating point: so is the output, and so is the gradient that this window sends."
    if np.isnan(total):
        return f"PyTorch takes no absolute value, and a negative number to a p that is not whole {nan}"
    if total < 0 and p != 1:
        return (
            "PyTorch takes no absolute value: the sum of the powers comes to less than 0, and a negative number to "
            f"the power 1/p {nan}"
        )
    if total == 0 and p == 1:
        return (
            "With p = 1 this is a sum, and it comes to 0: there PyTorch sends nothing, and nor does this lab, "
            "although the slope of a sum is not 0."
        )
    if total == 0:
        return "The sum of the powers comes to 0, where the root has no finite slope: nothing is sent, as in PyTorch."
    return ""
