"""What range pooling says: two cells are chosen, and the gradient goes to one as it is, to the other with its sign
turned."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from numpy.typing import NDArray

from figures.formulas.formula import Formula
from figures.latex import Numbers, aligned, broken, elided
from figures.narration.text import StepText, at, joined, sign
from figures.numbers import MINUS, adds_up, in_words
from figures.phrases import NO_BREAK, count
from figures.stories.story import Route, cells_of, gradient_formula
from figures.voices.checked import FIRST_TAKES_ALL, Kink, straight_up_to_a_kink
from figures.voices.choosing import apart, place_among_cells
from figures.voices.narrator import Narrator, output_name
from figures.voices.voice import Arrows, Explained, PhotoWords, Plan, Title, Voice, held_by, places_outside, signed
from pooling import Pooled, PoolSpec
from pooling.parameters import Pair
from pooling.steps.step import Collect, Compare, End, Gather, Result, Send, Skip, Spread
from pooling.steps.trace import Trace

FORWARD = (
    Formula(
        "F9",
        "Range",
        (r"y_{i,j} = \max_{(a,b) \in W(i,j)} x_{a,b} - \min_{(a,b) \in W(i,j)} x_{a,b}",),
        "The largest real cell of the window W minus the smallest: how far the numbers of the window lie apart.",
        ("pooling.range_pool2d",),
        "Padding, equal cells and NaN are taken as in max and min.",
    ),
)

BACKWARD = (
    Formula(
        "B10",
        "Range",
        (
            r"\frac{\partial y_{i,j}}{\partial x_{a,b}} = \begin{cases} 1 & (a,b) \text{ is the largest} \cr "
            r"-1 & (a,b) \text{ is the smallest} \cr 0 & \text{else, or both} \end{cases}",
        ),
        "The largest cell of a window is sent the gradient, the smallest the same with the other sign: together "
        "they are sent 0. Of equal cells the first in reading order counts.",
        ("pooling.passes.Pooled.backward", "pooling.range_pool2d_backward"),
        "Where one cell is both, as in a window of equal cells, nothing is sent.",
    ),
)


class Chose(NamedTuple):
    """How many of a cell's windows chose it as their largest, as their smallest, as both."""

    largest: int
    smallest: int
    both: int

    @classmethod
    def of(cls, cell: Pair, chosen: Sequence[tuple[Pair, ...]]) -> Chose:
        """From what each of its windows chose."""
        return cls(
            sum(high == cell != low for high, low in chosen),
            sum(low == cell != high for high, low in chosen),
            sum(high == cell == low for high, low in chosen),
        )

    def told(self) -> str:
        """In words, of several windows."""
        ways = [
            ("their largest", self.largest, ""),
            ("their smallest", self.smallest, ", whose gradient arrives with its sign turned"),
            ("both", self.both, ", which sends nothing" if self.both == 1 else ", which send nothing"),
        ]
        told = [(name, n, what) for name, n, what in ways if n]
        first, *rest = told
        start = f"as {first[0]} chose it {first[1]}{first[2]}"
        return ", ".join([start, *(f"as {name} {n}{what}" for name, n, what in rest)])


