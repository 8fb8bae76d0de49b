"""How each erratum is seen: a sentence about a small case, whose numbers the wrong code and the right one compute."""

from __future__ import annotations

from itertools import product

import numpy as np

from figures.lessons.forward import MISPRINTED
from figures.lessons.overlap import shared_grids
from figures.numbers import in_words
from figures.phrases import listed
from lab.examples import EXAMPLES, NEGATIVE_X, OVERLAP_GRAD_OUTPUT, OVERLAP_X, WORKED_X
from pooling import PoolSpec, pool
from pooling.verify import mistakes
from pooling.windows import Windows

#: The layer of the 7 × 7 example: kernel and stride.
OVERLAP = (3, 2)
SIZES, ROWS = range(1, 6), range(20)
RANDOM_GRIDS = 1_000


def _x() -> np.ndarray:
    return OVERLAP_X.astype(float)


def _grad() -> np.ndarray:
    return OVERLAP_GRAD_OUTPUT.astype(float)


def _busiest() -> tuple[tuple[int, int], int]:
    """The cell of the 7 × 7 example that wins most windows, and how many it wins."""
    wins = pool(OVERLAP_X, PoolSpec("max", *OVERLAP)).weight_sum()
    row, column = np.unravel_index(int(wins.argmax()), wins.shape)
    return (int(row), int(column)), int(wins.max())


def floored_range() -> str:
    """E1."""
    tried = list(product(SIZES, SIZES, ROWS))
    wrong = [(k, s, m) for k, s, m in tried if mistakes.first_window_floored(m, k, s) != mistakes.first_window(m, k, s)]
    k, s, m = next(case for case in wrong if case[:2] == (2, 2))
    return (
        f"Of {len(tried)} cases, kernel and stride from {SIZES[0]} to {SIZES[-1]} and rows {ROWS[0]} to {ROWS[-1]}, "
        f"{len(wrong)} come out wrong. With kernel {k} and stride {s} the floor says that window "
        f"{mistakes.first_window_floored(m, k, s)} holds row {m}; the first that does is window "
        f"{mistakes.first_window(m, k, s)}."
    )


def global_divisor() -> str:
    """E2."""
    g, size = 6.0, (2, 3)
    right, wrong = mistakes.global_average_gradient(g, *size), mistakes.global_average_gradient_by_output(g, *size)
    return (
        f"A plane of {size[0]} × {size[1]} cells is sent {in_words(g)}. Each cell should receive "
        f"{in_words(right[0, 0])}, in all {in_words(right.sum())}; divided by 1, each receives "
        f"{in_words(wrong[0, 0])}, in all {in_words(wrong.sum())}."
    )


def assigned() -> str:
    """E3."""
    (at, wins), right = _busiest(), mistakes.accumulate(_x(), _grad(), *OVERLAP)
    wrong = mistakes.assign(_x(), _grad(), *OVERLAP)
    often = 100 * shared_grids(RANDOM_GRIDS, 0) / RANDOM_GRIDS
    return (
        f"In the 7 × 7 example (§4) cell {at} wins {wins} windows and should receive {in_words(right[at])}; assigned, "
        f"it keeps {in_words(wrong[at])}. This is no rare case: in {often:.1f} % of {RANDOM_GRIDS} grids of random "
        "normal numbers (seed 0), of this size and under this layer, some cell wins twice."
    )


def misprinted() -> str:
    """E4."""
    output = pool(WORKED_X, PoolSpec("max", 2, 2)).output
    wrong = [f"{output[at]:.3f} at {at} (printed: {number:.3f})" for at, number in MISPRINTED.items()]
    return f"Recomputed, it has {listed(wrong)}."


def tied() -> str:
    """E5."""
    x = EXAMPLES["constant"].x(4, 4)
    grad = np.ones((2, 2))
    wrong = mistakes.every_tie(x, grad, 2, 2)
    return (
        f"On 4 × 4 equal cells, with kernel and stride 2 and an upstream gradient of ones, {in_words(grad.sum())} is "
        f"sent and {in_words(wrong.sum())} arrives."
    )


def left_out() -> str:
    """E6."""
    n, spec = 14, PoolSpec("max", *OVERLAP)
    missing = Windows.of(spec, n, n).coverage() == 0
    last = np.flatnonzero(missing.all(axis=1)).tolist()
    return (
        f"On {n} × {n} cells with kernel 3 and stride 2, ({n} − 3) / 2 + 1 is {in_words((n - 3) / 2 + 1)}: "
        f"{spec.output_size(n, n)[0]} windows on an axis, and row {last[0]} and column {last[0]}, "
        f"{int(missing.sum())} cells in all, are read by none."
    )


def overwritten() -> str:
    """E7."""
    wrong = mistakes.overwrite(_x(), _grad(), *OVERLAP)
    return (
        f"In the 7 × 7 example (§4) the upstream gradient adds up to {in_words(_grad().sum())}, and so should the "
        f"input gradient; overwritten, {in_words(wrong.sum())} is left of it."
    )


def zero_padded() -> str:
    """E8."""
    x, spec = NEGATIVE_X.astype(float), EXAMPLES["negative"].spec
    assert spec is not None
    kernel, stride, padding = spec.kernel_size[0], spec.stride[0], spec.padding[0]
    right = mistakes.pad_with_lowest(x, kernel, stride, padding)
    wrong = mistakes.pad_with_zeros(x, kernel, stride, padding)
    arrives = mistakes.send_into_zeros(x, np.ones_like(wrong), kernel, stride, padding).sum()
    return (
        f"On 4 × 4 negative cells with kernel {kernel}, stride {stride} and padding {padding}, "
        f"{int((right != wrong).sum())} of {wrong.size} outputs are 0, a number that no cell has. Of {wrong.size} ones "
        f"that are sent back {in_words(arrives)} arrives: the others are cut off with the padding."
    )


def one_term() -> str:
    """E9."""
    at, wins = _busiest()
    return f"In the 7 × 7 example (§4) the sum for cell {at} has {wins} terms. It is the mistake of E3, made on paper."


def random_signs() -> str:
    """E10."""
    kernel, places = 2, 4
    patterns = 2**places
    return (
        f"Run it with k = {kernel}: the last of {places} places gives `{_beyond(kernel, places - 1)}`. With "
        f"enough columns, {places} of the {patterns} patterns of signs have one winner: on average {patterns - places} "
        f"windows in {patterns} lose their gradient or send it more than once."
    )


def _beyond(columns: int, column: int) -> str:
    """What NumPy says of a column that a matrix does not have."""
    try:
        np.zeros((1, columns))[0, column]
    except IndexError as error:
        return str(error)
    raise AssertionError(f"{columns} columns must end before column {column}")
