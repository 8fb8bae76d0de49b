"""The question that opens a lesson: what is to be predicted before it is seen, and what a wrong answer gives away."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal

from figures.lessons.kit.lesson import Grid, Item
from figures.numbers import NOISE, sum_text, typed
from lab.state import digest
from pooling.parameters import Pair

#: What is predicted: a cell that is clicked, or a number that is typed.
Answer = Pair | float
#: What a person rounds to so many decimals or more is right.
LEAST_DECIMALS = 2


@dataclass(frozen=True)
class Slip:
    """A mistake that people make: the answers that it leads to on these numbers, and what a hint says of it."""

    answers: tuple[Answer, ...]
    hint: str


@dataclass(frozen=True, eq=False)
class Predict:
    """A question about the case on screen, its answer, and what is shown before and after.

    Attributes
    ----------
    ask : str
        In Markdown; its numbers are the case's.
    right : number, or cells
        The number that is to be typed; or the cells that are right to click, each of them, in the first grid `given`.
    why : str
        The reason, told once the answer is known.
    hint : str
        What helps after a wrong answer that shows no mistake of `slips`; of these, the first that leads to the answer
        counts, and one that leads to the right answer here says nothing.
    given, result : what is on screen while it is asked, and what is shown beside it once the answer is known
    title : str
    """

    ask: str
    right: float | tuple[Pair, ...]
    why: str
    hint: str
    given: tuple[Item, ...]
    result: tuple[Item, ...]
    slips: tuple[Slip, ...] = ()
    title: str = "Predict first"

    @property
    def cells(self) -> tuple[Pair, ...]:
        """The cells that are right to click; none where a number is typed."""
        return self.right if isinstance(self.right, tuple) else ()

    @property
    def board(self) -> Grid | None:
        """The grid in which a cell is clicked, if one is."""
        board = self.given[0] if self.given else None
        return board if self.cells and isinstance(board, Grid) else None

    def takes(self, answer: Answer) -> bool:
        """Whether this can be an answer: a cell of the board where one is clicked, a number where one is typed."""
        if self.board is None:
            return not isinstance(answer, tuple)
        size = self.board.picture.z.shape
        return isinstance(answer, tuple) and all(0 <= at < n for at, n in zip(answer, size, strict=True))

    def is_right(self, answer: Answer) -> bool:
        """Whether an answer is right.

        >>> thirds = Predict("", 1 / 3, "", "", (), ())
        >>> thirds.is_right(0.33), thirds.is_right(0.3)
        (True, False)
        """
        return any(_same(answer, right) for right in self.cells or (self.right,))  # type: ignore[arg-type]

    def slip(self, answer: Answer) -> Slip | None:
        """The mistake that a wrong answer shows, if it shows one."""
        return next((slip for slip in self.slips if any(_same(answer, other) for other in slip.answers)), None)

    @property
    def solution(self) -> str:
        """The right answer in words."""
        return " or ".join(map(said, self.cells)) if self.cells else said(self.right)  # type: ignore[arg-type]

    @property
    def name(self) -> str:
        """What tells this question from the same one about other numbers."""
        shown = [digest(item.picture.z) for item in (*self.given, *self.result) if isinstance(item, Grid)]
        about = repr((self.ask, self.right, self.why, self.slips, shown))
        return hashlib.blake2b(about.encode(), digest_size=8).hexdigest()


def said(answer: Answer) -> str:
    """An answer in words.

    >>> said((1, 2)), said(2.50)
    ('cell (1, 2)', '2.5')
    """
    return f"cell {answer}" if isinstance(answer, tuple) else sum_text(answer, abs(answer))


def _same(answer: Answer, other: Answer) -> bool:
    """Whether both are the same cell; or the same number, but for rounding by whoever typed it or by the computer."""
    if isinstance(answer, tuple) or isinstance(other, tuple):
        return answer == other
    off, decimals = abs(typed(answer) - typed(other)), _decimals(answer)
    return off <= NOISE * max(abs(answer), abs(other)) or (decimals >= LEAST_DECIMALS and 2 * off * 10**decimals <= 1)


def _decimals(value: float) -> int:
    """With how many decimals a number was typed.

    >>> _decimals(0.25), _decimals(3.0), _decimals(1e-7)
    (2, 1, 7)
    """
    exponent = Decimal(repr(value)).as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
