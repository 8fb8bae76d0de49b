"""How large the cells of the five grids are, and how many grids stand side by side: no number is too small to read.

The style sheet makes cells as large as the screen allows. It is told here how small they may get, and below which width
of the window the grids stand in two columns, or in one: where they do not fit, the page scrolls.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from figures.heatmap import Picture
from figures.theme import MARGIN
from pooling.parameters import Pair
from ui.sources import source

#: Grids of up to so many rows and columns, with their frames, show every number; in larger ones a cell is a colour, and
#: numbers are written where they fit, at the pointer and at the selection.
NUMBERED = 10
#: In rem: the least font of a number, reading and presenting; the least cell of a grid that is not numbered, which is
#: what a finger or a shaking hand can hit (WCAG 2.2, 2.5.8).
FONT, PRESENTED_FONT, TARGET = 0.75, 0.94, 1.5
#: The font as a part of the cell: at most, and times the characters of the longest number, half as wide as high each.
MOST_FONT, CHARACTERS = 0.42, 2.1

#: In rem: an arrow from grid to grid, the explanation at its narrowest. In pixels: the menu beside the page, the widest
#: window that has the menu above the page, and what a grid has at its sides.
ARROW, EXPLANATION = 4.5, 19
MENU, COVERED = 300, 768
EDGES = MARGIN["l"] + MARGIN["r"]
#: No screen is wider than so many pixels.
WIDEST = 8000


@dataclass(frozen=True)
class Screen:
    """What a page leaves for the grids: pixels of a menu, rem at both sides, pixels of a rem by the window's width."""

    menu: int
    sides: float
    rem: Callable[[int], float]
    font: float


READ = Screen(MENU, 4.4, lambda width: 16, FONT)
FILE = Screen(0, 4, lambda width: 16, FONT)
PRESENTED = Screen(0, 2.2, lambda width: min(max(19, 0.0151 * width), 30), PRESENTED_FONT)


@dataclass(frozen=True)
class Counts:
    """Rows and columns of the grids in the input's shape and in the output's, and characters of the longest number."""

    rows: int
    columns: int
    out_rows: int
    out_columns: int
    longest: int

    @classmethod
    def of(cls, drawn: Mapping[str, Picture], longest: int | None = None) -> Counts:
        """Of the five pictures of a page, whose longest number has so many characters: as they show it, where None."""
        if longest is None:
            longest = measures(list(drawn.values()))[1]
        rows, columns = drawn["input"].frame.size(drawn["input"].z.shape)
        out_rows, out_columns = drawn["output"].z.shape
        return cls(rows, columns, out_rows, out_columns, longest)

    @property
    def numbered(self) -> bool:
        """Whether every number is shown, however small the screen."""
        return max(self.rows, self.columns) <= NUMBERED

    def least(self, font: float) -> float:
        """The least cell in rem, where numbers are to be so large."""
        return font / self.ratio if self.numbered else TARGET

    @property
    def ratio(self) -> float:
        """The font as a part of the cell; an odd number of characters has room for one more, such as a sign.

        So fewer edits change the size of cells, which has all five grids laid out and drawn anew.
        """
        return round(min(MOST_FONT, CHARACTERS / (self.longest + self.longest % 2)), 3)

    def properties(self) -> str:
        """All of it as the style sheet reads it."""
        values = {
            "rows-in": self.rows,
            "columns-in": self.columns,
            "rows-out": self.out_rows,
            "columns-out": self.out_columns,
            "font-ratio": self.ratio,
            "least-cell": f"calc(var(--least-font) / {self.ratio})" if self.numbered else f"{TARGET}rem",
            "shown-font": "var(--least-font)" if self.numbered else "0px",
            "typing-margin": "1px" if self.numbered else "-0.8em",
            "scrolls": "visible" if self.numbered else "auto",
        }
        return ";".join(f"--{name}:{value}" for name, value in values.items())

    def width(self, columns: int, screen: Screen, window: int) -> float:
        """Pixels that a page takes with its grids in two or three columns, in a window of this width."""
        rem = screen.rem(window)
        cell = self.least(screen.font) * rem
        own = [self.columns] * (columns - 1) + [self.out_columns]
        beside = [self.columns, self.out_columns][: columns - 1]  # the grids that have the explanation at their right
        grids = len(own) * EDGES + sum(own) * cell
        explained = len(beside) * EDGES + sum(beside) * cell + EXPLANATION * rem
        return max(grids, explained) + ((columns - 1) * ARROW + screen.sides) * rem


def measures(pictures: Sequence[Picture]) -> tuple[list[Pair], int]:
    """Rows and columns of pictures with their frames, and how many characters the longest number has."""
    sizes = [picture.frame.size(picture.z.shape) for picture in pictures] or [(1, 1)]
    return sizes, max((len(text) for picture in pictures for row in picture.text for text in row), default=1)


def rules(counts: Counts, screen: Screen) -> str:
    """The style sheet of grids on a screen."""
    said = [f".st-key-scene{{{counts.properties()}}}"]
    for columns, sheet in ((3, "two_columns.css"), (2, "one_column.css")):
        said.append(f"@media {narrower(counts, columns, screen)}{{{source(sheet)}}}")
    return "\n".join(said)


def narrower(counts: Counts, columns: int, screen: Screen) -> str:
    """The media query of windows in which the grids do not fit so many columns; up to `COVERED` no menu takes room.

    >>> narrower(Counts(6, 6, 3, 3, 2), 3, READ)
    '(max-width:768.98px),(min-width:768.02px) and (max-width:1127.98px)'
    """

    def fits(window: int) -> bool:
        menu = screen.menu if window > COVERED else 0
        return window - menu >= counts.width(columns, screen, window)

    covered, beside = (
        windows.start + bisect_left(windows, True, key=fits)
        for windows in (range(COVERED + 1), range(COVERED + 1, WIDEST))
    )
    # Widths may be fractions of a pixel. A sign "<" would end the style sheet where Streamlit cleans it.
    return f"(max-width:{covered - 0.02}px),(min-width:{COVERED + 0.02}px) and (max-width:{beside - 0.02}px)"
