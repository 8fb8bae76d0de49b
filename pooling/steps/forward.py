"""The forward pass, step by step: every window reads its taps, then writes what comes of them."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from pooling.spec import Pair
from pooling.steps.places import Taps, Window
from pooling.steps.step import Step, Write


def forward(taps: Taps, by_tap: bool) -> Iterator[Step]:
    """Every window: its taps one after another, then what comes of them."""
    weights: list[list[float]] = np.zeros(taps.size).tolist()
    for window in taps.windows:
        looks = _looks(taps, window)
        if by_tap:
            yield from looks
        yield _result(window, looks[-1], weights)


def _looks(taps: Taps, window: Window) -> list[Step]:
    """The taps of a window as the forward pass reads them, with the best or the sum so far."""
    kind = "compare" if taps.selects else "add"
    run: float | None = None
    best: Pair | None = None
    steps = []
    for tap in window.taps:
        before = run
        if tap.inside and not taps.selects:
            run = tap.term if run is None else run + tap.term
        elif tap.inside and (run is None or _beats(tap.term, run, taps.operator)):
            run, best = tap.term, tap.place
        step = Step(
            kind=kind if tap.inside else "outside",
            phase="forward",
            window=window.name,
            cell=tap.place,
            tap=tap.number,
            counted=tap.counted,
            value=tap.term if tap.inside else None,
            before=before,
            after=run,
            best=best,
        )
        steps.append(step)
    return steps


def _beats(value: float, best: float, operator: str) -> bool:
    """Whether a tap takes the lead: it is greater (smaller) than the best so far, or NaN."""
    return math.isnan(value) or (value > best if operator == "max" else value < best)


def _result(window: Window, last: Step, weights: list[list[float]]) -> Step:
    """A window is done: its output, and what its cells weigh by now, which is added to `weights`."""
    writes = [Write("output", *window.name, window.output)]
    for tap in window.taps:
        if tap.inside and tap.weight != 0:
            row, column = tap.place
            weights[row][column] += tap.weight
            writes.append(Write("argmax", row, column, weights[row][column]))
    return Step(
        kind="result",
        phase="forward",
        window=window.name,
        value=window.output,
        before=last.after,
        after=window.output,
        best=last.best,
        parts=tuple((tap.place, tap.term) for tap in window.taps if tap.inside),
        writes=tuple(writes),
    )
