"""Who tells the steps of a pass: what is the same for every operator, and what each has to find words for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from figures.narration.text import Mark, Pen, StepText, added, at, equals, listed, subject
from pooling.parameters import Pair
from pooling.passes import shares
from pooling.steps.step import (
    Add,
    Collect,
    Compare,
    End,
    Gather,
    Leave,
    Read,
    Result,
    Send,
    Skip,
    Spread,
    Step,
)
from pooling.steps.trace import Trace

#: Of a whole window's cells so many are added up in the equation.
MOST_SUMS = 4


def cell_name(cell: Pair) -> str:
    """The gradient of a cell, as equations call it."""
    return f"∂E/∂x[{cell[0]},{cell[1]}]"


def output_name(window: Pair) -> str:
    """An output, as equations call it."""
    return f"y[{window[0]},{window[1]}]"


class Narrator:
    """Knows a trace beyond its steps, as plain Python numbers, and writes each grid with decimals chosen once.

    `cells` and `padding` (what counts of it) are by window, `weights` by window and tap; `flow` is the size of all that
    is sent; `had` is the gradient that each cell has so far: a cell that no window has sent anything yet is not in it.
    """

    def __init__(self, trace: Trace) -> None:
        pooled, self.windows, self.spec = trace.pooled, trace.pooled.windows, trace.pooled.spec
        x, weights = pooled.x.astype(np.float64), pooled.derivative.astype(np.float64)
        counted = pooled.operator.counted(self.windows, self.spec)
        self.places = self.windows.inside.shape[1]
        self.x: list[list[float]] = x.tolist()
        self.grad: list[list[float]] = trace.grad_output.tolist()
        self.weights: list[list[float]] = weights.tolist()
        self.chosen = dict(zip(np.ndindex(*self.windows.output_size), pooled.chosen_cells, strict=True))
        self.cells: list[int] = self.windows.inside.sum(axis=1).tolist()
        self.padding: list[int] = (counted & ~self.windows.inside).sum(axis=1).tolist()
        self.had: dict[Pair, float] = {}
        sent = shares(weights, trace.grad_output.reshape(-1, 1))
        self.flow = float(np.abs(sent).sum())
        self.pen_x, self.pen_y, self.pen_grad = Pen(x), Pen(pooled.output), Pen(trace.grad_output)
        self.pen_weight, self.pen_share = Pen(weights), Pen(sent)

    def compare(self, step: Compare) -> StepText:
        """A cell against the best so far."""
        raise self._speechless(step)

    def add(self, step: Add) -> StepText:
        """A cell that joins the sum."""
        raise self._speechless(step)

    def read(self, step: Read) -> StepText:
        """A cell that is read, and kept for later."""
        mark = self.pen_x[step.value]
        return StepText(f"{subject(step.window, step.tap, 'Cell')} {at(step.cell)} holds {mark.said}.", "")

    def skip(self, step: Skip) -> StepText:
        """A place that is no input cell, forward."""
        return StepText(f"{self.who_outside(step)} and is passed over.", "")

    def result(self, step: Result, by_tap: bool) -> StepText:
        """A window that is done; `by_tap` when its cells were told one by one."""
        value = self.pen_y[step.value]
        said = f"{self.head(step, by_tap)}: the output is {value.said}."
        return StepText(said, f"{output_name(step.window)} {equals(value)}")

    def send(self, step: Send) -> StepText:
        """What a cell is sent by a window."""
        if not step.writes:
            return StepText(f"{self.who(step)} gets nothing from output {at(step.window)}: its slope there is 0.", "")
        said = f"{self.who(step)} gets {self.pen_share[step.value].said}: the gradient of output {at(step.window)}"
        return StepText(f"{said} times the cell's slope.{self.adds(step.cell)}", self.added_one(step))

    def leave(self, step: Leave) -> StepText:
        """A place that is no input cell, backward."""
        return StepText(f"{self.who_outside(step)} and gets nothing.", "")

    def spread(self, step: Spread) -> StepText:
        """What a whole window sends."""
        who = f"The gradient of output {at(step.window)}, {self.pen_grad[step.value].said},"
        if not step.parts:
            return StepText(f"{who} goes nowhere: every slope in its window is 0.", "")
        cells = listed([cell for cell, _ in step.parts])
        said = f"{who} goes to {cells}, times the slope{' of each' if len(step.parts) > 1 else ' there'}."
        adds = " Where windows overlap, gradients add up." if any(c in self.had for c, _ in step.parts) else ""
        sums = [
            self.added(cell, [self.had.get(cell, 0.0), share], self.written(step, cell)) for cell, share in step.parts
        ]
        return StepText(said + adds, "; ".join([*sums[:MOST_SUMS], *["…"] * (len(sums) > MOST_SUMS)]))

    def collect(self, step: Collect) -> StepText:
        """What a window sends to the cell that collects."""
        who = f"Window {at(step.window)}"
        if not step.writes:
            return StepText(f"{who} sends cell {at(step.cell)} nothing: its slope there is 0.", "")
        said = f"{who} sends {self.pen_share[step.value].said}: its gradient times the cell's slope."
        return StepText(said, self.added_one(step))

    def gathered(self, step: Gather) -> tuple[str, Sequence[float]]:
        """How a sentence on a whole cell ends, after the windows that hold it; and the shares that it adds up."""
        shares = [share for _, share in step.parts]
        if not step.writes:
            return (" but sends it nothing" if len(shares) == 1 else "; none sends it anything"), []
        return (" and sends" if len(shares) == 1 else "; each sends") + " its gradient times the slope here", shares

    def end(self, step: End, sums: str) -> StepText:
        """The end of a pass whose sum of gradient is another by the operator's own rule; `sums` are both sums."""
        rule = "The slopes of a window need not add up to 1: the sum of the gradient need not stay the same."
        return StepText(f"The backward pass is done. {rule}", sums)

    def _speechless(self, step: Step) -> NotImplementedError:
        return NotImplementedError(f"{type(self).__name__} has no words for {type(step).__name__}")

    def head(self, step: Result, by_tap: bool) -> str:
        """How a sentence on a window that is done begins."""
        return f"Window {at(step.window)}{' is done' if by_tap else ''}"

    def number(self, window: Pair) -> int:
        return self.windows.number(*window)

    def upstream(self, window: Pair) -> Mark:
        """The gradient of an output."""
        return self.pen_grad[self.grad[window[0]][window[1]]]

    def overhangs(self, cell: Pair) -> bool:
        """Whether a place lies beyond the padding, where only `ceil_mode` reaches."""
        return any(cell[axis] >= self.windows.input_size[axis] + self.spec.padding[axis] for axis in (0, 1))

    def who(self, step: Compare | Add | Send) -> str:
        """How a sentence on a cell of a window begins."""
        return f"{subject(step.window, step.tap, 'Cell')} {at(step.cell)}"

    def who_outside(self, step: Skip | Leave) -> str:
        """How a sentence on a place that is no cell begins: where it lies."""
        where = "lies beyond the edge (ceil_mode)" if self.overhangs(step.cell) else "is padding"
        return f"{subject(step.window, step.tap, 'Place')} {at(step.cell)} {where}"

    def adds(self, cell: Pair) -> str:
        """That a cell has something already, where it has."""
        if cell not in self.had:
            return ""
        return f" It already has {self.pen_share[self.had[cell]].said}: where windows overlap, gradients add up."

    def added(self, cell: Pair, terms: Sequence[float], total: float) -> str:
        """A cell's gradient as the sum of what it had and is sent."""
        return added(cell_name(cell), self.pen_share, terms, total)

    def added_one(self, step: Send | Collect) -> str:
        """The same for one share."""
        return self.added(step.cell, [step.before, step.value], step.after)

    def written(self, step: Spread, cell: Pair) -> float:
        """What a cell comes to in a step that writes several."""
        return next(write.value for write in step.writes if (write.row, write.column) == cell)
