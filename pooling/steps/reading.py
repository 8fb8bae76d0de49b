"""How a window is read cell by cell: what is known so far, and the step that each cell makes of it."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod

from pooling.order import Order
from pooling.parameters import Pair
from pooling.steps.step import Add, Compare, Lead, Read, Skip, Step
from pooling.steps.window import Tap


class Reading(ABC):
    """The reading of one window: `total` and `leads` are the sum and the best cells so far, where there are such."""

    total: float | None = None
    leads: tuple[Lead, ...] = ()

    def step(self, window: Pair, tap: Tap) -> Step:
        """The step that one place makes."""
        if tap.inside:
            return self.read(window, tap)
        chosen = tuple(lead.cell for lead in self.leads)
        return Skip(window=window, cell=tap.place, tap=tap.number, counted=tap.counted, chosen=chosen)

    @abstractmethod
    def read(self, window: Pair, tap: Tap) -> Step:
        """The step that a cell makes, which is part of what is known from then on."""


class Listing(Reading):
    """Nothing is known before the last cell is read."""

    def read(self, window: Pair, tap: Tap) -> Read:
        return Read(window=window, cell=tap.place, tap=tap.number, value=tap.term)


class Adding(Reading):
    """The sum of the terms."""

    def read(self, window: Pair, tap: Tap) -> Add:
        before = self.total
        self.total = tap.term if before is None else before + tap.term
        cell, number = tap.place, tap.number
        return Add(window=window, cell=cell, tap=number, value=tap.term, before=before, after=self.total)


class Leading(Reading):
    """The best cell of each of some orders."""

    def __init__(self, orders: tuple[Order, ...]) -> None:
        self.orders = orders

    def read(self, window: Pair, tap: Tap) -> Compare:
        before, new = self.leads, Lead(tap.term, tap.place)
        old = before or (None,) * len(self.orders)
        self.leads = tuple(
            new if lead is None or _beats(tap.term, lead.value, order) else lead
            for order, lead in zip(self.orders, old, strict=True)
        )
        chosen = tuple(lead.cell for lead in self.leads)
        return Compare(
            window=window, cell=tap.place, tap=tap.number, value=tap.term,
            before=before, after=self.leads, chosen=chosen,
        )  # fmt: skip


def _beats(value: float, best: float, order: Order) -> bool:
    """Whether a cell takes the lead: it is better than the best so far, or NaN."""
    return math.isnan(value) or (value > best if order.large else value < best)
