"""Every formula of the forward pass, written out as a plain loop on a small case, is what the core computes."""

import math
from itertools import product

import numpy as np
import pytest

from pooling import PoolSpec, adaptive_avg_pool2d, global_avg_pool2d, global_max_pool2d, pool
from pooling.windows import Windows
from tests.figures.formulas.plain import AVERAGE, LP, MAX, MIN, RANGE, X, divisor, windows
from tests.pooling.checks import same, spec_of


def test_f1_output_size():
    for h, k, s, d in product(range(1, 10), range(1, 5), range(1, 5), range(1, 3)):
        for p in range(k // 2 + 1):
            r = h + 2 * p - d * (k - 1) - 1
            if r >= 0:
                down = PoolSpec("max", k, s, p, d).output_size(h, h)
                up = PoolSpec("max", k, s, p, d, ceil_mode=True).output_size(h, h)
                assert down[0] == math.floor(r / s) + 1
                assert up[0] == min(math.ceil(r / s) + 1, math.ceil((h + p) / s))


def test_f2_window():
    k, s, p, d = 3, 2, 1, 2
    rows = Windows.of(PoolSpec("max", k, s, p, d), 9, 9).rows
    same(rows, np.array([[i * s - p + r * d for r in range(k)] for i in range(len(rows))]))


def test_f3_max():
    pooled = pool(X, spec_of(MAX))
    for (i, j), cells in windows(MAX).items():
        largest = max(X[cell] for cell in cells)
        first = next(cell for cell in cells if X[cell] == largest)
        assert (pooled.output[i, j], divmod(pooled.indices[i, j], X.shape[1])) == (largest, first)


def test_f4_min():
    pooled = pool(X, spec_of(MIN))
    for (i, j), cells in windows(MIN).items():
        smallest = min(X[cell] for cell in cells)
        first = next(cell for cell in cells if X[cell] == smallest)
        assert (pooled.output[i, j], divmod(pooled.indices[i, j], X.shape[1])) == (smallest, first)


def test_f5_average():
    for options, count in {
        (True, None): lambda i, j, cells: divisor(i, j, AVERAGE),
        (False, None): lambda i, j, cells: len(cells),
        (True, 5): lambda i, j, cells: 5,
    }.items():
        layer = AVERAGE._replace(count_include_pad=options[0], divisor_override=options[1])
        output = pool(X, spec_of(layer)).output
        for (i, j), cells in windows(layer).items():
            assert output[i, j] == pytest.approx(sum(X[cell] for cell in cells) / count(i, j, cells))


def test_f6_lp():
    x, k, p = -X, math.prod(LP.kernel_size), LP.norm_type
    output = pool(x, spec_of(LP)).output
    for (i, j), cells in windows(LP).items():
        assert output[i, j] == pytest.approx((k / len(cells) * sum(x[cell] ** p for cell in cells)) ** (1 / p))


def test_f7_global_max_and_average():
    cells = [X[a, b] for a in range(X.shape[0]) for b in range(X.shape[1])]
    assert global_max_pool2d(X).item() == max(cells)
    assert global_avg_pool2d(X).item() == pytest.approx(sum(cells) / (X.shape[0] * X.shape[1]))


def test_f8_adaptive_bins():
    h, o = X.shape[0], 3
    output = adaptive_avg_pool2d(X, (o, 1))
    for i in range(o):
        rows = [a for a in range(h) if math.floor(i * h / o) <= a < math.ceil((i + 1) * h / o)]
        assert output[i, 0] == pytest.approx(np.mean([X[a] for a in rows]))


def test_f9_range():
    output = pool(X, spec_of(RANGE)).output
    for window, cells in windows(RANGE).items():
        assert output[window] == max(X[cell] for cell in cells) - min(X[cell] for cell in cells)
