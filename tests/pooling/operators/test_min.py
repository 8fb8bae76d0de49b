"""Min pooling: the mirror image of max, in values, ties, NaN and gradient."""

import numpy as np
import pytest

from pooling import PoolSpec, pool
from tests.pooling.checks import same

NAN, INF = np.nan, np.inf
ROW4 = PoolSpec("min", (1, 4))


def run(row, spec=ROW4, dtype=float):
    """(output, indices) of a 1×n input, as lists."""
    pooled = pool(np.array([row], dtype), spec)
    return pooled.output[0].tolist(), pooled.indices[0].tolist()


def test_takes_the_smallest():
    assert run([3, 7, -8, 5]) == ([-8], [2])


def test_of_equal_cells_the_first_in_row_major_order_wins():
    same(pool(np.array([[9.0, 5.0], [5.0, 5.0]]), PoolSpec("min", 2)).indices, np.array([[1]]))


def test_nan_wins():
    output, indices = run([1, NAN, -INF, 2])
    assert (np.isnan(output).all(), indices) == (True, [1])


def test_of_several_nan_the_last_wins():
    assert run([NAN, 9, NAN, 1])[1] == [2]


def test_a_padded_window_of_plus_infinity_is_won_by_its_first_real_cell():
    assert run([INF] * 2, PoolSpec("min", (1, 4), 1, (0, 2))) == ([INF] * 3, [0, 0, 0])


def test_minus_infinity_wins():
    assert run([1, -INF, 2, -INF]) == ([-INF], [1])


def test_padding_never_wins():
    x = np.array([[1, 4, 2, 7], [3, 9, 5, 6], [8, 2, 1, 3], [6, 5, 4, 2]])
    pooled = pool(x, PoolSpec("min", 3, 2, 1))
    same(pooled.output, np.array([[1, 2], [2, 1]]))
    same(pooled.indices, np.array([[0, 2], [9, 10]]))


def test_the_overhang_never_wins():
    assert run([5, 4, 3], PoolSpec("min", (1, 2), ceil_mode=True)) == ([4, 3], [1, 2])


def test_dilation_skips_cells():
    assert run([3, 0, 2, 0, 1], PoolSpec("min", (1, 3), 1, 0, (1, 2))) == ([1], [4])


def test_overlapping_windows_add_up():
    same(pool([[9.0, 0.0, 1.0]], PoolSpec("min", (1, 2), 1)).backward([[3.0, 4.0]]), np.array([[0.0, 7.0, 0.0]]))


INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]


@pytest.mark.parametrize("dtype", INTEGERS)
def test_integers_stay_integers(dtype):
    same(pool(np.array([[5, 7, 3, 4]], dtype), ROW4).output, np.array([[3]], dtype))


@pytest.mark.parametrize("dtype", INTEGERS)
def test_the_highest_integer_beats_padding(dtype):
    top = np.iinfo(dtype).max
    assert run([top, top], PoolSpec("min", (1, 4), 1, (0, 2)), dtype) == ([top] * 3, [0, 0, 0])


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_floats_keep_their_precision(dtype):
    same(pool(np.array([[5, 7, 3, 4]], dtype), ROW4).output, np.array([[3]], dtype))


def test_is_the_negative_of_max_of_the_negative():
    x = np.random.default_rng(1).normal(size=(3, 7, 6))
    smallest = pool(x, PoolSpec("min", 3, 2, 1, 1, True))
    largest = pool(-x, PoolSpec("max", 3, 2, 1, 1, True))
    same(smallest.output, -largest.output)
    same(smallest.indices, largest.indices)
