"""What a step of the backward pass by input cell says, whatever the operator: which windows hold the cell."""

from __future__ import annotations

from figures.narration.text import StepText, added, at, listed, whole
from figures.voices.narrator import Narrator, cell_name
from pooling.parameters import Pair
from pooling.steps.step import Gather, Holders


def holds(narrator: Narrator, step: Holders) -> StepText:
    """Which windows hold a cell, before any of them sends."""
    return StepText(f"{_held(narrator, step)}.", _range(narrator, step.cell))


def gather(narrator: Narrator, step: Gather) -> StepText:
    """A whole cell at once: what all its windows send."""
    ending, shares = narrator.gathered(step) if step.parts else ("", [])
    name = cell_name(step.cell)
    line = added(name, narrator.pen_share, [0.0, *shares], step.value) if shares and step.writes else f"{name} = 0"
    return StepText(f"{_held(narrator, step)}{ending}.", f"{_range(narrator, step.cell)}; {line}")


def _held(narrator: Narrator, step: Holders | Gather) -> str:
    windows = [window for window, _ in step.parts]
    who = f"Input cell {at(step.cell)}"
    if any(narrator.spec.padding):
        p = narrator.spec.padding
        who += f", {at((step.cell[0] + p[0], step.cell[1] + p[1]))} in the padded grid"
    if not windows:
        return f"{who}: no window holds it, so no gradient reaches it"
    if len(windows) == 1:
        return f"{who}: window {at(windows[0])} holds it"
    return f"{who}: {len(windows)} windows hold it, {_together(windows)}"


def _together(windows: list[Pair]) -> str:
    """Windows in a sentence; many that leave gaps between them, as dilation does, by their rows and columns."""
    rows, columns = (sorted({window[axis] for window in windows}) for axis in (0, 1))
    if len(windows) <= 4 or all(line[-1] - line[0] + 1 == len(line) for line in (rows, columns)):
        return listed(windows)
    return f"in rows {_numbers(rows)} and columns {_numbers(columns)}"


def _numbers(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))


def _range(narrator: Narrator, cell: Pair) -> str:
    return f"{_axis(narrator, 0, cell[0])}, {_axis(narrator, 1, cell[1])}"


def _axis(narrator: Narrator, axis: int, place: int) -> str:
    """The windows along one axis that hold a place: the inverse range (reference B3) with its numbers."""
    spec, letter, d = narrator.spec, "ij"[axis], narrator.spec.dilation[axis]
    k, s, m = spec.kernel_size[axis], spec.stride[axis], place + spec.padding[axis]
    if d > 1:
        taps = [(i, *divmod(m - i * s, d)) for i in range(narrator.windows.output_size[axis])]
        members = [str(i) for i, tap, rest in taps if rest == 0 and 0 <= tap < k]
        found = f"{letter} = {' or '.join(members)}" if members else f"no {letter}"
        step = letter if s == 1 else f"{s}·{letter}"
        return f"({m} − {step})/{d} whole and 0…{k - 1}: {found}"
    low, high = -((m - k + 1) // -s), m // s
    first, last = max(low, 0), min(high, narrator.windows.output_size[axis] - 1)
    left = f"⌈({m} − {k} + 1)/{s}⌉ = {whole(low)}" + (f" → {first}" if low != first else "")
    right = f"⌊{m}/{s}⌋ = {high}" + (f" → {last}" if high != last else "")
    return f"{letter}: {left} to {right}" + (" (none)" if first > last else "")
