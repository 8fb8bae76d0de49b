"""The numbers that the lesson on sizes states, computed from the definition."""

from collections import Counter

from figures.lessons.sizes import LESSON
from tests.pooling.loops import Layer, forward, output_cells, output_length, real_cells

X = LESSON.x.tolist()
LAYER = Layer("max", (3, 3), (2, 2))


def coverage(n, layer):
    """How many windows hold each cell of n × n, those that are held."""
    return Counter(cell for at in output_cells(n, n, layer) for cell in real_cells(*at, n, n, layer))


def wins(x, layer):
    """How many windows chose each cell, those that are chosen."""
    return Counter(divmod(flat, len(x[0])) for row in forward(x, layer)[1] for flat in row)


def unread(n, layer):
    return n * n - len(coverage(n, layer))


OUT, MORE = output_length(8, LAYER, 0), output_length(8, LAYER._replace(ceil_mode=True), 0)
READ = len({row for row, _ in coverage(8, LAYER)})
HELD = coverage(8, LAYER)
BUSIEST = min(cell for cell in HELD if HELD[cell] == max(HELD.values()))
ROWS = [len({i for i, j in output_cells(8, 8, LAYER) if BUSIEST[0] in {r for r, _ in real_cells(i, j, 8, 8, LAYER)}})]
WON = wins(X, LAYER)
PASSED = len(HELD) - len(WON)
LARGEST = max((value, (r, c)) for r, row in enumerate(X) for c, value in enumerate(row))
TIMES = sorted(Counter(WON.values()).items())

STATED = {
    "card": [],
    "step 1": [
        *(2.5, 2, 2, OUT, 7, 7),  # (8 − 3) / 2 steps; row and column 7 are unread
        *(8, 2, 0, 3, 2, 1, OUT),
        *(8, 8, OUT, OUT),
    ],
    "step 2": [
        *(unread(8, LAYER), 64, LARGEST[0], *LARGEST[1]),
        *(*BUSIEST, *BUSIEST, ROWS[0], ROWS[0], HELD[BUSIEST]),
        *(8, 8),
    ],
    "step 3": [
        *(PASSED, len(WON), sum(n > 1 for n in WON.values())),
        *(unread(8, LAYER), PASSED, len(WON), 64),
        *(8, 8, unread(8, LAYER), PASSED, *(n for pair in TIMES for n in pair)),
    ],
    "step 4": [
        *(14, 14),  # the title
        *(3, 2, 5.5, 1, 6.5, 14, 6),  # what is easily written
        *(6, 6, 13, 13, unread(14, LAYER), 196),
        *(14, 2, 0, 3, 2, 1, 6),
        *(14, 14),
    ],
    "question 1": [8, 3, 2, 0, MORE, OUT, 3.5, MORE + 1, 2.5, 3],
    # Twice 8 counts the corner twice; one row; a row and a column.
    "question 2": [8 - READ, 8 - READ, 8, 64, unread(8, LAYER), 16, 8, 2, 64, READ, READ],
}
