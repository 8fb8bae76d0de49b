"""The numbers that the lesson on global and adaptive pooling states, computed from the definition."""

import math
from fractions import Fraction
from itertools import product

from figures.lessons.adaptive import X

N, OUT, UPSTREAM, SENT = 5, 3, 50, 36
PLANE = X.tolist()


def rows_of(i, o):
    """The rows of bin i of o (F8)."""
    return range(math.floor(Fraction(i * N, o)), math.ceil(Fraction((i + 1) * N, o)))


def cells_of(i, j, o):
    return list(product(rows_of(i, o), rows_of(j, o)))


def winner(cells, plane):
    """The first of the largest cells in reading order."""
    return max(cells, key=lambda at: (plane[at[0]][at[1]], -at[0], -at[1]))


def holding(a, b, o):
    return [(i, j) for i, j in product(range(o), range(o)) if (a, b) in cells_of(i, j, o)]


TOP = winner(list(product(range(N), range(N))), PLANE)
ENDS = [(rows_of(i, OUT)[0], rows_of(i, OUT)[-1]) for i in range(OUT)]
SIZES = [len(rows_of(i, OUT)) for i in range(OUT)]
SHARED = [row for row in range(N) if sum(row in rows_of(i, OUT) for i in range(OUT)) > 1]
BUSY = max(product(range(N), range(N)), key=lambda at: (len(holding(*at, OUT)), -at[0], -at[1]))
SHARES = [len(cells_of(i, j, OUT)) for i, j in holding(*BUSY, OUT)]
WON = [winner(cells_of(i, j, OUT), PLANE) for i, j in product(range(OUT), range(OUT))]
WINS = max(WON.count(cell) for cell in WON)
LIST = [n for i in range(OUT) for n in (i, *ENDS[i], SIZES[i])]

STATED = {
    "card": [],
    "step 1": [5, 5, *TOP, 25, *TOP, UPSTREAM, UPSTREAM, 5, 5, UPSTREAM / 25, 5, 5, 1, 1, 5, 5, 5, 5],
    "step 2": [1, 5, 5, 25, UPSTREAM, UPSTREAM, UPSTREAM * 25, 1, 1, 1, 5, 5, 5, 5],
    # In the formula: bound + 1, 1, i = 1 and its bounds.
    "step 3": [
        OUT,
        *SIZES,
        *SHARED,
        1,
        1,
        1,
        1,
        5,
        OUT,
        ENDS[1][0],
        2,
        5,
        OUT,
        1,
        ENDS[1][1],
        5,
        5,
        OUT,
        OUT,
        OUT,
        OUT,
        *LIST,
    ],
    "step 4": [SENT, *BUSY, len(SHARES), WINS, WINS, SENT, WINS * SENT, *BUSY]
    + [n for size in SHARES for n in (SENT, size)]
    + [sum(SENT / size for size in SHARES), *[5] * 6],
    # The wrong answers: floor(5/3), ceil(5/3) and one row too many.
    "question 1": [5, OUT, 1, SIZES[1], 1, 2, SIZES[1] + 1, 1, 5, OUT, 2, 5, OUT, 1, *ENDS[1]],
    "question 2": [5, 5, 1, 25, 1, 5, 1, 25],
}
