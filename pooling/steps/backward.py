"""The backward pass, step by step: by window, which sends to its cells, or by input cell, which collects.

Both walk from tap to tap; where a whole window or cell is one step, it is put together from what its taps write.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TypeVar

import numpy as np

from pooling.parameters import Pair
from pooling.scatter import in_order
from pooling.steps.places import Places
from pooling.steps.step import Collect, End, Gather, Holders, Leave, Ledger, Parts, Send, Spread, Step, Write, Writes
from pooling.steps.window import Tap, Window

Given = TypeVar("Given", Send, Collect)


def by_window(places: Places, by_tap: bool) -> Iterator[Step]:
    """Backward by window: each sends its gradient to the places that it holds."""
    account = _Account(places)
    for window in places.windows:
        if by_tap:
            yield from (
                account.give(Send, window, tap) if tap.inside else account.leave(window, tap) for tap in window.taps
            )
        else:
            writes = tuple(write for tap in window.taps for write in account.take(window, tap))
            yield _spread(window, writes, account.ledger)
    yield account.end()


def by_cell(places: Places, by_tap: bool) -> Iterator[Step]:
    """Backward by input cell: each collects from the windows that hold it."""
    account = _Account(places)
    for cell, holding in _holders(places).items():
        parts = tuple((window.name, tap.share) for window, tap in holding)
        if by_tap:
            yield Holders(cell=cell, parts=parts, ledger=account.ledger)
            yield from (account.give(Collect, window, tap) for window, tap in holding)
        else:
            writes = tuple(write for window, tap in holding for write in account.take(window, tap))
            yield _gather(account, cell, parts, writes)
    yield account.end()


class _Account:
    """The gradient of the input as it adds up, and the ledger of what has been sent."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.grid: list[list[float]] = np.zeros(places.size).tolist()
        self.sent, self.arrived, self.elsewhere = 0.0, 0.0, 0.0

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.sent, self.arrived, self.elsewhere if self.places.conserves else None)

    def give(self, kind: type[Given], window: Window, tap: Tap) -> Given:
        """A cell adds its share to the gradient that it has."""
        row, column = tap.place
        before = self.grid[row][column]
        writes = self.take(window, tap)
        return kind(
            window=window.name,
            cell=tap.place,
            tap=tap.number,
            value=tap.share,
            before=before,
            after=self.grid[row][column],
            chosen=(tap.place,) if tap.place in window.chosen and tap.weight != 0 else (),
            writes=writes,
            ledger=self.ledger,
        )

    def leave(self, window: Window, tap: Tap) -> Leave:
        """What is sent to a place outside the grid leaves it."""
        self.take(window, tap)
        return Leave(
            window=window.name,
            cell=tap.place,
            tap=tap.number,
            counted=tap.counted,
            value=tap.share,
            ledger=self.ledger,
        )

    def take(self, window: Window, tap: Tap) -> Writes:
        """Send a place its share and give what that writes; with a derivative of 0, or outside the grid, nothing."""
        if self.places.conserves:
            self.sent += tap.share
        elif tap.number == window.last:
            self.sent += window.grad
        if not tap.inside:
            self.elsewhere += tap.share
            return ()
        self.arrived += tap.share
        if tap.weight == 0:
            return ()
        row, column = tap.place
        self.grid[row][column] += tap.share
        return (Write("grad_input", row, column, self.grid[row][column]),)

    def end(self) -> End:
        """The last step of a backward pass: all that was sent, and what became of it."""
        windows = self.places.windows
        arrived = _total(value for row in self.grid for value in row)
        lost = _total(tap.share for window in windows for tap in window.taps if not tap.inside)
        sent = _total(window.grad for window in windows)
        return End(ledger=Ledger(sent, arrived, lost if self.places.conserves else None))


def _spread(window: Window, writes: Writes, ledger: Ledger) -> Spread:
    """A whole window at once."""
    reached = [tap for tap in window.taps if tap.inside and tap.weight != 0]
    return Spread(
        window=window.name,
        value=window.grad,
        chosen=tuple(tap.place for tap in reached if tap.place in window.chosen),
        parts=tuple((tap.place, tap.share) for tap in reached),
        writes=writes,
        ledger=ledger,
    )


def _gather(account: _Account, cell: Pair, parts: Parts, writes: Writes) -> Gather:
    """A whole input cell at once: of what its taps write, the last is what stays."""
    return Gather(
        cell=cell,
        value=account.grid[cell[0]][cell[1]],
        parts=parts,
        writes=writes[-1:],
        ledger=account.ledger,
    )


def _holders(places: Places) -> dict[Pair, list[tuple[Window, Tap]]]:
    """For every input cell, in row-major order, the windows that hold it, each with its tap there."""
    holders: dict[Pair, list[tuple[Window, Tap]]] = {
        (row, column): [] for row in range(places.size[0]) for column in range(places.size[1])
    }
    for window in places.windows:
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
        return in_order(terms)
