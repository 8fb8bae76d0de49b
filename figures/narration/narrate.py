"""What a visitor who steps through a pass reads at each step: a sentence, and one line with the live numbers."""

from __future__ import annotations

from figures.narration import by_cell, forward
from figures.narration import by_window as scatter
from figures.narration.context import Known
from figures.narration.result import result
from figures.narration.writing import Pen, Told, sign, whole
from figures.numbers import adds_up
from figures.phrases import count
from pooling.parameters import Pair
from pooling.steps.trace import Step, Trace

__all__ = ["Told", "narrate", "opening"]

MADE = {
    "max": "The largest cell of a window becomes its output.",
    "min": "The smallest cell of a window becomes its output.",
    "avg": "The average of a window becomes its output.",
    "lp": "The cells of a window, each to the power p, are added; the root 1/p of the sum becomes its output.",
}
SENT = {
    "max": "An output's gradient goes whole to the cell that it came from.",
    "min": "An output's gradient goes whole to the cell that it came from.",
    "avg": "An output's gradient is split evenly over its window.",
    "lp": "An output's gradient goes to each cell of its window, times the cell's slope.",
}


def narrate(trace: Trace) -> list[Told]:
    """What is read at each step of `trace`, in the order of its steps.

    >>> from pooling import PoolSpec, pool
    >>> from pooling.steps.trace import trace
    >>> narrate(trace(pool([[1.0, 5.0], [3.0, 2.0]], PoolSpec("max", 2)), [[10.0]]))[0].equation
    'y[0,0] = max(1, 5, 3, 2) = 5'
    """
    known, by_tap = Known.of(trace), trace.by == "tap"
    had: scatter.Had = {}
    said, turned = [], False
    for step in trace.steps:
        told = _tell(known, step, had, by_tap)
        if trace.way == "both" and step.phase == "backward" and not turned:
            told, turned = Told(f"Now backward. {told.sentence}", told.equation), True
        said.append(told)
        for grid, row, column, value in step.writes:
            if grid == "grad_input":
                had[row, column] = value
    return said


def _tell(known: Known, step: Step, had: scatter.Had, by_tap: bool) -> Told:
    if step.kind in ("send", "spread"):
        return (scatter.send if by_tap else scatter.spread)(known, step, had)
    if step.kind == "result":
        return result(known, step, by_tap)
    if step.kind == "outside":
        return (forward if step.phase == "forward" else scatter).outside(known, step)
    tell = {
        "compare": forward.compare, "add": forward.add, "range": by_cell.holds, "collect": by_cell.collect,
        "gather": by_cell.gather, "end": _end,
    }  # fmt: skip
    return tell[step.kind](known, step)


def _end(known: Known, step: Step) -> Told:
    """All that was sent, and what became of it."""
    assert step.ledger is not None  # a backward pass always keeps it
    sent, arrived, lost = step.ledger
    left, right = Pen([sent])[sent], Pen([arrived])[arrived]
    if lost is None:
        rule = "divisor_override sets the shares" if known.overridden else "Lp multiplies by its slopes"
        line = f"Σ upstream {sign(left.exact)} {left.text}, Σ input gradient {sign(right.exact)} {right.text}"
        return Told(f"The backward pass is done. {rule}: the sum of the gradient need not stay the same.", line)
    gone = Pen([lost])[lost]
    sure = left.exact and right.exact and gone.exact and adds_up(sent, (arrived, lost))
    line = f"Σ upstream {left.text} {sign(sure)} Σ input gradient {right.text}"
    if known.pads_count and any(known.padding):
        said = f"The backward pass is done. Padding took {gone.said}; all the rest has arrived."
        return Told(said, f"{line} + {gone.term} lost")
    return Told("The backward pass is done. All the gradient that was sent has arrived.", line)


def opening(trace: Trace) -> Told:
    """What is about to happen, before the first step."""
    return Told(_plan(trace), _sizes(trace, trace.pooled.windows.input_size, trace.pooled.windows.output_size))


def _plan(trace: Trace) -> str:
    spec, (height, width) = trace.pooled.spec, trace.pooled.windows.output_size
    made, sent = MADE[spec.operator], SENT[spec.operator]
    if spec.divisor_override is not None:
        by = f"divided by {whole(spec.divisor_override)}"
        made = f"The sum of a window, {by}, becomes its output."
        sent = f"An output's gradient, {by}, goes to each cell of its window."
    if trace.way == "gather":
        return "Backward, cell by cell: an input cell adds up what the windows that hold it send."
    windows = count(height * width, "window") + (", row by row" if height * width > 1 else "")
    if trace.way == "backward":
        return f"Backward: {windows}. {sent}"
    return f"Forward: {windows}. {made}" + (f" Then backward. {sent}" if trace.way == "both" else "")


def _sizes(trace: Trace, size: Pair, out: Pair) -> str:
    spec = trace.pooled.spec
    layer = f"kernel {_by(spec.kernel_size)}, stride {_by(spec.stride)}"
    for name, plain in (("padding", (0, 0)), ("dilation", (1, 1))):
        if getattr(spec, name) != plain:
            layer += f", {name} {_by(getattr(spec, name))}"
    layer += ", ceil_mode" if spec.ceil_mode else ""
    if trace.way in ("forward", "both"):
        return f"{_by(size)} input → {_by(out)} output ({layer})"
    return f"{_by(out)} upstream gradient → {_by(size)} input gradient ({layer})"


def _by(pair: Pair) -> str:
    return f"{pair[0]}×{pair[1]}"
