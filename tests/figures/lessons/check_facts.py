"""What is true of a case of the lesson on finite differences: slopes, kinks and errors from one window at a time."""

import math
import re
from decimal import Decimal, localcontext
from itertools import product

from tests.figures.lessons.claims import depends_on

CELLS = list(product(range(4), range(4)))
#: From this part of the largest gradient on, rounding is worth a warning.
COARSE = 0.01


def operator(at):
    return at.case.knobs["operator"]


def step(at):
    return float(10.0 ** -at.case.knobs["n"])


def sent(at, cell):
    """The upstream gradient of the one window that holds a cell."""
    return at.g[cell[0] // 2][cell[1] // 2]


def others(at, cell):
    """The numbers of the other cells of its window."""
    top, left = (2 * (n // 2) for n in cell)
    held = [(top + r, left + c) for r in (0, 1) for c in (0, 1)]
    return [at.x[r][c] for r, c in held if (r, c) != tuple(cell)]


def number(at, cell):
    return at.x[cell[0]][cell[1]]


def output(operator, numbers):
    if operator == "max":
        return max(numbers)
    return sum(numbers) / 4 if operator == "avg" else math.sqrt(math.fsum(v * v for v in numbers))


@depends_on("x", "g")
def loss(at, operator):
    """E, and how large its terms are in all."""
    windows = [
        (g, [number(at, (2 * i, 2 * j)), *others(at, (2 * i, 2 * j))])
        for i, row in enumerate(at.g)
        for j, g in enumerate(row)
    ]
    terms = [g * output(operator, numbers) for g, numbers in windows]
    return math.fsum(terms), math.fsum(map(abs, terms))


def sides(at, operator, cell):
    """The slopes of E to the left and to the right of a cell."""
    v, rest, g = number(at, cell), others(at, cell), sent(at, cell)
    if operator == "avg":
        return g / 4, g / 4
    if operator == "max":
        return g * (v > max(rest)), g * (v >= max(rest))
    size = output("lp", [v, *rest])
    return (g * v / size,) * 2 if size else (-g, g)


def smooth(at, operator, cell):
    left, right = sides(at, operator, cell)
    return left == right


@depends_on("knobs", "x", "g")
def kinks(at):
    return {cell for cell in CELLS if not smooth(at, operator(at), cell)}


def passed_back(at, cell, name=None):
    """What the backward pass says: of a tie the first cell takes all, and a window of zeros sends nothing under Lp."""
    left, right = sides(at, name or operator(at), cell)
    if left == right:
        return right
    first = next(
        c
        for c in CELLS
        if c[0] // 2 == cell[0] // 2 and c[1] // 2 == cell[1] // 2 and number(at, c) == number(at, cell)
    )
    return right if (name or operator(at)) == "max" and first == cell else 0.0


@depends_on("knobs", "x", "g")
def gradients(at):
    return {cell: passed_back(at, cell) for cell in CELLS}


def room(at, cell):
    """How far a cell can move before E has a kink; infinite where it has none."""
    v, rest = number(at, cell), others(at, cell)
    if sent(at, cell) == 0 or operator(at) == "avg" or (operator(at) == "lp" and any(rest)):
        return math.inf
    return abs(v - max(rest)) if operator(at) == "max" else abs(v)


@depends_on("knobs", "x", "g")
def crossed(at):
    """The cells that have their nearest kink within the step, and how far away it is."""
    return {cell: room(at, cell) for cell in CELLS if 0 < room(at, cell) < step(at)}


@depends_on("knobs", "x")
def lost(at):
    """The cells whose number a step does not move."""
    return {cell for cell in CELLS if number(at, cell) in (number(at, cell) + step(at), number(at, cell) - step(at))}


def rounding(at, cell, h, name=None):
    """What one unit in the last place of the window's numbers can do to a slope."""
    numbers = [number(at, cell), *others(at, cell)]
    largest = max(*map(abs, numbers), abs(output(name or operator(at), numbers)))
    return math.ulp(largest + h) * abs(sent(at, cell)) / h


@depends_on("knobs", "x", "g")
def noise(at):
    return max(rounding(at, cell, step(at)) for cell in CELLS)


def swamped(at):
    return noise(at) > COARSE * (max(map(abs, gradients(at).values())) or 1)


def difference(at, name, cell, low, high):
    """(E(x + high) − E(x + low)) / (high − low) along one cell."""
    v, rest = number(at, cell), others(at, cell)
    rise = output(name, [v + high, *rest]) - output(name, [v + low, *rest])
    return sent(at, cell) * rise / (high - low)


def central(at, name, cell, h):
    return difference(at, name, cell, -h, h)


@depends_on("knobs", "x", "g")
def largest_error(at):
    """How far the two differ at most, over the cells that have a derivative."""
    off = [
        abs(central(at, operator(at), cell, step(at)) - gradients(at)[cell]) for cell in CELLS if cell not in kinks(at)
    ]
    return max(off, default=None)


@depends_on("knobs", "x", "g")
def apart(at):
    h, name = step(at), operator(at)
    return max(abs(difference(at, name, cell, 0, h) - difference(at, name, cell, -h, 0)) for cell in CELLS)


def named_cell(at):
    """The cell that the text is about."""
    (found,) = {tuple(map(int, pair)) for text in at.said for pair in re.findall(r"ell \((\d), (\d)\)", text)}
    return found


@depends_on("x")
def error_shrinks(at):
    """Whether half the step leaves a quarter of the error of a central difference under Lp, where it has one."""
    with localcontext() as exact:
        exact.prec = 100
        return all(
            3.9 < _error(at, cell, 1) / _error(at, cell, 2) < 4.1
            for cell in CELLS
            if number(at, cell) and any(others(at, cell))
        )


def _error(at, cell, parts):
    v, rest = Decimal(number(at, cell)), sum(Decimal(n) ** 2 for n in others(at, cell))
    h = min(abs(v), rest.sqrt()) / (1000 * parts)
    high, low = ((rest + (v + move) ** 2).sqrt() for move in (h, -h))
    return (high - low) / (2 * h) - v / (rest + v * v).sqrt()
