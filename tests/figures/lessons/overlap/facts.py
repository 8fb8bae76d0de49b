"""What is true of a case of the lesson on overlap: from the definition, in exact numbers."""

from fractions import Fraction
from functools import cache

import numpy as np

from figures.numbers import typed
from tests.figures.lessons import maxima
from tests.figures.lessons.claims import Total
from tests.pooling.loops import Layer

N, LAYER = 7, Layer("max", (3, 3), (2, 2))


def windows(at):
    return maxima.windows(at.x, LAYER)


def wins(at):
    return maxima.wins(at.x, LAYER)


def most(at):
    """How often the cell wins that wins most often."""
    return max(wins(at).values())


def busiest(at):
    """The first cell that wins as often as any."""
    return min(cell for cell, times in wins(at).items() if times == most(at))


def chose(at):
    """The windows that chose this cell."""
    return [one for one in windows(at) if maxima.winners(at.x, LAYER)[one] == busiest(at)]


def held(at):
    """How many windows hold this cell."""
    return maxima.coverage(N, LAYER)[busiest(at)]


def cells_of_chosen(at):
    return [cell for one in chose(at) for cell in maxima.cells(one, at.x, LAYER)]


def counts(at):
    """How many windows chose each cell, as a grid."""
    return maxima.rows_of({cell: wins(at)[cell] for cell in maxima.every_cell(at.x)})


def share(at):
    """Whether neighbouring windows have cells in common, along rows and along columns."""
    first, right, below = (set(maxima.cells(one, at.x, LAYER)) for one in ((0, 0), (0, 1), (1, 0)))
    return bool(first & right) and bool(first & below)


def all_rise(at):
    """Whether every output that the cell made rises when it does."""
    return all(
        max(at.x[r][c] + 1 for r, c in [busiest(at)]) > max(maxima.values(one, at.x, LAYER)) for one in chose(at)
    )


def two_would_win():
    """Whether a cell that windows share wins several of them when it is the largest."""
    peak = tuple(tuple(float((r, c) == (2, 2)) for c in range(N)) for r in range(N))
    return maxima.wins(peak, LAYER)[2, 2] > 1


def sent(at):
    """What the windows that chose the cell send."""
    return [typed(at.g[i][j]) for i, j in chose(at)]


def upstream(at):
    return {(i, j): typed(at.g[i][j]) for i, j in windows(at)}


def right(at):
    return maxima.grad_input(at.x, at.g, LAYER)


@cache
def _written(x):
    """For each cell the last window that chose it; and the last that holds it, None where its winner is elsewhere."""
    assigned, overwritten = {}, {}
    for one in maxima.windows(x, LAYER):
        assigned[maxima.winners(x, LAYER)[one]] = one
        for cell in maxima.cells(one, x, LAYER):
            overwritten[cell] = one if cell == maxima.winners(x, LAYER)[one] else None
    return assigned, overwritten


def assigned(at):
    """A cell keeps what the last window that chose it sent."""
    last, _ = _written(at.x)
    return {cell: upstream(at)[last[cell]] if cell in last else Fraction(0) for cell in maxima.every_cell(at.x)}


def overwritten(at):
    """A cell keeps what the last window that holds it wrote: its gradient where its winner stands, else 0."""
    _, last = _written(at.x)
    return {cell: upstream(at)[last[cell]] if last.get(cell) else Fraction(0) for cell in maxima.every_cell(at.x)}


def off(at, wrong):
    """The cells in which a gradient is not the right one."""
    return {cell for cell, value in wrong(at).items() if value != right(at)[cell]}


def never_off(at):
    """Whether no cell wins twice, and what remains of each cell is what the one window that chose it wrote, if any."""
    _, last = _written(at.x)
    only = {cell: one for one, cell in maxima.winners(at.x, LAYER).items()}
    return most(at) == 1 and all(last.get(cell) == only.get(cell) for cell in maxima.every_cell(at.x))


def total(at, gradient):
    values = gradient(at).values()
    return Total(sum(values), sum(map(abs, values)) + sum(map(abs, upstream(at).values())))


def normal(many, seed):
    """Random normal grids."""
    return [tuple(map(tuple, x)) for x in np.random.default_rng(seed).normal(size=(many, N, N)).tolist()]


@cache
def shared(many, seed):
    """In how many of them some cell wins two windows or more."""
    return sum(max(maxima.wins(x, LAYER).values()) > 1 for x in normal(many, seed))
