"""The numbers that the lesson on the average states, computed from the definition."""

import math
from fractions import Fraction
from itertools import product

from figures.lessons.average import GRAD_OUTPUT, X
from tests.pooling.loops import Layer, backward, divisor, output_cells, output_length, real_cells

LAYER = Layer("avg", (3, 3), (2, 2), (1, 1))
PLANE, OUT = X.tolist(), output_length(6, LAYER, 0)
G = [row[:OUT] for row in GRAD_OUTPUT.tolist()[:OUT]]
CORNER = [PLANE[row][column] for row, column in real_cells(0, 0, 6, 6, LAYER)]
LAST = (OUT - 1, OUT - 1)
HOLDING = [at for at in output_cells(6, 6, LAYER) if (1, 1) in real_cells(*at, 6, 6, LAYER)]
SENT = [(G[i][j], divisor(i, j, 6, 6, LAYER)) for i, j in HOLDING]
RIGHT = backward(PLANE, LAYER, G)


def claimed(m, k, s, lower):
    """The windows from the rounded lower bound to the upper one (B3)."""
    return range(max(0, lower(Fraction(m - k + 1, s))), m // s + 1)


def err(m, k, s):
    """Whether the floor in the lower bound claims a window too many, or starts at another."""
    return claimed(m, k, s, math.floor).start != claimed(m, k, s, math.ceil).start


def misled(grad, layer, divide):
    """The gradient by the floored bound, 6 × 6."""
    k, s, p = layer.kernel_size[0], layer.stride[0], layer.padding[0]

    def windows(a, out):
        return [i for i in claimed(a + p, k, s, math.floor) if i < out]

    def cell(a, b):
        pairs = product(windows(a, len(grad)), windows(b, len(grad[0])))
        return math.fsum(grad[i][j] / divide(i, j) for i, j in pairs)

    return [[cell(a, b) for b in range(6)] for a in range(6)]


def total(plane):
    return math.fsum(v for row in plane for v in row)


def ranges(lower):
    """The windows of every padded row as the table gives them: none, one, or the first and the last."""
    found = [[i for i in claimed(m, 3, 2, lower) if i < OUT] for m in range(8)]
    return [[] if not some else sorted({some[0], some[-1]}) for some in found]


WRONG = misled(G, LAYER, lambda i, j: divisor(i, j, 6, 6, LAYER))
OFF = sum(abs(a - b) > 1e-9 for w, r in zip(WRONG, RIGHT, strict=True) for a, b in zip(w, r, strict=True))
ERRS = [m for m in range(8) if err(m, 3, 2)]
M = ERRS[0]
FIRST, FLOORED = (claimed(M, 3, 2, lower).start for lower in (math.ceil, math.floor))
ALL = list(product(range(1, 6), range(1, 6), range(20)))

N = len(CORNER)
SHARES = [n for pair in SENT for n in pair]
BOUNDS = [1, M, M, 3, 1, 2, FIRST, M, 3, 1, 2, FLOORED]
TABLE = [n for m in range(8) for n in (m, *ranges(math.ceil)[m], *ranges(math.floor)[m])]
WRONG_IN_ALL = sum(err(m, k, s) for k, s, m in ALL)
OUTS = [OUT, OUT, OUT, OUT]

STATED = {
    "card": [],
    "step 1": [0, 0, N, 9 - N, 9, N, 0, 0, 1, 9, *CORNER, sum(CORNER), 9, sum(CORNER) / 9, 6, 6, *OUTS],
    "step 2": [0, 6, 6, OUT, OUT, *LAST, divisor(*LAST, 6, 6, LAYER), len(real_cells(*LAST, 6, 6, LAYER))],
    "step 3": [total(G), total(RIGHT), total(G) - total(RIGHT), 1, 1, *SHARES, RIGHT[1][1], *OUTS, 6, 6],
    "step 4": [3, 2, len(ERRS), 8, 5, 20, WRONG_IN_ALL, len(ALL), *BOUNDS, *TABLE],
    "step 5": [OFF, 36, total(RIGHT), total(WRONG), 1, OUT, OUT, 6, 6, 6, 6],
    # 6 is the divisor of a window at an edge, 1 no division at all: two mistakes.
    "question 1": [0, 0, 9, N, 6, 1, N, 9 - N],
    "question 2": [3, 2, M, FIRST, FLOORED, M, FIRST + 1, FIRST, FIRST * 2, FIRST * 2 + 2, (FIRST - 1) * 2 + 2],
}
