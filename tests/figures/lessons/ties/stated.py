"""The numbers that the lesson on ties states, computed from the definition of each rule."""

from itertools import product

X = [[0, 0, 3, 1], [0, 0, 0, 2], [0, 5, 4, 0], [5, 0, 4, 1]]
G = [[4, 3], [2, 6]]
WINDOWS = list(product(range(2), range(2)))


def cells_of(i, j):
    """The cells of a window of 2 × 2, row by row."""
    return [(2 * i + r, 2 * j + c) for r, c in product(range(2), range(2))]


def tied(x, i, j):
    """The cells of a window that equal its maximum."""
    most = max(x[r][c] for r, c in cells_of(i, j))
    return [(r, c) for r, c in cells_of(i, j) if x[r][c] == most]


def share(rule, n, many):
    """What the n-th of `many` tied cells weighs."""
    return {"first": float(n == 0), "last": float(n == many - 1), "all": 1.0, "split": 1 / many}[rule]


def gradient(rule, x, g):
    """The input gradient under a rule; windows share no cell."""
    grad = [[0.0] * 4 for _ in range(4)]
    for i, j in WINDOWS:
        cells = tied(x, i, j)
        for n, (r, c) in enumerate(cells):
            grad[r][c] = share(rule, n, len(cells)) * g[i][j]
    return grad


def total(plane):
    return sum(map(sum, plane))


TIES = [at for at in WINDOWS if len(tied(X, *at)) > 1]
WIDEST = max(WINDOWS, key=lambda at: len(tied(X, *at)))
MANY, SENT = len(tied(X, *WIDEST)), G[WIDEST[0]][WIDEST[1]]
SUMS = {rule: total(gradient(rule, X, G)) for rule in ("first", "last", "all", "split")}
UP = total(G)
SLOPES = [share("first", n, MANY) for n in range(MANY)]
TIED = tied(X, *WIDEST)
#: The first, the wrong ones from the last backwards.
ANSWERS = [TIED[0], TIED[3], TIED[2], TIED[1]]

STATED = {
    "card": [],
    "step 1": [len(TIES), len(WINDOWS), 4, 4, 2, 2],
    "step 2": [*WIDEST, MANY, *SLOPES, *(s * SENT for s in SLOPES), SENT, SENT, 4, 4, 2, 2, 4, 4],
    "step 3": [
        *(UP, SUMS["all"], SUMS["all"] - UP),
        *SUMS.values(),
        *(n for total in SUMS.values() for n in (UP, total, total - UP)),
    ],
    "step 4": [len(TIES), 4, 4, 4, 4],
    # k·g, g, g/k (1) and 0.
    "question 1": [*WIDEST, SENT, MANY, MANY * SENT, SENT, SENT / MANY, 0, MANY, SENT],
    "question 2": [*WIDEST, *(n for at in ANSWERS for n in at), *(n for at in TIED for n in at)],
}
