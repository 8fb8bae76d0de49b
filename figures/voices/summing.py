"""What average and Lp say alike: every cell of a window has its share of the output, and of its gradient."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Sequence

from figures.narration.text import Pen, StepText, added, at, sign
from figures.voices.narrator import MOST_SUMS, Narrator
from figures.voices.voice import Title, Voice, held_by
from pooling import Pooled
from pooling.parameters import Pair
from pooling.steps.step import Add, Collect, Gather, Send, Spread


class SummingVoice(Voice):
    """An operator that shares its gradient out among the cells of a window."""

    mask = Title("Weight of each cell", "Σ ∂y/∂x", "in all outputs together")

    def cell(self, pooled: Pooled, row: int, column: int, holding: int, senders: int) -> str:
        held = held_by(holding)
        if senders < holding == 1:
            return "1 window holds this cell, and its slope is 0 here: the cell receives 0."
        if senders < holding:
            return f"{held}; {holding - senders} of them {'has' if holding - senders == 1 else 'have'} slope 0 here."
        return f"{held}; what {'it sends is all that arrives' if holding == 1 else 'they send adds up'}."

    def hint(self, kind: str) -> str:
        return " No answer needs more than two decimals."


class SummingNarrator(Narrator):
    """Tells how cells join a sum, and what share of the gradient each of them is sent."""

    @abstractmethod
    def share(self, window: Pair, tap: int, share: float) -> str:
        """How a share comes about, as an equation."""

    @abstractmethod
    def how(self, window: Pair, tap: int) -> str:
        """How a share comes about, in words."""

    @abstractmethod
    def spread_out(self, step: Spread, who: str) -> tuple[str, str]:
        """What a whole window sends: a sentence that begins with `who`, and an equation."""

    @abstractmethod
    def each_sends(self) -> str:
        """What a window sends of its gradient: "divided by its divisor"."""

    def no_slope(self, window: Pair) -> str:
        """Why a window sends a cell nothing."""
        return "its slope in this window is 0"

    def joins(self, step: Add) -> str:
        return "starts the sum" if step.before is None else "joins the sum"

    def running(self, pen: Pen, step: Add) -> str:
        """The sum so far."""
        if step.before is None:
            return f"sum {sign(pen[step.value].exact)} {pen[step.value].text}"
        return added("sum", pen, [step.before, step.value], step.after)

    def add(self, step: Add) -> StepText:
        mark = self.pen_x[step.value]
        return StepText(f"{self.who(step)} holds {mark.said} and {self.joins(step)}.", self.running(self.pen_x, step))

    def send(self, step: Send) -> StepText:
        if not step.writes:
            return StepText(f"{self.who(step)} gets nothing: {self.no_slope(step.window)}.", "")
        said = f"{self.who(step)} gets {self.pen_share[step.value].said}, {self.how(step.window, step.tap)}."
        line = f"{self.share(step.window, step.tap, step.value)}, {self.added_one(step)}"
        return StepText(said + self.adds(step.cell), line)

    def spread(self, step: Spread) -> StepText:
        who = f"The gradient of output {at(step.window)}, {self.pen_grad[step.value].said},"
        said, line = self.spread_out(step, who)
        overlapping = [part for part in step.parts if part[0] in self.had]
        if not overlapping:
            return StepText(said, line)
        sums = [
            self.added(cell, [self.had[cell], share], self.written(step, cell))
            for cell, share in overlapping[:MOST_SUMS]
        ]
        rest = ["…"] if len(overlapping) > MOST_SUMS else []
        return StepText(f"{said} Where windows overlap, gradients add up.", "; ".join([line, *sums, *rest]))

    def collect(self, step: Collect) -> StepText:
        who = f"Window {at(step.window)}"
        if not step.writes:
            return StepText(f"{who} sends cell {at(step.cell)} nothing: {self.no_slope(step.window)}.", "")
        said = f"{who} sends {self.pen_share[step.value].said}, {self.how(step.window, step.tap)}."
        return StepText(said, f"{self.share(step.window, step.tap, step.value)}, {self.added_one(step)}")

    def gathered(self, step: Gather) -> tuple[str, Sequence[float]]:
        n, sent = len(step.parts), [share for _, share in step.parts]
        if not step.writes:
            alone = f" but sends nothing: {self.no_slope(step.parts[0][0])}"
            return (alone if n == 1 else "; none sends it anything"), []
        if any(math.isnan(share) for share in sent):
            return (" and sends NaN" if n == 1 else "; NaN is among what they send, so the sum is NaN"), sent
        what = self.each_sends()
        return (f" and sends its gradient {what}" if n == 1 else f"; each sends its gradient {what}"), sent
