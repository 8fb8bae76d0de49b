"""Whether what the lesson on finite differences shows and says of a case is true of it."""

import math

from tests.figures.lessons.check import facts as fact
from tests.figures.lessons.claims import NOISE, Total, counted, reads


def rounded(value, noise):
    """A number that rounding may have moved by some units of noise."""
    return Total(value, 8 * noise / NOISE + abs(value))


def near(text, value, noise):
    return reads(text, rounded(value, noise))


def input_shown(at):
    return at.shows("Input", at.x)


def smooth_cells(at):
    return [cell for cell in fact.CELLS if cell not in fact.kinks(at)]


def marked(at):
    """Whether kinks are dashed and cells whose step reaches past one are dotted."""
    return (
        input_shown(at)
        and at.marked("Input", "kink") == fact.kinks(at)
        and at.marked("Input", "crossed") == set(fact.crossed(at))
    )


# Cautions


def lost(at):
    """How many cells a step does not move, and how far two numbers of that size are apart."""
    largest = max(abs(v) for row in at.x for v in row)
    return fact.lost(at) and {
        "cells": counted(len(fact.lost(at)), "cell"),
        "size": lambda text: abs(float(text) / largest - 1) < 5e-3,
        "gap": math.ulp(largest),
    }


def swamped(at):
    return not fact.lost(at) and fact.swamped(at) and {"noise": fact.noise(at)}


def steps_past(at):
    """The cells whose nearest kink lies within the step; there the difference is no slope."""
    if fact.lost(at) or fact.swamped(at) or not fact.crossed(at):
        return False
    mixed = all(fact.mixes(at, fact.operator(at), cell, fact.step(at)) for cell in fact.crossed(at))
    return mixed and {"cells": counted(len(fact.crossed(at)), "cell"), "room": min(fact.crossed(at).values())}


def past_here(at):
    cell = fact.named_cell(at)
    return steps_past(at) and cell in fact.crossed(at) and {"room": fact.crossed(at)[cell]}


# One cell


def loss(at):
    return {"loss": Total(*fact.loss(at, fact.operator(at)))}


def steepest(at):
    """Whether no cell that has a derivative has a larger gradient, and this one has a derivative if any has."""
    cell, most = fact.named_cell(at), max((abs(fact.gradients(at)[c]) for c in smooth_cells(at)), default=0)
    best = cell in smooth_cells(at) and abs(fact.gradients(at)[cell]) >= most * (1 - 1e-12)
    return (best or not smooth_cells(at)) and {"cell": str(cell), "h": fact.step(at)}


def says(at):
    return {"g": fact.gradients(at)[fact.named_cell(at)]}


def kink_here(at):
    return fact.named_cell(at) in fact.kinks(at)


def formula_one(at):
    (row, column), h = fact.named_cell(at), fact.step(at)
    slope, noise = fact.central(at, fact.operator(at), (row, column), h), fact.rounding(at, (row, column), h)
    return {
        "r": row,
        "c": column,
        "is": lambda text: text in ("= ", r"\approx "),
        "rise": lambda text: near(rf"\approx {text}", slope * 2 * h, noise * 2 * h),
        "run": 2 * h,
        "slope": rounded(slope, noise),
    }


def one_shown(at):
    cell = fact.named_cell(at)
    return input_shown(at) and at.marked("Input", "focus") == {cell}


def window_shown(title):
    def agrees(at):
        row, column = fact.named_cell(at)
        return at.marked(title, "holds") == {(row // 2, column // 2)}

    return agrees


# Every cell


def differ(at):
    off = fact.largest_error(at)
    return off is not None and {
        "cells": counted(len(smooth_cells(at)), "cell"),
        "off": lambda text: near(text, off, fact.noise(at)),
    }


def none_smooth(at):
    return not smooth_cells(at)


def kinks(at):
    return fact.kinks(at) and {"cells": counted(len(fact.kinks(at)), "cell")}


def grid_shown(title, value):
    """Whether a grid has these values, but for rounding, and its kinks are marked."""

    def agrees(at):
        expected = [[value(at, (r, c)) for c in range(4)] for r in range(4)]
        room = 8 * fact.noise(at) / NOISE + max(abs(v) for row in expected for v in row)
        return at.shows(title, expected, room) and at.marked(title, "kink") == fact.kinks(at)

    return agrees


def central(at, cell):
    return fact.central(at, fact.operator(at), cell, fact.step(at))


def backward(at, cell):
    return fact.gradients(at)[cell]


def left(at, cell):
    return fact.difference(at, fact.operator(at), cell, -fact.step(at), 0)


def right(at, cell):
    return fact.difference(at, fact.operator(at), cell, 0, fact.step(at))


def same_slopes(at):
    """Whether both slopes are the same in every cell."""
    sides = [fact.sides(at, fact.operator(at), cell) for cell in fact.CELLS]
    return not fact.kinks(at) and all(low == high for low, high in sides)


def straight(at):
    """Whether an average moves as far as its cell does, over four, however far that is."""
    moves = [
        (fact.output("avg", [fact.number(at, c) + h, *fact.others(at, c)]), h)
        for c in fact.CELLS[:1]
        for h in (-8.0, 8.0, 64.0)
    ]
    here = fact.output("avg", [fact.number(at, (0, 0)), *fact.others(at, (0, 0))])
    size = max(abs(v) for row in at.x for v in row)
    return fact.operator(at) == "avg" and all(abs(y - here - h / 4) <= NOISE * (size + 64) for y, h in moves)


# The question


def asked(at):
    cell = fact.named_cell(at)
    return (cell == min(fact.kinks(at)) if fact.kinks(at) else True) and {"cell": str(cell)}


def slope_asked(at):
    low, high = fact.sides(at, fact.operator(at), fact.named_cell(at))
    return {"low": low, "high": high}


def two_slopes(at):
    return fact.named_cell(at) in fact.kinks(at) and slope_asked(at)


def one_slope(at):
    sides = slope_asked(at)
    return not fact.kinks(at) and sides["low"] == sides["high"] == fact.gradients(at)[fact.named_cell(at)]
