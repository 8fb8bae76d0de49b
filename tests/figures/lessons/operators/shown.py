"""Whether what the lesson on the operators shows and says of a case is true of it."""

import math

import numpy as np

from tests.figures.lessons.claims import Total, reads
from tests.figures.lessons.operators import facts as fact
from tests.figures.lessons.operators.stated import TRIED, lp

OPERATORS = {"Max": "max", "Average": "avg", "Min": "min", "Range": "range"}
CHART = "Lp of window (0, 0) against p"


def outputs_shown(title, reduce):
    return lambda at: at.shows(
        title, [[reduce(cells) for cells in row] for row in fact.each_window(at)], fact.size_of_all(at)
    )


def lp_shown(at):
    title = f"Lp, p = {fact.p_of(at):g}"
    return outputs_shown(title, lambda cells: lp(cells, fact.p_of(at)))(at) and fact.p_text(at)


def one_of_each(at):
    """Whether the first output cell is framed under each operator."""
    framed = {item.title for item in at.items if item.marks == {(0, 0): "focus"}}
    return framed == {*OPERATORS, f"Lp, p = {fact.p_of(at):g}"}


def trace(at, name):
    """The line of this name in the chart."""
    (found,) = [trace for trace in at.item(CHART).spec["data"] if trace.get("name") == name]
    return found


def traced(name, value):
    """Whether the line of this name has, at each p that it is drawn for, what the window gives."""

    def agrees(at):
        line = trace(at, name)
        wanted = [value(fact.window(at), p) for p in line["x"]]
        shown = [math.nan if y is None else y for y in line["y"]]
        return np.allclose(shown, wanted, 1e-9, 1e-9 * fact.size(at), equal_nan=True)

    return agrees


def now_traced(at):
    """Whether the diamond stands at the p that is set."""
    name = f"p = {fact.p_of(at):g}"
    return traced(name, lp)(at) and trace(at, name)["x"] == [fact.p_of(at)] and fact.p_text(at)


def whole_range(at):
    """Whether the chart's curve goes from p = 1 to p = 10."""
    return trace(at, "Lp")["x"][0] == 1 and trace(at, "Lp")["x"][-1] == 10


def tried(at):
    """A row of the table for each p: Lp of the window, of its negative, of its absolute values."""
    rows = []
    for p in sorted({*TRIED, fact.p_of(at)}):
        found = (lp([sign(v) for v in fact.window(at)], p) for sign in (float, lambda v: -v, abs))
        places = zip(("window", "negative", "absolute"), (Total(value, fact.size(at)) for value in found), strict=True)
        rows.append({"p": f"{'▸ ' if p == fact.p_of(at) else ''}{p:g}", **dict(places)})
    return rows


def first_of(at, best):
    """The slopes of an output that is the first of the largest or smallest cells of the window."""
    first = fact.window(at).index(best(fact.window(at)))
    return np.array([[float(first == 2 * r + c) for c in (0, 1)] for r in (0, 1)])


def one_alone(title, best):
    return lambda at: at.shows(f"{title}: slopes", first_of(at, best))


def all_alike(at):
    return at.shows("Average: slopes", [[0.25, 0.25], [0.25, 0.25]])


def largest_and_smallest(at):
    """Whether the slopes are 1 at the first largest cell, −1 at the first smallest, 0 everywhere if they are one."""
    return at.shows("Range: slopes", first_of(at, max) - first_of(at, min))


def slopes_shown(title):
    """Whether the slopes stand under this title; what they add up to."""

    def agrees(at):
        local = fact.slopes(at, OPERATORS[title])
        return at.shows(f"{title}: slopes", local) and {"sum": sum(map(sum, local))}

    return agrees


def lp_slopes_shown(at):
    total = sum(map(sum, fact.lp_slopes(at)))
    shown = at.shows(f"Lp, p = {fact.p_of(at):g}: slopes", fact.lp_slopes(at))
    return shown and {"p": fact.p_of(at), "sum": Total(total, sum(abs(v) for row in fact.lp_slopes(at) for v in row))}


def received(at):
    """Whether a slope times the upstream gradient is what the cell receives."""
    grad = at.case.grad_input.tolist()
    pairs = [(grad[r][c], fact.lp_slopes(at)[r][c] * at.g[0][0]) for r in (0, 1) for c in (0, 1)]
    return np.allclose(*zip(*pairs, strict=True), 1e-9, 0, equal_nan=True)


def shows_window(at):
    """Whether the input and its first window are on screen."""
    return at.shows("Input", at.x) and at.marked("Input", "window") == {(0, 0), (0, 1), (1, 0), (1, 1)}


def numbers_of_window(at):
    return {"cells": lambda text: all(map(reads, text.split(", "), fact.window(at)))}


def first_wins(at):
    """Whether cell (0, 0) is the largest of the window, alone or the first of several."""
    return fact.window(at)[0] == max(fact.window(at))


def tied(at):
    return fact.window(at).count(max(fact.window(at))) > 1
