"""Whether what the lesson on finite differences draws and says of the size of a step is true."""

import math

import numpy as np

from tests.figures.lessons.check import facts as fact
from tests.figures.lessons.check.shown import smooth_cells
from tests.figures.lessons.claims import NOISE

CHART = "Largest error of the central difference"
LABELS = {"max": "Max", "avg": "Avg", "min": "Min", "lp": "Lp, p = 2", "range": "Range"}
STEPS = [10.0 ** (n / 2) for n in range(-24, 1)]


def line(at, label):
    (found,) = [trace for trace in at.item(CHART).spec["data"] if trace["name"] == label]
    return found


def drawn(at):
    """The errors of the present operator, none where it is 0."""
    return line(at, LABELS[fact.operator(at)])["y"]


def line_drawn(name):
    """Whether an operator's line has, for steps that rounding does not swamp, the errors of its central differences."""

    def agrees(at):
        trace = line(at, LABELS[name])
        cells = [cell for cell in fact.CELLS if fact.smooth(at, name, cell)]
        for h, shown in list(zip(trace["x"], trace["y"], strict=True))[-6:] if cells else ():
            off = max(abs(fact.central(at, name, cell, h) - fact.passed_back(at, cell, name)) for cell in cells)
            noise = max(fact.rounding(at, cell, h, name) for cell in cells)
            if abs((shown or 0.0) - off) > 8 * noise + 1e-9 * off:
                return False
        return np.allclose(trace["x"], STEPS, 1e-12, 0) and (bool(cells) or set(trace["y"]) == {None})

    return agrees


def unit_drawn(at):
    """Whether the thick line is what rounding can do to the slopes of the present operator at most."""
    trace = line(at, "one unit in the last place")
    most = [max(fact.rounding(at, cell, h) for cell in fact.CELLS) for h in STEPS]
    return np.allclose([y or 0.0 for y in trace["y"]], most, 1e-9, 0)


def rounding_grows(at):
    """Whether half the step doubles what rounding can do where it is small beside the numbers of a window."""
    cells = [cell for cell in fact.CELLS if fact.number(at, cell)]
    steps = {cell: abs(fact.number(at, cell)) * 2.0**-60 for cell in cells}
    return all(fact.rounding(at, cell, h / 2) == 2 * fact.rounding(at, cell, h) for cell, h in steps.items())


def next_kink(name):
    """How far the nearest kink of this operator is from the cells that have a derivative."""

    def finds(at):
        room = min((fact.room(at, cell) for cell in smooth_cells(at)), default=math.inf)
        return fact.operator(at) == name and math.isfinite(room) and {"room": room}

    return finds


def no_next_kink(name):
    return lambda at: fact.operator(at) == name and all(math.isinf(fact.room(at, cell)) for cell in smooth_cells(at))


def straight_up_to_kink(at):
    """Whether a step up to the kink finds the gradient of every cell that has one, and one past it meets two slopes."""
    name = fact.operator(at)
    if name not in fact.EXTREMES:
        return False
    for cell in smooth_cells(at):
        room = min(fact.room(at, cell), 1e12)
        size = max(map(abs, [fact.number(at, cell), *fact.others(at, cell), room])) * abs(fact.sent(at, cell))
        near, noise = fact.central(at, name, cell, room / 2) - fact.gradients(at)[cell], NOISE * size / room
        mixed = fact.mixes(at, name, cell, room * 4, noise)
        if abs(near) > noise or mixed != math.isfinite(fact.room(at, cell)):
            return False
    return rounding_grows(at)


def exact_steps(at):
    return sum(y is None for y in drawn(at))


def points(condition):
    """What is said of the points where some cell has a derivative."""
    return lambda at: bool(smooth_cells(at)) and condition(exact_steps(at), fact.operator(at)) and {
        "n": exact_steps(at), "have": "has" if exact_steps(at) == 1 else "have"
    }  # fmt: skip


def closest(at):
    """The step with the least error, where each has one and they make a V."""
    errors = drawn(at)
    if fact.operator(at) != "lp" or None in errors:
        return False
    step = STEPS[errors.index(min(errors))]
    return {"step": lambda text: abs(float(text.replace("−", "-")) / step - 1) < 5e-3}
