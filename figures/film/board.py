"""What stands in a frame of a film: the titles, the five grids as far as the pass has come, their padding."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from figures.film.layout import EDGE, HEAD_FONT, TITLE_FONT, Box, layout
from figures.film.palette import Palette
from figures.film.playback import Playback
from figures.film.text import plain, width, write
from figures.narration.text import layer
from figures.numbers import SHORT, written
from figures.pictures import titles
from figures.theme import Theme
from figures.voices import voice_of
from pooling import Pooled

#: Below this many pixels a cell has no number.
LEAST_NUMBERED = 20
#: Least and largest font of numbers, the least for one that is longer than most; font of row and column numbers.
CELL_FONT, LEAST_FONT, INDEX_FONT = (10, 14), 8, 11

Pair = tuple[int, int]


class Board:
    """The grids, drawn on a picture of palette numbers; what changes is drawn over."""

    def __init__(self, playback: Playback, theme: Theme, wide: bool = False) -> None:
        self.playback, self.pooled, self.grids, self.theme = playback, playback.trace.pooled, playback.blank, theme
        self.palette = Palette(theme)
        self.names = _names(self.pooled)
        self.place = layout(self.grids, self.names, wide)
        self.cell, self.gap = self.place.cell, 1 if self.place.cell >= 12 else 0
        self.font = min(max(round(self.cell * 0.27), CELL_FONT[0]), CELL_FONT[1])
        self.tiles: dict[tuple[int, str], Image.Image] = {}
        self.base = Image.new("L", self.place.size, self.palette[theme.background])
        self.drawing = ImageDraw.Draw(self.base)
        self._scenery()

    def write(self, name: str, row: int, column: int, value: float) -> None:
        """Fill one cell."""
        grid = self.grids[name]
        fill = self.palette[self.theme.surface]
        if math.isfinite(value):
            fill = self.palette.at(grid.ramp, (value - grid.low) / (grid.high - grid.low))
        self.base.paste(self._tile(fill, self._label(name, value)), self.box(name, row, column)[:2])

    def fill(self, name: str, values: NDArray, there: NDArray | None = None) -> None:
        """Fill the cells of a grid that are there; the others are blank."""
        for (row, column), value in np.ndenumerate(values):
            if there is None or there[row, column]:
                self.write(name, row, column, float(value))
            else:
                self._outlined(name, row, column, self.theme.surface)

    def _scenery(self) -> None:
        """What no step changes."""
        self._heading()
        for name, corner in self.place.titles.items():
            self.text(self.base, plain(self.names[name]), TITLE_FONT, corner, self.theme.ink, self.theme.background)
            self._indices(name)
            self._surroundings(name)
        muted, (tip, wing) = self.palette[self.theme.muted], (7, 5)
        for start, end, height in self.place.arrows:
            back = end - tip if end > start else end + tip
            self.drawing.line((start, height, back, height), muted, 2)
            self.drawing.polygon([(end, height), (back, height - wing), (back, height + wing)], muted)

    def _heading(self) -> None:
        """Which layer this is, in one line."""
        spec, voice = self.pooled.spec, voice_of(self.pooled.operator)
        text = plain(f"{voice.named(voice.title, spec)}: {layer(spec)}")
        size = next(n for n in range(HEAD_FONT, 0, -1) if width(text, n) <= self.place.size[0] - 2 * EDGE)
        self.text(self.base, text, size, self.place.heading, self.theme.ink, self.theme.background)

    def _indices(self, name: str) -> None:
        """Row and column numbers; where cells are small, every other or every fourth."""
        every = 1 if self.cell >= 16 else 2 if self.cell >= 9 else 4
        (x, y), (rows, columns), half = self.place.corners[name], self.grids[name].z.shape, self.cell // 2
        colours = (self.theme.muted, self.theme.background)
        for column in range(0, columns, every):
            middle = self.box(name, 0, column)[0] + half
            self.text(self.base, str(column), INDEX_FONT, (middle, y - 9), *colours, centred=True)
        for row in range(0, rows, every):
            middle = self.box(name, row, 0)[1] + half
            self.text(self.base, str(row), INDEX_FONT, (x - 10, middle), *colours, centred=True)

    def _surroundings(self, name: str) -> None:
        """The hatched padding around a plane; beyond it, where only ceil_mode reaches, outlines alone."""
        frame, (rows, columns), pads = self.grids[name].frame, self.grids[name].z.shape, self.pooled.spec.padding
        for row in range(-frame.top, rows + frame.bottom):
            for column in range(-frame.left, columns + frame.right):
                if 0 <= row < rows and 0 <= column < columns:
                    continue
                if row < rows + pads[0] and column < columns + pads[1]:
                    self.base.paste(self._padding(), self.box(name, row, column)[:2])
                else:
                    self._outlined(name, row, column, self.theme.background)

    def _outlined(self, name: str, row: int, column: int, fill: str) -> None:
        """A place without a number."""
        x0, y0, x1, y1 = self.box(name, row, column)
        inner = (x0 + self.gap, y0 + self.gap, x1 - 1, y1 - 1)
        self.drawing.rectangle(inner, self.palette[fill], self.palette[self.theme.line])

    def _padding(self) -> Image.Image:
        """A hatched cell."""
        ground, muted = self.palette[self.theme.padding], self.palette[self.theme.muted]
        tile, edge = Image.new("L", (self.cell, self.cell), ground), 3 if self.cell >= 12 else 1
        hatch = Image.new("L", tile.size, 0)
        ImageDraw.Draw(hatch).line((edge, self.cell - 1 - edge, self.cell - 1 - edge, edge), 115)
        return hatch.point(self.palette.shades(ground, muted))

    def _tile(self, fill: int, text: str) -> Image.Image:
        """A cell with its number, drawn once for each pair of the two."""
        if (fill, text) not in self.tiles:
            tile = Image.new("L", (self.cell, self.cell), self.palette[self.theme.background])
            tile.paste(fill, (self.gap, self.gap, self.cell, self.cell))
            size = next((n for n in range(self.font, LEAST_FONT - 1, -1) if width(text, n) <= self.cell - 2), 0)
            if text and size:
                strength = Image.new("L", (self.cell - 1, self.cell - 1), 0)
                write(strength, text, size, middle=True)
                tile.paste(strength.point(self.palette.shades(fill, self.palette.ink(fill))), (1, 1))
            self.tiles[fill, text] = tile
        return self.tiles[fill, text]

    def _label(self, name: str, value: float) -> str:
        """What is written in a cell; of a small number in powers of ten one digit, where no more fit."""
        if self.cell < LEAST_NUMBERED:
            return ""
        text = plain(self.playback.label(name, value))
        if 0 < abs(value) < 1 and width(text, LEAST_FONT) > self.cell - 2:
            return plain(written(float(f"{value:.0e}"), self.playback.places[name], SHORT))
        return text

    def text(
        self, image: Image.Image, text: str, size: int, at: Pair, ink: str, ground: str, centred: bool = False
    ) -> None:
        """Plain text on a plain ground, with smooth edges; its corner, or its middle, is `at`."""
        strength = Image.new("L", (int(width(text, size)) + 4, round(size * 1.4)), 0)
        write(strength, text, size, centred)
        if centred:
            at = (at[0] - strength.width // 2, at[1] - strength.height // 2)
        shades = self.palette.shades(self.palette[ground], self.palette[ink])
        image.paste(strength.point(shades), at)

    def box(self, name: str, row: int, column: int) -> Box:
        """Left, top, right and bottom of a cell; the latter two are the next cell's first pixels."""
        (x, y), frame = self.place.corners[name], self.grids[name].frame
        x0, y0 = x + (column + frame.left) * self.cell, y + (row + frame.top) * self.cell
        return x0, y0, x0 + self.cell, y0 + self.cell


def _names(pooled: Pooled) -> dict[str, str]:
    """The titles of the grids, as on the page, with their symbols."""
    return {
        name: f"{title}{', ' if name == 'argmax' and symbol else ' '}{symbol}".strip()
        for name, (title, symbol, _) in titles(pooled).items()
    }
