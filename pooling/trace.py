"""Both passes as steps that can be watched: what each step reads, compares and writes, with its running values.

Steps are data and know nothing of pictures. `replay` rebuilds every array of both passes from them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pooling.operators.average import divisors
from pooling.passes import Pooled, real_array
from pooling.spec import Pair, PoolingError, shown

#: Passes: forward; backward by window (scatter); backward by input cell (gather); forward, then backward by window.
WAYS = ("forward", "backward", "gather", "both")
#: How fine: one step for each window (for each input cell where gradient is gathered), or one for each tap in it.
GRAINS = ("window", "tap")


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


@dataclass(frozen=True, eq=False)
class State:
    """The grids after some steps: `output` and `grad_input` are NaN, `indices` −1, where nothing is written yet.

    `written` tells which outputs are there, `begun` whether the gradient has begun to flow.
    """

    output: NDArray
    written: NDArray
    indices: NDArray
    argmax: NDArray
    grad_input: NDArray
    begun: bool


@dataclass(frozen=True, eq=False)
class Trace:
    """All steps of a pass over one plane."""

    pooled: Pooled
    grad_output: NDArray
    way: str
    by: str
    steps: tuple[Step, ...]

    def replay(self, n: int | None = None) -> State:
        """The grids after the first `n` steps (all of them if None), from what the steps write alone."""
        pooled, forward = self.pooled, self.way in ("forward", "both")
        size, out = pooled.windows.input_size, pooled.windows.output_size
        grids = {
            "output": np.full(out, np.nan) if forward else pooled.output.astype(np.float64),
            "argmax": np.zeros(size) if forward else pooled.weight_sum().astype(np.float64),
            "grad_input": np.zeros(size),
        }
        written = np.full(out, not forward)
        indices = np.full(out, -1)
        if not forward and pooled.indices is not None:
            indices = pooled.indices.copy()
        for step in self.steps[:n]:
            for grid, row, column, value in step.writes:
                grids[grid][row, column] = value
            if step.kind == "result" and step.window is not None:
                written[step.window] = True
                if step.best is not None:
                    indices[step.window] = step.best[0] * size[1] + step.best[1]
        begun = not forward or any(step.phase == "backward" for step in self.steps[:n])
        if not begun:
            grids["grad_input"][:] = np.nan
        return State(grids["output"], written, indices, grids["argmax"], grids["grad_input"], begun)


def trace(pooled: Pooled, grad_output: object, way: str = "forward", by: str = "window") -> Trace:
    """The steps of a pass over one plane (H, W) in double precision.

    Parameters
    ----------
    pooled : Pooled of one plane (H, W)
    grad_output : array (H_out, W_out)
    way : one of `WAYS`
    by : one of `GRAINS`

    Raises
    ------
    PoolingError
        When an argument breaks its rule.

    Examples
    --------
    >>> from pooling import PoolSpec, pool
    >>> steps = trace(pool([[1.0, 5.0], [3.0, 2.0]], PoolSpec("max", 2)), [[10.0]], "both", "tap").steps
    >>> [(step.kind, step.after) for step in steps][:5]
    [('compare', 1.0), ('compare', 5.0), ('compare', 5.0), ('compare', 5.0), ('result', 5.0)]
    >>> steps[6].writes
    (Write(grid='grad_input', row=0, column=1, value=10.0),)
    """
    if way not in WAYS:
        raise PoolingError.broken("way", f"be one of {', '.join(WAYS)}", shown(way))
    if by not in GRAINS:
        raise PoolingError.broken("by", f"be one of {', '.join(GRAINS)}", shown(by))
    if pooled.x.ndim != 2:
        raise PoolingError.broken("pooled", "be one plane (H, W)", pooled.x.shape)
    grad = real_array(grad_output, "grad_output").astype(np.float64, copy=False)
    if grad.shape != pooled.output.shape:
        raise PoolingError.broken("grad_output", f"have shape {pooled.output.shape}", grad.shape)
    table = _Table(pooled, grad)
    steps: list[Step] = []
    if way in ("forward", "both"):
        steps += _forward(table, by == "tap")
    if way in ("backward", "both"):
        steps += _scatter(table, by == "tap")
    if way == "gather":
        steps += _gather(table, by == "tap")
    return Trace(pooled, grad, way, by, tuple(steps))


class _Tap(NamedTuple):
    """One place of a window with all that both passes know of it."""

    number: int
    place: Pair
    inside: bool
    counted: bool
    x: float
    weight: float
    sent: float


class _Table:
    """The one index table as plain Python numbers, which a loop over taps reads faster than arrays."""

    def __init__(self, pooled: Pooled, grad: NDArray) -> None:
        windows, spec = pooled.windows, pooled.spec
        self.pooled, self.selects = pooled, pooled.operator.selects
        self.size = windows.input_size
        self.names = [(i, j) for i in range(windows.output_size[0]) for j in range(windows.output_size[1])]
        self.grad = grad.ravel().tolist()
        self.output = pooled.output.astype(np.float64).ravel().tolist()
        self.winner = None if pooled.reduced.winner is None else pooled.reduced.winner.tolist()
        self.conserves = self.selects or (spec.operator == "avg" and spec.divisor_override is None)
        self.divisor = divisors(windows, spec).tolist() if spec.operator == "avg" else None
        counts = windows.counted if spec.operator == "avg" and spec.count_include_pad else windows.inside
        if spec.divisor_override is not None:
            counts = windows.inside
        weights = pooled.derivative.astype(np.float64)
        with np.errstate(all="ignore"):
            sent = np.where(weights == 0, 0, weights * grad.reshape(-1, 1))
            terms = windows.gather(pooled.x).astype(np.float64)
            if spec.operator == "lp":
                terms = np.power(terms, spec.norm_type)
        inside, counted = windows.inside.tolist(), counts.tolist()
        x, weight, send = terms.tolist(), weights.tolist(), sent.tolist()
        rows, columns = windows.rows.tolist(), windows.columns.tolist()
        self.taps: list[list[_Tap]] = []
        for w, (i, j) in enumerate(self.names):
            places = [(r, c) for r in rows[i] for c in columns[j]]
            each = zip(places, inside[w], counted[w], x[w], weight[w], send[w], strict=True)
            self.taps.append([_Tap(n, *tap) for n, tap in enumerate(each)])

    def beats(self, value: float, best: float | None) -> bool:
        """Whether a tap takes the lead: it is greater (smaller), the first of all, or NaN."""
        if best is None or math.isnan(value):
            return True
        return value > best if self.pooled.spec.operator == "max" else value < best

    def lost(self, w: int) -> float:
        """What window `w` sends into counted padding."""
        if not self.conserves or self.divisor is None:
            return 0.0
        return self.grad[w] / self.divisor[w] * sum(tap.counted and not tap.inside for tap in self.taps[w])


def _forward(table: _Table, by_tap: bool) -> Iterator[Step]:
    weights = np.zeros(table.size).tolist()
    for w, window in enumerate(table.names):
        run: float | None = None
        best: Pair | None = None
        for tap in table.taps[w]:
            before = run
            if tap.inside and table.selects:
                if table.beats(tap.x, run):
                    run, best = tap.x, tap.place
            elif tap.inside:
                run = tap.x if run is None else run + tap.x
            if by_tap:
                kind = ("compare" if table.selects else "add") if tap.inside else "outside"
                value = tap.x if tap.inside else None
                yield Step(
                    kind, "forward", window, tap.place, tap.number, tap.counted, value, before, run, best
                )  # fmt: skip
        writes = [Write("output", *window, table.output[w])]
        for tap in table.taps[w]:
            if tap.inside and tap.weight != 0:
                r, c = tap.place
                weights[r][c] += tap.weight
                writes.append(Write("argmax", r, c, weights[r][c]))
        parts = tuple((tap.place, tap.x) for tap in table.taps[w] if tap.inside)
        yield Step(
            "result", "forward", window, value=table.output[w], before=run, after=table.output[w], best=best,
            parts=parts, writes=tuple(writes),
        )  # fmt: skip


class _Account:
    """The gradient of the input as it adds up, and the ledger of what has been sent."""

    def __init__(self, table: _Table) -> None:
        self.table = table
        self.grid = np.zeros(table.size).tolist()
        self.sent, self.arrived, self.elsewhere = 0.0, 0.0, 0.0

    def add(self, w: int, tap: _Tap) -> tuple[float, float, tuple[Write, ...]]:
        """Give one tap its share: the cell's gradient before and after, and what is written."""
        if not tap.inside:
            if self.table.conserves and tap.counted and self.table.divisor is not None:
                share = self.table.grad[w] / self.table.divisor[w]
                self.sent += share
                self.elsewhere += share
            return 0.0, 0.0, ()
        r, c = tap.place
        before = self.grid[r][c]
        self.arrived += tap.sent
        if self.table.conserves:
            self.sent += tap.sent
        elif tap.number == max(t.number for t in self.table.taps[w] if t.inside):
            self.sent += self.table.grad[w]
        if tap.weight == 0:
            return before, before, ()
        self.grid[r][c] = before + tap.sent
        return before, self.grid[r][c], (Write("grad_input", r, c, self.grid[r][c]),)

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.sent, self.arrived, self.elsewhere if self.table.conserves else None)

    def end(self) -> Step:
        """The last step of a backward pass: all that was sent, and what became of it."""
        arrived = math.fsum(value for row in self.grid for value in row)
        lost = math.fsum(self.table.lost(w) for w in range(len(self.table.names)))
        ledger = Ledger(math.fsum(self.table.grad), arrived, lost if self.table.conserves else None)
        return Step("end", "backward", ledger=ledger)


