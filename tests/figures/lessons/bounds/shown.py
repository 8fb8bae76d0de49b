"""Whether what the lesson on the range of windows that hold a cell shows and says of a case is true of it."""

import math

import numpy as np

from figures.phrases import listed
from figures.stories.story import gradient_formula
from tests.figures.lessons.bounds import facts as fact
from tests.figures.lessons.bounds.stated import claimed
from tests.figures.lessons.claims import counted

K, N = fact.K, fact.N
FLOORED, CEILED = "Wrong: from the floor on", "Right: from the ceiling on"


def layer_of_lesson(at):
    """The one divisor of all windows, of this layer."""
    own, (d,) = at.case.settings, {d for row in fact.divisors(at) for d in row}
    same = (own.operator, own.kernel_size, own.padding) == ("avg", (K, K), (1, 1))
    return same and d == K * K and {"d": d}


def size(at):
    return {"size": f"{fact.outputs(at)} × {fact.outputs(at)}"}


def cell(at):
    """The cell, and its row in the padded input: the row that as many windows hold as hold the cell in its column."""
    m = fact.cell(at)[0] + 1
    return {i for i, j in fact.holders(at)} == set(fact.holding(at, m)) and {
        "at": str(fact.cell(at)),
        "m": m,
        "s": fact.stride(at),
    }


def held(how_many):
    """The windows along the rows and in all, where so many hold the row, and so many the cell."""

    def gives(at):
        along, every = fact.holding(at, fact.cell(at)[0] + 1), len(fact.holders(at))
        columns = fact.holding(at, fact.cell(at)[1] + 1)
        marked = at.marked("Upstream gradient", "holds") == fact.holders(at)
        there = len(along) * len(columns) == every > 0 and marked and how_many(len(along), every)
        across = f"window{'' if len(columns) == 1 else 's'} {listed(list(map(str, columns)))}"
        return there and {
            "named": listed(list(map(str, along))),
            "n": fact.cell(at)[1] + 1,
            "across": across,
            "rows": len(along),
            "columns": len(columns),
            "windows": counted(every, "window"),
        }

    return gives


def skipped(at):
    nothing = fact.received(at)[fact.cell(at)[0]][fact.cell(at)[1]] == 0
    return not fact.holding(at, fact.cell(at)[0] + 1) and not fact.holders(at) and nothing


def cell_formula(at):
    """The bounds of the cell's row, and what it receives."""
    m, s, out = fact.cell(at)[0] + 1, fact.stride(at), fact.outputs(at)
    low, high = math.ceil((m - K + 1) / s), math.floor(m / s)
    named = [i for i in range(out) if low <= i <= high]
    bounds = rf"\left\lceil \tfrac{{{m} - {K} + 1}}{{{s}}} \right\rceil = {low} &\le i \le "
    bounds += rf"\left\lfloor \tfrac{{{m}}}{{{s}}} \right\rfloor = {high}, \quad 0 \le i < {out}"
    sum_of = gradient_formula(at.case.pooled, at.case.grad_output, *fact.cell(at))
    whole = rf"\begin{{aligned}}{bounds}\\ {sum_of}\end{{aligned}}"
    return named == fact.holding(at, m) and {"formula": whole}


def input_marked(at):
    return at.shows("Input", at.x) and at.marked("Input", "focus") == {fact.cell(at)}


def upstream_marked(at):
    holding = at.marked("Upstream gradient", "holds") == fact.holders(at)
    return at.shows("Upstream gradient", at.g) and holding and size(at)


def covers(at):
    """A row for each window along the rows: the padded rows that it covers, and whether it holds the cell's."""
    m, s = fact.cell(at)[0] + 1, fact.stride(at)
    return [
        {"i": str(i), "rows": f"{i * s}–{i * s + K - 1}", "holds": "yes" if i in fact.holding(at, m) else "no"}
        for i in range(fact.outputs(at))
    ]


def floor_errs(at):
    errs = len(fact.floor_errs(at))
    return errs > 0 and {"s": fact.stride(at), "errs": errs, "rows": N + 2}


def floor_agrees(at):
    return fact.stride(at) == 1 and not fact.floor_errs(at)


def range_formula(at):
    """The bounds; for the first row where they differ, with its numbers."""
    bounds = r"\left\lceil \tfrac{m - k + 1}{s} \right\rceil &\le i \le \left\lfloor \tfrac{m}{s} \right\rfloor"
    bounds += r"\\ 0 &\le i < H_{out}"
    for m in fact.floor_errs(at)[:1]:
        fraction = rf"\tfrac{{{m} - {K} + 1}}{{{fact.stride(at)}}}"
        bounds += rf"\\ m = {m}:\quad \left\lceil {fraction} \right\rceil &= {fact.first_window(at, m)},"
        bounds += rf"\quad \left\lfloor {fraction} \right\rfloor = {fact.floored_window(at, m)}"
    return {"formula": rf"\begin{{aligned}}{bounds}\end{{aligned}}"}


def runs(title, right):
    """Whether the lines under this title name the right first window of every row."""
    return lambda at: (
        right == all(at.code(title)(m, K, fact.stride(at)) == fact.first_window(at, m) for m in fact.ROWS_OF_ALL)
    )


def first_makes_the_difference(at):
    """Whether the lines of the pass give the right gradient with the ceiling, and the wrong one with the floor."""
    passes = at.code("The pass of both: only first differs")
    layer = (np.array(fact.divisors(at)), (N, N), K, fact.stride(at), 1)

    def first(lower):
        return lambda m, kernel, stride: claimed(m, kernel, stride, lower).start

    wanted = ((math.ceil, fact.received(at)), (math.floor, fact.misled(at)))
    found = [(passes(np.array(at.g), *layer, first(lower)), np.array(grad, float)) for lower, grad in wanted]
    return all(np.allclose(*pair, 1e-12, 1e-12 * float(fact.size(at))) for pair in found)


def hidden(at):
    return not fact.floor_errs(at) and not fact.off(at)


def hidden_by_numbers(at):
    return fact.floor_errs(at) and not fact.off(at)


def off(at):
    n = len(fact.off(at))
    return n > 0 and {
        "cells": counted(n, "cell"),
        "are": "is" if n == 1 else "are",
        "right": fact.total(at, fact.received(at)),
        "wrong": fact.total(at, fact.misled(at)),
    }


def floor_adds(at):
    return fact.off(at) and fact.names_what_does_not_hold(at)


def floored_shown(at):
    return at.shows(FLOORED, fact.misled(at), fact.size(at)) and at.marked(FLOORED, "wrong") == fact.off(at)


def ceiled_shown(at):
    return at.shows(CEILED, fact.received(at), fact.size(at))


def upstream_shown(at):
    return at.shows("Upstream gradient", at.g) and size(at)


def many(at):
    """How many windows hold the cell, as what hold its row times what hold its column."""
    rows, columns = (len(fact.holding(at, place + 1)) for place in fact.cell(at))
    return {
        "s": fact.stride(at), "at": str(fact.cell(at)), "n": len(fact.holders(at)), "rows": rows, "columns": columns,
        "other": lambda text: int(text) != len(fact.holders(at)),
    }  # fmt: skip


def first_window(at):
    """The rows that the window asked for covers, and where the one before it ends: before the row."""
    m, s = fact.asked_row(at), fact.stride(at)
    i = fact.holding(at, m)[0]
    before = (i - 1) * s + K - 1
    return before < m and {"s": s, "m": m, "i": i, "from": i * s, "to": i * s + K - 1, "before": before}
