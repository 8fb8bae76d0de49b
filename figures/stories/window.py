"""The story of one output cell: how its window made the value, and where its gradient goes."""

from __future__ import annotations

from numpy.typing import NDArray

from figures.stories.story import Story
from figures.voices import voice_of
from pooling import Pooled


def window_story(pooled: Pooled, grad_output: NDArray, i: int, j: int) -> Story:
    """The story of output cell (i, j) of a plane (H, W), for every operator."""
    formulas, text = voice_of(pooled.operator).window(pooled, grad_output, i, j)
    return Story(f"Window ({i}, {j})", formulas, text)
