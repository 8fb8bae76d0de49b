"""The story of one output cell: how its window made the value, and where its gradient goes."""

from __future__ import annotations

import numpy as np

from figures.latex import Numbers, aligned, broken, elided
from figures.numbers import decimals, is_exact, written
from figures.phrases import CHOICE
from figures.stories.average import average_story
from figures.stories.lp import lp_story
from figures.stories.story import Story, cells_of, gradient_formula
from pooling import Pooled


def window_story(pooled: Pooled, grad_output: np.ndarray, i: int, j: int) -> Story:
    """The story of output cell (i, j) of a plane (H, W), for every operator."""
    tell = {"max": _selecting, "min": _selecting, "avg": average_story, "lp": lp_story}[pooled.operator.name]
    formulas, text = tell(pooled, grad_output, i, j)
    return Story(f"Window ({i}, {j})", formulas, text)


def _selecting(pooled: Pooled, grad_output: np.ndarray, i: int, j: int) -> tuple[tuple[str, ...], str]:
    window, name = pooled.windows.number(i, j), pooled.operator.name
    values, indices = cells_of(pooled, window), pooled.indices
    assert indices is not None  # max and min always have them
    flat = int(indices[i, j])
    row, column = divmod(flat, pooled.windows.input_size[1])
    value = float(pooled.output[i, j])
    number = Numbers(*values)
    inside = pooled.windows.flat[window][pooled.windows.inside[window]]
    winner = int(np.flatnonzero(inside == flat)[0])
    terms = [rf"\mathbf{{{number(v)}}}" if n == winner else number(v) for n, v in enumerate(values)]
    listed = broken(elided(terms, winner), r",\ ")
    forward = aligned(
        rf"y_{{{i},{j}}} &{number.relation(*values)}\{name}({listed})",
        rf"&{number.equals(value)} \ \text{{ at }} ({row}, {column})",
    )
    backward = aligned(gradient_formula(pooled, grad_output, row, column))
    return (forward, backward), _selecting_text(pooled, values, value, (row, column), window)


def _selecting_text(pooled: Pooled, values: list[float], value: float, at: tuple[int, int], window: int) -> str:
    most, beats = CHOICE[pooled.operator.name]
    places = decimals(values)
    shown = ("" if is_exact(value, places) else "about ") + written(value, places)
    ties, n = values.count(value), len(values)
    if n == 1:
        first = f"The window holds one cell, {shown}: it makes the output and receives the gradient."
    elif ties > 1:
        first = (
            f"{ties} of the {n} cells tie at {shown}: none is {beats} than the first in reading order, {at}, "
            "so that one alone makes the output and receives the whole gradient."
        )
    else:
        first = (
            f"The {most} of the {n} cells is {shown}. It alone made this output, so it alone receives this "
            f"window's gradient; {'the other gets' if n == 2 else f'the other {n - 1} get'} 0 from it."
        )
    outside = int((~pooled.windows.inside[window]).sum())
    held = len(pooled.windows.inside[window])
    verb = "lies" if outside == 1 else "lie"
    return first + (f" {outside} of its {held} places {verb} outside the grid and can never win." if outside else "")
