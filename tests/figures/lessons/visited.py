"""The states of a lesson that its tests visit: its controls in many positions, and grids of all kinds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from figures.lessons.kit.lesson import Lesson, Pick


def settings_of(lesson: Lesson) -> list[dict[str, Any]]:
    """Some values of every control, all together."""
    values = [
        list(knob.options) if isinstance(knob, Pick) else sorted({knob.least, knob.start, knob.most})
        for knob in lesson.knobs
    ]
    return [dict(zip([knob.name for knob in lesson.knobs], some, strict=True)) for some in product(*values)]


def grids(lesson: Lesson) -> Iterator[NDArray]:
    """Numbers that visitors type: random ones, equal ones, zeros, very large and very small ones."""
    rng, size = np.random.default_rng(7), lesson.x.shape
    yield rng.normal(size=size).round(3)
    yield rng.integers(-2, 3, size).astype(float)
    yield np.zeros(size)
    yield np.full(size, -1e9)
    yield rng.choice([1e9, -1e9, 1e-7, 0.1], size)


#: Of all sizes and signs; nothing; one huge number among sums that cancel but for rounding.
UPSTREAM = [np.arange(289.0).reshape(17, 17) - 140, np.zeros((17, 17)), np.resize([0.1, 0.2, -0.3, 0, 1e9], (17, 17))]


def every_state(lesson: Lesson) -> Iterator[tuple[dict[str, Any], NDArray, NDArray]]:
    """All of these settings with all inputs and all upstream gradients."""
    yield from product(settings_of(lesson), grids(lesson), UPSTREAM)
