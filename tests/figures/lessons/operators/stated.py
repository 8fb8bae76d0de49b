"""The numbers that the lesson on the operators states, computed from the definition."""

import math

from figures.lessons.operators import X

WINDOW = [float(v) for row in X.tolist()[:2] for v in row[:2]]
P = 2.0
TRIED = (1.0, 2.0, 2.5, 3.0, 4.0)


def lp(values, p):
    """The root of the sum of the powers, without an absolute value; NaN where that is no real number."""
    powers = [v**p for v in values]
    if any(isinstance(power, complex) for power in powers):
        return math.nan
    root = sum(powers) ** (1 / p)
    return math.nan if isinstance(root, complex) else root


def slope(x, values, p):
    """∂y/∂x of Lp for positive numbers, as (x / y) to the power p − 1."""
    return (x / lp(values, p)) ** (p - 1)


def rounded(value):
    """A number as a table with three decimals has it; none where it is NaN."""
    return [] if math.isnan(value) else [round(value, 3)]


TOTAL, SQUARES = sum(WINDOW), sum(v**2 for v in WINDOW)
ROWS = [
    n
    for p in TRIED
    for n in (p, *rounded(lp(WINDOW, p)), *rounded(lp([-v for v in WINDOW], p)), *rounded(lp(WINDOW, p)))
]
FORMULA = [0, 1, 1, 1, 1]  # x ≥ 0, then 1/p, the exponent 1/p of n, and 1/p and its limit again
SLOPES = sum(slope(v, WINDOW, P) for v in WINDOW)

POWERS = [n for v in WINDOW for n in (v, P)]

STATED = {
    "card": [],
    "step 1": [4, P, 0, 0, *POWERS, 1, P, SQUARES, 1, P, lp(WINDOW, P), 4, 4, 2, 2, 2, 2, 2, 2, P, 2, 2, 2, 2],
    "step 2": [0, 0, 1, 10, 1, TOTAL, 4, max(WINDOW), P, lp(WINDOW, P), *FORMULA, 4, 4, 0, 0],
    "step 3": [1, 0, 0, -2, 2, (-2) ** 2, -2, 3, (-2) ** 3, -2, 2.5, 4, 4, 0, 0, *ROWS],
    "step 4": [0, 0, P, 0, 1, 1, 1, P, SQUARES, 4, 4, 1, 4 * (1 / 4), 1, P, round(SLOPES, 3), 1 - 1],
    "question 1": [0, 0, *WINDOW, 1, TOTAL, TOTAL / 4, max(WINDOW), min(WINDOW), 1],
    "question 2": [0, 0, 1, 0, 0, float(WINDOW[0] == max(WINDOW)), 1, 1 / 4],
}
