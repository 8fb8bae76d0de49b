"""Words at the left, grids at the right, all cells of one size: the frame of lessons and of the quiz."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, product
from typing import Any

import streamlit as st

from figures.heatmap import Picture
from pooling.parameters import Pair
from ui import embed, state
from ui.fitting import measures
from ui.sources import script, source
from ui.widgets import told

#: A line of text, in rem, and in pixels on a projector of 1280×720.
LINE_REM, LINE = 1.4, 27
#: Digits that the last row can read, in pixels at 1280×720.
LEAST_FONT = 18


@dataclass(frozen=True)
class Room:
    """The place for grids, in pixels, to choose their lines by.

    A grid takes `beside` besides its cells, a line of grids `above`. The font of a number is a part of its cell's
    width: at most `most_font`, and `digits` by the characters that the longest number has. Cells are square, or wider
    than high where `low` is more than that: then it is the part of its height that a number takes. A cell is no wider
    than `largest`, but for numbers of the `least` font; there are at most so many `lines`; a `title` is as wide as so
    many cells.
    """

    width: int
    height: int
    beside: int = 55
    above: int = 85
    most_font: float = 0.4
    digits: float = 1.85
    low: float = 0.0
    largest: float = math.inf
    lines: float = math.inf
    title: int = 4
    least: float = 0.0

    def font_ratio(self, characters: int) -> float:
        """The font of numbers of so many characters, as a part of the width of their cells."""
        return min(self.most_font, self.digits / max(characters, 1))

    def most_wide(self, characters: int) -> float:
        """The width of the widest cells: of long numbers they are as wide as these need to be read."""
        return max(self.largest, self.least / self.font_ratio(characters))

    def down(self, lines: Sequence[Sequence[Pair]]) -> float:
        """How high the cells of these lines may be."""
        return (self.height - self.above * len(lines)) / sum(map(tall, lines))

    def less(self, taken: float) -> Room:
        """The room without so many lines of text."""
        return replace(self, height=self.height - round(LINE * taken))


READING = Room(600, 730)
#: A projector of 1280×720: digits that the last row can read come before cells that are square.
PRESENTING = Room(
    835, 590, beside=45, above=70, most_font=0.55, digits=1.95, low=0.6, largest=66, least=LEAST_FONT + 0.2
)
#: A frame of 800×450 on a slide.
EMBEDDED = replace(PRESENTING, width=775, height=312, above=56, low=0.66, largest=62, lines=1, title=2, least=12.2)
#: There beside a question, which takes the rest of the width.
BESIDE = replace(EMBEDDED, width=430, height=390, lines=2)


def here() -> Room:
    """The place that grids have on the page at hand: all of a screen below a title, and in a frame one line."""
    if embed.embedded():
        return EMBEDDED
    return PRESENTING if state.presenting() else READING


def two_columns(pictures: Iterable[Picture], room: Room | None = None, taken: float = 0) -> tuple[Any, Any]:
    """The containers for words and for grids; these pictures will be in them, and their numbers fit their cells.

    Of the height of the `room`, `here` where it is None, so many lines of text are `taken` by what else stands there.
    """
    room, shown = room or here(), list(pictures)
    sizes, longest = measures(shown)
    packed = in_lines(sizes, room.less(taken), longest)
    counts = {
        "--most-columns": max(columns for _, columns in sizes),
        "--line-columns": max(wide(line, room) for line in packed),
        "--line-grids": max(map(len, packed)),
        "--line-rows": sum(tall(line) for line in packed),
        "--lines": len(packed),
        "--font-ratio": round(room.font_ratio(longest), 3),
        "--taken": f"{LINE_REM * taken:g}rem",
    }
    properties = ";".join(f"{name}:{value}" for name, value in counts.items())
    st.html(f"<style>{source('lesson.css')}.st-key-lesson{{{properties}}}</style>")
    frame = st.container(key="lesson")
    return frame.container(key="lesson_words"), frame.container(key="lesson_board")


def fits(pictures: Iterable[Picture], taken: float = 0) -> bool:
    """Whether the numbers of these pictures can be read from the last row where so many lines of text are `taken`."""
    sizes, longest = measures(list(pictures))
    room = PRESENTING.less(taken)
    return font(in_lines(sizes, room, longest), room, longest) >= LEAST_FONT


def line_starts(pictures: Iterable[Picture], taken: float) -> set[int]:
    """The numbers of the pictures with which a new line is to begin, though there may be room in the one before: on a
    projector, where numbers could not be read in the lines that the page would make by itself."""
    if here() is not PRESENTING:
        return set()
    sizes, longest = measures(list(pictures))
    room = PRESENTING.less(taken)
    lines, ratio = in_lines(sizes, room, longest), room.font_ratio(longest)
    if max(ratio, room.low) * room.down(_filled(sizes, room, room.least / ratio)) >= room.least:
        return set()
    return set(accumulate(map(len, lines[:-1])))


def _filled(sizes: Sequence[Pair], room: Room, cell: float) -> list[list[Pair]]:
    """Grids with cells so wide in lines that take what they have room for, as a page does by itself."""
    lines: list[list[Pair]] = []
    free = 0.0
    for size in sizes:
        width = size[1] * cell + room.beside
        if not lines or width > free:
            lines.append([])
            free = room.width
        lines[-1].append(size)
        free -= width
    return lines


def new_line() -> None:
    """Begin a line of grids, though there may be room in the one before."""
    st.html('<div class="lab-new-line"></div>')


def box(name: str | int) -> Any:
    """The container for one grid or drawing among those at the right."""
    return st.container(key=f"lesson_grid_{name}", width="content")


def wide(line: Sequence[Pair], room: Room) -> int:
    """Columns of the grids of a line together, each at least as wide as its title."""
    return sum(max(columns, room.title) for _, columns in line)


def tall(line: Sequence[Pair]) -> int:
    """Rows of the tallest grid of a line."""
    return max(rows for rows, _ in line)


def in_lines(sizes: Sequence[Pair], room: Room, characters: int = 1) -> list[list[Pair]]:
    """Grids of these sizes, in their order, in the lines that give the largest numbers of so many characters.

    >>> in_lines([(6, 6), (3, 3), (6, 6)], READING)
    [[(6, 6), (3, 3)], [(6, 6)]]
    """
    breaks = (where for where in product((False, True), repeat=len(sizes) - 1) if sum(where) < room.lines)
    return max((_broken(sizes, where) for where in breaks), key=lambda lines: font(lines, room, characters))


def font(lines: Sequence[Sequence[Pair]], room: Room, characters: int) -> float:
    """How large numbers of so many characters are in these lines, in pixels."""
    ratio = room.font_ratio(characters)
    across = min((room.width - room.beside * len(line)) / wide(line, room) for line in lines)
    return min(ratio * min(across, room.most_wide(characters)), max(ratio, room.low) * room.down(lines))


def _broken(sizes: Sequence[Pair], where: Sequence[bool]) -> list[list[Pair]]:
    """`sizes` with a new line after each place where one is wanted."""
    lines = [[sizes[0]]]
    for size, new in zip(sizes[1:], where, strict=True):
        if new:
            lines.append([])
        lines[-1].append(size)
    return lines


_keys = st.components.v2.component(
    "pooling_lab_keys",
    html='<div class="lab-keys"></div>',
    js=script("lesson_keys.js"),
    isolate_styles=False,
)


def keys(theme: str, place: str) -> None:
    """The keyboard's way through steps and lessons; another `place` begins at its top."""
    data = {"theme": theme, "presenting": state.presenting(), "place": place}
    _keys(key="lesson_keys", data=data, on_theme_change=told())
