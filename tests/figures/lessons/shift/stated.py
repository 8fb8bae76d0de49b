"""The numbers that the lesson on shifts states, computed from the definition: a shift by 1, kernel 2."""

from itertools import product

from figures.lessons.shift import X

ROWS = X.tolist()
WINDOWS = list(product(range(3), repeat=2))


def outputs(down=0, right=0):
    """The largest number of each window of 2 × 2, the numbers moved and brought round."""
    return {
        (i, j): max(ROWS[(2 * i + r - down) % 6][(2 * j + c - right) % 6] for r, c in product(range(2), repeat=2))
        for i, j in WINDOWS
    }


def same(down=0, right=0):
    return sum(outputs(down, right)[window] == outputs()[window] for window in WINDOWS)


LARGEST = [outputs(0, s)[0, 0] for s in range(7)]
EDGES = [sum(ROWS[r][(1 - s) % 6] - ROWS[r][-s % 6] for r in range(2)) for s in range(7)]
BLURRED = [LARGEST[(s - 1) % 6] / 4 + LARGEST[s % 6] / 2 + LARGEST[(s + 1) % 6] / 4 for s in range(7)]
LINES = (LARGEST, EDGES, BLURRED)


def unchanged(line):
    return sum(value == line[0] for value in line[1:6])


def jump(line):
    return max(abs(line[s + 1] - line[s]) for s in range(6))


EIGHT = [by for by in product((-1, 0, 1), repeat=2) if by != (0, 0)]
KEPT = sum(same(*by) for by in EIGHT)
TOP = int(X.max())
#: A row for each shift: how many outputs are as before, how many as before and moved along where that is a whole move.
TABLE = [n for s in range(7) for n in (s, same(0, s), 9, *([9, 9, s // 2] if s % 2 == 0 else []), TOP)]
NOW = LARGEST[0], LARGEST[1], LARGEST[2]

STATED = {
    "card": [],
    "step 1": [1, same(0, 1), 9, 0, 0, 0, 1, 1, 6, 6, 6, 3, 3, 6, 6],
    "step 2": [
        *(0, 0, 2, 2, jump(BLURRED), jump(LARGEST)),
        *(1, 0, 1, 2, *NOW, BLURRED[1]),
        *(6, 6, 1, 5, *(n for line in LINES for n in (unchanged(line), 5, jump(line)))),
    ],
    "step 3": [
        *(8, 3, 5, 8, 2, 2, 3, 8, 27, 72, KEPT, 72),
        *(4, 3, 4, 3, 8),
        *(6, 6, 8, 8, 3, 8, 9, 5, 8, 0, 8, 8, 0),
    ],
    "step 4": [TOP, 2, 2, 1, 6, 6, 3, 3, *TABLE],
    "question 1": [8, 0, 0, 3, 4, 5, 8],
    "question 2": [2, 1, 4, 3, 2],
    "question 3": [],
}
