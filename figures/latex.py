"""Small pieces of LaTeX that every formula of the lab is made of."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from figures.numbers import MINUS, decimals, is_exact, written

MOST_TERMS = 12
LINE = 26
#: Between the lines of an `aligned`, and between those of one line of it that is too long.
NEXT, BREAK = r"\\ ", r"\\ &\quad "
BEGIN, END = r"\begin{aligned}", r"\end{aligned}"


class Numbers:
    """Writes the numbers of one formula with the decimals that its grid has."""

    def __init__(self, *values: float) -> None:
        self.places = decimals(list(values))

    def __call__(self, value: float) -> str:
        """`value` in LaTeX; powers of ten are set as such.

        >>> Numbers(0.5)(-2)
        '-2.0'
        """
        text = written(value, self.places).replace("NaN", r"\text{NaN}").replace("∞", r"\infty")
        if "e" in text and "text" not in text:
            mantissa, exponent = text.split("e")
            text = rf"{mantissa}{{\cdot}}10^{{{exponent}}}"
        return text.replace(MINUS, "-")

    def exact(self, *values: float) -> bool:
        """Whether the decimals show all these values exactly."""
        return all(is_exact(value, self.places) for value in values)

    def relation(self, *values: float, sure: bool = True) -> str:
        """What stands before these values: see `relation`; `sure` says whether what came before was exact."""
        return relation((sure and self.exact(*values)) or (values != () and not any(map(math.isfinite, values))))

    def equals(self, value: float, sure: bool = True) -> str:
        """'= value', or '≈ value' where the decimals do not show it exactly or it is not `sure`; NaN is NaN."""
        return self.relation(value, sure=sure) + self(value)

    def base(self, value: float) -> str:
        """`value` as what a power is taken of: in brackets where it is more than one number."""
        text = self(value)
        return f"({text})" if text.startswith("-") or "^" in text else text

    def term(self, value: float) -> str:
        """`value` as a factor or a term in a sum: in brackets where it is negative."""
        return f"({self(value)})" if self(value).startswith("-") else self(value)


def relation(exact: bool) -> str:
    """'= ', or '≈ ' from the first place of a chain that is not shown exactly.

    >>> relation(True), relation(False)
    ('= ', '\\\\approx ')
    """
    return "= " if exact else r"\approx "


def elided(items: Sequence[str], *keep: int) -> list[str]:
    """At most `MOST_TERMS` items: the first, an ellipsis, the last, and those numbered `keep`.

    >>> elided([str(n) for n in range(40)], 20)[4:8]
    ['4', '5', '\\\\dots', '20']
    """
    if len(items) <= MOST_TERMS:
        return list(items)
    shown = {*range(6), len(items) - 1, *keep}
    result: list[str] = []
    for n in sorted(shown):
        if result and n - 1 not in shown:
            result.append(r"\dots")
        result.append(items[n])
    return result


def broken(items: Sequence[str], joint: str) -> str:
    """`items` joined, on as many lines of an `aligned` as their length asks for.

    A sign belongs to its number: at the beginning of a line it would look like a subtraction.

    >>> broken(["-1", "2"], " + ")
    '{-1} + 2'
    """
    lines, length = [[]], 0  # type: list[list[str]], int
    for item in (f"{{{item}}}" if item.startswith("-") else item for item in items):
        bare = len(re.sub(r"\\[a-z]+|[\\{}_^, ]", "", item))  # what is seen, not how it is spelt
        if length and length + bare > LINE:
            lines.append([])
            length = 0
        lines[-1].append(item)
        length += bare + 1
    return (joint + BREAK).join(joint.join(line) for line in lines)


def aligned(*lines: str) -> str:
    """Lines set one under the other at their `&`."""
    return BEGIN + NEXT.join(lines) + END


def lines_of(formula: str) -> list[str]:
    """The lines of an `aligned` one by one, for a page that breaks each where its width asks for it: at operators
    and commas.

    >>> lines_of(aligned("x &= 1 + " + BREAK + "2", "&= 3"))
    ['x = 1 + 2', '\\\\quad = 3']
    """
    if not formula.startswith(BEGIN):
        return [formula]
    whole = formula.removeprefix(BEGIN).removesuffix(END).replace(BREAK, "")
    lines = whole.replace(r",\ ", r",\allowbreak\ ").split(NEXT)
    return [rf"\quad {line[1:]}" if line.startswith("&") else line.replace("&", "") for line in lines]


def partial(upper: str, name: str, row: int | str, column: int | str) -> str:
    """∂upper/∂name with its place: what a gradient is called.

    >>> partial("E", "x", 3, 0)
    '\\\\tfrac{\\\\partial E}{\\\\partial x_{3,0}}'
    """
    return rf"\tfrac{{\partial {upper}}}{{\partial {name}_{{{row},{column}}}}}"
