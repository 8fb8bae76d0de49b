"""The backward pass, step by step: by window, which sends to its cells, or by input cell, which collects.

Both walk from tap to tap; where a whole window or cell is one step, it is put together from those of its taps.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np

from pooling.spec import Pair
from pooling.steps.places import Tap, Taps, Window
from pooling.steps.step import Ledger, Step, Write


def scatter(taps: Taps, by_tap: bool) -> Iterator[Step]:
    """Backward by window: each sends its gradient to the places that it holds."""
    account = _Account(taps)
    for window in taps.windows:
        sends = [account.give("send", window, tap) for tap in window.taps]
        if by_tap:
            yield from sends
        else:
            yield _spread(taps, window, sends)
    yield account.end()


def gather(taps: Taps, by_tap: bool) -> Iterator[Step]:
    """Backward by input cell: each collects from the windows that hold it."""
    account = _Account(taps)
    for cell, holding in _holders(taps).items():
        parts = tuple((window.name, tap.share) for window, tap in holding)
        if by_tap:
            yield Step("range", "backward", cell=cell, parts=parts, ledger=account.ledger)
        collects = [account.give("collect", window, tap) for window, tap in holding]
        if by_tap:
            yield from collects
        else:
            yield _gathered(account, cell, parts, collects)
    yield account.end()


class _Account:
    """The gradient of the input as it adds up, and the ledger of what has been sent."""

    def __init__(self, taps: Taps) -> None:
        self.taps = taps
        self.grid: list[list[float]] = np.zeros(taps.size).tolist()
        self.sent, self.arrived, self.elsewhere = 0.0, 0.0, 0.0

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.sent, self.arrived, self.elsewhere if self.taps.conserves else None)

    def give(self, kind: str, window: Window, tap: Tap) -> Step:
        """One tap is given its share: a step of that kind, or "outside"."""
        if self.taps.conserves:
            self.sent += tap.share
        elif tap.number == window.last:
            self.sent += window.grad
        if tap.inside:
            self.arrived += tap.share
            return self._inside(kind, window, tap)
        self.elsewhere += tap.share
        return Step(
            kind="outside",
            phase="backward",
            window=window.name,
            cell=tap.place,
            tap=tap.number,
            counted=tap.counted,
            value=tap.share,
            ledger=self.ledger,
        )

    def _inside(self, kind: str, window: Window, tap: Tap) -> Step:
        """A cell adds its share to the gradient that it has; with a derivative of 0 nothing is written."""
        row, column = tap.place
        before = self.grid[row][column]
        writes: tuple[Write, ...] = ()
        if tap.weight != 0:
            self.grid[row][column] += tap.share
            writes = (Write("grad_input", row, column, self.grid[row][column]),)
        return Step(
            kind=kind,
            phase="backward",
            window=window.name,
            cell=tap.place,
            tap=tap.number,
            value=tap.share,
            before=before,
            after=self.grid[row][column],
            best=tap.place if self.taps.selects and tap.weight else None,
            writes=writes,
            ledger=self.ledger,
        )

    def end(self) -> Step:
        """The last step of a backward pass: all that was sent, and what became of it."""
        arrived = _total(value for row in self.grid for value in row)
        lost = _total(tap.share for window in self.taps.windows for tap in window.taps if not tap.inside)
        sent = _total(window.grad for window in self.taps.windows)
        return Step("end", "backward", ledger=Ledger(sent, arrived, lost if self.taps.conserves else None))


def _spread(taps: Taps, window: Window, sends: list[Step]) -> Step:
    """A whole window at once."""
    parts = tuple((tap.place, tap.share) for tap in window.taps if tap.inside and tap.weight != 0)
    return Step(
        kind="spread",
        phase="backward",
        window=window.name,
        value=window.grad,
        best=parts[0][0] if taps.selects else None,
        parts=parts,
        writes=tuple(write for send in sends for write in send.writes),
        ledger=sends[-1].ledger,
    )


def _gathered(account: _Account, cell: Pair, parts: tuple[tuple[Pair, float], ...], collects: list[Step]) -> Step:
    """A whole input cell at once: of what its taps write, the last is what stays."""
    total = account.grid[cell[0]][cell[1]]
    return Step(
        kind="gather",
        phase="backward",
        cell=cell,
        value=total,
        before=0.0,
        after=total,
        parts=parts,
        writes=tuple(write for collect in collects for write in collect.writes)[-1:],
        ledger=account.ledger,
    )


def _holders(taps: Taps) -> dict[Pair, list[tuple[Window, Tap]]]:
    """For every input cell, in row-major order, the windows that hold it, each with its tap there."""
    holders: dict[Pair, list[tuple[Window, Tap]]] = {
        (row, column): [] for row in range(taps.size[0]) for column in range(taps.size[1])
    }
    for window in taps.windows:
        for tap in window.taps:
            if tap.inside:
                holders[tap.place].append((window, tap))
    return holders


def _total(values: Iterable[float]) -> float:
    """The exact sum, rounded once; where it is not finite, what IEEE arithmetic says."""
    terms = list(values)
    try:
        return math.fsum(terms)
    except (ValueError, OverflowError):  # inf − inf, or beyond a float on the way
        return float(sum(terms))
