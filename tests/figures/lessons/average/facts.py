"""What is true of a case of the lesson on the average: from the definition, in exact numbers."""

from figures.numbers import typed
from tests.figures.lessons.claims import Total, counted, depends_on
from tests.pooling.loops import Layer, divisor, output_cells, output_length, real_cells, taps

N, K = 6, 3
PADDED = range(N + 2)


@depends_on("knobs")
def layer(at):
    knobs = at.case.knobs
    include, override = knobs["include"] == "yes", knobs["divisor"] or None
    return Layer("avg", (K, K), (knobs["stride"],) * 2, (1, 1), (1, 1), knobs["ceil"] == "on", include, override)


def counting(at, include=True):
    """The layer without an override."""
    return layer(at)._replace(divisor_override=None, count_include_pad=include)


def stride(at):
    return layer(at).stride[0]


@depends_on("knobs")
def windows(at):
    return list(output_cells(N, N, layer(at)))


def corner_window(at):
    return 0, 0


def last(at):
    return windows(at)[-1]


@depends_on("knobs")
def outputs(at, ceil_mode=None):
    """Windows along one axis."""
    own = layer(at)
    return output_length(N, own if ceil_mode is None else own._replace(ceil_mode=ceil_mode), 0)


def overridden(at):
    return layer(at).divisor_override


def counts_padding(at):
    return layer(at).count_include_pad and not overridden(at)


def counts_cells_alone(at):
    return not layer(at).count_include_pad and not overridden(at)


@depends_on("knobs")
def places(at, window):
    """Cells of the input, counted padding and overhang of a window."""
    cells, both = len(real_cells(*window, N, N, layer(at))), divisor(*window, N, N, counting(at))
    return cells, both - cells, K * K - both


@depends_on("knobs")
def divisors(at):
    return [[divisor(i, j, N, N, layer(at)) for j in range(outputs(at))] for i in range(outputs(at))]


def corner(at, include=None):
    """The divisor of window (0, 0): the layer's own, or what counting with or without padding gives."""
    return divisor(0, 0, N, N, layer(at) if include is None else counting(at, include))


@depends_on("knobs", "x")
def numbers(at, window):
    """The numbers of the window's cells."""
    return [typed(at.x[r][c]) for r, c in real_cells(*window, N, N, layer(at))]


@depends_on("knobs", "x")
def averages(at):
    divide = divisors(at)
    return [[sum(numbers(at, (i, j))) / divide[i][j] for j in range(outputs(at))] for i in range(outputs(at))]


def of_window(at, window):
    cells, padding, beyond = places(at, window)
    return {
        "window": str(window),
        "cells": counted(cells, "cell"),
        "padding": counted(padding, "place"),
        "beyond": counted(beyond, "place"),
        "both": cells + padding,
        "n": cells,
    }


def ceil_adds(at):
    return outputs(at, True) > outputs(at, False)


@depends_on("knobs")
def hangs_over(at):
    """Whether each window that ceil_mode adds has places beyond even the padding, and none before it has."""
    ends = [i * stride(at) + K - 1 for i in range(outputs(at, True))]
    return [end > PADDED[-1] for end in ends] == [i >= outputs(at, False) for i in range(len(ends))]


@depends_on("knobs")
def overhang_never_counts(at):
    """Whether leaving the places beyond the padding out of the last window changes no divisor."""
    within = [(r, c) for r, c in taps(*last(at), layer(at)) if r <= N and c <= N]
    cells = [(r, c) for r, c in within if 0 <= r < N and 0 <= c < N]
    found = [divisor(*last(at), N, N, counting(at, include)) for include in (True, False)]
    return found == [len(within), len(cells)]


@depends_on("knobs", "g")
def received(at):
    """The input gradient: what each window sends to its cells."""
    grad = [[typed(0)] * N for _ in range(N)]
    for i, j in windows(at):
        for r, c in real_cells(i, j, N, N, layer(at)):
            grad[r][c] += typed(at.g[i][j]) / divisors(at)[i][j]
    return grad


@depends_on("g")
def size(at):
    return sum(abs(typed(v)) for row in at.g for v in row)


def total(at, plane):
    return Total(sum(value for row in plane for value in row), size(at))


@depends_on("g")
def sent(at):
    return total(at, [map(typed, row) for row in at.g])


@depends_on("knobs", "g")
def in_padding(at):
    """What the places of padding are sent."""
    each = (typed(at.g[i][j]) * places(at, (i, j))[1] / divisor(i, j, N, N, layer(at)) for i, j in windows(at))
    return total(at, [each])