class RangeVoice(Voice):
    title = "Range pooling"
    forward = FORWARD
    backward = BACKWARD
    arrows = Arrows("max − min of each window", "remember both cells", f"+ to max, −{NO_BREAK}to min")
    mask = Title("Largest (+), smallest (−)", "Σ ∂y/∂x", "chosen as largest minus chosen as smallest")
    photo = PhotoWords("the largest value minus the smallest", "Density of both choices")
    remembers = (
        "Range remembers two cells of each window, the largest and the smallest: two flat indices, as max has one."
    )
    mask_most = 3.0

    @property
    def mask_means(self) -> str:
        return (
            "For each input cell, how many windows chose it as their largest (+) less those that chose it as their "
            "smallest (−). The first send it their gradients as they are, the others with the sign turned."
        )

    def window(self, pooled: Pooled, grad_output: NDArray, i: int, j: int) -> Explained:
        window = pooled.windows.number(i, j)
        values, (high, low) = cells_of(pooled, window), pooled.chosen_cells[window]
        top, bottom, value = float(pooled.x[high]), float(pooled.x[low]), float(pooled.output[i, j])
        number = Numbers(*values)
        while top != bottom and number(top) == number(bottom) and number.places < 17:
            number.places += 1  # different numbers look different
        keep = (place_among_cells(pooled, window, cell) for cell in (high, low))
        shown = broken(elided([number(v) for v in values], *keep), r",\ ")
        exact = number.exact(top, bottom) and adds_up(value, [top, -bottom])
        forward = aligned(
            rf"W &{number.relation(*values)}\{{{shown}\}}",
            rf"y_{{{i},{j}}} &= \max W - \min W",
            rf"&{number.relation(top, bottom)}{number(top)} - {number.term(bottom)} "
            rf"{Numbers(*values, value).equals(value, exact)}",
        )
        if high == low:
            return Explained((forward,), _one_cell(values, high, places_outside(pooled, window)))
        sent = (aligned(gradient_formula(pooled, grad_output, *cell)) for cell in (high, low))
        return Explained((forward, *sent), _two_cells(pooled, window, values, top, bottom))

    def cell(self, pooled: Pooled, row: int, column: int, holding: int, senders: int) -> str:
        windows = [pooled.windows.number(*at) for at in pooled.windows.holding(row, column)]
        chose = Chose.of((row, column), [pooled.chosen_cells[w] for w in windows])
        if holding == 1:
            ways = {
                Chose(1, 0, 0): "and chose it as its largest: what it sends arrives as it is.",
                Chose(0, 1, 0): "and chose it as its smallest: what it sends arrives with its sign turned.",
                Chose(0, 0, 1): "and chose it as its largest and as its smallest, which cancels: it receives 0.",
                Chose(0, 0, 0): "but chose another: it receives 0.",
            }
            return f"{held_by(1)} {ways[chose]}"
        if not any(chose):
            return f"{held_by(holding)}, but none chose it: it receives 0."
        adds = " What they send adds up." if chose.largest + chose.smallest > 1 else ""
        return f"{held_by(holding)}; {chose.told()}.{adds}"

    def does(self, pooled: Pooled) -> str:
        return "subtracts the smallest from the largest"

    def follows(self, pooled: Pooled) -> str:
        return (
            "follows the largest cell and, with its sign turned, the smallest, of equal ones the first; where both are "
            "one cell, it follows none"
        )

    def kink(self, pooled: Pooled, kink: Kink) -> str:
        window = pooled.windows.number(*pooled.windows.holding(*kink.cell)[0])
        values, value = cells_of(pooled, window), float(pooled.x[kink.cell])
        between = (
            "There is no derivative; any slope between the two is a subgradient of the range, times the upstream "
            f"gradient. The backward pass takes {kink.takes}:"
        )
        if min(values) == max(values):
            return (
                f"All cells of the window of {kink.cell} are equal. Raised or lowered, one of them makes the range "
                f"grow: slope {kink.right} to the right, {kink.left} to the left. {between} the first of a tie in "
                "reading order is the largest and the smallest, which cancels."
            )
        if value == max(values):
            return (
                f"Cell {kink.cell} ties for the largest of its window. Raised, it makes the range grow: slope "
                f"{kink.right}. Lowered, it leaves the largest to another, and the range stays: slope {kink.left}. "
                f"{between} {FIRST_TAKES_ALL}."
            )
        return (
            f"Cell {kink.cell} ties for the smallest of its window. Lowered, it makes the range grow: slope "
            f"{kink.left}. Raised, it leaves the smallest to another, and the range stays: slope {kink.right}. "
            f"{between} {FIRST_TAKES_ALL}, with its sign turned."
        )

    def no_kink(self, pooled: Pooled) -> str:
        return (
            "No tie matters here, so each cell has a derivative. Make the two largest or the two smallest cells of a "
            "window equal."
        )

    def error(self, pooled: Pooled, nearest: float) -> str:
        return straight_up_to_a_kink(self.noun, nearest)

    def narrator(self, trace: Trace) -> Narrator:
        return RangeNarrator(trace)

    def plan(self, spec: PoolSpec) -> Plan:
        return Plan(
            "The largest cell of a window minus its smallest becomes its output.",
            "An output's gradient goes to the largest cell of its window and, with its sign turned, to the smallest.",
        )

    def made(self, pooled: Pooled, i: int, j: int) -> str:
        window = pooled.windows.number(i, j)
        high, low = (in_words(float(pooled.x[cell])) for cell in pooled.chosen_cells[window])
        outside = places_outside(pooled, window)
        never = f" {count(outside, 'place')} of the window outside the grid cannot be chosen." if outside else ""
        return (
            f"Its window's largest cell is {high}, its smallest {low}: the output is the first minus the second.{never}"
        )

    def hint(self, kind: str) -> str:
        return "" if kind == "output" else " Of equal cells the first in reading order is chosen."

    def weight(self, pooled: Pooled, route: Route) -> str:
        return "×1" if route.weight > 0 else f"×({MINUS}1)"

    def mask_label(self, weight: float) -> str:
        return signed(weight)

    def photo_arrives(self, sent: int, arrived: float, most: float) -> str:
        return (
            ": in each colour, a window sends 1 to its largest pixel and −1 to its smallest; if one pixel is both, "
            "nothing."
        )

    def photo_note(self, spec: PoolSpec) -> str:
        padded = " Padding is never chosen." if any(spec.padding) else ""
        return f" Of equal values the first is chosen, from the top left.{padded}"

    def beaten(self, pooled: Pooled, row: int, column: int) -> str:
        number, cell = pooled.windows.number, (row, column)
        ties = 0
        for window in pooled.windows.holding(row, column):
            chosen = pooled.chosen_cells[number(*window)]
            ties += cell not in chosen and pooled.x[cell] in [pooled.x[other] for other in chosen]
        return f" In {count(ties, 'window')} it ties with a cell that comes first in reading order." if ties else ""


