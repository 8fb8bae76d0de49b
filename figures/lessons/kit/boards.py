"""The grids that lessons show, made from the case on screen; ranges and decimals are shared as on Explore."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from figures.heatmap import NO_FRAME, Picture, symmetric_range, value_range
from figures.lessons.kit.lesson import Case, Grid
from figures.numbers import NOISE, labels
from figures.pictures import frame_of, most_decimals, size_of, titles
from figures.table import Marks
from figures.theme import Ramp
from pooling.parameters import Pair


def marked(cells: Iterable[Pair], mark: str) -> dict[Pair, str]:
    """The same mark on some cells."""
    return dict.fromkeys(((int(r), int(c)) for r, c in cells), mark)


def together(*marks: Marks) -> dict[Pair, str]:
    """Several marks: a cell keeps all of its own.

    >>> together({(0, 0): "window"}, {(0, 0): "focus"})
    {(0, 0): 'window focus'}
    """
    cells = sorted({at for some in marks for at in some})
    return {at: " ".join(some[at] for some in marks if at in some) for at in cells}


def walked(case: Case) -> Pair:
    """The output cell that a lesson's control `window`, a number in reading order, has come to."""
    return divmod(int(case.knobs["window"]), case.pooled.windows.output_size[1])


def winner(case: Case, i: int, j: int) -> Pair:
    """The input cell that window (i, j) chose."""
    assert case.pooled.indices is not None, "only max and min have a winner"
    return divmod(int(case.pooled.indices[i, j]), case.x.shape[1])


def window_marks(case: Case, i: int, j: int) -> dict[Pair, str]:
    """The places of a window, in the input and in its padding."""
    windows = case.pooled.windows
    return marked(product(windows.rows[i], windows.columns[j]), "window")


def chosen_marks(case: Case) -> dict[Pair, str]:
    """The input cells that a window chose."""
    indices = case.pooled.indices
    return {} if indices is None else marked((divmod(int(n), case.x.shape[1]) for n in indices.ravel()), "chosen")


def differing(wrong: NDArray, right: NDArray, size: NDArray | float = 0.0) -> dict[Pair, str]:
    """Where a wrong result differs from the right one, but for rounding; `size` is what was added up in each cell."""
    near = NOISE * np.maximum(np.maximum(np.abs(wrong), np.abs(right)), size)
    same = (np.abs(wrong - right) <= near) | (wrong == right) | (np.isnan(wrong) & np.isnan(right))
    return marked(np.argwhere(~same), "wrong")


def passing(case: Case) -> NDArray:
    """The size of all the gradient that passes a cell, whoever takes it: what rounding is a part of, (H, W)."""
    windows = case.pooled.windows
    return windows.scatter_add(np.where(windows.inside, np.abs(case.grad_output).reshape(-1, 1), 0))


def input_grid(case: Case, marks: Marks | None = None, padding: str = "", edits: bool = True) -> Grid:
    """The input, edited in place."""
    return _own(case, "input", marks, "input" if edits else "", padding)


def output_grid(case: Case, marks: Marks | None = None) -> Grid:
    """The output."""
    return _own(case, "output", marks)


def upstream_grid(case: Case, marks: Marks | None = None, edits: bool = True) -> Grid:
    """The upstream gradient, edited in place."""
    return _own(case, "grad_output", marks, "grad_output" if edits else "")


def second_grid(case: Case, title: str, marks: Marks | None = None, edits: bool = True) -> Grid:
    """The second grid that a visitor edits, where it is no upstream gradient; its cells are called so too."""
    return replace(upstream_grid(case, marks, edits), title=title)


def grad_input_grid(case: Case, marks: Marks | None = None) -> Grid:
    """The input gradient."""
    return replace(_own(case, "grad_input", marks), caption=size_of(case.grad_input))


def _own(case: Case, name: str, marks: Marks | None, edits: str = "", padding: str = "") -> Grid:
    """One of the five grids that Explore shows too, by its name there."""
    title, _, caption = titles(case.pooled)[name]
    return Grid(title, case.pictures[name], caption, marks or {}, edits, padding)


def gradient_grids(case: Case, right: NDArray, *wrong: tuple[str, NDArray]) -> tuple[Grid, ...]:
    """Wrong input gradients beside the right one, in one range of colours; what differs is marked."""
    span, size = symmetric_range(case.grad_output, right, *(array for _, array in wrong)), passing(case)
    grids = [
        Grid(title, plane(array, case.theme.gradients, span, case), size_of(array), differing(array, right, size))
        for title, array in wrong
    ]
    return (*grids, Grid("Right: every window adds", plane(right, case.theme.gradients, span, case), size_of(right)))


def value_grids(case: Case, right: NDArray, *wrong: tuple[str, NDArray]) -> tuple[Grid, ...]:
    """Wrong outputs beside the right one, in the range of the input."""
    span = value_range(case.x, right, *(array for _, array in wrong))
    grids = [
        Grid(title, plane(array, case.theme.values, span, case), size_of(array), differing(array, right))
        for title, array in wrong
    ]
    return (*grids, Grid("Right", plane(right, case.theme.values, span, case), size_of(right)))


def plane(
    array: NDArray,
    ramp: Ramp,
    span: tuple[float, float] | None,
    case: Case,
    framed: bool = False,
    most: int | None = None,
) -> Picture:
    """Any grid of numbers in the colours of `ramp`; its own range where `span` is None; `most` decimals."""
    frame = frame_of(case.pooled) if framed else NO_FRAME
    size = frame_of(case.pooled).size(case.x.shape)
    return Picture(
        array, labels(array, most_decimals(*size) if most is None else most), ramp, *(span or value_range(array)), frame
    )


def counted(array: NDArray, case: Case, framed: bool = False) -> Picture:
    """A grid of counts: nothing is blank, more is stronger."""
    return replace(
        plane(array, case.theme.counts, (0.0, max(float(array.max(initial=0)), 3.0)), case, framed, 0),
        text=[[str(int(n)) for n in row] for row in array],
    )
