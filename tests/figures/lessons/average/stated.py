"""The numbers that the lesson on the average states, computed from the definition."""

import math

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


def total(plane):
    return math.fsum(v for row in plane for v in row)


N = len(CORNER)
SHARES = [n for pair in SENT for n in pair]
OUTS = [OUT, OUT, OUT, OUT]

STATED = {
    "card": [],
    "step 1": [0, 0, N, 9 - N, 9, N, 0, 0, 1, 9, *CORNER, sum(CORNER), 9, sum(CORNER) / 9, 6, 6, *OUTS],
    "step 2": [0, 6, 6, OUT, OUT, *LAST, divisor(*LAST, 6, 6, LAYER), len(real_cells(*LAST, 6, 6, LAYER))],
    "step 3": [total(G), total(RIGHT), total(G) - total(RIGHT), 1, 1, *SHARES, RIGHT[1][1], *OUTS, 6, 6],
    # 6 is the divisor of a window at an edge, 1 no division at all: two mistakes.
    "question 1": [0, 0, 9, N, 6, 1, N, 9 - N],
    # All that is sent; what reaches the cells where padding counts; the share of one cell; nothing.
    "question 2": [0, 0, 36, 36, 36 * N / 9, 36 / N, 0, N, 36 / N],
}
