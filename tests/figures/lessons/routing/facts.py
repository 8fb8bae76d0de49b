"""What is true of a case of the lesson on the backward pass: from the definition, in exact numbers."""

from fractions import Fraction
from itertools import product

import numpy as np

from figures.lessons.routing import SEED
from figures.numbers import MINUS, typed
from figures.phrases import NO_BREAK
from tests.figures.lessons import maxima
from tests.figures.lessons.routing.stated import kept
from tests.pooling.loops import Layer, output_length

N, K, LAYER = 6, 2, Layer("max", (2, 2), (2, 2))
#: The signs that the lesson draws: whether each place of each window is called a winner.
SIGNS = [[sign > 0 for sign in row] for row in np.random.default_rng(SEED).choice([-1, 1], size=(9, K * K)).tolist()]
OFF = [row for row, signs in enumerate(SIGNS) if sum(signs) != 1]
SINGLE = [row for row in range(9) if row not in OFF]
WAYS = (
    "flat index, int64",
    "flat index, int32",
    "window matrix, bool",
    "mask of each window, bool",
    "places, uint8, and offsets, int64",
)
#: Windows and places: of the lesson's grid, and of the large layer with kernels 2 and 3.
LAYERS = [(9, 4), *((16 * output_length(111, Layer("max", (k, k), (2, 2)), 0) ** 2, k * k) for k in (2, 3))]


def windows(at):
    return maxima.windows(at.x, LAYER)


def window(at):
    """The output cell that the control names."""
    return windows(at)[at.case.knobs["window"]]


def cells(at):
    return maxima.cells(window(at), at.x, LAYER)


def number(at, cell):
    return typed(at.x[cell[0]][cell[1]])


def winner(at):
    return maxima.winners(at.x, LAYER)[window(at)]


def others(at):
    return [cell for cell in cells(at) if cell != winner(at)]


def tied(at):
    """The largest cells of the window."""
    return maxima.largest(window(at), at.x, LAYER)


def sent(at):
    """The upstream gradient of the window."""
    i, j = window(at)
    return typed(at.g[i][j])


def gradient(at):
    """The input gradient, by cell."""
    return maxima.grad_input(at.x, at.g, LAYER)


def moved(at, cell, by):
    """By how much the output moves when one cell of the window does."""
    after = [number(at, other) + (by if other == cell else 0) for other in cells(at)]
    return max(after) - max(number(at, other) for other in cells(at))


def read(text):
    """The number in a text."""
    return Fraction(text.replace(MINUS, "-"))


def follows(at, cell, by):
    """Whether the output moves by as much as a cell, up and down."""
    return (moved(at, cell, by), moved(at, cell, -by)) == (by, -by)


def ignores(at, cell, by):
    """Whether the output stays when a cell moves, up and down."""
    return (moved(at, cell, by), moved(at, cell, -by)) == (0, 0)


def has_a_kink(at, cell, by):
    """Whether the output rises with a cell, but does not fall with it."""
    return moved(at, cell, by) == by and moved(at, cell, -by) == 0


def place(at):
    """The winner's place in its window, counted along the rows."""
    return cells(at).index(winner(at))


def flat(cell):
    return N * cell[0] + cell[1]


def offsets(at):
    """How far the cells of each window are from its first, the same for all windows."""
    every = {tuple(flat(cell) - flat(held[0]) for cell in held)
             for held in (maxima.cells(one, at.x, LAYER) for one in windows(at))}  # fmt: skip
    (shared,) = every
    return shared


def too_many(at):
    """How many cells tie with a winner, in all windows."""
    return sum(len(maxima.largest(one, at.x, LAYER)) - 1 for one in windows(at))


def winning_places(at):
    """A row for each window, a column for each place, 1 at the winner."""
    chose = maxima.winners(at.x, LAYER)
    return [[float(cell == chose[one]) for cell in maxima.cells(one, at.x, LAYER)] for one in windows(at)]


def won_as_signed(rows):
    """A grid whose windows of these rows are won by the place that the signs call the winner, all others elsewhere."""
    x = np.zeros((N, N))
    for row, signs in enumerate(SIGNS):
        place = next((place for place, sign in enumerate(signs) if sign == (row in rows)), 0)
        x[K * (row // 3) + place // K, K * (row % 3) + place % K] = 1
    return x


def places_amiss(at):
    """Where the random signs are not what the forward pass marks."""
    return {
        (row, place)
        for row, places in enumerate(winning_places(at))
        for place, won in enumerate(places)
        if won != SIGNS[row][place]
    }


def rows_amiss(at):
    return {row for row, _ in places_amiss(at)}


def columns_are_missing():
    """Whether a matrix with k columns has none for some of the k · k places, which stops the loop."""
    matrix = np.zeros((9, K))
    try:
        for row, column in product(range(9), range(K * K)):
            matrix[row, column] = 1
    except IndexError:
        return True
    return False


def patterns(winners):
    """How many rows of signs have so many winners."""
    return sum(sum(signs) == winners for signs in product((0, 1), repeat=K * K))


def least(n):
    """The ways that keep the fewest bytes of a layer."""
    amounts = kept(*LAYERS[n])
    return {way for way, amount in zip(WAYS, amounts, strict=True) if amount == min(amounts)}


def table():
    """Bytes by way, for each layer; the least of each are marked."""
    amounts = [dict(zip(WAYS, kept(*layer), strict=True)) for layer in LAYERS]
    for way in WAYS:
        marked = (f"{amounts[n][way]}{f',{NO_BREAK}least' if way in least(n) else ''}" for n in range(len(LAYERS)))
        yield {"way": way, "amounts": " | ".join(marked)}


def smallest(at):
    """The last of the window's smallest cells."""
    return min(reversed(cells(at)), key=lambda cell: number(at, cell))


def parts_after_raising(at):
    """What part of the output's gradient each cell gets once the smallest is raised above all."""
    raised = {cell: number(at, cell) for cell in cells(at)} | {smallest(at): max(map(typed, sum(at.x, ()))) + 1}
    most = [cell for cell, value in raised.items() if value == max(raised.values())]
    return {most[0]: 1}
