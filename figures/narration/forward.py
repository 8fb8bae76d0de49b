"""What a tap of the forward pass says: one that is compared, one that is added, one that is no cell."""

from __future__ import annotations

import math

from figures.narration.context import Known
from figures.narration.result import power_of
from figures.narration.writing import Pen, Told, added, at, sign, subject
from figures.numbers import MINUS, written
from figures.phrases import CHOICE
from pooling.steps.trace import Step

#: How a tap that loses differs from the best so far, and the signs of a tap that takes the lead and of one that loses.
LOSES = {"max": ("smaller", ">", "<"), "min": ("greater", "<", ">")}


def compare(known: Known, step: Step) -> Told:
    """A tap against the best so far."""
    (most, beats), (loses, sign_beats, sign_loses) = CHOICE[known.spec.operator], LOSES[known.spec.operator]
    value, before, best = known.pen_x[step.value], step.before, known.pen_x[step.after]
    who = f"{subject(step.window, step.tap, 'Cell')} {at(step.cell)} holds {value.said}"
    ends = f"best {sign(best.exact)} {best.text}"
    if before is None:
        return Told(f"{who}, the first cell: the {most} so far.", ends)
    if math.isnan(step.value):
        return Told(f"{who}: NaN always takes the lead.", ends)
    if math.isnan(before):
        return Told(f"{who}: NaN at {at(step.best)} stays, whatever it is compared with.", ends)
    left, right = _apart(step.value, before, known)
    if step.best == step.cell:
        said = f"{who}, {beats} than the best so far: it takes the lead."
        return Told(said, f"{left} {sign_beats} {right} → {ends}")
    if step.value == before:
        return Told(f"{who}, equal and not {beats}: the first stays, {at(step.best)}.", f"{left} = {right} → {ends}")
    return Told(f"{who}, {loses} than the best so far: {at(step.best)} stays.", f"{left} {sign_loses} {right} → {ends}")


def _apart(value: float, other: float, known: Known) -> tuple[str, str]:
    """Both numbers, with so many decimals that different ones look different."""
    left, right = known.pen_x[value].text, known.pen_x[other].text
    if left != right or value == other:
        return left, right
    for places in range(known.pen_x.places + 1, 18):
        left, right = written(value, places), written(other, places)
        if left != right:
            return left, right
    return repr(value).replace("-", MINUS), repr(other).replace("-", MINUS)


def add(known: Known, step: Step) -> Told:
    """A tap that joins the sum."""
    who = f"{subject(step.window, step.tap, 'Cell')} {at(step.cell)} holds "
    joins = "starts the sum" if step.before is None else "joins the sum"
    if not known.powers:
        return Told(f"{who}{known.pen_x[step.value].said} and {joins}.", _running(known.pen_x, step))
    x, power = known.x[step.cell[0]][step.cell[1]], known.pen_power[step.value]
    who += known.pen_x[x].said
    if math.isnan(step.value):
        why = "a negative number to a power that is not whole" if x < 0 else "its power"
        said = f"{who}; {why} is NaN, and so is the sum."
    elif step.before is not None and math.isnan(step.before):
        said = f"{who}; its power joins the sum, but NaN stays NaN."
    else:
        said = f"{who}; its power, {power.said}, {joins}."
    base, exact = power_of(known, x, step.value)
    equal = sign(math.isnan(step.value) or (exact and power.exact))
    return Told(said, f"{base} {equal} {power.text}, {_running(known.pen_power, step)}")


def _running(pen: Pen, step: Step) -> str:
    if step.before is None:
        return f"sum {sign(pen[step.value].exact)} {pen[step.value].text}"
    return added("sum", pen, [step.before, step.value], step.after)


def outside(known: Known, step: Step) -> Told:
    """A place that is no input cell."""
    who = f"{subject(step.window, step.tap, 'Place')} {at(step.cell)} {known.outside(step.cell)}"
    if known.selects:
        return Told(f"{who} and cannot win.", "")
    if known.spec.operator == "lp":
        return Told(f"{who} and adds nothing; the sum will be scaled up for it.", "")
    if known.overridden:
        return Told(f"{who} and adds nothing; divisor_override sets the divisor.", "")
    if step.counted:
        return Told(f"{who}; it adds nothing to the sum, but counts in the divisor.", "")
    return Told(f"{who}; it adds nothing to the sum and does not count in the divisor.", "")
