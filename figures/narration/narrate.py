"""What a visitor who steps through a pass reads at each step: a sentence, and one line with the live numbers."""

from __future__ import annotations

from figures.narration import by_cell
from figures.narration.text import Pen, StepText, equals, layer, sign, sized
from figures.numbers import adds_up
from figures.phrases import count
from figures.voices import voice_of
from figures.voices.narrator import Narrator
from pooling.parameters import Pair
from pooling.steps.step import (
    Add,
    Collect,
    Compare,
    End,
    Gather,
    Holders,
    Leave,
    Read,
    Result,
    Send,
    Skip,
    Spread,
    Step,
)
from pooling.steps.trace import Trace

#: What rounding alone may leave of a sum that cancels, as a part of all that flows.
NOISE = 1e-12

__all__ = ["StepText", "narrate", "opening"]


def narrate(trace: Trace) -> list[StepText]:
    """What is read at each step of `trace`, in the order of its steps.

    >>> from pooling import PoolSpec, pool
    >>> from pooling.steps.trace import trace
    >>> narrate(trace(pool([[1.0, 5.0], [3.0, 2.0]], PoolSpec("max", 2)), [[10.0]]))[0].equation
    'y[0,0] = max(1, 5, 3, 2) = 5'
    """
    narrator, by_tap = voice_of(trace.pooled.operator).narrator(trace), trace.by == "tap"
    said, turned = [], False
    for step in trace.steps:
        text = _tell(narrator, step, by_tap)
        if trace.way == "both" and step.phase == "backward" and not turned:
            text, turned = StepText(f"Now backward. {text.sentence}", text.equation), True
        said.append(text)
        for grid, row, column, value in step.writes:
            if grid == "grad_input":
                narrator.had[row, column] = value
    return said


def _tell(narrator: Narrator, step: Step, by_tap: bool) -> StepText:
    match step:
        case Compare():
            return narrator.compare(step)
        case Add():
            return narrator.add(step)
        case Read():
            return narrator.read(step)
        case Skip():
            return narrator.skip(step)
        case Result():
            return narrator.result(step, by_tap)
        case Send():
            return narrator.send(step)
        case Leave():
            return narrator.leave(step)
        case Spread():
            return narrator.spread(step)
        case Holders():
            return by_cell.holds(narrator, step)
        case Collect():
            return narrator.collect(step)
        case Gather():
            return by_cell.gather(narrator, step)
        case End():
            return _end(narrator, step)


def _end(narrator: Narrator, step: End) -> StepText:
    """All that was sent, and what became of it."""
    sent, arrived, lost = step.ledger
    left, right = Pen([sent])[sent], Pen([arrived])[arrived]
    if lost is None:
        noise = 0 < abs(arrived) <= NOISE * narrator.flow
        came = "≈ 0" if noise else equals(right)
        return narrator.end(step, f"Σ upstream {equals(left)}, Σ input gradient {came}")
    gone = Pen([lost])[lost]
    sure = left.exact and right.exact and gone.exact and adds_up(sent, (arrived, lost))
    line = f"Σ upstream {left.text} {sign(sure)} Σ input gradient {right.text}"
    if any(narrator.padding):
        said = f"The backward pass is done. Padding took {gone.said}; all the rest has arrived."
        return StepText(said, f"{line} + {gone.term} lost")
    return StepText("The backward pass is done. All the gradient that was sent has arrived.", line)


def opening(trace: Trace) -> StepText:
    """What is about to happen, before the first step."""
    return StepText(_plan(trace), _sizes(trace, trace.pooled.windows.input_size, trace.pooled.windows.output_size))


def _plan(trace: Trace) -> str:
    height, width = trace.pooled.windows.output_size
    made, sent = voice_of(trace.pooled.operator).plan(trace.pooled.spec)
    if trace.way == "gather":
        return "Backward, cell by cell: an input cell adds up what the windows that hold it send."
    windows = count(height * width, "window") + (", row by row" if height * width > 1 else "")
    if trace.way == "backward":
        return f"Backward: {windows}. {sent}"
    return f"Forward: {windows}. {made}" + (f" Then backward. {sent}" if trace.way == "both" else "")


def _sizes(trace: Trace, size: Pair, out: Pair) -> str:
    about = layer(trace.pooled.spec)
    if trace.way in ("forward", "both"):
        return f"{sized(size)} input → {sized(out)} output ({about})"
    return f"{sized(out)} upstream gradient → {sized(size)} input gradient ({about})"