def _scatter(table: _Table, by_tap: bool) -> Iterator[Step]:
    account = _Account(table)
    for w, window in enumerate(table.names):
        writes: list[Write] = []
        for tap in table.taps[w]:
            before, after, wrote = account.add(w, tap)
            writes += wrote
            if by_tap and tap.inside:
                yield Step(
                    "send", "backward", window, tap.place, tap.number, tap.counted, tap.sent, before, after,
                    tap.place if table.selects and tap.weight else None, writes=wrote, ledger=account.ledger,
                )  # fmt: skip
            elif by_tap:
                share = table.grad[w] / table.divisor[w] if table.divisor and tap.counted and table.conserves else 0.0
                yield Step(
                    "outside", "backward", window, tap.place, tap.number, tap.counted, share, ledger=account.ledger
                )  # fmt: skip
        if not by_tap:
            parts = tuple((tap.place, tap.sent) for tap in table.taps[w] if tap.inside and tap.weight != 0)
            best = parts[0][0] if table.selects else None
            yield Step(
                "spread", "backward", window, value=table.grad[w], best=best, parts=parts,
                writes=tuple(writes), ledger=account.ledger,
            )  # fmt: skip
    yield account.end()


def _gather(table: _Table, by_tap: bool) -> Iterator[Step]:
    account = _Account(table)
    holding: dict[Pair, list[tuple[int, _Tap]]] = {}
    for w, taps in enumerate(table.taps):
        for tap in taps:
            if tap.inside:
                holding.setdefault(tap.place, []).append((w, tap))
    for cell in ((r, c) for r in range(table.size[0]) for c in range(table.size[1])):
        senders = holding.get(cell, [])
        parts = tuple((table.names[w], tap.sent) for w, tap in senders)
        writes: tuple[Write, ...] = ()
        if by_tap:
            yield Step("range", "backward", cell=cell, parts=parts, ledger=account.ledger)
        for w, tap in senders:
            before, after, wrote = account.add(w, tap)
            writes = wrote or writes
            if by_tap:
                yield Step(
                    "collect", "backward", table.names[w], cell, tap.number, True, tap.sent, before, after,
                    cell if table.selects and tap.weight else None, writes=wrote, ledger=account.ledger,
                )  # fmt: skip
        if not by_tap:
            total = account.grid[cell[0]][cell[1]]
            yield Step(
                "gather", "backward", cell=cell, value=total, before=0.0, after=total, parts=parts, writes=writes,
                ledger=account.ledger,
            )  # fmt: skip
    yield account.end()
