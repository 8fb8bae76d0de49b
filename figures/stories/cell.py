"""The story of one input cell: which windows hold it, and what their gradients add up to (reference B3)."""

from __future__ import annotations

from numpy.typing import NDArray

from figures.latex import aligned
from figures.stories.story import Story, gradient_formula, routes_to_cell
from figures.voices import voice_of
from pooling import Pooled


def cell_story(pooled: Pooled, grad_output: NDArray, row: int, column: int) -> Story:
    """The story of input cell (row, column) of a plane (H, W), for every operator."""
    holding = pooled.windows.holding(row, column)
    senders = len(routes_to_cell(pooled, row, column))
    formulas = [aligned(gradient_formula(pooled, grad_output, row, column))]
    if holding:
        formulas.insert(0, aligned(_range(pooled, 0, row, holding), _range(pooled, 1, column, holding)))
        text = voice_of(pooled.operator).cell(pooled, row, column, len(holding), senders)
    else:
        text = "No window holds this cell: no output depends on it, and no gradient reaches it."
    return Story(f"Input cell ({row}, {column})", tuple(formulas), text)


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
