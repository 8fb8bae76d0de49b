"""The five grids of a layer at work: what each is called, and pictures that share ranges, decimals and a frame."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from figures.heatmap import NO_FRAME, Frame, Picture, symmetric_range, value_range
from figures.numbers import labels
from figures.phrases import by
from figures.theme import Theme
from figures.voices import voice_of
from figures.voices.voice import Title
from pooling import Pooled

GRIDS = ("input", "output", "argmax", "grad_output", "grad_input")


def titles(pooled: Pooled) -> dict[str, Title]:
    """The title of each grid of a plane (H, W), in the order of both passes, in which they are heard."""
    padded = " · hatched: padding" if any(pooled.spec.padding) else ""
    return {
        "input": Title("Input", "X", size_of(pooled.x) + padded),
        "output": Title("Output", "Y", size_of(pooled.output)),
        "argmax": voice_of(pooled.operator).mask,
        "grad_output": Title("Upstream gradient", "∂E/∂Y", size_of(pooled.output)),
        "grad_input": Title("Input gradient", "∂E/∂X", "each cell adds up what its windows send"),
    }


def size_of(array: NDArray) -> str:
    """The size of a grid, for its caption.

    >>> size_of(np.zeros((2, 3)))
    '2 × 3'
    """
    return by(array.shape)


def frame_of(pooled: Pooled) -> Frame:
    """The cells to draw around the input: its explicit padding, and what the windows hang over it."""
    windows = pooled.windows
    (height, width), (p_h, p_w) = windows.input_size, pooled.spec.padding
    return Frame(
        top=p_h,
        left=p_w,
        bottom=max(p_h, int(windows.rows.max()) - height + 1),
        right=max(p_w, int(windows.columns.max()) - width + 1),
    )


def most_decimals(rows: int, columns: int) -> int:
    """Decimals that fit a cell when a framed grid of this size is on screen: cells shrink as it grows."""
    side = max(rows, columns)
    return 3 if side <= 7 else 2 if side <= 10 else 1


def pictures(pooled: Pooled, grad_output: NDArray, grad_input: NDArray, theme: Theme) -> dict[str, Picture]:
    """A picture for each name in `GRIDS`, of a plane (H, W) and both its gradients."""
    frame = frame_of(pooled)
    places = most_decimals(*frame.size(pooled.x.shape))
    weights = pooled.weight_sum()
    values = value_range(pooled.x, pooled.output)
    gradients = symmetric_range(grad_output, grad_input)

    def picture(z: NDArray, ramp: tuple[str, ...], span: tuple[float, float], around: Frame = NO_FRAME) -> Picture:
        return Picture(z, labels(z, places), ramp, *span, around)

    mask = picture(weights, *mask_colours(pooled, weights, theme), frame)
    mask = replace(mask, text=mask_text(pooled, weights, mask.text))
    return {
        "input": picture(pooled.x, theme.values, values, frame),
        "output": picture(pooled.output, theme.values, values),
        "argmax": mask,
        "grad_output": picture(grad_output, theme.gradients, gradients),
        "grad_input": picture(grad_input, theme.gradients, gradients, frame),
    }


def mask_text(pooled: Pooled, weights: NDArray, otherwise: list[list[str]]) -> list[list[str]]:
    """The text of the mask's cells: a number of choices, or what they would be given `otherwise`."""
    label = voice_of(pooled.operator).mask_label
    own = [[label(float(weight)) for weight in row] for row in weights]
    rows = zip(own, otherwise, strict=True)
    return [[plain if text is None else text for text, plain in zip(*row, strict=True)] for row in rows]


def mask_colours(pooled: Pooled, weights: NDArray, theme: Theme) -> tuple[tuple[str, ...], tuple[float, float]]:
    """Ramp and range of the mask: counts from nothing upwards; a diverging ramp where a weight is negative."""
    least = voice_of(pooled.operator).mask_most
    if np.any(weights < 0):
        low, high = symmetric_range(weights)
        return theme.gradients, (min(low, -least), max(high, least))
    return theme.counts, (0.0, max(value_range(weights, np.zeros(1))[1], least))
