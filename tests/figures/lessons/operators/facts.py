"""What is true of a case of the lesson on the operators: powers and roots from the definition."""

import math
from itertools import pairwise

from figures.numbers import typed
from tests.figures.lessons.claims import Total, depends_on
from tests.figures.lessons.operators.stated import lp
from tests.pooling.loops import Layer, derivative, real_cells

WHOLE = range(1, 11)
BLOCK = Layer("max", (2, 2), (2, 2))


def p_of(at):
    return at.case.knobs["p"]


def p_text(at):
    return {"p": p_of(at)}


def layer(at, operator):
    return BLOCK._replace(operator=operator, norm_type=p_of(at))


@depends_on("x")
def each_window(at):
    return [[[at.x[r][c] for r, c in real_cells(i, j, 4, 4, BLOCK)] for j in range(2)] for i in range(2)]


def window(at):
    return each_window(at)[0][0]


def size(at):
    return sum(map(abs, window(at)))


def sums(at):
    """Sum and maximum of the window, and its Lp."""
    total = sum(map(typed, window(at)))
    return {
        "sum": Total(total, size(at)),
        "n": len(window(at)),
        "top": max(window(at)),
        "p": p_of(at),
        "now": Total(lp(window(at), p_of(at)), size(at)),
    }


def size_of_all(at):
    return sum(abs(v) for row in at.x for v in row)


def mean(cells):
    return float(sum(map(typed, cells)) / len(cells))


def spread(cells):
    return max(cells) - min(cells)


def meets_nan(at):
    """Whether some output is NaN, each of them of a window with a negative number."""
    nan = [cells for row in each_window(at) for cells in row if math.isnan(lp(cells, p_of(at)))]
    return nan != [] and all(min(cells) < 0 for cells in nan)


# From the sum to the maximum


def negative(at):
    """A negative number in the window, and at some p of the curve no Lp."""
    gaps = any(math.isnan(lp(window(at), p)) for p in (1.5, 2.5, 3.0))
    return min(window(at)) < 0 and gaps


def tenth(at):
    return max(window(at)) ** 10.0


def vanishes(at):
    return min(window(at)) >= 0 < max(window(at)) and tenth(at) == 0


def coarse(at):
    """Whether the tenth power has fewer digits than others have."""
    return min(window(at)) >= 0 and 0 < tenth(at) < 2.0**-1022


def alone(at):
    """At most one cell that is not 0, so that sum and maximum are the same."""
    few = sum(v != 0 for v in window(at)) < 2 and min(window(at)) >= 0 and not vanishes(at) and not coarse(at)
    return few and sum(window(at)) == max(window(at)) and sums(at)


@depends_on("x")
def powers(at):
    """For every whole p the sum of the powers of the window, exactly."""
    return [sum(typed(v) ** p for v in window(at)) for p in WHOLE]


@depends_on("x")
def falls(at):
    """Whether Lp of the window falls from each whole p to the next, never below the maximum."""
    if negative(at) or vanishes(at) or coarse(at) or sum(v != 0 for v in window(at)) < 2:
        return False
    lower = all(more ** (p + 1) > fewer**p for p, (more, fewer) in enumerate(pairwise(powers(at)), 1))
    return lower and all(total >= typed(max(window(at))) ** p for p, total in zip(WHOLE, powers(at), strict=True))


@depends_on("x")
def weights_of_largest(at):
    """Which part of the sum of the powers the largest cells make up, for every whole p."""
    top = max(window(at))
    return [window(at).count(top) * typed(top) ** p / total for p, total in zip(WHOLE, powers(at), strict=True)]


def gains_weight(at):
    return falls(at) and all(less < more for less, more in pairwise(weights_of_largest(at)))


def same_weight(at):
    return falls(at) and set(weights_of_largest(at)) == {1}


def bounded(at):
    """Whether n^(1/p) times the maximum is never exceeded where all cells are at least 0."""
    n, top = len(window(at)), typed(max(window(at)))
    return min(window(at)) < 0 or all(top**p <= total <= n * top**p for p, total in zip(WHOLE, powers(at), strict=True))


# Negative numbers


def flipped(at):
    return [-v for v in window(at)]


def even_drops_the_sign(at):
    return all(lp(window(at), p) == lp(flipped(at), p) == lp(list(map(abs, window(at))), p) for p in (2.0, 4.0))


def no_absolute_value(at):
    """Whether a negative number makes Lp something else than its absolute value does."""
    return min(window(at)) >= 0 or lp(window(at), 1.0) != lp(list(map(abs, window(at))), 1.0)


def fraction_of_negative(at):
    return all(math.isnan(lp(cells, 2.5)) == (min(cells) < 0) for cells in (window(at), flipped(at)))


def odd_keeps_the_sign(at):
    roots = all(math.isnan(lp(cells, 3.0)) == (sum(v**3 for v in cells) < 0) for cells in (window(at), flipped(at)))
    return roots and lp(flipped(at), 1.0) == sum(flipped(at))


# Who gets the gradient


@depends_on("knobs", "x")
def slopes(at, operator):
    """∂y/∂x of the window's cells."""
    local = derivative(0, 0, at.x, layer(at, operator))
    return [[local[r, c] for c in (0, 1)] for r in (0, 1)]


def lp_sums(at):
    """The sum of the powers, NaN where one of them is no number."""
    found = [v ** p_of(at) for v in window(at)]
    return math.nan if any(isinstance(power, complex) for power in found) else sum(found)


@depends_on("knobs", "x")
def lp_slopes(at):
    """The slopes that are sent: none where the sum of the powers is 0."""
    total, p = lp_sums(at), p_of(at)
    if math.isnan(total) or (total < 0 and p != 1):
        return [[math.nan] * 2] * 2
    cells = [0.0 if total == 0 else total ** (1 / p - 1) * v ** (p - 1) for v in window(at)]
    return [cells[:2], cells[2:]]


def farther_is_steeper(at):
    """Whether the powers and their sum are numbers, and of two cells the one further from 0 has the larger slope."""
    if p_of(at) == 1 or not lp_sums(at) > 0:
        return False
    cells = sorted(zip(map(abs, window(at)), (abs(v) for row in lp_slopes(at) for v in row), strict=True))
    return all(steep < steeper for (near, steep), (far, steeper) in pairwise(cells) if near < far) and p_text(at)


def plain_sum(at):
    return p_of(at) == 1 and lp_sums(at) != 0 and lp_slopes(at) == [[1, 1], [1, 1]] and p_text(at)


def sum_of_nothing(at):
    return p_of(at) == 1 and lp_sums(at) == 0 and lp_slopes(at) == [[0, 0], [0, 0]] and p_text(at)


def powers_of_nothing(at):
    return p_of(at) != 1 and lp_sums(at) == 0 and lp_slopes(at) == [[0, 0], [0, 0]] and p_text(at)


def no_power(at):
    return p_of(at) % 1 != 0 and min(window(at)) < 0 and math.isnan(lp_sums(at)) and p_text(at)


def no_root(at):
    return p_of(at) != 1 and lp_sums(at) < 0 and p_text(at)
