"""The reference: every formula, worked example and erratum that comments cite, for the page and docs/formulas.md."""

from __future__ import annotations

from figures.formulas import shared
from figures.formulas.formula import Formula
from figures.formulas.operators import operator_formulas


def forward_formulas() -> tuple[Formula, ...]:
    """F1, F2 and on: those that hold for every operator, and each operator's own."""
    return _in_order(shared.FORWARD, *(formulas.forward for formulas in operator_formulas()))


def backward_formulas() -> tuple[Formula, ...]:
    """B0, B1 and on.

    >>> [formula.anchor for formula in backward_formulas()]
    ['B0', 'B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7', 'B8', 'B9', 'B10']
    """
    return _in_order(shared.BACKWARD, *(formulas.backward for formulas in operator_formulas()))


def _in_order(*groups: tuple[Formula, ...]) -> tuple[Formula, ...]:
    every = [formula for group in groups for formula in group]
    return tuple(sorted(every, key=lambda formula: formula.number))


__all__ = ["Formula", "backward_formulas", "forward_formulas", "operator_formulas"]
