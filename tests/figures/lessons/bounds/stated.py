"""The numbers that the lesson on the range of windows that hold a cell states, computed from the definition."""

import math
from fractions import Fraction
from itertools import product

from figures.lessons.average import GRAD_OUTPUT, X
from tests.pooling.loops import Layer, backward, divisor, output_cells, output_length, real_cells

LAYER = Layer("avg", (3, 3), (2, 2), (1, 1))
PLANE, OUT = X.tolist(), output_length(6, LAYER, 0)
G = [row[:OUT] for row in GRAD_OUTPUT.tolist()[:OUT]]
RIGHT = backward(PLANE, LAYER, G)
#: Cell (1, 1) and its windows.
HOLDING = [at for at in output_cells(6, 6, LAYER) if (1, 1) in real_cells(*at, 6, 6, LAYER)]
ALONG, ACROSS = (sorted(set(windows)) for windows in zip(*HOLDING, strict=True))


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

BOUNDS = [1, 0, M, M, 3, 1, 2, FIRST, M, 3, 1, 2, FLOORED]
TABLE = [n for m in range(8) for n in (m, *ranges(math.ceil)[m], *ranges(math.floor)[m])]
WRONG_IN_ALL = sum(err(m, k, s) for k, s, m in ALL)

#: Kernel, padding, divisor.
LAID = [3, 3, 1, 9]

STATED = {
    "card": [],
    "step 1": [
        *LAID,
        *(1, 1, 2, *ALONG, 2, *ACROSS, len(ALONG), len(ACROSS), len(HOLDING)),
        *(2, 3, 1, 2, ALONG[0], 2, 2, ALONG[-1], 0, OUT),
        *(1, 1, *(n for i, j in HOLDING for n in (G[i][j], 9)), RIGHT[1][1]),
        *(6, 6, OUT, OUT, 2, *(n for i in range(OUT) for n in (i, 2 * i, 2 * i + 2))),
    ],
    "step 2": [OUT, 3, 1, 2, len(ERRS), 8, 1, 5, 0, 19, WRONG_IN_ALL, len(ALL), 1, *BOUNDS, *TABLE],
    "step 3": [LAID[-1], OFF, 36, total(RIGHT), total(WRONG), 1, OUT, OUT, 6, 6, 6, 6],
    # Right; the sum in place of the product, all places of a window, one too many.
    "question 1": [3, 2, 1, 1, 1, 4, 9, 5, 1, 2, 2],
    "question 2": [3, 2, M, FIRST, FLOORED, M, FIRST + 1, FIRST, FIRST * 2, FIRST * 2 + 2, (FIRST - 1) * 2 + 2],
}
