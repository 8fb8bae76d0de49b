"""The numbers that the lesson on the backward pass states, computed from the definition; it starts at output (0, 1)."""

from figures.lessons.routing import SEED
from lab.examples import WORKED_GRAD_OUTPUT, WORKED_X
from pooling.verify.mistakes import random_winners
from tests.pooling.loops import Layer, forward, output_cells, output_length, real_cells

LAYER = Layer("max", (2, 2), (2, 2))
X, G = WORKED_X.tolist(), WORKED_GRAD_OUTPUT.tolist()
AT, CELLS = (0, 1), real_cells(0, 1, 6, 6, LAYER)
INDEX = forward(X, LAYER)[1][0][1]
WON = divmod(INDEX, 6)
PLACE = CELLS.index(WON)
SENT = G[0][1]
#: The next number is more than 0.2 smaller, so that a tenth cannot carry any cell past another.
NUDGE = 0.1
SMALLEST = min(CELLS, key=lambda cell: X[cell[0]][cell[1]])


def moved(cell, by):
    """By how much the output moves when one cell of its window does."""
    values = {at: X[at[0]][at[1]] for at in CELLS}
    return max({**values, cell: values[cell] + by}.values()) - max(values.values())


def row(cell):
    """A line of the table: cell, number, what the output does, the slope."""
    return [*cell, X[cell[0]][cell[1]], moved(cell, NUDGE), moved(cell, -NUDGE), int(cell == WON)]


def kept(windows, places):
    """Bytes: an int64 and an int32 a window, a boolean a place (twice), a byte a window with an int64 a place."""
    return [8 * windows, 4 * windows, places * windows, places * windows, windows + 8 * places]


TABLE = [kept(9, 4)] + [kept(16 * output_length(111, Layer("max", (k, k), (2, 2)), 0) ** 2, k * k) for k in (2, 3)]
#: Of the random signs that the lesson draws, the rows that have not exactly one.
SIGNS = random_winners(9, 2, SEED).tolist()
OFF = sum(sum(row) != 1 for row in SIGNS)
#: Those that are not what the forward pass marks.
AMISS = sum(
    row != [divmod(forward(X, LAYER)[1][i][j], 6) == cell for cell in real_cells(i, j, 6, 6, LAYER)]
    for row, (i, j) in zip(SIGNS, output_cells(6, 6, LAYER), strict=True)
)
STATED = {
    "card": [],
    "step 1": [*AT, *WON, SENT, 3, 0, 9, 36 - 9, 0, *WON, *AT, SENT, 6, 6, 3, 3, 6, 6],
    "step 2": [
        *(NUDGE, 1, 3, 0),
        *(*WON, *AT, *AT, *WON, SENT, 1),
        *(6, 6, *AT, NUDGE, *[n for cell in CELLS for n in row(cell)]),
    ],
    "step 3": [
        *(*AT, WON[0], 6, WON[1], INDEX, PLACE, PLACE, INDEX - (6 * CELLS[0][0] + CELLS[0][1])),
        *(6, 6, 72, 36, 36, 41, 9),
    ],
    "step 4": [2, *(2**4, 4, OFF, 9), *(AMISS - OFF, AMISS), *(2, 4, 2**4)],
    "step 5": [
        *(8, 1, 9, 3, 3),
        *(16, 111, 111, 2, 2, 16, 111, 111, 3, 2),
        *[n for way in zip(*TABLE, strict=True) for n in way],
    ],
    "question 1": [*AT, *SMALLEST, *SMALLEST, *WON, *SMALLEST],
    "question 2": [0, 36 - 9, 9, 36 - 18, 0, 9, 36, 9],
}
