"""The numbers that the lesson on overlap states, computed from the definition."""

import math

from figures.lessons.overlap import X as PLANE
from lab.examples import OVERLAP_GRAD_OUTPUT
from tests.pooling.loops import Layer, backward, forward, output_cells, real_cells

LAYER = Layer("max", (3, 3), (2, 2))
X, G = PLANE.tolist(), OVERLAP_GRAD_OUTPUT.tolist()
CELLS = list(output_cells(7, 7, LAYER))
#: The most grids that can be asked for.
MOST = 200_000
WINNERS = {(i, j): divmod(forward(X, LAYER)[1][i][j], 7) for i, j in CELLS}
RIGHT = backward(X, LAYER, G)
#: The cell that most windows chose, and these windows.
AT = max(sorted(set(WINNERS.values())), key=list(WINNERS.values()).count)
CHOSE = [at for at in CELLS if WINNERS[at] == AT]
SENT = [G[i][j] for i, j in CHOSE]
HOLDING = [at for at in CELLS if AT in real_cells(*at, 7, 7, LAYER)]


def assigned():
    """A cell keeps what the last window sent."""
    grad = [[0.0] * 7 for _ in range(7)]
    for i, j in CELLS:
        row, column = WINNERS[i, j]
        grad[row][column] = G[i][j]
    return grad


def overwritten():
    """Each window writes all of its cells."""
    grad = [[0.0] * 7 for _ in range(7)]
    for i, j in CELLS:
        for cell in real_cells(i, j, 7, 7, LAYER):
            grad[cell[0]][cell[1]] = G[i][j] if cell == WINNERS[i, j] else 0.0
    return grad


def off(wrong):
    """In how many cells a result is wrong."""
    return sum(a != b for left, right in zip(wrong, RIGHT, strict=True) for a, b in zip(left, right, strict=True))


def total(plane):
    return math.fsum(v for row in plane for v in row)


STATED = {
    "card": [],
    "step 1": [3, 3, 2, *AT, len(HOLDING), len(CHOSE), 7, 7, 3, 3],
    "step 2": [*AT, len(CHOSE), len(CHOSE), *AT, *(n for at in CHOSE for n in at), *SENT, sum(SENT), 3, 3, 7, 7],
    "step 3": [off(assigned()), off(overwritten()), total(G), total(assigned()), total(overwritten()), *[7] * 6],
    "step 4": [7, 7, MOST, 7, 7, 7, 7],
    "question 1": [*AT, len(CHOSE), sum(SENT), SENT[-1], SENT[0], 0],
    "question 2": [*AT, SENT[-1], sum(SENT), SENT[0], 0, *CHOSE[-1]],
}
