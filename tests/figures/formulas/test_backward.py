"""Every formula of the backward pass, written out as a plain loop on a small case, is what the core computes."""

import math
from itertools import product

import numpy as np
import pytest

from pooling import PoolSpec, avg_pool2d_backward, global_max_pool2d, max_pool2d_backward, pool
from pooling.jacobian import jacobian
from pooling.windows import Windows
from tests.figures.formulas.plain import AVERAGE, LAYERS, LP, MAX, MIN, RANGE, X, collected, divisor, upstream, windows
from tests.pooling.checks import close, same, spec_of

every_layer = pytest.mark.parametrize("layer", LAYERS.values(), ids=LAYERS.keys())


@every_layer
def test_b0_every_operator(layer):
    x, step = np.random.default_rng(0).permutation(20).reshape(5, 4) + 1.0, 1e-6
    grad, expected = upstream(layer), np.zeros(X.shape)
    for a, b in np.ndindex(X.shape):
        nudge = np.zeros(X.shape)
        nudge[a, b] = step
        slopes = (pool(x + nudge, spec_of(layer)).output - pool(x - nudge, spec_of(layer)).output) / (2 * step)
        expected[a, b] = sum(grad[w] * slopes[w] for w, cells in windows(layer).items() if (a, b) in cells)
    close(pool(x, spec_of(layer)).backward(grad), expected, rtol=1e-6, atol=1e-6)


def won(layer):
    """I(a, b) by input cell: the output cells that each of them wins."""
    pooled, sets = pool(X, spec_of(layer)), {cell: [] for cell in np.ndindex(X.shape)}
    for i, j in np.ndindex(pooled.output.shape):
        sets[divmod(int(pooled.indices[i, j]), X.shape[1])].append((i, j))
    return sets


def test_b1_windows_that_a_cell_wins():
    sets = won(MAX)
    for cell, outputs in sets.items():
        for w, cells in windows(MAX).items():
            wins = cell in cells and all(X[cell] > X[c] or (X[cell] == X[c] and cell <= c) for c in cells)
            assert (w in outputs) == wins
    assert max(map(len, sets.values())) > 1


def test_b2_max():
    grad = upstream(MAX)
    expected = np.array([[sum(grad[w] for w in won(MAX)[a, b]) for b in range(4)] for a in range(5)])
    same(pool(X, spec_of(MAX)).backward(grad), expected)


def test_b3_which_windows_hold_a_cell():
    for k, s in product(range(1, 5), range(1, 5)):
        p, h = k // 2, 9
        table = Windows.of(PoolSpec("max", (k, 1), (s, 1), (p, 0)), h, 1)
        for a in range(h):
            m = a + p
            first, last = max(0, math.ceil((m - k + 1) / s)), min(table.output_size[0] - 1, math.floor(m / s))
            assert table.holding(a, 0) == [(i, 0) for i in range(first, last + 1)]


def test_b4_average():
    grad = upstream(AVERAGE)
    expected = collected(lambda w, cell: grad[w] / divisor(*w, AVERAGE), AVERAGE)
    close(pool(X, spec_of(AVERAGE)).backward(grad), expected)


def test_b5_global_max():
    indices = global_max_pool2d(X, return_indices=True)[1]
    first = next(cell for cell in np.ndindex(X.shape) if X[cell] == X.max())
    expected = np.zeros(X.shape)
    expected[first] = 7
    same(max_pool2d_backward([[7.0]], indices, X.shape), expected)


def test_b6_global_average():
    close(avg_pool2d_backward([[7.0]], X.shape, X.shape), np.full(X.shape, 7 / (X.shape[0] * X.shape[1])))


@every_layer
def test_b7_both_passes_as_one_matrix(layer):
    x, grad = -X, upstream(layer)
    pooled = pool(x, spec_of(layer))
    j = jacobian(pooled)
    for row in range(pooled.output.size):
        assert pooled.output.flat[row] == pytest.approx(sum(j[row, n] * x.flat[n] for n in range(x.size)))
    for n in range(x.size):
        received = pooled.backward(grad).flat[n]
        assert received == pytest.approx(sum(j[row, n] * grad.flat[row] for row in range(grad.size)))


def test_b8_min():
    grad = upstream(MIN)
    expected = collected(lambda w, cell: grad[w] * (w in won(MIN)[cell]), MIN)
    same(pool(X, spec_of(MIN)).backward(grad), expected)


def test_b9_lp():
    x, grad, k, p = -X, upstream(LP), math.prod(LP.kernel_size), LP.norm_type

    def slope(window, cell):
        cells = windows(LP)[window]
        total = k / len(cells) * sum(x[c] ** p for c in cells)
        return k / len(cells) * total ** (1 / p - 1) * x[cell] ** (p - 1)

    close(pool(x, spec_of(LP)).backward(grad), collected(lambda w, cell: grad[w] * slope(w, cell), LP))


def test_b10_range():
    grad = upstream(RANGE)

    def slope(window, cell):
        cells = windows(RANGE)[window]
        largest, smallest = (choose(cells, key=lambda c: X[c]) for choose in (max, min))  # of equal cells the first
        return (cell == largest) - (cell == smallest)

    same(pool(X, spec_of(RANGE)).backward(grad), collected(lambda w, cell: grad[w] * slope(w, cell), RANGE))
