"""The story of one input cell: which windows hold it, and what their gradients add up to (reference B3)."""

from __future__ import annotations

import numpy as np

from figures.latex import aligned
from figures.phrases import count
from figures.stories.story import Story, gradient_formula, routes_to_cell
from pooling import Pooled


def cell_story(pooled: Pooled, grad_output: np.ndarray, row: int, column: int) -> Story:
    """The story of input cell (row, column) of a plane (H, W), for every operator."""
    holding = pooled.windows.holding(row, column)
    senders = len(routes_to_cell(pooled, row, column))
    formulas = [aligned(gradient_formula(pooled, grad_output, row, column))]
    if holding:
        formulas.insert(0, aligned(_range(pooled, 0, row, holding), _range(pooled, 1, column, holding)))
    return Story(f"Input cell ({row}, {column})", tuple(formulas), _text(pooled, len(holding), senders))


def _range(pooled: Pooled, axis: int, place: int, holding: list[tuple[int, int]]) -> str:
    """The windows along one axis that hold a cell: the inverse range with its numbers."""
    spec, letter = pooled.spec, "ij"[axis]
    first, last = min(w[axis] for w in holding), max(w[axis] for w in holding)
    if spec.dilation[axis] > 1:
        members = ", ".join(str(n) for n in sorted({w[axis] for w in holding}))
        return rf"{letter} &\in \{{{members}\}}"
    k, s, m = spec.kernel_size[axis], spec.stride[axis], place + spec.padding[axis]
    low, high = -((m - k + 1) // -s), m // s
    left = rf"\lceil ({m} - {k} + 1)/{s} \rceil = {low}" + (rf" \to {first}" if low != first else "")
    right = rf"\lfloor {m}/{s} \rfloor = {high}" + (rf" \to {last}" if high != last else "")
    return rf"{letter} &:\ {left} \ \text{{ to }}\ {right}"


def _text(pooled: Pooled, holding: int, senders: int) -> str:
    if not holding:
        return "No window holds this cell: no output depends on it, and no gradient reaches it."
    held = f"{count(holding, 'window')} {'holds' if holding == 1 else 'hold'} this cell"
    if not pooled.operator.selects:
        if senders < holding == 1:
            return "1 window holds this cell, and its slope is 0 here: the cell receives 0."
        if senders < holding:
            return f"{held}; {holding - senders} of them {'has' if holding - senders == 1 else 'have'} slope 0 here."
        return f"{held}; what {'it sends is all that arrives' if holding == 1 else 'they send adds up'}."
    if senders == 0 and holding == 1:
        return f"{held} but chose another: it receives 0."
    if senders == 0:
        return f"{held}, but none chose it: it receives 0."
    if senders == 1:
        return f"{held}{' and' if holding == 1 else '; one of them'} chose it: that one sends its whole gradient."
    return f"{held}; {senders} chose it, and their gradients add up."
