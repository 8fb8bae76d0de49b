"""The 256 colours of a film, all of them the theme's or between two of them: a fixed palette needs no dithering."""

from __future__ import annotations

import numpy as np
from PIL import Image

from figures.theme import INKS, Ramp, Theme, ink_on, rgb, sample

#: The index that stands for "as in the frame before".
CLEAR = 255
#: Samples of a ramp, its stops among them, and how many of these have the shades of a number's edge on them.
VALUES, COUNTS = (61, 10), (25, 6)


class Palette:
    """Colours by number. A picture of numbers is drawn faster than one of colours, and needs no conversion."""

    def __init__(self, theme: Theme) -> None:
        self.colours = [theme.background, theme.surface, theme.padding, theme.line, theme.muted, theme.ink]
        self.colours += [theme.selection, *INKS]
        self.ramps: dict[Ramp, tuple[int, int]] = {}
        for ramp, (places, _) in self._ramps(theme):
            self.ramps[ramp] = (len(self.colours), places)
            self.colours += [sample(ramp, n / (places - 1)) for n in range(places)]
        for ramp, (_, places) in self._ramps(theme):
            for colour in (sample(ramp, n / (places - 1)) for n in range(places)):
                self.colours += _between(colour, ink_on(colour), 2)
        for ground in (theme.background, theme.surface):
            self.colours += _between(ground, theme.ink, 8) + _between(ground, theme.muted, 5)
        self.colours += _between(theme.padding, theme.muted, 3)
        self.numbers = {colour: n for n, colour in reversed(list(enumerate(self.colours)))}
        self.table = np.array([rgb(colour) for colour in self.colours], dtype=float)
        self._shades: dict[tuple[int, int], list[int]] = {}

    @staticmethod
    def _ramps(theme: Theme) -> list[tuple[Ramp, tuple[int, int]]]:
        return [(theme.values, VALUES), (theme.gradients, VALUES), (theme.counts, COUNTS)]

    def __getitem__(self, colour: str) -> int:
        """The number of one of the theme's plain colours."""
        return self.numbers[colour]

    def at(self, ramp: Ramp, t: float) -> int:
        """The number of the sample of a ramp that is nearest to `t` from 0 to 1."""
        first, places = self.ramps[ramp]
        return first + int(min(max(t, 0.0), 1.0) * (places - 1) + 0.5)

    def ink(self, ground: int) -> int:
        """The number of the ink that reads best on a colour."""
        return self.numbers[ink_on(self.colours[ground])]

    def shades(self, ground: int, ink: int) -> list[int]:
        """For each strength 0 … 255 of an ink on a ground the number of the nearest colour: smooth edges of text."""
        if (ground, ink) not in self._shades:
            strength = np.arange(17)[:, None] / 16
            wanted = self.table[ground] * (1 - strength) + self.table[ink] * strength
            nearest = ((wanted[:, None] - self.table) ** 2).sum(axis=-1).argmin(axis=-1)
            self._shades[ground, ink] = nearest[(np.arange(256) + 8) // 16].tolist()
        return self._shades[ground, ink]

    def image(self, numbers: Image.Image) -> Image.Image:
        """A picture of numbers as one of colours."""
        image = Image.frombytes("P", numbers.size, numbers.tobytes())
        image.putpalette(bytes(self.table.astype(np.uint8)).ljust(3 * (CLEAR + 1), b"\0"))
        return image


def _between(a: str, b: str, count: int) -> list[str]:
    """`count` colours evenly spaced between two."""
    return [sample((a, b), n / (count + 1)) for n in range(1, count + 1)]
