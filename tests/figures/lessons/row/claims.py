"""What the lesson on one row claims, and when."""

import math
from itertools import pairwise

import numpy as np

from figures.stories.story import gradient_formula
from figures.stories.window import window_story
from pooling import PoolSpec, pool
from tests.figures.lessons.claims import Total, always, counted
from tests.figures.lessons.drawn import grid
from tests.figures.lessons.row import facts as fact

MORE = [
    ({"operator": operator, "kernel": kernel, "stride": stride}, None, None)
    for operator in ("max", "lp")
    for kernel, stride in ((2, 4), (3, 3), (4, 4))
]


def only(*operators):
    return lambda at: fact.knob(at, "operator") in operators


def under(operator, condition):
    return lambda at: only(operator)(at) and condition(at)


def made(at):
    places = {"kernel": counted(fact.knob(at, "kernel"), "sample"), "outputs": counted(len(fact.outputs(at)), "output")}
    firsts = [window[0] for window in fact.windows(at)]
    (apart,) = {b - a for a, b in pairwise(firsts)}
    return places | {"apart": counted(apart, "sample")}


def left(at):
    n = len(fact.unread(at))
    return n > 0 and {"left": f"{counted(n, 'sample')} {'lies' if n == 1 else 'lie'}"}


def parts(at):
    return [[at.x[0][n] for n in window] for window in fact.windows(at)]


def gives(reduce):
    """Whether every output is what these words make of its window."""
    return lambda at: fact.close(
        fact.outputs(at), [reduce(part) for part in parts(at)], max(abs(v) for part in parts(at) for v in part)
    )


def window_formula(at):
    story = window_story(at.case.pooled, at.case.grad_output, 0, 0)
    return {"formula": story.formulas[0]}


def formula_of_whole(at):
    """The equation of the one window, as Explore has it for this layer."""
    pooled = pool(np.array(at.x), PoolSpec(fact.knob(at, "operator"), (1, fact.N)))
    return {"formula": window_story(pooled, np.ones((1, 1)), 0, 0).formulas[0]}


def output_shown(at):
    return grid("Output", lambda at: [fact.outputs(at)], size_of_output, focus=lambda at: [(0, 0)])(at)


def size_of_output(at):
    return {"n": str(len(fact.outputs(at)))}


def forward_drawn(at):
    dots, squares, bars, near = fact.drawn(at, "The row and its outputs")
    right = fact.at_height(dots, at.x[0], near) and squares == []
    return right and fact.at_height(bars, fact.outputs(at), near)


def backward_drawn(at):
    dots, squares, bars, near = fact.drawn(at, "What the windows send, and what arrives")
    right = fact.at_height(dots, at.g[0], near) and bars == []
    return right and fact.at_height(squares, fact.arrived(at), near)


def whole_drawn(at):
    dots, squares, bars, near = fact.drawn(at, "The row and its outputs")
    right = fact.at_height(dots, at.x[0], near) and squares == []
    return right and fact.at_height(bars, [fact.over_time(at)], near)


def sums(at):
    size = sum(map(abs, at.g[0])) + sum(abs(g) for g in fact.arrived(at) if not math.isnan(g))
    reached = sum(g != 0 for g in fact.arrived(at))
    return {
        "sent": Total(math.fsum(at.g[0]), size),
        "arrived": Total(math.fsum(fact.arrived(at)), size) if not any(map(math.isnan, fact.arrived(at))) else "NaN",
        "reached": counted(reached, "sample"),
    }


def cancel(at):
    """Whether all that arrives comes to nothing, but for rounding."""
    return abs(math.fsum(fact.arrived(at))) <= 1e-12 * sum(map(abs, at.g[0]))


def sum_formula(at):
    formula = gradient_formula(at.case.pooled, at.case.grad_output, 0, fact.busiest(at))
    return {"formula": lambda text: text == rf"\begin{{aligned}}{formula}\end{{aligned}}"}


def any_order(at):
    """Whether the row backwards, and in order of size, gives the same number over all time, but for rounding."""
    rows = (tuple(reversed(at.x[0])), tuple(sorted(at.x[0])))
    found = [fact.forward([list(row)], fact.whole(at))[0][0][0] for row in rows]
    return fact.close(found, [fact.over_time(at)] * 2, sum(map(abs, at.x[0])))


def value(at):
    worth = fact.over_time(at)
    return any_order(at) and {"value": "NaN" if math.isnan(worth) else worth}


def noun(at):
    return {"max": "Max", "min": "Min", "avg": "Average", "lp": "Lp", "range": "Range"}[fact.knob(at, "operator")]


def moved(at):
    return [(0, n) for n, slope in enumerate(fact.slopes(at)) if slope != 0]


def outputs_asked(at):
    k, s, n = fact.knob(at, "kernel"), fact.knob(at, "stride"), len(fact.outputs(at))
    places = {"kernel": counted(k, "sample"), "stride": s, "n": n, "room": fact.N - k}
    return (fact.N - k) // s + 1 == n and places | {"other": lambda text: int(text) != n}


def held(at):
    n = len(fact.holding(at, 5))
    listed = ", ".join(map(str, fact.holding(at, 5)))
    which = f"{'Window' if n == 1 else 'Windows'} {listed}"
    return {"n": n, "which": which, "other": lambda text: int(text) != n}


def follow_one(pick):
    """Whether the window as long as the row has its only slope at the first of the cells that `pick` takes."""

    def true(at):
        row = list(at.x[0])
        return fact.slopes(at) == [float(n == row.index(pick(row))) for n in range(fact.N)]

    return true


def follows_two(at):
    row = list(at.x[0])
    ends = [float(n == row.index(max(row))) - float(n == row.index(min(row))) for n in range(fact.N)]
    return fact.slopes(at) == ends


