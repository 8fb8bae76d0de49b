"""What the lesson on unpooling claims, and when."""

import re

import numpy as np

from tests.figures.lessons import maxima
from tests.figures.lessons.claims import always, counted, reads
from tests.figures.lessons.drawn import grid, run
from tests.figures.lessons.unpooling import facts as fact

#: A zero that three windows chose, a peak that all four did, and a zero that comes before another number, twice each.
ZERO, PEAK = np.full((5, 5), -1.0), np.zeros((5, 5))
BESIDE = np.full((5, 5), -1.0)
ZERO[2, 2], PEAK[2, 2] = 0, 4
BESIDE[0, 2], BESIDE[4, 2] = 0, 5
MORE = [
    ({"kernel": kernel}, x, g)
    for kernel in "32"
    for x in (ZERO, PEAK, BESIDE)
    for g in (None, np.zeros((2, 2)), np.eye(2))
]


def returns(at):
    n = len(fact.wins(at))
    right = all(fact.unpooled(at)[r, c] == fact.typed(at.x[r][c]) for r, c in fact.wins(at))
    return right and {"filled": n, "get": "gets its" if n == 1 else "get their"}


def rest(at):
    n = 25 - len(fact.wins(at))
    return sum(cell not in fact.wins(at) and not value for cell, value in fact.unpooled(at).items()) == n and {
        "rest": n
    }


def index_formula(at):
    (row, column) = fact.winners(at)[0, 0]
    value = fact.output(at)[0][0]
    places = {"row": row, "column": column, "index": 5 * row + column}
    return places | {"value": lambda text: reads(text.removeprefix("= "), value)}


def shared(at):
    return fact.shared(at) and {"cell": str(fact.busiest(at)), "many": counted(len(fact.chose(at)), "window")}


def left(at):
    values = {"last": fact.sent(at)[-1], "window": str(fact.chose(at)[-1]), "sum": fact.total(at)}
    return fact.shared(at) and values


def sole(at):
    return not fact.shared(at) and not fact.off(fact.placed(at), fact.passed_back(at))


def raised_is_shared(at):
    """Whether the cell, raised above all others, wins four windows of kernel 3."""
    x = tuple(tuple(2e9 if (r, c) == (2, 2) else at.x[r][c] for c in range(5)) for r in range(5))
    return not fact.shared(at) and maxima.wins(x, fact.Layer("max", (3, 3), (2, 2)))[2, 2] == 4


def raise_it(kernel):
    return lambda at: at.case.knobs["kernel"] == kernel and raised_is_shared(at)


def rules_formula(text, at):
    """Whether what is assigned is the last number, and what is added the sum of all."""
    first, last = text.split(r"\\")[0], text.rsplit("&", 1)[1]
    total = fact.total(at)
    right = last.startswith((r"\approx ", "= ")) and reads(last, total)
    return right and reads(re.split(r"(?<=\}) (?==|\\approx)", first)[-1], fact.sent(at)[-1])


def of(numbers, title, **marks):
    return grid(title, lambda at: maxima.rows_of(numbers(at)), **marks)


def lines_run(title, numbers):
    """Whether the lines do this with V, into zeros."""

    def gives(at):
        flat = np.zeros(25)
        at.code(title)(flat, np.array(at.g), np.array(fact.indices(at)))
        found, size = flat.reshape(5, 5), float(sum(map(abs, fact.sent(at))))
        return np.allclose(found, maxima.rows_of(numbers(at)), 1e-12, 1e-12 * size)

    return gives


def gather_runs(at):
    arriving = tuple(map(tuple, maxima.rows_of(fact.arriving(at))))
    found = run(at, "The gradient of unpooling", arriving, np.array(fact.indices(at)))
    return found == maxima.rows_of(fact.gathered(at))


def often(at):
    return len(fact.choosing(at, fact.repeated(at)))


def harm(at):
    """The cell and what it would be, where adding makes something wrong."""
    wrong = len(fact.off(fact.added(at), fact.unpooled(at)))
    row, column = fact.repeated(at)
    places = {"cell": str((row, column)), "many": often(at), "total": often(at) * fact.typed(at.x[row][column])}
    named = (row, column) in fact.off(fact.added(at), fact.unpooled(at))
    return wrong > 0 and named and places | {"wrong": counted(wrong, "cell")}


def no_harm(sole):
    return lambda at: not fact.off(fact.added(at), fact.unpooled(at)) and fact.shared(at) is not sole


def own_number(at):
    return all(fact.output(at)[i][j] == at.x[r][c] for (i, j), (r, c) in fact.winners(at).items())


