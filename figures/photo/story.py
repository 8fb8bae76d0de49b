"""What the Image page says of a pooled picture; every number is counted in the pass on screen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from figures.numbers import in_words
from figures.photo.pictures import factor_of
from figures.phrases import NO_BREAK, by
from figures.voices import VOICES
from figures.voices.voice import Title
from lab.photo.pooled import Box, PooledPhoto, held
from pooling.parameters import Pair
from pooling.spec import PoolSpec


@dataclass(frozen=True)
class Density:
    """How many pixels there are, how many of them have nothing, the least and the most that one has."""

    pixels: int
    nothing: int
    least: float
    most: float

    @classmethod
    def of(cls, values: NDArray) -> Density:
        """From the density of a picture (H, W)."""
        nothing = values.size - int(np.count_nonzero(values))
        return cls(values.size, nothing, float(values.min()), float(values.max()))


def share(part: int, whole: int) -> str:
    """A part of a whole in percent, never rounded to all or nothing.

    >>> share(1, 3), share(0, 3), share(3, 3), share(1, 10**6), share(999_999, 10**6)
    ('33.3 %', '0 %', '100 %', 'less than 0.1 %', 'more than 99.9 %')
    """
    if part in (0, whole):
        return "100 %" if part else "0 %"
    percent = 100 * part / whole
    if percent < 0.1:
        return "less than 0.1 %"
    return "more than 99.9 %" if percent > 99.9 else f"{percent:.1f} %"


def titles(pooled: PooledPhoto, near: Box, out: Box) -> dict[str, Title]:
    """What stands above the four pictures, which show `near` of the input and `out` of the output."""
    name = VOICES[pooled.spec.operator].photo.map_title
    factor = factor_of(near.size)
    dots = f", by {by((factor, factor))} pixels" if factor > 1 else ""
    about = "times chosen, all colours" if pooled.chooses else "in all outputs, each colour"
    return {
        "input": Title("Input", "X", seen(near, pooled.input_size, "pixels")),
        "output": Title("Output", "Y", seen(out, pooled.output_size, "cells")),
        "gradient": Title("Input gradient", "∂E/∂X", f"what comes back, all colours{dots}"),
        "density": Title(name, "", about + dots),
    }


def seen(view: Box, size: Pair, things: str) -> str:
    """How large a plane is; which part of it is shown, where that is not all.

    >>> seen(Box.whole((4, 6)), (4, 6), "cells"), seen(Box((1, 3), (0, 6)), (4, 6), "cells")
    ('4 × 6 cells', 'cells in rows 1–2, columns 0–5')
    """
    if view.size == size:
        return f"{by(size)} {things}"
    (top, bottom), (left, right) = view.rows, view.columns
    return f"{things} in rows {top}–{bottom - 1}, columns {left}–{right - 1}"


def forward_text(spec: PoolSpec) -> str:
    """What the layer does, in a sentence."""
    window = f"a window of {by(spec.kernel_size).replace(' ', NO_BREAK)} pixels"
    text = f"Each output cell is {VOICES[spec.operator].photo.made} of {window}, for red, green and blue separately."
    return text + VOICES[spec.operator].photo_note(spec)


def density_text(pooled: PooledPhoto, density: Density) -> str:
    """Who is chosen and who is not; for average, what the pixels weigh."""
    part = share(density.nothing, density.pixels)
    nothing = f"<b>{part[:1].upper()}{part[1:]}</b> of all pixels"
    if pooled.chooses:
        often = "once" if density.most == 1 else f"{int(density.most):,} times"
        left_out = f"{nothing} are chosen by no window, in any colour: their gradient is 0, whatever comes from above."
        text = left_out if density.nothing else "Every pixel is chosen by a window, in one colour at least."
        return f"{text} No pixel is chosen more than {often}, the three colours together."
    most = in_words(density.most)
    if density.nothing:
        those = VOICES[pooled.spec.operator].photo.nothing
        return f"{nothing} {those}: their gradient is 0. No pixel weighs more than {most} in each colour."
    if np.isclose(density.least, density.most, rtol=1e-9, atol=0):
        return f"Every pixel weighs the same, {most} in each colour: none is left out."
    return f"No pixel is left out: the weights go from {in_words(density.least)} to {most} in each colour."


def region_text(pooled: PooledPhoto, region: Box, received: NDArray) -> str:
    """What is sent back from a region, and where it arrives."""
    cells, channels = region.size[0] * region.size[1], pooled.output.shape[2]
    total, landed = float(received.sum()), pooled.reached(region, received)
    pixels = held(pooled.spec, region, pooled.input_size)
    sends = "one cell sends" if cells == 1 else f"{cells:,} cells send"
    reached = (
        "no pixel" if landed == 0 else
        "the only pixel" if pixels == 1 else
        f"all {pixels:,} pixels" if landed == pixels else
        f"{landed:,} of the {pixels:,} pixels"
    )  # fmt: skip
    text = (
        f"The region's {sends} back a gradient of 1 in each of {channels} colours: {cells * channels:,} in all. "
        f"It reaches <b>{reached}</b> in its {'window' if cells == 1 else 'windows'}"
    )
    return text + VOICES[pooled.spec.operator].photo_arrives(cells * channels, total, float(received.max()))


def notes(factor: int, about: tuple[str, ...], own: bool) -> list[str]:
    """What else has to be known: how things are drawn, what was done to the visitor's file, what a link holds."""
    lines = ["The colours of both maps follow the square root of the number."]
    if factor > 1:
        block = f"{by((factor, factor)).replace(' ', NO_BREAK)} pixels"
        lines.append(
            f"Pooled at full size, shown smaller: a dot stands for {block}, in pictures their mean, in maps their sum."
        )
    lines += about
    if own:
        lines.append("A link to this page holds the layer and the region, not your picture.")
    return lines
