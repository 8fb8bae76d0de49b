"""The numbers that the lesson on the forward pass states, computed from the definition."""

from lab.examples import WORKED_X
from tests.pooling.loops import Layer, forward, output_length, real_cells

LAYER = Layer("max", (2, 2), (2, 2))
X = WORKED_X.tolist()
FIRST = [X[r][c] for r, c in real_cells(0, 0, 6, 6, LAYER)]
OUTPUT, INDICES = forward(X, LAYER)
FIT = output_length(6, LAYER, 0)
#: The sizes of the two layers in the table, which their source gives.
PLANES, BATCH = (16, 111, 111), (8, 32, 48, 16)
PLANES_OUT, BATCH_OUT = (16, 55, 55), (8, 16, 24, 16)


def product(sizes):
    total = 1
    for n in sizes:
        total *= n
    return total


#: Cell by cell and size by size; all start at window (0, 0).
STATED = {
    "card": [],
    "step 1": [
        0,
        0,
        2,
        2,
        0,
        1,
        0,
        1,
        max(FIRST),
        3,
        0,
        0,
        *FIRST,
        OUTPUT[0][0],
        *divmod(INDICES[0][0], 6),
        6,
        6,
        3,
        3,
    ],
    "step 2": [2, 0, 2, 4, FIT - 1, 2, FIT, 6, 2, 0, 2, 2, 1, FIT, 6, 6, FIT, FIT],
    # two numbers of the source's misprint, beside what the definition gives
    "step 3": [2, *(0.330, OUTPUT[1][1], 1, 1), *(1.030, OUTPUT[1][2], 1, 2), 6, 6, 3, 3, 3, 3],
    "step 4": [
        *(36, FIT * FIT, 111, 6, 6, FIT, FIT),
        *(6, 6, FIT, FIT, 36, FIT * FIT),
        *(*PLANES, *PLANES_OUT, product(PLANES), product(PLANES_OUT)),
        *(*BATCH, *BATCH_OUT, product(BATCH), product(BATCH_OUT)),
    ],
    "question 1": [7, 7, *[output_length(7, LAYER, 0)] * 2, 4, 4, 6, 6, 7, 2, 2, (7 - 2) / 2],
    "question 2": [0, 0, 1, 1, 1 / 4, max(FIRST)],
}
