"""What average pooling says: the sum over a divisor, and the same share of the gradient for every cell."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from figures.formulas.formula import Formula
from figures.latex import Numbers, aligned, broken, elided, partial, relation
from figures.narration.text import StepText, at, divided, joined, over, sign, whole
from figures.numbers import MINUS, adds_up, in_words, written
from figures.phrases import count
from figures.stories.story import Route, cells_of
from figures.voices.narrator import Narrator, output_name
from figures.voices.summing import SummingNarrator, SummingVoice
from figures.voices.voice import Arrows, Explained, PhotoWords, Plan, in_thousands, places_outside
from pooling import Pooled, PoolSpec
from pooling.operators.avg import OPERATOR as AVERAGE
from pooling.parameters import Pair
from pooling.steps.step import End, Leave, Result, Skip, Spread
from pooling.steps.trace import Trace

#: What rounding alone may make of a sum of shares.
LOST = 1e-6
SAME_SHARE = "Every cell receives the same share, whatever its value."


FORWARD = (
    Formula(
        "F5",
        "Average",
        (r"y_{i,j} = \frac{1}{D_{i,j}} \sum_{(a,b) \in W(i,j)} x_{a,b}",),
        "The real cells of the window are added, and the sum is divided by D.",
        ("pooling.avg_pool2d",),
        "D is the number of counted cells: with count_include_pad the padding counts too, the overhang of "
        "ceil_mode never does; divisor_override replaces D altogether.",
    ),
)

BACKWARD = (
    Formula(
        "B4",
        "Average",
        (
            r"\frac{\partial y_{i,j}}{\partial x_{a,b}} = \frac{1}{D_{i,j}}",
            r"\frac{\partial E}{\partial x_{a,b}} = \sum_{(i,j) : (a,b) \in W(i,j)} "
            r"\frac{1}{D_{i,j}} \cdot \frac{\partial E}{\partial y_{i,j}}",
        ),
        "Every cell of the window receives the same share. The share of counted padding is lost; with "
        "divisor_override the shares add up to more or less than the gradient, unless it is the number of cells.",
        ("pooling.passes.Pooled.backward", "pooling.avg_pool2d_backward"),
    ),
)


class AverageVoice(SummingVoice):
    title = "Average pooling"
    forward = FORWARD
    backward = BACKWARD
    arrows = Arrows("sum over divisor", "add up the shares", "split evenly")
    remembers = (
        "Average remembers nothing: the share of a cell depends on the window's size alone, never on the values."
    )
    photo = PhotoWords("the mean", "Weight of each pixel", "lie in no window")

    def window(self, pooled: Pooled, grad_output: NDArray, i: int, j: int) -> Explained:
        window = pooled.windows.number(i, j)
        values, divisor = cells_of(pooled, window), _divisor(pooled, window)
        value, g = float(pooled.output[i, j]), float(grad_output[i, j])
        total = float(AVERAGE.sums(pooled.windows.gather(pooled.x), pooled.windows)[window])
        forward = aligned(rf"y_{{{i},{j}}} " + _sum(values, total, value, divisor))
        share, number = g / divisor, Numbers(g)
        backward = aligned(
            rf"\tfrac{{1}}{{{divisor}}}\,{partial('E', 'y', i, j)} "
            rf"&{number.relation(g)}\tfrac{{{number(g)}}}{{{divisor}}} "
            rf"{Numbers(share).equals(share, number.exact(g))}\ \text{{ to each cell}}"
        )
        return Explained((forward, backward), _story(pooled, g, len(values), divisor, window))

    def gradient(
        self, pooled: Pooled, routes: Sequence[Route], sent: Sequence[float], total: float, sure: bool
    ) -> list[str]:
        number, exact = Numbers(*sent), Numbers(*sent).exact(*sent)
        own = [_divisor(pooled, pooled.windows.number(*route.window)) for route in routes]
        terms = [rf"\tfrac{{{number(g)}}}{{{d}}}" for g, d in zip(sent, own, strict=True)]
        return [relation(exact) + broken(elided(terms), " + "), Numbers(total).equals(total, sure and exact)]

    def weight(self, pooled: Pooled, route: Route) -> str:
        return f"×1/{_divisor(pooled, pooled.windows.number(*route.window))}".replace("-", MINUS)

    def photo_arrives(self, sent: int, arrived: float, most: float) -> str:
        if sent - arrived > LOST * arrived:
            return f", {in_thousands(arrived)} together: the rest falls on padding."
        return ": each window spreads its own evenly."

    def photo_note(self, spec: PoolSpec) -> str:
        return " The padding's zeros are averaged too." if any(spec.padding) else ""

    def does(self, pooled: Pooled) -> str:
        return f"divides the sum by {_divisor(pooled, 0)}"

    def follows(self, pooled: Pooled) -> str:
        return "follows all cells alike"

    def narrator(self, trace: Trace) -> Narrator:
        return AverageNarrator(trace)

    def plan(self, spec: PoolSpec) -> Plan:
        if spec.divisor_override is None:
            return Plan(
                "The average of a window becomes its output.",
                "An output's gradient is split evenly over its window.",
            )
        by = whole(spec.divisor_override)
        return Plan(
            f"The sum of a window, divided by {by}, becomes its output.",
            f"An output's gradient, divided by {by}, goes to each cell of its window.",
        )

    def made(self, pooled: Pooled, i: int, j: int) -> str:
        spec, window = pooled.spec, pooled.windows.number(i, j)
        n, padding = len(cells_of(pooled, window)), _padding(pooled, window)
        which = f"sum of the {n} cells" if n > 1 else "only cell"
        parts = [f"It is the {which} in its window, divided by {_divisor(pooled, window)}."]
        if padding:
            counts = "counts as 0 and is part of the divisor" if spec.count_include_pad else "does not count"
            parts.append(f"Padding {counts} (count_include_pad={spec.count_include_pad}).")
        if places_outside(pooled, window) > padding:
            parts.append("Places beyond the padded edge (ceil_mode) never count.")
        return " ".join(parts)


VOICE = AverageVoice()


def _divisor(pooled: Pooled, window: int) -> int:
    return int(AVERAGE.divisor(pooled.windows, pooled.spec)[window])


def _padding(pooled: Pooled, window: int) -> int:
    """How many places of a window are explicit padding, whether they count or not."""
    return int(np.count_nonzero(pooled.windows.counted[window] & ~pooled.windows.inside[window]))


def _sum(values: list[float], total: float, value: float, divisor: int) -> str:
    number = Numbers(*values)
    whole_sum, exact = Numbers(total), number.exact(*values)
    terms = elided([number.term(v) if n else number(v) for n, v in enumerate(values)])
    sure = exact and adds_up(total, values) and adds_up(value * divisor, values)
    last = Numbers(value).equals(value, sure and whole_sum.exact(total))
    return (
        rf"&{relation(exact)}\tfrac{{1}}{{{divisor}}}\,({broken(terms, ' + ')})\\ "
        rf"&{whole_sum.relation(total, sure=sure)}\tfrac{{{whole_sum(total)}}}{{{divisor}}} {last}"
    )


def _story(pooled: Pooled, g: float, cells: int, divisor: int, window: int) -> str:
    spec, padding = pooled.spec, _padding(pooled, window)
    overhang = int(np.count_nonzero(~pooled.windows.counted[window]))
    parts = []
    if spec.divisor_override is not None:
        by = written(divisor, 0)
        parts.append(f"divisor_override divides the sum of {count(cells, 'cell')} by {by}.")
        parts.append(f"The shares add up to {cells}/{by} of the gradient.")
    elif padding and spec.count_include_pad:
        parts.append(
            f"The divisor counts {count(cells, 'cell')} and {count(padding, 'place')} of padding: {divisor}. "
            f"The padding's share of the gradient, {in_words(g * padding / divisor)}, is lost."
        )
    else:
        parts.append(f"The divisor is the number of cells in the window: {divisor}.")
    if padding and (spec.divisor_override is not None or not spec.count_include_pad):
        parts.append(f"The {count(padding, 'place')} of padding {'does' if padding == 1 else 'do'} not count.")
    if overhang:
        verbs = ("hangs", "counts") if overhang == 1 else ("hang", "count")
        parts.append(f"{count(overhang, 'place')} {verbs[0]} over the padded edge (ceil_mode) and never {verbs[1]}.")
    return " ".join([*parts, SAME_SHARE])


class AverageNarrator(SummingNarrator):
    """Tells what each divisor counts."""

    def __init__(self, trace: Trace) -> None:
        super().__init__(trace)
        self.divisor: list[int] = AVERAGE.divisor(self.windows, self.spec).tolist()

    @property
    def overridden(self) -> bool:
        return self.spec.divisor_override is not None

    @property
    def pads_count(self) -> bool:
        """Whether padding takes a share of an average, and of its gradient, that can be accounted for."""
        return self.spec.count_include_pad and not self.overridden

    def skip(self, step: Skip) -> StepText:
        who = self.who_outside(step)
        if self.overridden:
            return StepText(f"{who} and adds nothing; divisor_override sets the divisor.", "")
        if step.counted:
            return StepText(f"{who}; it adds nothing to the sum, but counts in the divisor.", "")
        return StepText(f"{who}; it adds nothing to the sum and does not count in the divisor.", "")

    def result(self, step: Result, by_tap: bool) -> StepText:
        assert step.before is not None  # a window holds a cell, and its sum
        w, values = self.number(step.window), [x for _, x in step.parts]
        divisor, total, value = self.divisor[w], self.pen_x[step.before], self.pen_y[step.value]
        exact = all(self.pen_x[x].exact for x in values)
        sure = exact and adds_up(step.before, values) and adds_up(step.value * divisor, values)
        line = divided(total, divisor, value, sure or math.isnan(step.value))
        spelt = not by_tap and len(values) > 1
        if spelt:
            terms = [self.pen_x[values[0]].text, *[self.pen_x[x].term for x in values[1:]]]
            line = f"({joined(terms, ' + ')}) / {over(divisor)} {sign(sure and total.exact)} {line}"
        first = sign(exact if spelt else sure and total.exact)
        head = self.head(step, by_tap)
        said = f"{head}: its sum, {total.said}, is divided by {whole(divisor)}. {self._counts(w)}"
        return StepText(said, f"{output_name(step.window)} {first} {line}")

    def _counts(self, w: int) -> str:
        """What the divisor of a window counts."""
        cells, padding = self.cells[w], self.padding[w]
        if self.overridden:
            return "divisor_override sets this divisor, whatever the window holds."
        counts = count(cells, "cell") + (f" and {count(padding, 'place')} of padding" if padding else "")
        rest, where = self.places - cells - padding, "beyond the edge" if self.pads_count else "outside the grid"
        return f"The divisor counts {counts}" + (f", not the {count(rest, 'place')} {where}." if rest else ".")

    def leave(self, step: Leave) -> StepText:
        who = self.who_outside(step)
        if self.overhangs(step.cell):
            return StepText(f"{who} and gets nothing.", "")
        if self.overridden:
            return StepText(f"{who} and gets nothing; divisor_override alone sets what each cell gets.", "")
        if not self.spec.count_include_pad:
            return StepText(f"{who}, which does not count and gets nothing.", "")
        line = divided(self.upstream(step.window), self._by(step.window), self.pen_share[step.value])
        return StepText(f"{who} and counts; this share leaves the grid and is lost.", f"{line} is lost")

    def _by(self, window: Pair) -> int:
        return self.divisor[self.number(window)]

    def share(self, window: Pair, tap: int, share: float) -> str:
        return divided(self.upstream(window), self._by(window), self.pen_share[share])

    def how(self, window: Pair, tap: int) -> str:
        return f"the gradient of output {at(window)} divided by {whole(self._by(window))}"

    def each_sends(self) -> str:
        return "divided by its divisor"

    def spread_out(self, step: Spread, who: str) -> tuple[str, str]:
        n, divisor, padding = len(step.parts), self._by(step.window), self.padding[self.number(step.window)]
        share = self.pen_share[step.parts[0][1]]
        each = "its one cell" if n == 1 else f"each of its {n} cells"
        said = f"{who} is divided by {whole(divisor)}: {each} gets {share.said}."
        if padding:
            lost = self.pen_share[step.value * padding / divisor].said
            said += f" The share of {count(padding, 'place')} of padding, {lost}, leaves the grid and is lost."
        return said, f"{divided(self.pen_grad[step.value], divisor, share)} to {each}"

    def end(self, step: End, sums: str) -> StepText:
        rule = "divisor_override sets the shares: the sum of the gradient need not stay the same."
        return StepText(f"The backward pass is done. {rule}", sums)
