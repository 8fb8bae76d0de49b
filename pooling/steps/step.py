"""What a step of a pass is: what it reads, its running values before and after, what it writes, the sums so far.

Each kind of step is a class of its own, which says what that step knows; `Step` is any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from pooling.parameters import Pair

Phase = Literal["forward", "backward"]


class Write(NamedTuple):
    """One number put into a grid: "output", "argmax" (how much each cell weighs so far) or "grad_input"."""

    grid: str
    row: int
    column: int
    value: float


class Lead(NamedTuple):
    """A value that is the best so far, and the cell that holds it."""

    value: float
    cell: Pair


class Ledger(NamedTuple):
    """Sums of gradient so far: sent by the outputs, arrived in the input, gone into counted padding.

    `elsewhere` is None where no such account exists: the operator changes the sum by a rule of its own.
    There a window counts as sent once its last cell has its share.
    By input cell nothing visits the padding: what goes there is sent in the last step alone.
    """

    sent: float
    arrived: float
    elsewhere: float | None


Parts = tuple[tuple[Pair, float], ...]
Writes = tuple[Write, ...]


@dataclass(frozen=True, kw_only=True)
class _Any:
    """What every step can be asked, whether it has it or not: where it is at work, and what it changes.

    `window` is the output cell (i, j) whose window is at work, `cell` the place in the input, which may lie outside
    the grid; `chosen` are the cells that the operator has chosen in that window.
    """

    kind: ClassVar[str]
    phase: ClassVar[Phase]
    window: Pair | None = None
    cell: Pair | None = None
    chosen: tuple[Pair, ...] = ()
    writes: Writes = ()
    ledger: Ledger | None = None


@dataclass(frozen=True, kw_only=True)
class _Tap(_Any):
    """A step at one place of one window; `tap` is its number there."""

    window: Pair
    cell: Pair
    tap: int


@dataclass(frozen=True, kw_only=True)
class Compare(_Tap):
    """Forward: a cell, `value`, against the best so far of every choice; no leads `before` the first cell."""

    kind = "compare"
    phase = "forward"
    value: float
    before: tuple[Lead, ...]
    after: tuple[Lead, ...]


@dataclass(frozen=True, kw_only=True)
class Add(_Tap):
    """Forward: `value`, the term of a cell, joins the sum; the sum `before` the first term is None."""

    kind = "add"
    phase = "forward"
    value: float
    before: float | None
    after: float


@dataclass(frozen=True, kw_only=True)
class Read(_Tap):
    """Forward: a cell, `value`, is read, and nothing is known before all of them are."""

    kind = "read"
    phase = "forward"
    value: float


@dataclass(frozen=True, kw_only=True)
class Skip(_Tap):
    """Forward: a place that is no input cell; whether it is `counted` in the divisor all the same."""

    kind = "outside"
    phase = "forward"
    counted: bool


@dataclass(frozen=True, kw_only=True)
class Result(_Any):
    """Forward: a window is done. `value` is its output, `before` what its running sum has come to, `leads` the cells
    that are chosen, `parts` its cells, each with the term that it brought."""

    kind = "result"
    phase = "forward"
    window: Pair
    value: float
    before: float | None
    leads: tuple[Lead, ...]
    parts: Parts


@dataclass(frozen=True, kw_only=True)
class _Share(_Tap):
    """A cell adds its share of a window's gradient, `value`, to what it has: `before`, then `after`."""

    value: float
    before: float
    after: float
    ledger: Ledger


@dataclass(frozen=True, kw_only=True)
class Send(_Share):
    """Backward by window: the window sends one cell its share."""

    kind = "send"
    phase = "backward"


@dataclass(frozen=True, kw_only=True)
class Collect(_Share):
    """Backward by input cell: the cell collects what one window sends."""

    kind = "collect"
    phase = "backward"


@dataclass(frozen=True, kw_only=True)
class Leave(_Tap):
    """Backward by window: a place that is no input cell; `value` is the share that leaves the grid."""

    kind = "outside"
    phase = "backward"
    counted: bool
    value: float
    ledger: Ledger


@dataclass(frozen=True, kw_only=True)
class Spread(_Any):
    """Backward by window: a whole window at once. `value` is its gradient, `parts` the cells that it reaches."""

    kind = "spread"
    phase = "backward"
    window: Pair
    value: float
    parts: Parts
    ledger: Ledger


@dataclass(frozen=True, kw_only=True)
class Holders(_Any):
    """Backward by input cell: `parts` are the windows that hold the cell, each with what it will send."""

    kind = "range"
    phase = "backward"
    cell: Pair
    parts: Parts
    ledger: Ledger


@dataclass(frozen=True, kw_only=True)
class Gather(_Any):
    """Backward by input cell: a whole cell at once, with its windows as `parts`; `value` is what it comes to."""

    kind = "gather"
    phase = "backward"
    cell: Pair
    value: float
    parts: Parts
    ledger: Ledger


@dataclass(frozen=True, kw_only=True)
class End(_Any):
    """The last step of a backward pass: all that was sent, and what became of it."""

    kind = "end"
    phase = "backward"
    ledger: Ledger


Step = Compare | Add | Read | Skip | Result | Send | Leave | Spread | Holders | Collect | Gather | End
