"""The loops beside the player: the lines of the pass that plays, and which of them a step is at."""

from __future__ import annotations

from pooling.frameworks.code.line import Line
from pooling.frameworks.code.writing import Case, Reason
from pooling.frameworks.loops import walk
from pooling.steps.trace import Trace


def loops(trace: Trace) -> list[Line]:
    """The code of both passes, the gradient in the order in which the pass has it; or one line that says why not."""
    lines = walk(Case(trace.pooled, trace.grad_output), by_cell=trace.way == "gather")
    return [Line(f"# {lines}")] if isinstance(lines, Reason) else lines