def twice_formula(text, at):
    row, column = fact.repeated(at)
    value = fact.typed(at.x[row][column])
    assigned, added = text.split(r"\\ ")
    right = reads(added[re.search(r"(= |\\approx )[^=≈]*$", added).start() :], often(at) * value)
    return right and f"= {often(at)} " in added and reads(assigned.split("&")[1], value)


def gathers(at):
    """Whether the slopes of the loss are what is gathered, where nothing was overwritten."""
    return all(fact.slope(at, window) == g for window, g in fact.slopes(at).items())


def lost(at):
    n = len(fact.overwritten(at))
    true = n > 0 and gathers(at)
    places = {"n": counted(n, "number"), "were": "was" if n == 1 else "were", "them": "it" if n == 1 else "them"}
    return true and places


def gather_formula(text, at):
    row, column = fact.winners(at)[0, 0]
    last = re.search(r"(= |\\approx )[^=]*$", text.removesuffix(r"\end{aligned}")).group()
    g = fact.arriving(at)[row, column]
    return f"u_{{{row},{column}}} - x_{{{row},{column}}}" in text and reads(
        last, fact.Total(g, abs(fact.placed(at)[row, column]) + abs(fact.typed(at.x[row][column])))
    )


def asked(at):
    one = len(fact.chose(at)) == 1
    windows = [str(window) for window in fact.chose(at)]
    named = windows[0] if one else f"{', '.join(windows[:-1])} and {windows[-1]}"
    return {
        "Windows": "Window" if one else "Windows",
        "windows": named,
        "cell": str(fact.busiest(at)),
        "last": fact.Total(fact.sent(at)[-1], fact.total(at).size),
        "other": lambda text: not reads(text, fact.Total(fact.sent(at)[-1], 0)),
    }


def filled(at):
    n = len(fact.wins(at))
    return {"n": n, "cells": counted(n, "different cell"), "other": lambda text: int(text) != n}


