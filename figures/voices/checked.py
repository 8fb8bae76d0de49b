"""What an operator says where finite differences check it: at a kink, where there is none, and of the size of a step.

E is the sum of all outputs, each times its upstream gradient; every cell lies in one window alone.
"""

from __future__ import annotations

import math
from typing import ClassVar, NamedTuple

from figures.numbers import in_words
from pooling import Pooled
from pooling.parameters import Pair

GROWS = "grows as 1/h where h is small beside the numbers"
#: Why one of several equal cells is sent all.
FIRST_TAKES_ALL = "the first of a tie in reading order gets all of it"


class Kink(NamedTuple):
    """A cell at which E has two slopes, to the left and to the right; what the backward pass takes. All as written."""

    cell: Pair
    left: str
    right: str
    takes: str


class Checked:
    """What is true of any operator, and of any that is linear."""

    title: ClassVar[str]
    #: Whether E is curved between its kinks, so that the error of a difference depends on its step.
    curved: ClassVar[bool] = False

    @property
    def noun(self) -> str:
        """What it is called at the start of a sentence, without "pooling": "Average"."""
        return self.title.removesuffix(" pooling")

    def kink(self, pooled: Pooled, kink: Kink) -> str:
        """What happens at the first cell that has a kink."""
        return (
            f"At cell {kink.cell} E has a kink. Lowered, the cell meets slope {kink.left}; raised, slope {kink.right}. "
            f"There is no derivative. The backward pass takes {kink.takes}."
        )

    def no_kink(self, pooled: Pooled) -> str:
        """Why no cell has a kink."""
        if pooled.operator.linear:
            return f"{self.noun} has no kinks: with it E is a straight line along each cell, whatever the numbers."
        return "E has no kink here, so each cell has a derivative."

    def error(self, pooled: Pooled, nearest: float) -> str:
        """How the error of a difference depends on its step h; the `nearest` kink is so far from the cells that have a
        derivative, inf where there is none."""
        if pooled.operator.linear:
            return f"{self.noun} is straight: any h is right but for rounding, which {GROWS}."
        return f"As h goes to 0 the difference goes to the slope, but for rounding, which {GROWS}."


def straight_up_to_a_kink(noun: str, nearest: float) -> str:
    """How the error depends on h where E is made of straight pieces."""
    kink = f", the nearest {in_words(nearest)} away" if math.isfinite(nearest) else ""
    return (
        f"{noun} is straight up to the next kink{kink}. Up to there only rounding is left, which {GROWS}; past it, the "
        "difference mixes more than one slope."
    )
