"""The mistakes that lessons show: what is called right is right, what is called wrong is wrong as it says."""

import math

import numpy as np
import pytest

from lab.examples import NEGATIVE_X, OVERLAP_GRAD_OUTPUT, OVERLAP_X
from pooling import PoolSpec, pool
from pooling.verify import mistakes
from tests.pooling.checks import same
from tests.pooling.loops import Layer, backward, forward, output_cells, real_cells

X, G = OVERLAP_X.astype(float), OVERLAP_GRAD_OUTPUT.astype(float)
LAYER = Layer("max", (3, 3), (2, 2))
TIED = np.array([[0.0, 0.0, 3.0, 1.0], [0.0, 0.0, 3.0, 2.0]])


def cases():
    """Random small grids with many ties, and their upstream gradients."""
    rng = np.random.default_rng(0)
    for _ in range(30):
        kernel, stride = (int(v) for v in rng.integers(1, 4, 2))
        height, width = (int(v) for v in rng.integers(kernel, 8, 2))
        x = rng.integers(-3, 4, (height, width)).astype(float)
        size = PoolSpec("max", kernel, stride).output_size(height, width)
        yield x, rng.integers(-9, 10, size).astype(float), kernel, stride


CASES = list(cases())


def winners(x, layer):
    """Each window's cells and the cells that tie for its largest, in row-major order."""
    for i, j in output_cells(*x.shape, layer):
        cells = real_cells(i, j, *x.shape, layer)
        top = max(x[cell] for cell in cells)
        yield (i, j), cells, [cell for cell in cells if x[cell] == top]


@pytest.mark.parametrize(("x", "grad", "kernel", "stride"), CASES)
def test_to_accumulate_is_right(x, grad, kernel, stride):
    layer = Layer("max", (kernel, kernel), (stride, stride))
    same(mistakes.accumulate(x, grad, kernel, stride), np.array(backward(x.tolist(), layer, grad.tolist())))


@pytest.mark.parametrize(("x", "grad", "kernel", "stride"), CASES)
def test_each_rule_for_ties_sends_what_it_says(x, grad, kernel, stride):
    layer = Layer("max", (kernel, kernel), (stride, stride))
    every, split, last = (np.zeros_like(x) for _ in range(3))
    for window, _, tied in winners(x, layer):
        for cell in tied:
            every[cell] += grad[window]
            split[cell] += grad[window] / len(tied)
        last[tied[-1]] += grad[window]
    same(mistakes.every_tie(x, grad, kernel, stride), every)
    np.testing.assert_allclose(mistakes.split(x, grad, kernel, stride), split, atol=1e-12)
    same(mistakes.last_tie(x, grad, kernel, stride), last)


@pytest.mark.parametrize(("x", "grad", "kernel", "stride"), CASES)
def test_to_assign_keeps_the_last_and_to_overwrite_erases(x, grad, kernel, stride):
    layer = Layer("max", (kernel, kernel), (stride, stride))
    assigned, overwritten = np.zeros_like(x), np.zeros_like(x)
    for window, cells, tied in winners(x, layer):
        assigned[tied[0]] = grad[window]
        for cell in cells:
            overwritten[cell] = grad[window] if cell == tied[0] else 0
    same(mistakes.assign(x, grad, kernel, stride), assigned)
    same(mistakes.overwrite(x, grad, kernel, stride), overwritten)


def test_with_overlap_both_lose_gradient():
    right = mistakes.accumulate(X, G, 3, 2)
    assert (right[2, 2], mistakes.assign(X, G, 3, 2)[2, 2]) == (1 + 2 + 4 + 5, 5)
    assert mistakes.overwrite(X, G, 3, 2).sum() < right.sum() == G.sum()


def test_every_tied_cell_creates_gradient():
    assert mistakes.every_tie(TIED, np.array([[1.0, 10.0]]), 2, 2).sum() == 4 * 1 + 2 * 10
    assert mistakes.split(TIED, np.array([[1.0, 10.0]]), 2, 2).sum() == 11


def test_a_padded_zero_wins_and_swallows_the_gradient():
    x = NEGATIVE_X.astype(float)
    layer = Layer("max", (3, 3), (1, 1), (1, 1))
    right = np.array(forward(x.tolist(), layer)[0])
    same(mistakes.pad_with_lowest(x, 3, 1, 1), right)
    same(mistakes.pad_with_lowest(x, 3, 1, 1), pool(x, PoolSpec("max", 3, 1, 1)).output)
    wrong = mistakes.pad_with_zeros(x, 3, 1, 1)
    same(wrong[1:3, 1:3], right[1:3, 1:3])
    border = np.ones((4, 4), bool)
    border[1:3, 1:3] = False
    assert not wrong[border].any()
    assert mistakes.send_into_zeros(x, np.ones((4, 4)), 3, 1, 1).sum() == 4


def test_the_floor_of_the_inverse_range_is_wrong_in_238_of_500():
    both = [
        (mistakes.first_window(m, k, s), mistakes.first_window_floored(m, k, s), max(0, math.ceil((m - k + 1) / s)))
        for k in range(1, 6)
        for s in range(1, 6)
        for m in range(20)
    ]
    assert all(right == truth for right, _, truth in both)
    assert sum(wrong != truth for _, wrong, truth in both) == 238


def test_the_floor_claims_window_0_for_row_2():
    assert (mistakes.first_window(2, 2, 2), mistakes.first_window_floored(2, 2, 2)) == (1, 0)


def test_the_global_average_divides_by_all_cells():
    right = mistakes.global_average_gradient(6.0, 2, 3)
    same(right, pool(np.zeros((2, 3)), PoolSpec("avg", (2, 3))).backward([[6.0]]))
    assert mistakes.global_average_gradient_by_output(6.0, 2, 3).sum() == 6 * 6.0


@pytest.mark.parametrize(("x", "grad", "kernel", "stride"), CASES)
def test_a_window_matrix_has_one_winner_a_row(x, grad, kernel, stride):
    matrix = mistakes.window_matrix(x, kernel, stride)
    layer = Layer("max", (kernel, kernel), (stride, stride))
    expected = [[cell == tied[0] for cell in cells] for _, cells, tied in winners(x, layer)]
    same(matrix, np.array(expected))


def test_random_signs_make_one_winner_in_a_quarter_of_the_windows():
    matrix = mistakes.random_winners(100_000, 2, 0)
    assert matrix.shape == (100_000, 4)
    assert (matrix.sum(axis=1) == 1).mean() == pytest.approx(1 / 4, abs=0.01)
