"""What is true of a pooled picture: each colour by the loops' definition, each output cell sending 1."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product

import numpy as np
from PIL import Image

from figures.photo.pictures import amounts
from figures.phrases import NO_BREAK
from lab.photo.pooled import Box, PooledPhoto
from tests.figures.lessons.claims import NOISE
from tests.pooling import loops
from tests.pooling.loops import Layer, real_cells

CHOICES = {"max": (loops.largest,), "min": (loops.smallest,), "range": (loops.largest, loops.smallest)}


class Pass:
    """One pass of a layer over a picture."""

    def __init__(self, x: np.ndarray, layer: Layer, pooled: PooledPhoto) -> None:
        self.layer, self.pooled, self.size = layer, pooled, x.shape[:2]
        self.planes = [x[..., channel].tolist() for channel in range(3)]
        self.windows = list(loops.output_cells(*self.size, layer))

    @cached_property
    def cells(self) -> dict[tuple[int, int], list[tuple[int, int]]]:
        return {window: real_cells(*window, *self.size, self.layer) for window in self.windows}

    @cached_property
    def chosen(self) -> list[dict[tuple[int, int], tuple[int, int]]]:
        """For each colour and each choice of the layer the pixel that every window chooses; none where it has none."""
        return [
            {window: choose(cells, plane) for window, cells in self.cells.items()}
            for plane in self.planes
            for choose in CHOICES.get(self.layer.operator, ())
        ]

    @cached_property
    def slopes(self) -> list[dict[tuple[int, int], dict[tuple[int, int], float]]]:
        """For each colour what every window sends to its pixels."""
        return [
            {window: loops.derivative(*window, plane, self.layer) for window in self.windows} for plane in self.planes
        ]

    @cached_property
    def outputs(self) -> np.ndarray:
        return np.stack([loops.forward(plane, self.layer)[0] for plane in self.planes], axis=-1)

    @cached_property
    def map(self) -> dict[tuple[int, int], float]:
        """How often each pixel is chosen, all colours together; where none is, what it weighs in each colour."""
        found = dict.fromkeys(product(*map(range, self.size)), 0)
        if self.chosen:
            for pixel in (pixel for winners in self.chosen for pixel in winners.values()):
                found[pixel] += 1
        else:
            for pixel, share in (each for sent in self.slopes[0].values() for each in sent.items()):
                found[pixel] += Fraction(share).limit_denominator(1000)
        return found

    def received(self, windows: list[tuple[int, int]]) -> dict[tuple[int, int], Fraction]:
        """What each pixel is sent by some windows, all colours together."""
        found: dict[tuple[int, int], Fraction] = {}
        for sent, window in product(self.slopes, windows):
            for pixel, slope in sent[window].items():
                found[pixel] = found.get(pixel, Fraction(0)) + Fraction(slope).limit_denominator(1000)
        return found


@dataclass(frozen=True, eq=False)
class Said:
    """What is said of a pass, and of the region that sends something back."""

    run: Pass
    region: Box
    said: tuple[str, ...]

    @cached_property
    def windows(self) -> list[tuple[int, int]]:
        (top, bottom), (left, right) = self.region.rows, self.region.columns
        return [(i, j) for i, j in self.run.windows if top <= i < bottom and left <= j < right]

    @cached_property
    def received(self) -> dict[tuple[int, int], Fraction]:
        return self.run.received(self.windows)

    @property
    def operator(self) -> str:
        return self.run.layer.operator

    @property
    def padded(self) -> bool:
        return any(self.run.layer.padding)


@dataclass(frozen=True, eq=False)
class Titled:
    """What stands above and below the four pictures: parts of the input and of the output."""

    pooled: PooledPhoto
    near: Box
    out: Box
    own: bool
    said: tuple[str, ...]

    @property
    def factor(self) -> int:
        """How many pixels a side become one, so that no side is longer than 512."""
        return next(n for n in range(1, 100) if n * 512 >= max(self.near.size))

    @property
    def dots(self) -> str:
        return f", by {self.factor} × {self.factor} pixels" if self.factor > 1 else ""

    def seen(self, things: str, view: Box, size: tuple[int, int]) -> str:
        """All of a plane by its size, a part of it by its rows and columns."""
        (top, bottom), (left, right) = view.rows, view.columns
        if (top, left, bottom, right) == (0, 0, *size):
            return f"{size[0]} × {size[1]} {things}"
        return f"{things} in rows {top}–{bottom - 1}, columns {left}–{right - 1}"


def outputs_agree(at: Said) -> bool:
    return np.allclose(at.run.pooled.output, at.run.outputs, 1e-6, 0)


def first_is_chosen(at: Said) -> bool:
    """Whether of equal values the pixel that comes first in reading order is chosen, by each window in each colour."""
    indices = [
        found[..., channel]
        for channel in range(3)
        for found in at.run.pooled.chosen(Box.whole(at.run.pooled.output_size))
    ]
    width = at.run.size[1]
    return bool(indices) and all(
        divmod(int(flat[window]), width) == pixel
        for flat, winners in zip(indices, at.run.chosen, strict=True)
        for window, pixel in winners.items()
    )


def map_agrees(at: Said) -> bool:
    shown, wanted = at.run.pooled.density(), np.array([float(v) for v in at.run.map.values()]).reshape(at.run.size)
    return np.allclose(shown, wanted, 1e-6, NOISE)


def follows_square_root(at: object) -> bool:
    """Whether a quarter of the largest number has half the brightness, on a ramp from black to white."""
    url = amounts(np.array([[1.0, 4.0, 16.0]]), ("#000000", "#ffffff"), 16.0).url
    grey = Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))).convert("L")
    return np.allclose(np.asarray(grey) / 255, [[1 / 4, 1 / 2, 1]], 0, 0.01)


def nothing(at: Said) -> int:
    """How many pixels no window chooses, or are in none."""
    return sum(value == 0 for value in at.run.map.values())


def reads_as_part(text: str, part: int, whole: int) -> bool:
    """Whether a share is written as it has to be: to a tenth of a percent, and never as all or nothing of it."""
    percent = Fraction(100 * part, whole)
    if percent in (0, 100):
        return text == f"{int(percent)} %"
    if percent < Fraction(1, 10):
        return text == "less than 0.1 %"
    if percent > Fraction(999, 10):
        return text == "more than 99.9 %"
    number = text.removesuffix(" %")
    return text.endswith(" %") and number[-2] == "." and abs(Fraction(number) - percent) <= Fraction(1, 20)


def spaced(size: tuple[int, int]) -> str:
    return f"{size[0]}{NO_BREAK}×{NO_BREAK}{size[1]}"
