"""The forward pass, step by step: every window reads its taps, then writes what comes of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pooling.steps.places import Places
from pooling.steps.reading import Reading
from pooling.steps.step import Result, Step, Write
from pooling.steps.window import Window


def forward(places: Places, by_tap: bool) -> Iterator[Step]:
    """Every window: its taps one after another, then what comes of them."""
    weights: list[list[float]] = np.zeros(places.size).tolist()
    for window in places.windows:
        reading = places.operator.reading()
        steps = [reading.step(window.name, tap) for tap in window.taps]
        if by_tap:
            yield from steps
        yield _result(window, reading, weights)


def _result(window: Window, reading: Reading, weights: list[list[float]]) -> Result:
    """A window is done: its output, and what its cells weigh by now, which is added to `weights`."""
    writes = [Write("output", *window.name, window.output)]
    for tap in window.taps:
        if tap.inside and tap.weight != 0:
            row, column = tap.place
            weights[row][column] += tap.weight
            writes.append(Write("argmax", row, column, weights[row][column]))
    return Result(
        window=window.name,
        value=window.output,
        before=reading.total,
        leads=reading.leads,
        chosen=window.chosen,
        parts=tuple((tap.place, tap.term) for tap in window.taps if tap.inside),
        writes=tuple(writes),
    )
