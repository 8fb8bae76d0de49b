"""What an operator has to say: everything on a page that is a word or a formula of one operator alone."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from figures.formulas.formula import Formula
from figures.latex import Numbers, broken, elided, relation
from figures.numbers import MINUS, SHORT, decimals, is_exact, written
from figures.phrases import count
from figures.stories.story import Route
from figures.voices.checked import Checked
from figures.voices.narrator import Narrator
from pooling import Pooled, PoolSpec
from pooling.steps.trace import Trace


class Arrows(NamedTuple):
    """What the arrows between the grids say: from the input to the output, to the mask, and back to the input."""

    forward: str
    keep: str
    back: str


class Title(NamedTuple):
    """What stands above a grid."""

    title: str
    symbol: str
    caption: str


class Plan(NamedTuple):
    """What a pass is about to do, a sentence for each direction."""

    made: str
    sent: str


class Explained(NamedTuple):
    """Formulas in LaTeX, in reading order, and sentences without mark-up."""

    formulas: tuple[str, ...]
    text: str


class PhotoWords(NamedTuple):
    """What the Image page says: what an output cell is of its window, and the title of the map of all pixels."""

    made: str
    map_title: str
    #: What is true of the pixels that the map shows nothing for.
    nothing: str = "weigh nothing in any output"


#: What every voice has to say of itself.
NEEDED = ("title", "forward", "backward", "arrows", "mask", "photo")


class Voice(Checked, ABC):
    """The words of one operator. Every sentence is true for every case that it is given."""

    #: What the operator is called at the start of a sentence: "Max pooling".
    title: ClassVar[str]
    #: The formulas that it computes by, under names of their own: F and a number, B and a number.
    forward: ClassVar[tuple[Formula, ...]]
    backward: ClassVar[tuple[Formula, ...]]
    arrows: ClassVar[Arrows]
    mask: ClassVar[Title]
    photo: ClassVar[PhotoWords]
    #: Which cell an operator that selects is after: "largest"; what one that does not has to remember instead.
    winner: ClassVar[str] = ""
    remembers: ClassVar[str] = ""
    #: The least that the ramp of the mask ends at, so that small counts are light.
    mask_most: ClassVar[float] = 0.0

    @property
    def mask_means(self) -> str:
        """What the mask is, to somebody who has never heard of it."""
        return (
            "For each input cell, the slopes ∂y/∂x of all outputs together: what arrives at the cell when every output "
            "sends a gradient of 1."
        )

    def __init__(self) -> None:
        missing = [name for name in NEEDED if not hasattr(self, name)]
        if missing:
            raise TypeError(f"{type(self).__name__} must have {', '.join(missing)}")

    @abstractmethod
    def window(self, pooled: Pooled, grad_output: NDArray, i: int, j: int) -> Explained:
        """How the window of output cell (i, j) made its value, and where its gradient goes."""

    def gradient(
        self, pooled: Pooled, routes: Sequence[Route], sent: Sequence[float], total: float, sure: bool
    ) -> list[str]:
        """∂E/∂x of one cell after its name, as lines of an `aligned`: what its windows send it comes to `total`;
        `sure` says whether rounding leaves no trace in it."""
        terms, exact = sloped_products(routes, sent)
        return [relation(exact) + broken(elided(terms), " + "), Numbers(total).equals(total, sure and exact)]

    def cell(self, pooled: Pooled, row: int, column: int, holding: int, senders: int) -> str:
        """What an input cell receives: `holding` windows hold it, 1 at least; `senders` of them send it something."""
        held = held_by(holding)
        if senders == 0:
            return f"{held}, but {'sends' if holding == 1 else 'none sends'} it nothing: it receives 0."
        if senders == 1:
            return f"{held}; what {'it' if holding == 1 else 'one of them'} sends is all that arrives."
        return f"{held}; what {senders} of them send adds up."

    @abstractmethod
    def narrator(self, trace: Trace) -> Narrator:
        """Who tells the steps of a pass."""

    @abstractmethod
    def plan(self, spec: PoolSpec) -> Plan:
        """What a pass is about to do."""

    @abstractmethod
    def made(self, pooled: Pooled, i: int, j: int) -> str:
        """How an output cell came about, to somebody who got it wrong."""

    def hint(self, kind: str) -> str:
        """The rule that a question of this kind needs to have one answer, with a space before it."""
        return ""

    def weight(self, pooled: Pooled, route: Route) -> str:
        """What a route multiplies the gradient by: a rounded slope, if nothing better is known."""
        places = min(decimals([route.weight]), 2)
        text = written(route.weight, places, SHORT)
        return ("×" if text == written(route.weight, places) and is_exact(route.weight, places) else "≈×") + text

    def mask_label(self, weight: float) -> str | None:
        """The text of a cell of the mask; None where it is written as the other grids are."""
        return None

    def photo_arrives(self, sent: int, arrived: float, most: float) -> str:
        """How a sentence ends on what comes back to a picture: `arrived` in all of what was `sent`, `most` in one
        pixel."""
        return f", {in_thousands(arrived)} together."

    def photo_note(self, spec: PoolSpec) -> str:
        """What else has to be said of a window of a picture, with a space before it."""
        return ""

    def beaten(self, pooled: Pooled, row: int, column: int) -> str:
        """Why an input cell receives less than one may think, with a space before it."""
        return ""

    def named(self, name: str, spec: PoolSpec) -> str:
        """A name of the operator, with the parameters that tell it from others where several are compared."""
        return name

    def does(self, pooled: Pooled) -> str:
        """What it does with the numbers of a full window, after its name: "keeps the largest"."""
        return f"gives {self.photo.made}"

    def follows(self, pooled: Pooled) -> str:
        """How an output moves with the cells of its window, after its name."""
        if pooled.operator.linear:
            return "follows its cells by weights that no number changes"
        return "follows each cell by a slope of its own"


def sloped_products(routes: Sequence[Route], sent: Sequence[float]) -> tuple[list[str], bool]:
    """Gradient times slope, for each route."""
    number, weights = Numbers(*sent), [r.weight for r in routes]
    weight = Numbers(*weights)
    terms = [rf"{number.term(g)}{{\cdot}}{weight.term(w)}" for g, w in zip(sent, weights, strict=True)]
    return terms, number.exact(*sent) and weight.exact(*weights)


def held_by(holding: int) -> str:
    """How many windows hold a cell."""
    return f"{count(holding, 'window')} {'holds' if holding == 1 else 'hold'} this cell"


def in_thousands(value: float) -> str:
    """A sum to three decimals, "about" where that is not all of it.

    >>> in_thousands(1234.5), in_thousands(1 / 3)
    ('1,234.5', 'about 0.333')
    """
    about = "" if round(value, 3) == value else "about "
    return about + f"{value:,.3f}".rstrip("0").rstrip(".")


def signed(weight: float) -> str:
    """A whole number with its sign, for a mask.

    >>> signed(1.0), signed(-2.0), signed(0.0)
    ('+1', '−2', '')
    """
    return f"{int(weight):+d}".replace("-", MINUS) if weight else ""


def places_outside(pooled: Pooled, window: int) -> int:
    """How many places of a window are no input cells."""
    return int(np.count_nonzero(~pooled.windows.inside[window]))
