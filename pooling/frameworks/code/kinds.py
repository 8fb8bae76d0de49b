"""What code for a kind of operator is made of: the cells that are chosen, or how a sum becomes a mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pooling.frameworks.code.writing import Case, Reason
from pooling.operators.base import Operator
from pooling.operators.choosing import Choosing
from pooling.operators.summing import Summing

Written = TypeVar("Written")


def by_kind(
    choosing: Callable[[Choosing, Case], Written],
    summing: Callable[[Summing, Case], Written],
    neither: Callable[[Operator], Reason],
) -> Callable[[Case], Written | Reason]:
    """A writer that asks what kind the operator is, never which; one of `neither` kind has a reason, and no code."""

    def write(case: Case) -> Written | Reason:
        if isinstance(case.operator, Choosing):
            return choosing(case.operator, case)
        if isinstance(case.operator, Summing):
            return summing(case.operator, case)
        return neither(case.operator)

    return write


def signed(operator: Choosing) -> list[tuple[str, int]]:
    """The cells that a value is made of, by name, each with its sign.

    >>> from pooling import OPERATORS
    >>> signed(OPERATORS["range"])
    [('largest', 1), ('smallest', -1)]
    """
    return [("largest" if choice.order.large else "smallest", choice.sign) for choice in operator.choices]


def combined(operator: Choosing) -> str:
    """The value, written with these names.

    >>> from pooling import OPERATORS
    >>> combined(OPERATORS["range"])
    'largest - smallest'
    """
    (first, sign), *rest = signed(operator)
    return ("" if sign > 0 else "-") + first + "".join(f" {'+' if s > 0 else '-'} {name}" for name, s in rest)


def extremes(operator: Choosing) -> list[tuple[str, str, str]]:
    """How a maximum gives them, each once: name, sign and what it is the maximum of.

    >>> from pooling import OPERATORS
    >>> extremes(OPERATORS["range"])
    [('largest', '', 'x'), ('smallest', '-', '-x')]
    """
    maximum = {"largest": ("", "x"), "smallest": ("-", "-x")}
    return [(name, *maximum[name]) for name in dict.fromkeys(name for name, _ in signed(operator))]


def one_divisor(operator: Summing, case: Case) -> float | None:
    """What the sum of every window is divided by; None where windows differ."""
    by = operator.divisor(case.windows, case.spec)
    return by[0].item() if (by == by[0]).all() else None


def times_mean(operator: Summing, case: Case) -> float | None:
    """What makes of the mean of the cells that count their sum over its divisor; None where windows differ."""
    counted = operator.counted(case.windows, case.spec).sum(axis=-1)
    times = (counted / operator.divisor(case.windows, case.spec)).round(9)
    return times[0].item() if (times == times[0]).all() else None


def nothing_sent(case: Case) -> list[str]:
    """Lines that clear what automatic differentiation makes of cells in no window: 0 times a slope that is no number.

    They are there only where the slope is none, as that of xᵖ is at a negative x with a fractional p.
    """
    if not (case.operator.silent_cells(case.x, case.spec) & (case.windows.coverage() == 0)).any():
        return []
    rows, columns = case.unheld()
    lines = ["# No window holds these cells: nothing is sent to them, though 0 times NaN is NaN."]
    lines += [f"grad_input[{rows}] = 0"] if rows else []
    return lines + ([f"grad_input[:, {columns}] = 0"] if columns else [])