VOICE = RangeVoice()


def _one_cell(values: list[float], cell: Pair, outside: int) -> str:
    """A window whose largest and smallest cell are one."""
    if math.isnan(values[0]) or any(map(math.isnan, values)):
        why = f"NaN takes the lead over every number: the last NaN of the window, {cell}, is chosen as both"
    elif len(values) == 1:
        why = f"The window holds one cell, {cell}, its largest and its smallest"
    else:
        why = f"All {len(values)} cells are equal, so that the first, {cell}, is the largest and the smallest"
    return f"{why}: the gradient that it would be sent cancels.{_outside(outside)}"


def _two_cells(pooled: Pooled, window: int, values: list[float], top: float, bottom: float) -> str:
    high, low = pooled.chosen_cells[window]
    text = (
        f"The largest of the {len(values)} cells is {in_words(top)} at {high}, the smallest {in_words(bottom)} at "
        f"{low}: the gradient of this window goes to the first as it is, to the second with its sign turned."
    )
    ties = [(values.count(top), "largest"), (values.count(bottom), "smallest")]
    tied = [f" {n} cells tie for the {name}: the first in reading order is chosen." for n, name in ties if n > 1]
    return text + "".join(tied) + _outside(places_outside(pooled, window))


def _outside(n: int) -> str:
    return f" {count(n, 'place')} outside the grid cannot be chosen." if n else ""


