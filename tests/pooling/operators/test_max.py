"""Max pooling: the largest real cell, the first of equals, the last NaN; the gradient goes to the winner alone."""

import numpy as np
import pytest

from pooling import PoolSpec, pool
from tests.pooling.checks import close, same

NAN, INF = np.nan, np.inf
ROW4 = PoolSpec("max", (1, 4))


def run(row, spec=ROW4, dtype=float):
    """(output, indices) of a 1×n input, as lists."""
    pooled = pool(np.array([row], dtype), spec)
    return pooled.output[0].tolist(), pooled.indices[0].tolist()


def test_takes_the_largest():
    assert run([3, 7, -8, 5]) == ([7], [1])


def test_of_equal_cells_the_first_in_row_major_order_wins():
    pooled = pool(np.array([[0.0, 5.0], [5.0, 5.0]]), PoolSpec("max", 2))
    same(pooled.indices, np.array([[1]]))


def test_a_constant_window_is_won_by_its_first_cell():
    same(pool(np.full((4, 4), 2.0), PoolSpec("max", 2)).indices, np.array([[0, 2], [8, 10]]))


def test_erratum_5_a_tie_creates_no_gradient():
    grad_input = pool(np.full((2, 2), 2.0), PoolSpec("max", 2)).backward([[8.0]])
    same(grad_input, np.array([[8.0, 0.0], [0.0, 0.0]]))


def test_minus_zero_ties_with_zero():
    assert run([-0.0, 0.0, -1, -1])[1] == [0]


def test_nan_wins():
    output, indices = run([1, NAN, INF, 2])
    assert (np.isnan(output).all(), indices) == (True, [1])


def test_of_several_nan_the_last_wins():
    assert run([NAN, 9, NAN, 1])[1] == [2]


def test_the_last_nan_of_a_window_not_of_the_plane():
    assert run([NAN, NAN, 3, NAN], PoolSpec("max", (1, 2), 1))[1] == [1, 1, 3]


def test_the_last_nan_before_padding():
    # The window's last taps are padding: the NaN is still found at its own cell.
    assert run([1, NAN], PoolSpec("max", (1, 4), 1, (0, 2)))[1] == [1, 1, 1]


def test_the_gradient_goes_to_the_last_nan():
    same(pool([[NAN, 9.0, NAN, 1.0]], ROW4).backward([[5.0]]), np.array([[0.0, 0.0, 5.0, 0.0]]))


def test_nan_elsewhere_does_not_spread():
    assert run([1, 2, NAN, 3], PoolSpec("max", (1, 2)))[0][0] == 2


def test_minus_infinity_is_a_value():
    assert run([-INF, -INF, -INF, -3]) == ([-3], [3])


def test_a_window_of_minus_infinity_is_won_by_its_first_cell():
    assert run([-INF] * 4) == ([-INF], [0])


def test_a_padded_window_of_minus_infinity_is_won_by_its_first_real_cell():
    assert run([-INF] * 2, PoolSpec("max", (1, 4), 1, (0, 2))) == ([-INF] * 3, [0, 0, 0])


def test_plus_infinity_wins():
    assert run([1, INF, 2, INF]) == ([INF], [1])


def test_erratum_8_padding_never_wins():
    x = np.array([[-1, -4, -2, -7], [-3, -9, -5, -6], [-8, -2, -1, -3], [-6, -5, -4, -2]])
    pooled = pool(x, PoolSpec("max", 3, 2, 1))
    same(pooled.output, np.array([[-1, -2], [-2, -1]]))
    same(pooled.indices, np.array([[0, 2], [9, 10]]))


def test_erratum_8_no_gradient_vanishes_into_the_padding():
    x = -np.arange(1.0, 17).reshape(4, 4)
    assert pool(x, PoolSpec("max", 3, 2, 1)).backward(np.ones((2, 2))).sum() == 4


def test_the_overhang_never_wins():
    assert run([-5, -4, -3], PoolSpec("max", (1, 2), ceil_mode=True)) == ([-4, -3], [1, 2])


def test_dilation_skips_cells():
    assert run([1, 9, 2, 9, 3], PoolSpec("max", (1, 3), 1, 0, (1, 2))) == ([3], [4])


def test_overlapping_windows_add_up():
    # Erratum 3: cell 1 wins both windows, and is sent 3 and 4.
    same(pool([[0.0, 9.0, 1.0]], PoolSpec("max", (1, 2), 1)).backward([[3.0, 4.0]]), np.array([[0.0, 7.0, 0.0]]))


def test_erratum_3_seven_by_seven():
    x = np.zeros((7, 7))
    x[2, 2], x[4, 5], x[6, 2] = 9, 8, 7
    grad_input = np.zeros((7, 7))
    # Windows (0,0) (0,1) (1,0) (1,1) hold (2,2); (1,2) (2,2) hold (4,5); (2,0) (2,1) hold (6,2); (0,2) is all zeros.
    grad_input[2, 2], grad_input[4, 5], grad_input[6, 2], grad_input[0, 4] = 1 + 2 + 4 + 5, 6 + 9, 7 + 8, 3
    same(pool(x, PoolSpec("max", 3, 2)).backward(np.arange(1.0, 10).reshape(3, 3)), grad_input)


def test_erratum_3_assigning_loses_gradient_in_nineteen_of_twenty_inputs():
    x = np.random.default_rng(0).normal(size=(1000, 7, 7))
    won_twice = (pool(x, PoolSpec("max", 3, 2)).weight_sum() > 1).any(axis=(1, 2))
    close(won_twice.mean(), 0.958, atol=0.02)


INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]


@pytest.mark.parametrize("dtype", INTEGERS)
def test_integers_stay_integers(dtype):
    same(pool(np.array([[1, 7, 3, 2]], dtype), ROW4).output, np.array([[7]], dtype))


@pytest.mark.parametrize("dtype", INTEGERS)
def test_the_lowest_integer_beats_padding(dtype):
    least = np.iinfo(dtype).min
    assert run([least, least], PoolSpec("max", (1, 4), 1, (0, 2)), dtype) == ([least] * 3, [0, 0, 0])


@pytest.mark.parametrize("dtype", ["int64", "uint64"])
def test_large_integers_are_not_rounded(dtype):
    top = np.iinfo(dtype).max
    assert run([top - 1, top, top - 1, top - 2], dtype=dtype) == ([top], [1])


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_floats_keep_their_precision(dtype):
    same(pool(np.array([[1, 7, 3, 2]], dtype), ROW4).output, np.array([[7]], dtype))


def test_indices_are_int64():
    assert pool(np.zeros((2, 2), np.uint8), PoolSpec("max", 2)).indices.dtype == np.int64


def test_the_derivative_is_the_argmax_mask():
    derivative = pool([[0.0, 9.0, 1.0]], PoolSpec("max", (1, 2), 1)).derivative
    same(derivative, np.array([[0.0, 1.0], [1.0, 0.0]]))


def test_an_infinite_gradient_stays_with_the_winner():
    same(pool([[0.0, 9.0]], PoolSpec("max", (1, 2))).backward([[INF]]), np.array([[0.0, INF]]))
