"""The steps of a pass as the player shows them: what each writes, marks and says, and the pictures at any step."""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from figures.film.code import loops
from figures.heatmap import NO_FRAME, Picture, symmetric_range, value_range
from figures.narration.narrate import StepText
from figures.narration.text import reading_time
from figures.numbers import SHORT, cell_text, decimals, sum_text
from figures.pictures import frame_of, mask_colours, most_decimals
from figures.stories.story import routes_of_window, routes_to_cell
from figures.theme import Theme
from figures.voices import voice_of
from pooling.frameworks.code.at_work import at_work
from pooling.steps.step import Collect, Gather, Ledger, Send, Spread, Step
from pooling.steps.trace import State, Trace

WRITTEN = ("output", "argmax", "grad_input")
NOT_YET = ""
#: How hard the steps are deflated: 9 would make them a twentieth smaller in five times the time.
LEVEL = 6
COLUMNS = (
    *("window", "cell", "chosen", "backward", "writes", "sentence", "equation", "time", "ledger", "sum", "routes"),
    "lines",
)


@dataclass(frozen=True, eq=False)
class Playback:
    """A trace with the colours, ranges, decimals and the most characters of a number that hold for all its steps."""

    trace: Trace
    blank: dict[str, Picture]
    places: dict[str, int]
    most: int
    longest: int

    def label(self, grid: str, value: float) -> str:
        """The text of one cell."""
        return _label(self.trace, grid, value, self.places[grid], self.most)

    def pictures(self, n: int) -> dict[str, Picture]:
        """The five grids after `n` steps; what is not yet written is blank."""
        state = self.trace.replay(n)
        shown = _grids(self.trace, state)
        return {name: self._picture(name, z, _there(name, z, state)) for name, z in shown.items()}

    def _picture(self, name: str, z: NDArray, there: NDArray) -> Picture:
        text = [
            [self.label(name, float(v)) if yes else NOT_YET for v, yes in zip(*row, strict=True)]
            for row in zip(z, there, strict=True)
        ]
        return replace(self.blank[name], z=z, text=text)


def _label(trace: Trace, grid: str, value: float, places: int, most: int) -> str:
    own = voice_of(trace.pooled.operator).mask_label(value) if grid == "argmax" else None
    return own if own is not None else cell_text(value, places, most)


def _grids(trace: Trace, state: State) -> dict[str, NDArray]:
    """The numbers of the five grids at a state."""
    given = {"input": trace.pooled.x, "grad_output": trace.grad_output}
    return given | {"output": state.output, "argmax": state.argmax, "grad_input": state.grad_input}


def _there(name: str, z: NDArray, state: State) -> NDArray:
    """Which cells of a grid have their number by now."""
    if name == "output":
        return state.written
    return np.full(z.shape, state.begun or name != "grad_input")


def playback(trace: Trace, theme: Theme) -> Playback:
    """Colours, ranges and decimals of a trace: they hold from the first step to the last, so that nothing jumps."""
    pooled, start = trace.pooled, _grids(trace, trace.replay(0))
    ever = _ever_shown(trace, start)
    values = value_range(ever["input"], ever["output"])
    gradients = symmetric_range(ever["grad_output"], ever["grad_input"])
    ramp, counts = mask_colours(pooled, ever["argmax"], theme)
    frame = frame_of(pooled)
    blank = {
        "input": Picture(start["input"], [], theme.values, *values, frame),
        "output": Picture(start["output"], [], theme.values, *values, NO_FRAME),
        "argmax": Picture(start["argmax"], [], ramp, *counts, frame),
        "grad_output": Picture(start["grad_output"], [], theme.gradients, *gradients, NO_FRAME),
        "grad_input": Picture(start["grad_input"], [], theme.gradients, *gradients, frame),
    }
    most = most_decimals(*frame.size(pooled.x.shape))
    places = {name: decimals(numbers, most, SHORT) for name, numbers in ever.items()}
    texts = (_label(trace, name, float(v), places[name], most) for name, z in ever.items() for v in np.unique(z))
    return Playback(trace, blank, places, most, max(map(len, texts)))


def _ever_shown(trace: Trace, start: dict[str, NDArray]) -> dict[str, NDArray]:
    """Every number that each grid shows from the `start` on: a sum on its way can lie beyond its end."""
    wrote: dict[str, list[float]] = {name: [] for name in WRITTEN}
    for step in trace.steps:
        for write in step.writes:
            wrote[write.grid].append(write.value)
    return {name: np.concatenate([z.ravel(), wrote.get(name, [])]) for name, z in start.items()}


def payload(playback: Playback, told: Sequence[StepText], opening: StepText, board: dict[str, Any]) -> bytes:
    """All steps for the player and the `board` they play on: JSON, deflated.

    The fields of `COLUMNS` lie column by column, since what is alike is packed best side by side. A write is [grid,
    row, column, value, text]; `sum` is where in the equation "old + new = sum" begins, if one cell changes; `lines` are
    the names of the lines of the `code` that are at work.
    """
    columns = zip(
        *(_step(playback, step, said) for step, said in zip(playback.trace.steps, told, strict=True)), strict=True
    )
    steps = dict(zip(COLUMNS, columns, strict=True))
    plain = {"opening": opening, "begun": playback.trace.way in ("backward", "gather"), "steps": steps, "board": board}
    plain["code"] = loops(playback.trace)
    return zlib.compress(json.dumps(plain, separators=(",", ":"), allow_nan=False, ensure_ascii=False).encode(), LEVEL)


def _step(playback: Playback, step: Step, said: StepText) -> tuple[Any, ...]:
    writes = [
        [WRITTEN.index(name), row, column, _finite(value), playback.label(name, value)]
        for name, row, column, value in step.writes
    ]
    ledger = ledger_texts(step.ledger) if step.ledger else 0
    backward, sums = int(step.phase == "backward"), _sum(step, said.equation)
    return (
        step.window or 0, step.cell or 0, step.chosen or 0, backward, writes, *said, reading_time(said.sentence),
        ledger, sums, _routes(playback, step), at_work(step, playback.trace),
    )  # fmt: skip


def _routes(playback: Playback, step: Step) -> list[Any]:
    """The ways that gradient takes in this step: [window, cell, weight] each, the weight where they have several."""
    pooled = playback.trace.pooled
    if isinstance(step, Send | Collect) and step.writes:
        return [[step.window, step.cell, ""]]
    if isinstance(step, Spread | Gather):
        routes = routes_of_window(pooled, *step.window) if step.window else routes_to_cell(pooled, *step.cell)
        weights = [voice_of(pooled.operator).weight(pooled, route) for route in routes]
        alike = len(set(weights)) == 1
        return [[r.window, r.cell, "" if alike else w] for r, w in zip(routes, weights, strict=True)]
    return []


def _sum(step: Step, equation: str) -> int:
    """Where in the equation "old + new = sum" begins, for a step that changes one cell of the gradient; else 0."""
    if sum(write.grid == "grad_input" for write in step.writes) != 1 or " + " not in equation:
        return 0
    place = max(equation.rfind("] = "), equation.rfind("] ≈ "))
    return place + 4 if place >= 0 and " + " in equation[place:] else 0


def ledger_texts(ledger: Ledger) -> list[str]:
    """The sums of a ledger as text; what does not exist is left out."""
    size = max((abs(v) for v in ledger if v is not None and math.isfinite(v)), default=0.0)
    return [sum_text(value, size) for value in ledger if value is not None]


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
