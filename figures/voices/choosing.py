"""What max and min say: one cell wins a window, makes its output and receives its gradient."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from figures.latex import Numbers, aligned, broken, elided, partial
from figures.narration.text import Pen, StepText, at, joined, listed, sign
from figures.numbers import MINUS, decimals, is_exact, written
from figures.phrases import count
from figures.stories.story import Route, cells_of, gradient_formula
from figures.voices.checked import straight_up_to_a_kink
from figures.voices.narrator import Narrator, output_name
from figures.voices.voice import Arrows, Explained, Plan, Voice, held_by, places_outside
from pooling import Pooled, PoolSpec
from pooling.parameters import Pair
from pooling.steps.step import Collect, Compare, Gather, Result, Send, Skip, Spread
from pooling.steps.trace import Trace

#: Which of equal cells wins, where that matters: the rule of PyTorch.
FIRST = " Of equal cells the first in reading order wins."


class Best(NamedTuple):
    """The words and signs of what an operator is after: the winner is the largest, greater than the others (>), which
    are smaller (<); its function is max, its place the argmax."""

    most: str
    beats: str
    loses: str
    sign_beats: str
    sign_loses: str
    function: str
    place: str


class ChoosingVoice(Voice):
    """An operator that selects one cell."""

    best: ClassVar[Best]
    arrows: ClassVar[Arrows]
    mask_most = 3.0  # one choice is a light tint at any rate: the darkest stop is for a cell that many windows chose

    @property
    def mask_means(self) -> str:
        return (
            f"The {self.best.place} of a window is the place of its {self.best.most} cell. The mask remembers it: how "
            "many windows each input cell won. They send their gradients there, and nowhere else."
        )

    def window(self, pooled: Pooled, grad_output: NDArray, i: int, j: int) -> Explained:
        window = pooled.windows.number(i, j)
        values = cells_of(pooled, window)
        ((row, column),) = pooled.chosen_cells[window]
        value, number = float(pooled.output[i, j]), Numbers(*values)
        winner = place_among_cells(pooled, window, (row, column))
        terms = [rf"\mathbf{{{number(v)}}}" if n == winner else number(v) for n, v in enumerate(values)]
        shown = broken(elided(terms, winner), r",\ ")
        forward = aligned(
            rf"y_{{{i},{j}}} &{number.relation(*values)}\{self.best.function}({shown})",
            rf"&{number.equals(value)} \ \text{{ at }} ({row}, {column})",
        )
        backward = aligned(gradient_formula(pooled, grad_output, row, column))
        return Explained((forward, backward), self._story(pooled, values, value, (row, column), window))

    def _story(self, pooled: Pooled, values: list[float], value: float, cell: Pair, window: int) -> str:
        places = decimals(values)
        shown = ("" if is_exact(value, places) else "about ") + written(value, places)
        ties, n = values.count(value), len(values)
        if n == 1:
            first = f"The window holds one cell, {shown}: it makes the output and receives the gradient."
        elif ties > 1:
            many = f"All {n}" if ties == n else f"{ties} of the {n}"
            first = (
                f"{many} cells tie at {shown}: none is {self.best.beats} than the first in reading order, {cell}, so "
                "that one alone makes the output and receives the whole gradient."
            )
        else:
            first = (
                f"The {self.best.most} of the {n} cells is {shown}. It alone made this output, so it alone receives "
                f"this window's gradient; {'the other gets' if n == 2 else f'the other {n - 1} get'} 0 from it."
            )
        outside = places_outside(pooled, window)
        verb = "lies" if outside == 1 else "lie"
        never = f" {outside} of its {n + outside} places {verb} outside the grid and can never win."
        return first + (never if outside else "")

    def gradient(
        self, pooled: Pooled, routes: Sequence[Route], sent: Sequence[float], total: float, sure: bool
    ) -> list[str]:
        lines = ["= " + broken(elided([partial("E", "y", *r.window) for r in routes]), " + ")]
        if len(routes) > 1:
            number = Numbers(*sent)
            lines.append(f"{number.relation(*sent)}" + broken(elided([number.term(g) for g in sent]), " + "))
            sure = sure and number.exact(*sent)
        return [*lines, Numbers(*sent, total).equals(total, sure)]

    def cell(self, pooled: Pooled, row: int, column: int, holding: int, senders: int) -> str:
        held = held_by(holding)
        if senders == 0 and holding == 1:
            return f"{held} but chose another: it receives 0."
        if senders == 0:
            return f"{held}, but none chose it: it receives 0."
        if senders == 1:
            return f"{held}{' and' if holding == 1 else '; one of them'} chose it: that one sends its whole gradient."
        return f"{held}; {senders} chose it, and their gradients add up."

    def does(self, pooled: Pooled) -> str:
        return f"keeps the {self.best.most}"

    def follows(self, pooled: Pooled) -> str:
        return f"follows the {self.best.most} cell alone, of equal ones the first"

    def no_kink(self, pooled: Pooled) -> str:
        most = self.best.most
        return f"No tie matters here, so each cell has a derivative. Make the two {most} cells of a window equal."

    def error(self, pooled: Pooled, nearest: float) -> str:
        return straight_up_to_a_kink(self.noun, nearest)

    def narrator(self, trace: Trace) -> Narrator:
        return ChoosingNarrator(trace, self.best)

    def plan(self, spec: PoolSpec) -> Plan:
        return Plan(
            f"The {self.best.most} cell of a window becomes its output.",
            "An output's gradient goes whole to the cell that it came from.",
        )

    def made(self, pooled: Pooled, i: int, j: int) -> str:
        window = pooled.windows.number(i, j)
        n, outside = len(cells_of(pooled, window)), places_outside(pooled, window)
        which = f"{self.best.most} of the {n} cells" if n > 1 else "only cell"
        verb = "lies" if outside == 1 else "lie"
        never = f" {count(outside, 'place')} of the window {verb} outside the grid and can never win."
        return f"It is the {which} in its window.{never if outside else ''}"

    def hint(self, kind: str) -> str:
        return "" if kind == "output" else FIRST

    def weight(self, pooled: Pooled, route: Route) -> str:
        return "×1"

    def mask_label(self, weight: float) -> str:
        return f"×{int(weight)}" if weight else ""

    def photo_arrives(self, sent: int, arrived: float, most: float) -> str:
        return f", none more than {int(most):,} of it."

    def photo_note(self, spec: PoolSpec) -> str:
        padded = " Padding never wins." if any(spec.padding) else ""
        return f" Of equal values the first wins, from the top left.{padded}"

    def beaten(self, pooled: Pooled, row: int, column: int) -> str:
        """Which windows hold a cell that is as good as their winner, but comes later."""
        cell, windows = (row, column), pooled.windows
        ties = [
            w
            for w in windows.holding(row, column)
            if pooled.output[w] == pooled.x[cell] and pooled.chosen_cells[windows.number(*w)] != (cell,)
        ]
        if not ties:
            return ""
        return f" In {count(len(ties), 'window')} it ties with the winner, which comes first in reading order."


def place_among_cells(pooled: Pooled, window: int, cell: Pair) -> int:
    """Which of the input cells of a window, in reading order, one is."""
    inside = pooled.windows.flat[window][pooled.windows.inside[window]]
    return int(np.flatnonzero(inside == cell[0] * pooled.windows.input_size[1] + cell[1])[0])


def apart(pen: Pen, value: float, other: float) -> tuple[str, str]:
    """Both numbers, with so many decimals that different ones look different."""
    left, right = pen[value].text, pen[other].text
    if left != right or value == other:
        return left, right
    for places in range(pen.places + 1, 18):
        left, right = written(value, places), written(other, places)
        if left != right:
            return left, right
    return repr(value).replace("-", MINUS), repr(other).replace("-", MINUS)


class ChoosingNarrator(Narrator):
    """Tells how one cell takes the lead and keeps it, and is sent the gradient."""

    def __init__(self, trace: Trace, best: Best) -> None:
        super().__init__(trace)
        self.best = best

    def compare(self, step: Compare) -> StepText:
        (after,), best = step.after, self.best
        mark = self.pen_x[after.value]
        who = f"{self.who(step)} holds {self.pen_x[step.value].said}"
        ends = f"best {sign(mark.exact)} {mark.text}"
        if not step.before:
            return StepText(f"{who}, the first cell: the {best.most} so far.", ends)
        (before,) = step.before
        if math.isnan(step.value):
            return StepText(f"{who}: NaN always takes the lead.", ends)
        if math.isnan(before.value):
            return StepText(f"{who}: NaN at {at(after.cell)} stays, whatever it is compared with.", ends)
        left, right = apart(self.pen_x, step.value, before.value)
        if after.cell == step.cell:
            said = f"{who}, {best.beats} than the best so far: it takes the lead."
            return StepText(said, f"{left} {best.sign_beats} {right} → {ends}")
        if step.value == before.value:
            said = f"{who}, equal and not {best.beats}: the first stays, {at(after.cell)}."
            return StepText(said, f"{left} = {right} → {ends}")
        said = f"{who}, {best.loses} than the best so far: {at(after.cell)} stays."
        return StepText(said, f"{left} {best.sign_loses} {right} → {ends}")

    def skip(self, step: Skip) -> StepText:
        return StepText(f"{self.who_outside(step)} and cannot win.", "")

    def result(self, step: Result, by_tap: bool) -> StepText:
        ((_, cell),) = step.leads
        head = self.head(step, by_tap)
        marks, value = [self.pen_x[x] for _, x in step.parts], self.pen_x[step.value]
        keep = next(n for n, (place, _) in enumerate(step.parts) if place == cell)
        exact = all(mark.exact for mark in marks)
        row = joined([mark.text for mark in marks], ", ", keep)
        name = output_name(step.window)
        line = f"{name} {sign(exact)} {self.best.function}({row}) {sign(exact and value.exact)} {value.text}"
        ties = sum(x == step.value for _, x in step.parts)
        if math.isnan(step.value):
            said = f"{head}: NaN always wins, the last one at {at(cell)}."
        elif ties > 1:
            said = (
                f"{head}: {ties} cells tie at {value.said}, and none is {self.best.beats} than the first, {at(cell)}, "
                "which becomes the output."
            )
        else:
            said = f"{head}: its {self.best.most} cell, {value.said} at {at(cell)}, becomes the output."
        return StepText(said + outside_cannot_win(self.places - len(step.parts)), line)

    def send(self, step: Send) -> StepText:
        output = f"output {at(step.window)}"
        if not step.chosen:
            return StepText(f"{self.who(step)} is not the winner: it gets nothing from {output}.", "")
        gradient = f"the whole gradient of {output}, {self.upstream(step.window).said},"
        said = f"{self.who(step)} is the {self.best.place}: {gradient} travels to it."
        return StepText(said + self.adds(step.cell), self.added_one(step))

    def spread(self, step: Spread) -> StepText:
        ((cell, share),) = step.parts
        who = f"The gradient of output {at(step.window)}, {self.pen_grad[step.value].said},"
        said = f"{who} travels whole to the {self.best.place}, {at(cell)}.{self.adds(cell)}"
        return StepText(said, self.added(cell, [self.had.get(cell, 0.0), share], self.written(step, cell)))

    def collect(self, step: Collect) -> StepText:
        who, cell = f"Window {at(step.window)}", at(step.cell)
        if not step.chosen:
            (other,) = self.chosen[step.window]
            return StepText(f"{who} holds cell {cell} but chose {at(other)}: it sends nothing.", "")
        gradient = self.upstream(step.window).said
        said = f"{who} chose cell {cell}, its {self.best.place}: it sends its whole gradient, {gradient}."
        return StepText(said, self.added_one(step))

    def gathered(self, step: Gather) -> tuple[str, Sequence[float]]:
        senders = [(window, share) for window, share in step.parts if step.cell in self.chosen[window]]
        return _who_chose([w for w, _ in senders], len(step.parts)), [share for _, share in senders]


def outside_cannot_win(n: int) -> str:
    """What is said of the places of a window that are no cells."""
    return f" {count(n, 'place')} outside the grid cannot win." if n else ""


def _who_chose(senders: list[Pair], holding: int) -> str:
    if not senders:
        who = " but" if holding == 1 else "; neither" if holding == 2 else "; none"
        return f"{who} chose {'another' if holding == 1 else 'it'}: the cell gets nothing"
    if holding == 1:
        return " and chose it: its whole gradient arrives"
    if len(senders) == holding:
        return f"; {'both' if holding == 2 else 'all'} chose it: their gradients add up"
    if len(senders) == 1:
        return f"; {at(senders[0])} alone chose it: its whole gradient arrives"
    who = listed(senders) if len(senders) <= 4 else f"{len(senders)} of them"
    return f"; {who} chose it: their gradients add up"