CHOSEN = {"chosen": lambda at: set(fact.wins(at))}
CLAIMS = {
    "card": {
        "Unpooling": always,
        "Unpooling and the backward pass go by the same indices: the one assigns, the other adds.": always,
        "It is the code of the pooling, with V as the upstream gradient: its backward pass adds.": always,
    },
    "controls": {
        "kernel, with stride 2": lambda at: at.case.settings.kernel_size == fact.layer(at).kernel_size,
        "kernel, with stride 2: 3 is 3: windows overlap": always,
        "kernel, with stride 2: 2 is 2: side by side": always,
    },
    "step 1": {
        "Back to where it came from": always,
        "Max pooling can hand on, with each maximum, where it stood: its index, 5 · row + column.": lambda at: at.shows(
            "Indices", fact.indices(at)
        ),
        "Unpooling puts every number back at its index and a 0 everywhere else.": lambda at: at.shows(
            "Y unpooled", maxima.rows_of(fact.unpooled(at))
        ),
        "Of 25 cells [filled] [get] own number back.": returns,
        "The other [rest] are 0, whatever they held: whoever unpools learns where the maxima stood, and nothing of "
        "what lay around them.": rest,
        r"\begin{aligned}\text{index}_{0,0} &= 5 \cdot [row] + [column] = [index]\\ u_{[row],[column]} &= y_{0,0} "
        r"[value]\end{aligned}": index_formula,
        "Input | 5 × 5": grid("Input", lambda at: at.x, **CHOSEN),
        "Output | 2 × 2": grid("Output", fact.output, focus=lambda at: [(0, 0)]),
        "Indices | 2 × 2": grid("Indices", fact.indices, focus=lambda at: [(0, 0)]),
        "Y unpooled | 5 × 5": of(fact.unpooled, "Y unpooled", focus=lambda at: [fact.winners(at)[0, 0]]),
    },
    "step 2": {
        "Assign or add": always,
        "A decoder, the half of a network that enlarges pictures, has its own numbers, V, for the same indices.": (
            always
        ),
        "Unpooling **assigns** them: where several meet, one stays.": lambda at: at.shows(
            "Unpooling assigns", maxima.rows_of(fact.placed(at))
        ),
        "Done in order it is the last; PyTorch promises no order.": always,  # tests/oracles/test_torch_unpooling.py
        "Were V the upstream gradient, the backward pass would **add** them.": lambda at: at.shows(
            "Backward adds", maxima.rows_of(fact.passed_back(at)), fact.total(at).size
        ),
        "Here no two windows chose the same cell, so that both give the same.": sole,
        "Choose kernel 3, and raise cell (2, 2), which then lies in four windows, above all others.": raise_it("2"),
        "Raise cell (2, 2), which then lies in four windows, above all others.": raise_it("3"),
        "Cell [cell] was chosen by [many].": shared,
        "Unpooling leaves [last] there, from window [window]; backward gives it the sum, [sum].": left,
        r"\begin{aligned}[rules]\end{aligned}": lambda at: {"rules": lambda text: rules_formula(text, at)},
        "Numbers V | 2 × 2": grid("Numbers V", lambda at: at.g, chose=fact.chose),
        "Unpooling assigns | 5 × 5": of(
            fact.placed, "Unpooling assigns", differs=lambda at: fact.off(fact.placed(at), fact.passed_back(at))
        ),
        "Backward adds | 5 × 5": of(
            fact.passed_back, "Backward adds", differs=lambda at: fact.off(fact.placed(at), fact.passed_back(at))
        ),
        "Unpooling, into zeros | right": lines_run("Unpooling, into zeros", fact.placed),
        "Backward, into zeros | right": lines_run("Backward, into zeros", fact.passed_back),
    },
    "step 3": {
        "The same number twice": always,
        "Why not add, as backward does?": always,
        "All windows that chose a cell bring the same number back: its own.": own_number,
        "Assigned, it stands there again, however often it comes.": returns,
        "Here each number comes once, and adding would do no harm.": no_harm(sole=True),
        "Here each number that comes more than once is 0, and adding would do no harm.": no_harm(sole=False),
        "Added, the number of cell [cell] would become [many] times as large, [total].": harm,
        "So [wrong] would be wrong.": harm,
        r"\begin{aligned}[twice]\end{aligned}": lambda at: {"twice": lambda text: twice_formula(text, at)},
        "Input | 5 × 5": grid("Input", lambda at: at.x, focus=lambda at: [fact.repeated(at)]),
        "Output | 2 × 2": grid("Output", fact.output, chose=lambda at: fact.choosing(at, fact.repeated(at))),
        "Wrong: adds | 5 × 5": of(
            fact.added, "Wrong: adds", wrong=lambda at: fact.off(fact.added(at), fact.unpooled(at))
        ),
        "Right: assigns | 5 × 5": of(fact.unpooled, "Right: assigns"),
    },
    "step 4": {
        "The gradient of unpooling": gather_runs,
        "Let the loss be L = ½ Σ (U − X)², U being V unpooled.": always,
        "What arrives at U is U − X, and each number of V gets what arrives at its place: unpooling scatters, its "
        "gradient **gathers**.": lambda at: at.shows("Gathered", maxima.rows_of(fact.gathered(at))),
        "Here every number stands at a place of its own, and this is its true slope.": lambda at: (
            not fact.overwritten(at) and gathers(at)
        ),
        "[n] of V [were] overwritten (≠): no small change of [them] changes U, so that the true slope is 0.": lost,
        "PyTorch gathers for [them] all the same.": lost,  # tests/oracles/test_torch_unpooling.py
        r"\begin{aligned}\tfrac{\partial L}{\partial v_{0,0}}[rest]\end{aligned}": lambda at: {
            "rest": lambda text: gather_formula(text, at)
        },
        "Numbers V | 2 × 2": grid("Numbers V", lambda at: at.g, focus=lambda at: [(0, 0)]),
        "Arrives: U − X | 5 × 5": of(fact.arriving, "Arrives: U − X", **CHOSEN),
        "Gathered | 2 × 2": of(fact.gathered, "Gathered", differs=fact.overwritten),
        "True slopes | 2 × 2": of(fact.slopes, "True slopes", differs=fact.overwritten),
    },
    "question 1": {
        "[Windows] [windows] chose cell [cell].": asked,
        "What does unpooling in reading order leave there of V?": always,
        "right: [last]": asked,
        "wrong: [other]": asked,
        "Unpooling assigns, and the last number stays; only the backward pass adds.": always,
    },
    "question 2": {
        "At how many of the 25 cells does unpooling put a number?": always,
        "right: [n]": filled,
        "wrong: [other]": filled,
        "At every cell that some window chose: 4 windows chose [cells].": filled,
    },
    "question 3": {
        "What is the gradient of unpooling?": always,
        "right: gather: each number gets what arrives at its index": lambda at: (
            bool(fact.overwritten(at)) or gathers(at)
        ),
        "wrong: scatter: each cell adds up what its windows send": always,
        "wrong: average pooling of what arrives": always,
        "wrong: max pooling of what arrives": always,
        "Forward, a number goes from its window to its index; backward, the gradient comes from there.": always,
    },
}