class RangeNarrator(Narrator):
    """Tells how two cells take the lead, and what each of them is sent."""

    def compare(self, step: Compare) -> StepText:
        high, _ = step.after
        marks = [self.pen_x[lead.value] for lead in step.after]
        who = f"{self.who(step)} holds {self.pen_x[step.value].said}"
        ends = ", ".join(
            f"{name} {sign(mark.exact)} {mark.text}" for name, mark in zip(("largest", "smallest"), marks, strict=True)
        )
        if not step.before:
            return StepText(f"{who}, the first cell: the largest and the smallest so far.", ends)
        if math.isnan(step.value):
            return StepText(f"{who}: NaN always takes the lead, as the largest and as the smallest.", ends)
        if math.isnan(high.value):
            said = f"{who}: NaN at {at(high.cell)} stays, whatever it is compared with."
            return StepText(said, ends)
        for now, before, beats, name, mark in zip(
            step.after, step.before, ("greater", "smaller"), ("largest", "smallest"), (">", "<"), strict=True
        ):
            if now.cell == step.cell:
                left, right = apart(self.pen_x, step.value, before.value)
                said = f"{who}, {beats} than the {name} so far: it takes its place."
                return StepText(said, f"{left} {mark} {right} → {ends}")
        said = f"{who}, neither greater than the largest nor smaller than the smallest so far: both stay."
        return StepText(said, ends)

    def skip(self, step: Skip) -> StepText:
        return StepText(f"{self.who_outside(step)} and cannot be chosen.", "")

    def result(self, step: Result, by_tap: bool) -> StepText:
        high, low = step.leads
        head = self.head(step, by_tap)
        value = self.pen_y[step.value]
        places = [place for place, _ in step.parts]
        keep = (places.index(high.cell), places.index(low.cell))
        row = joined([self.pen_x[x].text for _, x in step.parts], ", ", *keep)
        left, right = apart(self.pen_x, high.value, low.value)
        minus = f"{left} {MINUS} {f'({right})' if right.startswith(MINUS) else right}"
        name, exact = output_name(step.window), all(self.pen_x[x].exact for _, x in step.parts)
        sure = math.isnan(step.value) or (exact and value.exact and adds_up(step.value, [high.value, -low.value]))
        line = f"{name} {sign(exact)} max({row}) {MINUS} min({row}) {sign(exact)} {minus}"
        return StepText(self._made(step, head), f"{line} {sign(sure)} {value.text}")

    def _made(self, step: Result, head: str) -> str:
        high, low = step.leads
        n = len(step.parts)
        outside = _outside(self.places - n)
        if math.isnan(high.value):
            return f"{head}: NaN always wins, the last one at {at(high.cell)}, and the output is NaN.{outside}"
        if math.isnan(step.value):
            inf = self.pen_x[high.value].text
            return f"{head}: {inf} {MINUS} {self.pen_x[low.value].term} is no number, so the output is NaN.{outside}"
        if high.cell == low.cell:
            which = "its one cell" if n == 1 else f"all its {n} cells are equal: the first"
            return f"{head}: {which}, {at(high.cell)}, is the largest and the smallest, and the output is 0.{outside}"
        return (
            f"{head}: its largest cell, {self.pen_x[high.value].said} at {at(high.cell)}, minus its smallest, "
            f"{self.pen_x[low.value].said} at {at(low.cell)}, becomes the output.{outside}"
        )

    def send(self, step: Send) -> StepText:
        who, output, (high, low) = self.who(step), f"output {at(step.window)}", self.chosen[step.window]
        gradient = self.upstream(step.window).said
        if high == low == step.cell:
            said = f"{who} is the largest and the smallest: what {output} would send cancels, and it gets nothing."
            return StepText(said, "")
        if step.cell == high:
            said = f"{who} is the largest: the whole gradient of {output}, {gradient}, travels to it."
            return StepText(said + self.adds(step.cell), self.added_one(step))
        if step.cell == low:
            said = f"{who} is the smallest: the gradient of {output}, {gradient}, travels to it with its sign turned."
            return StepText(said + self.adds(step.cell), self.added_one(step))
        return StepText(f"{who} was not chosen: it gets nothing from {output}.", "")

    def spread(self, step: Spread) -> StepText:
        who = f"The gradient of output {at(step.window)}, {self.pen_grad[step.value].said},"
        high, low = self.chosen[step.window]
        if high == low:
            return StepText(f"{who} goes nowhere: cell {at(high)} is the largest and the smallest, which cancels.", "")
        shares = dict(step.parts)
        said = f"{who} travels to the largest cell, {at(high)}, and with its sign turned to the smallest, {at(low)}."
        overlap = " Where windows overlap, gradients add up." if any(cell in self.had for cell in (high, low)) else ""
        lines = [
            self.added(cell, [self.had.get(cell, 0.0), shares[cell]], self.written(step, cell)) for cell in (high, low)
        ]
        return StepText(said + overlap, "; ".join(lines))

    def collect(self, step: Collect) -> StepText:
        who, cell, (high, low) = f"Window {at(step.window)}", at(step.cell), self.chosen[step.window]
        gradient = self.upstream(step.window).said
        if step.cell not in (high, low):
            chose = at(high) if high == low else f"{at(high)} and {at(low)}"
            return StepText(f"{who} holds cell {cell} but chose {chose}: it sends nothing.", "")
        if high == low:
            said = f"{who} chose cell {cell} as its largest and as its smallest: what it would send cancels."
            return StepText(said, "")
        if step.cell == high:
            said = f"{who} chose cell {cell} as its largest: it sends its whole gradient, {gradient}."
        else:
            said = f"{who} chose cell {cell} as its smallest: it sends its gradient, {gradient}, with its sign turned."
        return StepText(said, self.added_one(step))

    def gathered(self, step: Gather) -> tuple[str, Sequence[float]]:
        chosen = [(self.chosen[window], share) for window, share in step.parts]
        shares = [share for cells, share in chosen if step.cell in cells and cells[0] != cells[1]]
        chose = Chose.of(step.cell, [cells for cells, _ in chosen])
        if len(chosen) == 1:
            ways = {
                Chose(1, 0, 0): "and chose it as its largest: its whole gradient arrives",
                Chose(0, 1, 0): "and chose it as its smallest: its gradient arrives with its sign turned",
                Chose(0, 0, 1): "and chose it as its largest and as its smallest, which cancels: the cell gets nothing",
                Chose(0, 0, 0): "but chose another: the cell gets nothing",
            }
            return f" {ways[chose]}", shares
        if not any(chose):
            return "; none chose it: the cell gets nothing", shares
        return f"; {chose.told()}" + (": what they send adds up" if len(shares) > 1 else ""), shares

    def end(self, step: End, sums: str) -> StepText:
        rule = "Each window sends its gradient once as it is and once with its sign turned, or not at all"
        end = ": what arrives adds up to 0." if math.isfinite(step.ledger.arrived) else "."
        return StepText(f"The backward pass is done. {rule}{end}", sums)
