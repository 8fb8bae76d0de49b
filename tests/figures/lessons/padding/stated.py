"""The numbers that the lesson on padding states, computed from the definition."""

from itertools import product

X = [[-1, -4, -2, -7], [-3, -9, -5, -6], [-8, -2, -1, -3], [-6, -5, -4, -2]]
WINDOWS = list(product(range(4), range(4)))


def taps(i, j):
    """The cells of a window of 3 × 3 with stride 1 and padding 1, row by row; some lie in the padding."""
    return [(i - 1 + r, j - 1 + c) for r, c in product(range(3), range(3))]


def is_cell(at):
    return all(0 <= place < 4 for place in at)


def winner(x, i, j, pad):
    """The first of a window's largest taps, with `pad` in the padding (None: it takes no part), and its value."""
    values = [(x[r][c] if is_cell((r, c)) else pad, (r, c)) for r, c in taps(i, j)]
    values = [pair for pair in values if pair[0] is not None]
    most = max(value for value, _ in values)
    return next(at for value, at in values if value == most), most


def lifted(x, lift):
    return [[value + lift for value in row] for row in x]


def off(x):
    """The windows whose maximum a padded 0 changes."""
    return [at for at in WINDOWS if winner(x, *at, 0)[1] != winner(x, *at, None)[1]]


def sunk(x):
    """The windows that a padded 0 wins."""
    return [at for at in WINDOWS if not is_cell(winner(x, *at, 0)[0])]


def gradient(x, g, pad):
    """The input gradient, what falls into the padding left out."""
    grad = [[0.0] * 4 for _ in range(4)]
    for i, j in WINDOWS:
        (r, c), _ = winner(x, i, j, pad)
        if is_cell((r, c)):
            grad[r][c] += g[i][j]
    return grad


OFF, SUNK = off(X), sunk(X)
AT = OFF[0]
CELLS = [X[r][c] for r, c in taps(*AT) if is_cell((r, c))]
CORNER = [X[r][c] for r, c in taps(0, 0) if is_cell((r, c))]
#: The upstream gradient is 1 everywhere.
UP, KEPT, LOST = 16, 16 - len(SUNK), len(SUNK)

STATED = {
    "card": [0],
    "step 1": [
        *(*AT, 9 - len(CELLS), 9, 0, *AT, 0, *CELLS, max(0, *CELLS), *AT, *CELLS, max(CELLS)),
        *(4, 4),
    ],
    "step 2": [len(OFF), len(WINDOWS), 0, 4, 4, 4, 4],
    # In the formula 0 stands four times: max(0, …) = 0, a slope of 0, x < 0; x_1 is a name.
    "step 3": [
        *(len(SUNK), 0, UP, KEPT, 0, 0, 0, 0),
        *[4] * 6,
        *(0, UP, KEPT, LOST, UP, UP, 0),
    ],
    "step 4": [
        *(0, 0, 0),  # max(0, x + c), max(0, x), x < 0
        *[4] * 4,
        *(n for lift in range(5) for n in (lift, len(off(lifted(X, lift))), len(sunk(lifted(X, lift))))),
    ],
    "question 1": [*CORNER, 9 - len(CORNER), max(0, *CORNER), max(CORNER), min(CORNER), 0],
    "question 2": [UP, KEPT, UP, LOST, 0, len(SUNK), LOST],
}
