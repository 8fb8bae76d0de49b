"""The gradient of Explore beside finite differences: how far they are apart, and the cells that have no derivative."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from figures.heatmap import Picture, symmetric_range
from figures.latex import aligned, partial
from figures.lessons.kit.boards import marked, together
from figures.numbers import in_words, labels
from figures.phrases import count
from figures.pictures import frame_of, most_decimals
from figures.table import Marks
from figures.theme import Theme
from pooling import Pooled, PoolingError
from pooling.verify.finite_differences import differences, margins

#: The step beside the largest number, beside the smallest that is not 0, and beside the nearest kink; and the least
#: beside the largest number, since below it rounding shows.
BESIDE_LARGEST, BESIDE_SMALLEST, BESIDE_KINK, LEAST = 1e-5, 1e-3, 0.5, 1e-9


@dataclass(frozen=True, eq=False)
class Check:
    """Slopes of E found without a derivative, (H, W), with step `h`; and where they cannot be compared.

    `bent` are cells at which a window has a kink, `crossed` those from which `h` reaches past one; `unknown` says why
    kinks are not known, where they are not. Kinks of several windows may cancel in E; its gradient is another still.
    """

    h: float
    central: NDArray
    grad_input: NDArray
    bent: NDArray
    crossed: NDArray
    unknown: str

    @property
    def silent(self) -> NDArray:
        """Cells without a number to compare: NaN or infinite."""
        return ~(np.isfinite(self.central) & np.isfinite(self.grad_input))

    @property
    def compared(self) -> NDArray:
        """Cells where the two should agree."""
        return ~(self.bent | self.silent)

    def apart(self, cells: NDArray) -> float:
        """The largest distance of the two over some cells."""
        return float(np.abs(self.central - self.grad_input)[cells].max(initial=0.0))

    @property
    def marks(self) -> Marks:
        """The cells of a kink, and those from which the step reaches past one."""
        return together(marked(np.argwhere(self.bent), "bent"), marked(np.argwhere(self.crossed), "crossed"))


def check(pooled: Pooled, grad_output: NDArray, grad_input: NDArray) -> Check:
    """Nudge every cell of a plane, and see how E moves."""
    unknown = ""
    try:
        room = margins(pooled, grad_output)
    except PoolingError as error:
        room, unknown = np.full(pooled.x.shape, np.inf), str(error)
    h = step(pooled.x, room)
    with np.errstate(all="ignore"):
        central = differences(pooled.x, pooled.spec, grad_output, h).central
    return Check(h, central, grad_input, room == 0, (room > 0) & (room < h), unknown)


def step(x: NDArray, room: NDArray) -> float:
    """A power of ten that is small beside the numbers and the nearest kink, and large beside rounding.

    >>> step(np.array([[0.0, 2.0]]), np.array([[np.inf, np.inf]]))
    1e-05
    """
    size = np.abs(x[x != 0])
    largest = float(size.max(initial=0)) or 1.0
    near = room[(room > 0) & np.isfinite(room)]
    most = min(
        BESIDE_LARGEST * largest,
        BESIDE_SMALLEST * float(size.min(initial=largest)),
        BESIDE_KINK * float(near.min(initial=np.inf)),
    )
    return float(10.0 ** math.floor(math.log10(max(most, LEAST * largest) * (1 + 1e-12))))


def formula() -> str:
    """What E is, and the difference that is close to its slope."""
    x = "x_{i,j}"
    return aligned(
        r"E &= \textstyle\sum g \cdot y",
        rf"{partial('E', 'x', 'i', 'j')} &\approx \frac{{E({x} + h) - E({x} - h)}}{{2h}}",
    )


def text(found: Check) -> list[str]:
    """What came of it, a sentence a paragraph."""
    return [said for said in (_how(found), _compared(found), _kinks(found), _crossed(found), _silent(found)) if said]


def _how(found: Check) -> str:
    cells = found.central.size
    return (
        f"E is the sum of all outputs y, each times its upstream gradient g. Every cell in turn is raised and lowered "
        f"by h = {in_words(found.h)}: {2 * cells} forward passes for {count(cells, 'cell')}."
    )


def _compared(found: Check) -> str:
    n = int(found.compared.sum())
    if not n:
        return "There is no cell in which the two can be compared."
    size, apart = float(np.abs(found.grad_input[found.compared]).max()), found.apart(found.compared)
    where = f"In the {count(n, 'cell')} that can be compared"
    if apart == 0:
        return f"{where}, the central difference and the gradient are the same to the last digit."
    return (
        f"{where}, the central difference and the gradient are at most {in_words(apart)} apart; the largest gradient "
        f"there is {in_words(size)}."
    )


def _kinks(found: Check) -> str:
    if found.unknown:
        return f"No kink is marked: {found.unknown}."
    n = int(found.bent.sum())
    if not n:
        return "No window that sends a gradient has a kink at any cell."
    apart = found.apart(found.bent & ~found.silent)
    so = f"are up to {in_words(apart)} apart" if apart else "are the same, which proves nothing"
    return (
        f"In {count(n, 'cell')} (dashed) a window that sends a gradient has a kink: the slope of its y jumps there, "
        f"so the two need not agree. They {so}."
    )


def _crossed(found: Check) -> str:
    n = int(found.crossed.sum())
    if not n:
        return ""
    return f"In {count(n, 'cell')} (dotted) h reaches past a kink close by: the difference mixes more than one slope."


def _silent(found: Check) -> str:
    n = int(found.silent.sum())
    return f"In {count(n, 'cell')} one of the two is no finite number." if n else ""


def pictures(found: Check, pooled: Pooled, theme: Theme) -> dict[str, Picture]:
    """Difference and gradient in one range of colours."""
    span = symmetric_range(found.central, found.grad_input)
    places = most_decimals(*frame_of(pooled).size(pooled.x.shape))
    grids = {"Central difference": found.central, "Input gradient": found.grad_input}
    return {title: Picture(z, labels(z, places), theme.gradients, *span) for title, z in grids.items()}
