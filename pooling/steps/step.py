"""What a step of a pass is: what it reads, its running value before and after, what it writes, the sums so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pooling.spec import Pair


class Write(NamedTuple):
    """One number put into a grid: "output", "argmax" (how much each cell weighs so far) or "grad_input"."""

    grid: str
    row: int
    column: int
    value: float


class Ledger(NamedTuple):
    """Sums of gradient so far: sent by the outputs, arrived in the input, gone into counted padding.

    `elsewhere` is None where no such account exists: Lp and `divisor_override` change the sum by their own rule.
    There a window counts as sent once its last cell has its share.
    By input cell nothing visits the padding: what goes there is sent in the last step alone.
    """

    sent: float
    arrived: float
    elsewhere: float | None


@dataclass(frozen=True)
class Step:
    """One step of a pass.

    Attributes
    ----------
    kind : str
        Forward: "compare" or "add" (a tap that is an input cell), "outside" (one that is none), "result" (the
        window is done). Backward by window: "send" (one tap), "outside", "spread" (a whole window). By input
        cell: "range" (which windows hold it), "collect" (what one of them sends), "gather" (all of them).
        "end" closes a backward pass.
    phase : {"forward", "backward"}
    window : (i, j), optional
        The output cell whose window is at work.
    cell : (row, column), optional
        The place in the input that the step is at; it may lie outside the grid.
    tap : int, optional
        Its number in the window.
    counted : bool
        Whether a place outside the grid counts in the average's divisor.
    value : float, optional
        What is read or sent: x for max and min, the term of the sum for average and Lp, the gradient's share.
    before, after : float, optional
        The running value (best so far, sum so far, gradient so far) before and after the step; None at its start.
    best : (row, column), optional
        The winner so far, for an operator that selects.
    parts : tuple of ((row, column), value)
        What a step that takes a whole window or cell at once is made of.
    writes : tuple of Write
    ledger : Ledger, optional
        Backward: the sums after this step.
    """

    kind: str
    phase: str
    window: Pair | None = None
    cell: Pair | None = None
    tap: int | None = None
    counted: bool = True
    value: float | None = None
    before: float | None = None
    after: float | None = None
    best: Pair | None = None
    parts: tuple[tuple[Pair, float], ...] = ()
    writes: tuple[Write, ...] = ()
    ledger: Ledger | None = None
