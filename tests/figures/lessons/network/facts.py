"""What is true of a case of the lesson on a network: loops over cells, in exact numbers."""

from fractions import Fraction
from itertools import product
from math import prod
from typing import NamedTuple

from figures.numbers import typed
from tests.figures.lessons.claims import Total, depends_on

SUMS, CELLS, WEIGHTS, WINDOWS = (list(product(range(n), repeat=2)) for n in (4, 6, 3, 2))


class Way(NamedTuple):
    """Every grid of one way there and back, numbers by cell."""

    z: dict
    a: dict
    p: dict
    dp: dict
    da: dict
    dz: dict
    dw: dict
    dx: dict


def in_window(window):
    return [(2 * window[0] + r, 2 * window[1] + c) for r, c in WINDOWS]


def pooled(z, how):
    """What the pool makes of a grid, and what share of each output goes to each cell."""
    p, share = {}, dict.fromkeys(SUMS, Fraction(0))
    for window in WINDOWS:
        cells = in_window(window)
        if how == "max":
            winner = max(cells, key=lambda cell: (z[cell], [-n for n in cell]))
            p[window], share[winner] = z[winner], Fraction(1)
        else:
            p[window] = sum(z[cell] for cell in cells) / 4
            share |= dict.fromkeys(cells, Fraction(1, 4))
    return p, share


def relu(z):
    return {cell: max(value, Fraction(0)) for cell, value in z.items()}


def _typed(grid):
    return {(r, c): typed(value) for r, row in enumerate(grid) for c, value in enumerate(row)}


def target(at):
    return typed(at.case.knobs["target"])


def how(at):
    return at.case.knobs["pool"]


@depends_on("x", "g", "knobs")
def way(at):
    """Convolution, ReLU, pool, loss, and back."""
    x, w = _typed(at.x), _typed(at.g)
    z = {(i, j): sum(w[r, c] * x[i + r, j + c] for r, c in WEIGHTS) for i, j in SUMS}
    a = relu(z)
    p, share = pooled(a, how(at))
    dp = {window: value - target(at) for window, value in p.items()}
    da = {(r, c): share[r, c] * dp[r // 2, c // 2] for r, c in SUMS}
    dz = {cell: da[cell] if z[cell] > 0 else Fraction(0) for cell in SUMS}
    dw = {(r, c): sum(dz[i, j] * x[i + r, j + c] for i, j in SUMS) for r, c in WEIGHTS}
    dx = dict.fromkeys(CELLS, Fraction(0))
    for (i, j), (r, c) in product(SUMS, WEIGHTS):
        dx[i + r, j + c] += dz[i, j] * w[r, c]
    return Way(z, a, p, dp, da, dz, dw, dx)


@depends_on("x", "g", "knobs")
def pool_first(at):
    """Output and ∂E/∂Z where the ReLU comes after the pool."""
    q, share = pooled(way(at).z, how(at))
    p = relu(q)
    dq = {window: p[window] - target(at) if q[window] > 0 else Fraction(0) for window in WINDOWS}
    return p, {(r, c): share[r, c] * dq[r // 2, c // 2] for r, c in SUMS}


def loss(at):
    return sum(d * d for d in way(at).dp.values()) / 2


def products(at):
    """The products that make z(0, 0)."""
    return [typed(at.g[r][c]) * typed(at.x[r][c]) for r, c in WEIGHTS]


def shares(at):
    """The products that make ∂E/∂w(0, 0)."""
    return [way(at).dz[i, j] * typed(at.x[i][j]) for i, j in SUMS]


def total(terms):
    return Total(sum(terms), sum(map(abs, terms)))


def not_zero(grid):
    return sum(value != 0 for value in grid.values())


def both_signs(at, window):
    values = [way(at).z[cell] for cell in in_window(window)]
    return min(values) < 0 < max(values)


def strongest(at):
    da = way(at).da
    return max(SUMS, key=lambda cell: (abs(da[cell]), [-n for n in cell]))


def mixed(at):
    return next((window for window in WINDOWS if both_signs(at, window)), (0, 0))


def took_part(cell):
    """In how many sums a cell of X took part."""
    return prod(sum(0 <= n - k < 4 for k in range(3)) for n in cell)
