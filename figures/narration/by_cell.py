"""What a step of the backward pass by input cell says: which windows hold the cell, and what each of them sends."""

from __future__ import annotations

import math

from figures.narration.by_window import CHOICE, cell_name, how, no_slope, sent_by
from figures.narration.context import Known
from figures.narration.writing import Told, added, at, listed, whole
from pooling.parameters import Pair
from pooling.steps.trace import Step


def holds(known: Known, step: Step) -> Told:
    """Which windows hold a cell, before any of them sends."""
    return Told(f"{_held(known, step)}.", _range(known, step))


def _held(known: Known, step: Step) -> str:
    windows = [window for window, _ in step.parts]
    who = f"Input cell {at(step.cell)}"
    if any(known.spec.padding):
        p = known.spec.padding
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


def _range(known: Known, step: Step) -> str:
    return f"{_axis(known, 0, step.cell[0])}, {_axis(known, 1, step.cell[1])}"


def _axis(known: Known, axis: int, place: int) -> str:
    """The windows along one axis that hold a place: the inverse range (reference B3) with its numbers."""
    spec, letter, d = known.spec, "ij"[axis], known.spec.dilation[axis]
    k, s, m = spec.kernel_size[axis], spec.stride[axis], place + spec.padding[axis]
    if d > 1:
        taps = [(i, *divmod(m - i * s, d)) for i in range(known.windows.output_size[axis])]
        members = [str(i) for i, tap, rest in taps if rest == 0 and 0 <= tap < k]
        found = f"{letter} = {' or '.join(members)}" if members else f"no {letter}"
        step = letter if s == 1 else f"{s}·{letter}"
        return f"({m} − {step})/{d} whole and 0…{k - 1}: {found}"
    low, high = -((m - k + 1) // -s), m // s
    first, last = max(low, 0), min(high, known.windows.output_size[axis] - 1)
    left = f"⌈({m} − {k} + 1)/{s}⌉ = {whole(low)}" + (f" → {first}" if low != first else "")
    right = f"⌊{m}/{s}⌋ = {high}" + (f" → {last}" if high != last else "")
    return f"{letter}: {left} to {right}" + (" (none)" if first > last else "")


def collect(known: Known, step: Step) -> Told:
    """What one window sends to the cell."""
    who, cell = f"Window {at(step.window)}", at(step.cell)
    if known.selects and step.best is None:
        return Told(f"{who} holds cell {cell} but chose {at(known.winner[step.window])}: it sends nothing.", "")
    if not step.writes:
        return Told(f"{who} sends cell {cell} nothing: {no_slope(known, step.window)}.", "")
    line = added(cell_name(step.cell), known.pen_share, [step.before, step.value], step.after)
    if known.selects:
        chose = f"chose cell {cell}, its {CHOICE[known.spec.operator]}"
        return Told(f"{who} {chose}: it sends its whole gradient, {known.upstream(step.window).said}.", line)
    said = f"{who} sends {known.pen_share[step.value].said}, {how(known, step)}."
    return Told(said, f"{sent_by(known, step.window, step.tap, step.value)}, {line}")


def gather(known: Known, step: Step) -> Told:
    """A whole cell at once: what all its windows send."""
    held, ranges, name = _held(known, step), _range(known, step), cell_name(step.cell)
    senders = [(w, share) for w, share in step.parts if not known.selects or known.winner[w] == step.cell]
    line = f"{name} = 0"
    if senders and step.writes:
        line = added(name, known.pen_share, [0.0, *[share for _, share in senders]], step.value)
    return Told(f"{held}{_sent(known, step, [w for w, _ in senders])}.", f"{ranges}; {line}")


def _sent(known: Known, step: Step, senders: list[Pair]) -> str:
    n = len(step.parts)
    if n == 0:
        return ""
    if not known.selects:
        if not step.writes:
            return f" but sends nothing: {no_slope(known, step.parts[0][0])}" if n == 1 else "; none sends it anything"
        if any(math.isnan(share) for _, share in step.parts):
            return " and sends NaN" if n == 1 else "; NaN is among what they send, so the sum is NaN"
        what = "divided by its divisor" if known.spec.operator == "avg" else "times its slope here"
        return f" and sends its gradient {what}" if n == 1 else f"; each sends its gradient {what}"
    if not senders:
        who = " but" if n == 1 else "; neither" if n == 2 else "; none"
        return f"{who} chose {'another' if n == 1 else 'it'}: the cell gets nothing"
    if n == 1:
        return " and chose it: its whole gradient arrives"
    if len(senders) == n:
        return f"; {'both' if n == 2 else 'all'} chose it: their gradients add up"
    if len(senders) == 1:
        return f"; {at(senders[0])} alone chose it: its whole gradient arrives"
    who = listed(senders) if len(senders) <= 4 else f"{len(senders)} of them"
    return f"; {who} chose it: their gradients add up"