FOLLOWS = {
    "Max follows the largest cell alone, of equal ones the first.": under("max", follow_one(max)),
    "Min follows the smallest cell alone, of equal ones the first.": under("min", follow_one(min)),
    "Average follows all cells alike.": under("avg", lambda at: len(set(fact.slopes(at))) == 1),
    "Range follows the largest cell and, with its sign turned, the smallest, of equal ones the first; where both are "
    "one cell, it follows none.": under("range", follows_two),
    "Lp follows each cell by a slope of its own.": only("lp"),
}
DRAGGED, SENT = "The row and its outputs", "What the windows send, and what arrives"
CLAIMS = {
    "card": {
        "One row": always,
        "A signal is a plane of one row: windows along it, and the same operators, forward and backward.": always,
    },
    "controls": {
        "Operator": lambda at: at.case.settings.operator == fact.knob(at, "operator"),
        "Operator: max is Max": always,
        "Operator: avg is Avg": always,
        "Operator: min is Min": always,
        "Operator: lp is Lp": always,
        "Operator: range is Range": always,
        "kernel": lambda at: at.case.settings.kernel_size == (1, fact.knob(at, "kernel")),
        "stride": lambda at: at.case.settings.stride == (1, fact.knob(at, "stride")),
    },
    "step 1": {
        "Windows along a row": always,
        "A signal is a plane of one row.": lambda at: at.case.x.shape == (1, fact.N),
        "Windows of [kernel], [apart] apart, make [outputs] out of 10 samples.": made,
        "[left] in no window.": left,
        "Max keeps the largest.": under("max", gives(max)),
        "Min keeps the smallest.": under("min", gives(min)),
        "Average divides the sum by [n].": lambda at: (
            only("avg")(at) and gives(lambda part: sum(part) / len(part))(at) and {"n": fact.knob(at, "kernel")}
        ),
        "Range subtracts the smallest from the largest.": under("range", gives(lambda part: max(part) - min(part))),
        "Lp adds up the p-th powers and takes the p-th root, here with p = 2.": under(
            "lp", gives(lambda part: math.sqrt(sum(v * v for v in part)))
        ),
        "Drag a dot, or type into the row: only the windows that hold the sample can follow.": always,
        "[formula]": window_formula,
        "Input | 1 × 10": grid("Input", lambda at: at.x, window=lambda at: [(0, n) for n in fact.windows(at)[0]]),
        f"{DRAGGED} | ● sample, to be dragged · ▬ output, over its window": forward_drawn,
        "Output | 1 × [n]": output_shown,
    },
    "step 2": {
        "The gradient, stem by stem": always,
        "Every output sends its gradient to the samples that it moves with.": always,
        **FOLLOWS,
        "Where windows overlap, what they send adds up.": always,
        "Sent in all: [sent]; arrived: [arrived], at [reached].": sums,
        "The slopes of an Lp window need not add up to 1.": only("lp"),
        "Each window sends +g and −g, which cancel in the sum.": under("range", cancel),
        "[formula]": sum_formula,
        "Upstream gradient | 1 × [n]": grid(
            "Upstream gradient",
            lambda at: at.g,
            size_of_output,
            window=lambda at: [(0, n) for n in fact.holding(at, fact.busiest(at))],
        ),
        f"{SENT} | ● upstream gradient, to be dragged · ■ input gradient": backward_drawn,
        "Input gradient | 1 × 10": lambda at: (
            fact.close(at.item("Input gradient").picture.z[0], fact.arrived(at), sum(map(abs, at.g[0])))
            and at.marked("Input gradient", "focus") == {(0, fact.busiest(at))}
        ),
    },
    "step 3": {
        "All of time in one window": always,
        "A window as long as the row gives one number.": always,
        "[noun] over time is [value] here.": lambda at: value(at) and {"noun": noun(at)} | value(at),
        "So a network makes one answer of a text or a sound, however long it is.": always,
        "It says what was there and not when: the samples may come in any order, and the number is the same.": (
            any_order
        ),
        "Its slopes say whom the gradient reaches.": always,
        **FOLLOWS,
        "[formula]": formula_of_whole,
        "Input | 1 × 10": grid("Input", lambda at: at.x, chosen=moved),
        f"{DRAGGED} | ● sample, to be dragged · ▬ output, over its window": whole_drawn,
        "Slopes | 1 × 10": lambda at: (
            fact.close(at.item("Slopes").picture.z[0], fact.slopes(at))
            and at.marked("Slopes", "chosen") == set(moved(at))
        ),
        "Over time | 1 × 1": lambda at: fact.close(at.item("Over time").picture.z[0], [fact.over_time(at)]),
    },
    "question 1": {
        "How many outputs do windows of [kernel] with stride [stride] make of 10 samples?": outputs_asked,
        "right: [n]": outputs_asked,
        "wrong: [other]": outputs_asked,
        "The last one may begin at sample [room]; floor([room] / [stride]) + 1 = [n].": outputs_asked,
    },
    "question 2": {
        "How many windows hold sample 5?": always,
        "right: [n]": held,
        "wrong: [other]": held,
        "[which] of the row, counted from 0.": lambda at: held(at)["n"] > 0 and held(at),
        "It lies in no window.": lambda at: held(at)["n"] == 0,
    },
    "question 3": {
        "A pool over all time gives one number.": always,
        "What does it tell?": always,
        "right: what was there, not when": any_order,
        "wrong: when the largest sample came": always,
        "wrong: how long the row was": always,
        "wrong: in which order the samples came": always,
        "The same samples in another order give the same number.": any_order,
    },
}
