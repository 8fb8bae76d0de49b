"""What is true of a case of the lesson on finite differences: slopes, kinks and errors from one window at a time."""

import math
import re
from decimal import Decimal, localcontext
from itertools import product

from tests.figures.lessons.claims import depends_on

CELLS = list(product(range(4), range(4)))
#: The operators that are made of straight pieces.
EXTREMES = {"max": max, "min": min, "range": lambda numbers: max(numbers) - min(numbers)}
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
    if operator in EXTREMES:
        return EXTREMES[operator](numbers)
    if operator == "avg":
        return sum(numbers) / 4
    assert operator == "lp", f"no definition of {operator}"
    return math.sqrt(math.fsum(v * v for v in numbers))


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
    highest, lowest = (v > max(rest), v >= max(rest)), (v <= min(rest), v < min(rest))
    if operator == "range":
        left, right = (int(high) - int(low) for high, low in zip(highest, lowest, strict=True))
        return g * left, g * right
    if operator in EXTREMES:
        left, right = highest if operator == "max" else lowest
        return g * left, g * right
    size = output("lp", [v, *rest])
    return (g * v / size,) * 2 if size else (-g, g)


def smooth(at, operator, cell):
    left, right = sides(at, operator, cell)
    return left == right


@depends_on("knobs", "x", "g")
def kinks(at):
    return {cell for cell in CELLS if not smooth(at, operator(at), cell)}


def is_first(at, cell, best):
    """Whether a cell is the first of its window that holds its largest or smallest number."""
    top, left = (2 * (n // 2) for n in cell)
    held = [(top + r, left + c) for r in (0, 1) for c in (0, 1)]
    return tuple(cell) == next(c for c in held if number(at, c) == best(number(at, each) for each in held))


def passed_back(at, cell, name=None):
    """What the backward pass says: of a tie the first cell takes all, and a window of zeros sends nothing under Lp."""
    name, g = name or operator(at), sent(at, cell)
    if name in EXTREMES:
        largest, smallest = is_first(at, cell, max), is_first(at, cell, min)
        return g * {"max": largest, "min": smallest, "range": int(largest) - int(smallest)}[name]
    left, right = sides(at, name, cell)
    return right if left == right else 0.0


@depends_on("knobs", "x", "g")
def gradients(at):
    return {cell: passed_back(at, cell) for cell in CELLS}


def room(at, cell):
    """How far a cell can move before E has a kink; infinite where it has none."""
    v, rest = number(at, cell), others(at, cell)
    if sent(at, cell) == 0 or operator(at) == "avg" or (operator(at) == "lp" and any(rest)):
        return math.inf
    to = {"max": [max(rest)], "min": [min(rest)], "range": [max(rest), min(rest)], "lp": [0.0]}
    return min(abs(v - kink) for kink in to[operator(at)])


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


def mixes(at, name, cell, h, noise=0.0):
    """Whether E has more than one slope within the step: up or down, the mean slope is none that it has at the cell."""
    means = zip(sides(at, name, cell), (difference(at, name, cell, *ends) for ends in ((-h, 0), (0, h))), strict=True)
    return any(abs(mean - slope) > noise for slope, mean in means)


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
