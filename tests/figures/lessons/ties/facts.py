"""What is true of a case of the lesson on ties: from the definition of each rule, in exact numbers."""

from contextlib import redirect_stdout
from fractions import Fraction
from functools import cache
from io import StringIO
from itertools import product

import numpy as np

from figures.numbers import typed
from pooling import PoolSpec
from pooling.frameworks.code.snippets import snippets
from tests.figures.lessons import maxima
from tests.figures.lessons.claims import Total, depends_on
from tests.pooling.loops import Layer

N, LAYER = 4, Layer("max", (2, 2), (2, 2))
RULES = ("first", "last", "all", "split")


def rule(at):
    """The rule that the control names."""
    return at.case.knobs["rule"]


def windows(at):
    return maxima.windows(at.x, LAYER)


@depends_on("x")
def tied(at, one):
    """The cells of a window that none exceeds."""
    return maxima.largest(one, at.x, LAYER)


def ties(at):
    """The windows in which several cells are largest."""
    return [one for one in windows(at) if len(tied(at, one)) > 1]


def tied_cells(at):
    return [cell for one in ties(at) for cell in tied(at, one)]


def widest(at):
    """The first window with as many largest cells as any has."""
    return max(windows(at), key=lambda one: len(tied(at, one)))


def parts(name, many):
    """What part of the gradient each of so many tied cells gets under a rule, in reading order."""
    return {
        "first": [Fraction(n == 0) for n in range(many)],
        "last": [Fraction(n == many - 1) for n in range(many)],
        "all": [Fraction(1)] * many,
        "split": [Fraction(1, many)] * many,
    }[name]


def keeps_sums(name):
    """Whether what a rule sends to tied cells adds up to what it was given, however many they are."""
    return all(sum(parts(name, many)) == 1 for many in range(1, 5))


def sent(at, one):
    return typed(at.g[one[0]][one[1]])


@depends_on("x", "g")
def gradient(at, name):
    """The input gradient under a rule, by cell; windows share none."""
    grad = dict.fromkeys(maxima.every_cell(at.x), Fraction(0))
    for one in windows(at):
        cells = tied(at, one)
        grad.update({cell: part * sent(at, one) for cell, part in zip(cells, parts(name, len(cells)), strict=True)})
    return grad


def picked(at, name):
    """The cells that a rule gives a part to."""
    cells = {one: tied(at, one) for one in windows(at)}
    return [cell for some in cells.values() for cell, part in zip(some, parts(name, len(some)), strict=True) if part]


def agree(at):
    """Whether all rules give the same gradient."""
    return all(gradient(at, name) == gradient(at, "first") for name in RULES)


def beyond(at):
    """The cells that the mask by equality gives more in size than a fair share."""
    mask, fair = gradient(at, "all"), gradient(at, "split")
    return [cell for cell in mask if abs(mask[cell]) > abs(fair[cell])]


def upstream(at):
    return Total(sum(sent(at, one) for one in windows(at)), size(at))


def total(at, name):
    return Total(sum(gradient(at, name).values()), size(at))


def size(at):
    """What cancels in a sum may leave rounding of: the terms that come from above."""
    return sum(abs(sent(at, one)) for one in windows(at))


def rises_by(at, one, by):
    """By how much the output of a window rises when all its tied cells do."""
    cells = maxima.cells(one, at.x, LAYER)
    after = [typed(at.x[r][c]) + (by if (r, c) in tied(at, one) else 0) for r, c in cells]
    return max(after) - max(typed(at.x[r][c]) for r, c in cells)


def zeros(at):
    """Whether a window holds zeros alone."""
    return any(set(maxima.values(one, at.x, LAYER)) == {0} for one in windows(at))


def chosen_by(compare):
    """The place of the winner among equal numbers in a loop that takes a number over when `compare` says so."""
    numbers, best = [3, 3, 3], 0
    for n in range(1, len(numbers)):
        if compare(numbers[n], numbers[best]):
            best = n
    return best


@cache
def code_gives(x, g):
    """The input gradient of the NumPy code to take."""
    names = {}
    with redirect_stdout(StringIO()):
        exec(snippets(np.array(x), np.array(g), PoolSpec("max", 2))["NumPy"], names)
    return {(r, c): typed(names["grad_input"][r, c]) for r, c in product(range(N), range(N))}
