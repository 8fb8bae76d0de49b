"""How the narration writes: numbers, places and sums in plain text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from numpy.typing import NDArray

from figures import phrases as words
from figures.latex import MOST_TERMS, elided
from figures.numbers import MINUS, adds_up, decimals, is_exact, written
from pooling.parameters import Pair
from pooling.spec import PoolSpec


def layer(spec: PoolSpec) -> str:
    """The parameters of a layer: those that differ from what they are where nobody sets them, kernel and stride always.

    >>> layer(PoolSpec("max", 3, 2, 1))
    'kernel 3×3, stride 2×2, padding 1×1'
    """
    said = f"kernel {sized(spec.kernel_size)}, stride {sized(spec.stride)}"
    for name, usual in (("padding", (0, 0)), ("dilation", (1, 1))):
        if getattr(spec, name) != usual:
            said += f", {name} {sized(getattr(spec, name))}"
    return said + (", ceil_mode" if spec.ceil_mode else "")


def sized(pair: Pair) -> str:
    """A size without spaces, for an equation.

    >>> sized((2, 3))
    '2×3'
    """
    return f"{pair[0]}×{pair[1]}"


class StepText(NamedTuple):
    """What a visitor reads at a step: a sentence in plain words, and one line with the live numbers ("" for none)."""

    sentence: str
    equation: str


#: Milliseconds that a reader takes for a character, and that any step is looked at.
CHARACTER, LEAST_TIME = 60, 2500


def reading_time(sentence: str) -> int:
    """How long a step is held, in milliseconds: as long as its sentence takes to read.

    >>> reading_time("Cell (0, 1) holds 3 and joins the sum."), reading_time("x" * 100)
    (2500, 6000)
    """
    return max(LEAST_TIME, CHARACTER * len(sentence))


class Mark(NamedTuple):
    """A number as it is written: alone, as a term of a sum, in a sentence; and whether that is exact."""

    text: str
    term: str
    said: str
    exact: bool


class Pen(dict[float, Mark]):
    """Writes numbers with the decimals that `values` need, each number only once.

    >>> Pen([0.5, 0.25])[-1.0]
    Mark(text='−1.00', term='(−1.00)', said='−1.00', exact=True)
    """

    def __init__(self, values: Iterable[float] | NDArray) -> None:
        super().__init__()
        self.places = decimals(values)

    def __missing__(self, value: float) -> Mark:
        text = "0" if value == 0 else written(value, self.places)
        exact = is_exact(value, self.places)
        mark = Mark(text, f"({text})" if text[0] == MINUS else text, text if exact else f"about {text}", exact)
        self[value] = mark
        return mark


@lru_cache(maxsize=4096)
def at(place: Pair) -> str:
    """A place, (row, column).

    >>> at((-1, 2))
    '(−1, 2)'
    """
    return str(place).replace("-", MINUS)


def listed(places: Sequence[Pair]) -> str:
    """Places in a sentence: all of a few, of many the first and the last.

    >>> listed([(0, 0), (0, 1), (1, 0)])
    '(0, 0), (0, 1) and (1, 0)'
    """
    if len(places) > 4:
        return f"from {at(places[0])} to {at(places[-1])}"
    return words.listed([at(place) for place in places])


def sign(exact: bool) -> str:
    """What stands before a number: "=", or "≈" where it is not shown exactly."""
    return "=" if exact else "≈"


def equals(mark: Mark) -> str:
    """'= value', or '≈ value' where it is not shown exactly."""
    return f"{sign(mark.exact)} {mark.text}"


def joined(items: Sequence[str], joint: str, *keep: int) -> str:
    """`items` in one line, of more than 12 the first, the last and those numbered `keep`."""
    if len(items) > MOST_TERMS:
        items = ["…" if item == r"\dots" else item for item in elided(items, *keep)]
    return joint.join(items)


def added(name: str, pen: Pen, terms: Sequence[float], total: float) -> str:
    """`name = a + b = total`, with "≈" from the first place that is not exact.

    >>> added("sum", Pen([0.5, 0.25]), [0.5, -0.25], 0.25)
    'sum = 0.50 + (−0.25) = 0.25'
    """
    marks = [pen[term] for term in terms]
    exact, end = all(mark.exact for mark in marks), pen[total]
    line = joined([marks[0].text, *[mark.term for mark in marks[1:]]], " + ")
    sure = not math.isfinite(total) or (exact and end.exact and adds_up(total, terms))
    return f"{name} {sign(exact)} {line} {sign(sure)} {end.text}"


def subject(window: Pair, tap: int | None, thing: str) -> str:
    """How a sentence on a tap begins: the first tap of a window names the window.

    >>> subject((1, 0), 0, "Cell"), subject((1, 0), 1, "Cell")
    ('Window (1, 0): cell', 'Cell')
    """
    return f"Window {at(window)}: {thing.lower()}" if tap == 0 else thing


def whole(n: int) -> str:
    """A whole number with its sign.

    >>> whole(-2)
    '−2'
    """
    return str(n).replace("-", MINUS)


def divided(value: Mark, divisor: int, result: Mark, sure: bool = True) -> str:
    """`value / divisor = result`."""
    return f"{value.text} / {over(divisor)} {sign(sure and value.exact and result.exact)} {result.text}"


def over(divisor: int) -> str:
    """A divisor in a formula: in brackets where it is negative.

    >>> over(4), over(-2)
    ('4', '(−2)')
    """
    return whole(divisor) if divisor > 0 else f"({whole(divisor)})"
