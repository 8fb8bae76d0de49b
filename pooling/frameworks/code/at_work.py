"""Which lines of the loops are at work in a step of Step through, by their names: no step knows where its line stands.

A step at one cell is at the lines that Python runs for it; a whole window or cell at once is at its whole part.
"""

from __future__ import annotations

from pooling.frameworks.code.kinds import signed
from pooling.operators.choosing import Choosing
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

#: What lines do, and the parts of a walk. A line about one of two chosen cells adds which: "lead largest".
COMPARE, LEAD, ADD, SKIP, RESULT = "compare", "lead", "add", "skip", "result"
SEND, LEAVE, HOLDERS, END = "send", "leave", "holders", "end"
WINDOW, SPREAD, GATHER = "window", "spread", "gather"


def at_work(step: Step, trace: Trace) -> tuple[str, ...]:
    """The names of the lines of a step; none where an operator reads cells in a way that no loop here does.

    >>> from pooling import PoolSpec, pool
    >>> from pooling.steps.trace import trace
    >>> taps = trace(pool([[1.0, 5.0, 3.0]], PoolSpec("max", (1, 3))), [[10.0]], "both", "tap")
    >>> [at_work(step, taps) for step in taps.steps[1:6]]
    [('compare', 'lead largest'), ('compare',), ('result',), ('send',), ('send', 'send largest')]
    """
    match step:
        case Compare():
            before = step.before or (None,) * len(step.after)
            taken = [was != now for was, now in zip(before, step.after, strict=True)]
            return (COMPARE, *_of_each(LEAD, trace, taken))
        case Add():
            return (ADD,)
        case Read():
            return ()
        case Skip():
            return (SKIP,)
        case Result():
            return (RESULT,) if trace.by == "tap" else (WINDOW,)
        case Send() | Collect():
            return (SEND, *_of_each(SEND, trace, [cell == step.cell for cell in _chosen(trace, step.window)]))
        case Leave():
            return (LEAVE,)
        case Spread():
            return (SPREAD,)
        case Holders():
            return (HOLDERS,)
        case Gather():
            return (GATHER,)
        case End():
            return (END,)


def _of_each(does: str, trace: Trace, happened: list[bool]) -> tuple[str, ...]:
    """The lines about those of the chosen cells that something happened to, each once."""
    operator = trace.pooled.operator
    if not isinstance(operator, Choosing):
        return ()
    names = zip(signed(operator), happened, strict=True)
    return tuple(dict.fromkeys(f"{does} {name}" for (name, _), yes in names if yes))


def _chosen(trace: Trace, window: Pair) -> tuple[Pair, ...]:
    row, column = window
    return trace.pooled.chosen_cells[row * trace.pooled.windows.output_size[1] + column]
