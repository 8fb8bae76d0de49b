"""What Lp pooling says: the root of a sum of powers, and a slope of its own for every cell."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from figures.formulas.formula import Formula
from figures.latex import Numbers, aligned, broken, elided
from figures.narration.text import Pen, StepText, at, joined, sign
from figures.numbers import MINUS, adds_up, decimals, in_words, is_exact, written
from figures.phrases import count
from figures.stories.story import cells_of
from figures.voices.checked import GROWS, Kink
from figures.voices.narrator import Narrator, output_name
from figures.voices.summing import SummingNarrator, SummingVoice
from figures.voices.voice import Arrows, Explained, PhotoWords, Plan
from pooling import Pooled, PoolSpec
from pooling.operators.lp import OPERATOR as LP
from pooling.operators.lp import scale
from pooling.parameters import Pair
from pooling.steps.step import Add, End, Result, Skip, Spread
from pooling.steps.trace import Trace

FORWARD = (
    Formula(
        "F6",
        "Lp",
        (r"y_{i,j} = \Bigl( \frac{k}{n} \sum_{(a,b) \in W(i,j)} x_{a,b}^{p} \Bigr)^{1/p}",),
        "Each cell is raised to the power p, the powers are added, and the root is taken again. In a full window "
        "p = 1 gives the sum, p = 2 the length of a vector, and a large p comes near the largest of positive "
        "cells.",
        ("pooling.lp_pool2d",),
        "k is the size of a full window, n the cells that this one holds. As in PyTorch there is no absolute "
        "value, and in floating point a negative number to a power that is not whole, p or 1/p, is NaN.",
    ),
)

BACKWARD = (
    Formula(
        "B9",
        "Lp",
        (
            r"\frac{\partial y_{i,j}}{\partial x_{a,b}} = \frac{k}{n} S^{1/p - 1} x_{a,b}^{p - 1}",
            r"S = \frac{k}{n} \sum_{(a,b) \in W(i,j)} x_{a,b}^{p}",
        ),
        "The slope of the root times the slope of the power; k and n are those of F6. With p = 2, in a full "
        "window, it is the cell divided by the output.",
        ("pooling.passes.Pooled.backward", "pooling.lp_pool2d_backward"),
        "Unless p is 1, a cell's slope depends on its value. Where S is 0 nothing is sent, as in PyTorch.",
    ),
)


class LpVoice(SummingVoice):
    title = "Lp pooling"
    forward = FORWARD
    backward = BACKWARD
    arrows = Arrows("p-th root of the sum", "add up the slopes", "times each slope")
    remembers = "Lp remembers the values themselves: each cell's slope is computed from the input and the output."
    photo = PhotoWords("the p-th root of the sum of powers", "Weight of each pixel")
    curved = True  # with an even p, for which alone the kinks are known

    def window(self, pooled: Pooled, grad_output: NDArray, i: int, j: int) -> Explained:
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
        return Explained((forward, aligned(slope)), _story(total, p, values, places))

    def named(self, name: str, spec: PoolSpec) -> str:
        return f"{name}, p = {in_words(spec.norm_type)}"

    def does(self, pooled: Pooled) -> str:
        return f"adds up the p-th powers and takes the p-th root, here with p = {in_words(pooled.spec.norm_type)}"

    def kink(self, pooled: Pooled, kink: Kink) -> str:
        return (
            f"All cells of the window of {kink.cell} are 0: Lp has the kink of |x| there. The slope of E is "
            f"{kink.left} to the left and {kink.right} to the right; the backward pass takes {kink.takes}, as PyTorch "
            "does."
        )

    def no_kink(self, pooled: Pooled) -> str:
        return "Lp has a kink only where all cells of a window are 0 and its upstream gradient is not."

    def error(self, pooled: Pooled, nearest: float) -> str:
        return f"Lp is curved. The error of a straight line through two points shrinks with h²; rounding {GROWS}."

    def narrator(self, trace: Trace) -> Narrator:
        return LpNarrator(trace)

    def plan(self, spec: PoolSpec) -> Plan:
        return Plan(
            "The cells of a window, each to the power p, are added; the root 1/p of the sum becomes its output.",
            "An output's gradient goes to each cell of its window, times the cell's slope.",
        )

    def made(self, pooled: Pooled, i: int, j: int) -> str:
        return f"It is the root of the sum of powers in its window: {self.window(pooled, pooled.output, i, j).text}"


VOICE = LpVoice()


def _total(pooled: Pooled, window: int, values: list[float]) -> tuple[float, bool]:
    """The scaled sum of the powers as the core has it, and whether it is more than rounding noise."""
    taps = pooled.windows.gather(pooled.x)
    total = float(LP.sums(taps, pooled.windows, pooled.spec)[window])
    terms = scale(pooled.windows)[window] * LP.terms(np.array(values), pooled.spec)
    vanished = any(v != 0 and term == 0 for v, term in zip(values, terms, strict=True))
    return total, not vanished and adds_up(total, terms.tolist())


def _story(total: float, p: float, values: list[float], places: int) -> str:
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


class LpNarrator(SummingNarrator):
    """Tells how cells are raised to a power, and what slope each of them has."""

    def __init__(self, trace: Trace) -> None:
        super().__init__(trace)
        taps, p = self.windows.gather(trace.pooled.x.astype(np.float64)), self.spec.norm_type
        totals = LP.sums(taps, self.windows, self.spec)
        self.zero_sum: list[bool] = (totals == 0).tolist()
        self.power, self.power_exact = written(p, decimals([p])), is_exact(p, decimals([p]))
        self.pen_power = Pen(np.where(self.windows.inside, LP.terms(taps, self.spec), 0))
        self.pen_total = Pen(totals)

    @property
    def raises(self) -> bool:
        """Whether cells are raised to a power that changes them."""
        return self.spec.norm_type != 1

    def add(self, step: Add) -> StepText:
        if not self.raises:
            return super().add(step)
        x, power = self.x[step.cell[0]][step.cell[1]], self.pen_power[step.value]
        who = f"{self.who(step)} holds {self.pen_x[x].said}"
        if math.isnan(step.value):
            why = "a negative number to a power that is not whole" if x < 0 else "its power"
            said = f"{who}; {why} is NaN, and so is the sum."
        elif step.before is not None and math.isnan(step.before):
            said = f"{who}; its power joins the sum, but NaN stays NaN."
        else:
            said = f"{who}; its power, {power.said}, {self.joins(step)}."
        base, exact = self._power_of(x, step.value)
        equal = sign(math.isnan(step.value) or (exact and power.exact))
        return StepText(said, f"{base} {equal} {power.text}, {self.running(self.pen_power, step)}")

    def skip(self, step: Skip) -> StepText:
        return StepText(f"{self.who_outside(step)} and adds nothing; the sum will be scaled up for it.", "")

    def result(self, step: Result, by_tap: bool) -> StepText:
        assert step.before is not None  # a window holds a cell, and its sum
        n, places, powers = len(step.parts), self.places, [power for _, power in step.parts]
        total = step.before * places / n
        mark, value = self.pen_total[total], self.pen_y[step.value]
        scaled = f"{places}/{n} · " if n < places else ""
        root = f"^(1/{self.power})" if self.raises else ""
        inner, exact = self._inner(step, by_tap)
        if n > 1 and not by_tap and (root or scaled):
            inner = f"({inner})"
        start = (f"({scaled}{inner})" if scaled else _base(inner)) + root if root else scaled + inner
        sure = exact and adds_up(step.before, powers)
        line = f"{output_name(step.window)} {sign(exact)} {start}"
        if root and (scaled or not by_tap):
            line += f" {sign(sure and mark.exact)} {_base(mark.text)}{root}"
        if root or scaled or (n > 1 and not by_tap):
            equal = math.isnan(step.value) or (sure and mark.exact and value.exact)
            line += f" {sign(equal)} {value.text}"
        return StepText(self._made(step, self.head(step, by_tap), total), line)

    def _inner(self, step: Result, by_tap: bool) -> tuple[str, bool]:
        """The sum of the powers: their total after taps that were told one by one, else each of them."""
        assert step.before is not None
        if by_tap:
            start = self.pen_power[step.before]
            return start.text, start.exact
        values = [self.x[r][c] for (r, c), _ in step.parts]
        if not self.raises:
            marks = [self.pen_x[x] for x in values]
            terms = [marks[0].text, *[mark.term for mark in marks[1:]]]
            return joined(terms, " + "), all(mark.exact for mark in marks)
        shown = [self._power_of(x, power) for x, (_, power) in zip(values, step.parts, strict=True)]
        return joined([text for text, _ in shown], " + "), all(exact for _, exact in shown)

    def _made(self, step: Result, head: str, total: float) -> str:
        n, places, value = len(step.parts), self.places, self.pen_y[step.value]
        times = f" The sum is first scaled up by {places}/{n}, to a full window." if n < places else ""
        breaks = self.spec.norm_type % 1 != 0 and any(self.x[r][c] < 0 for (r, c), _ in step.parts)
        if math.isnan(total) and breaks:
            return f"{head}: a negative number to the power {self.power} is NaN, and so is the output."
        if math.isnan(total):
            return f"{head}: its sum is NaN, and so is the output."
        if math.isnan(step.value):
            return f"{head}: its sum is below 0, and a negative number to the power 1/{self.power} is NaN.{times}"
        if not self.raises:
            return f"{head}: with p = 1 the output is the sum, {value.said}.{times}"
        return f"{head}: the root of its sum of powers, {value.said}, becomes the output.{times}"

    def _power_of(self, x: float, power: float) -> tuple[str, bool]:
        """`x^p`, and whether both are written, and `power` computed, without loss."""
        base = self.pen_x[x]
        return f"{_base(base.text)}^{self.power}", base.exact and self.power_exact and (x == 0 or power != 0)

    def no_slope(self, window: Pair) -> str:
        if self.zero_sum[self.number(window)]:
            return "where a window's sum is 0, its slopes are taken as 0, as in PyTorch"
        return super().no_slope(window)

    def share(self, window: Pair, tap: int, share: float) -> str:
        grad, result = self.upstream(window), self.pen_share[share]
        slope = self.pen_weight[self.weights[self.number(window)][tap]]
        equal = sign(math.isnan(share) or (grad.exact and slope.exact and result.exact))
        return f"{grad.text} · {slope.term} {equal} {result.text}"

    def how(self, window: Pair, tap: int) -> str:
        nan = ", NaN" if math.isnan(self.weights[self.number(window)][tap]) else ""
        return f"the gradient of output {at(window)} times the cell's slope{nan}"

    def each_sends(self) -> str:
        return "times its slope here"

    def spread_out(self, step: Spread, who: str) -> tuple[str, str]:
        w, n = self.number(step.window), len(step.parts)
        if n == 0:
            return f"{who} goes nowhere: {self.no_slope(step.window)}.", ""
        taps = [tap for tap, weight in enumerate(self.weights[w]) if weight != 0]
        lines = [
            f"{self.share(step.window, tap, share)} to {at(cell)}"
            for tap, (cell, share) in zip(taps, step.parts, strict=True)
        ]
        if all(math.isnan(self.weights[w][tap]) for tap in taps):
            said = f"{who} meets slopes that are NaN, so NaN is all that it brings."
        else:
            one = self.cells[w] == 1
            said = f"{who} goes to {'its one cell' if one else 'each cell'}, times the cell's own slope."
        silent = self.cells[w] - n
        if silent:
            said += f" {count(silent, 'cell')} {'has' if silent == 1 else 'have'} slope 0: nothing arrives there."
        return said, joined(lines, ", ")

    def end(self, step: End, sums: str) -> StepText:
        rule = "Lp multiplies by its slopes: the sum of the gradient need not stay the same."
        return StepText(f"The backward pass is done. {rule}", sums)


def _base(text: str) -> str:
    """A number as what a power is taken of: in brackets where it has a sign or is a power of ten."""
    return f"({text})" if text[0] == MINUS or "e" in text else text
