"""What is true of a case of the lesson on shifts: cell by cell, in exact numbers; places beyond an edge come round."""

from fractions import Fraction
from itertools import product

from figures.numbers import typed
from tests.figures.lessons.claims import depends_on

SIDE = 6
EIGHT = [by for by in product((-1, 0, 1), repeat=2) if by != (0, 0)]


def k(at):
    return int(at.case.knobs["kernel"])


def shift(at):
    return at.case.knobs["shift"]


def windows(at):
    return list(product(range(SIDE // k(at)), repeat=2))


def value(at, row, column, by=(0, 0)):
    """What stands at a place after a move."""
    return at.x[(row - by[0]) % SIDE][(column - by[1]) % SIDE]


def cells(at, window):
    return [(window[0] * k(at) + r, window[1] * k(at) + c) for r, c in product(range(k(at)), repeat=2)]


@depends_on("x", "knobs")
def outputs(at, by=(0, 0)):
    """The largest number of each window after a move."""
    return {window: max(value(at, *cell, by) for cell in cells(at, window)) for window in windows(at)}


def after(at):
    return outputs(at, (0, shift(at)))


def winner(at, window):
    return max(cells(at, window), key=lambda cell: (value(at, *cell), [-n for n in cell]))


def winners(at):
    return [winner(at, window) for window in windows(at)]


def kept(at):
    return [window for window in windows(at) if outputs(at)[window] == after(at)[window]]


def changed(at):
    return [window for window in windows(at) if window not in kept(at)]


def stays_inside(at, window, by):
    """Whether the winner of a window is still in it after a move by one cell, which may bring it round."""
    row, column = winner(at, window)
    return ((row + by[0]) % SIDE, (column + by[1]) % SIDE) in cells(at, window)


def winner_stays(at, window):
    return sum(stays_inside(at, window, by) for by in EIGHT)


def output_stays(at, window):
    return sum(outputs(at, by)[window] == outputs(at)[window] for by in EIGHT)


def largest(at, s):
    """What the max pool gives for window (0, 0) at a shift."""
    return typed(outputs(at, (0, s))[0, 0])


def edges(at, s):
    return sum(typed(value(at, r, k(at) - 1, (0, s))) - typed(value(at, r, 0, (0, s))) for r in range(k(at)))


def blurred(at, s):
    return (largest(at, s - 1) + 2 * largest(at, s) + largest(at, s + 1)) / Fraction(4)


LAYERS = {"max pool": largest, "convolution with stride": edges, "max, blur, stride": blurred}


def line(at, name):
    return [LAYERS[name](at, s) for s in range(SIDE + 1)]


def unchanged(at, name):
    values = line(at, name)
    return sum(value == values[0] for value in values[1:-1])


def jump(at, name):
    values = line(at, name)
    return max(abs(values[s + 1] - values[s]) for s in range(SIDE))


def moved_along(at, s):
    """How many outputs after a shift by whole strides are those of before, moved by as many cells."""
    n, by = SIDE // k(at), s // k(at)
    there = outputs(at, (0, s))
    return sum(there[i, j] == outputs(at)[i, (j - by) % n] for i, j in windows(at))
