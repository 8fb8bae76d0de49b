"""Lp pooling as PyTorch has it: (k · mean of the counted xᵖ)^(1/p), no absolute value, zero windows send nothing."""

import numpy as np
import pytest

from pooling import PoolSpec, pool
from tests.pooling.checks import close, same

NAN, INF = np.nan, np.inf


def lp(row, p, kernel=None, **kwargs):
    """The pooled 1×n input under a 1×k layer of power p; the kernel is the whole row unless told."""
    return pool(np.array([row], float), PoolSpec("lp", (1, kernel or len(row)), norm_type=p, **kwargs))


def test_p_1_is_the_sum():
    close(lp([1, -4, 7], 1).output, [[4.0]])


def test_p_2_is_the_length():
    close(lp([3, -4], 2).output, [[5.0]])


def test_p_3():
    close(lp([3, 4, 5], 3).output, [[6.0]])  # 27 + 64 + 125 = 216


def test_a_fraction():
    close(lp([4, 9], 0.5).output, [[25.0]])  # (2 + 3)²


def test_a_negative_power():
    close(lp([2, 2], -1).output, [[1.0]])  # 1 / (1/2 + 1/2)


def test_there_are_no_indices():
    assert lp([3, 4], 2).indices is None


def test_there_is_no_absolute_value():
    close(lp([-3, 4], 3).output, [[37 ** (1 / 3)]])  # −27 + 64


def test_a_negative_sum_is_nan_without_a_warning():
    same(lp([-3, 2], 3).output, np.array([[NAN]]))


def test_a_negative_cell_to_a_fraction_is_nan_without_a_warning():
    same(lp([-4, 9], 0.5).output, np.array([[NAN]]))


def test_a_partial_window_is_scaled_up_to_a_full_one():
    # 3 and 4 make 5; the last window holds 6 alone and counts as two of it.
    close(lp([3, 4, 6], 2, 2, ceil_mode=True).output, [[5.0, 72**0.5]])


def test_a_zero_window_is_zero():
    same(lp([0, 0], 2).output, np.array([[0.0]]))


def test_a_zero_to_a_negative_power_is_zero_without_a_warning():
    same(lp([0, 2], -1).output, np.array([[0.0]]))  # 1 / (∞ + 1/2)


def test_nan_propagates_to_its_own_window_alone():
    close(lp([NAN, 1, 3, 4], 2, 2).output, [[NAN, 5.0]])


def test_the_gradient_points_along_the_window():
    close(lp([3, 4], 2).backward([[10.0]]), [[6.0, 8.0]])


def test_the_gradient_of_p_1_is_the_upstream_gradient():
    close(lp([1, -4, 7], 1).backward([[2.0]]), [[2.0, 2.0, 2.0]])


def test_the_gradient_of_p_3():
    close(lp([3, 4, 5], 3).backward([[36.0]]), [[9.0, 16.0, 25.0]])  # x² / 6² times 36


def test_the_gradient_of_a_partial_window():
    # y = √(2·6²), dy/dx = 2·6 / y = √2.
    close(lp([3, 4, 6], 2, 2, ceil_mode=True).backward([[5.0, 3.0]]), [[3.0, 4.0, 3 * 2**0.5]])


def test_overlapping_windows_add_up():
    close(lp([3, 4, 3], 2, 2, stride=1).backward([[5.0, 10.0]]), [[3.0, 12.0, 6.0]])


def test_a_zero_window_sends_nothing():
    close(lp([0, 0, 3, 4], 2, 2).backward([[7.0, 5.0]]), [[0.0, 0.0, 3.0, 4.0]], atol=0)


def test_a_cancelled_sum_sends_nothing():
    same(lp([-2, 2], 3).backward([[7.0]]), np.array([[0.0, 0.0]]))


def test_the_gradient_of_a_negative_sum_is_nan_without_a_warning():
    same(lp([-3, 2], 3).backward([[1.0]]), np.array([[NAN, NAN]]))


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_floats_keep_their_precision(dtype):
    pooled = pool(np.array([[3, 4]], dtype), PoolSpec("lp", (1, 2)))
    same(pooled.output, np.array([[5]], dtype))
    assert pooled.backward(np.ones((1, 1), dtype)).dtype == dtype


@pytest.mark.parametrize("dtype", ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"])
def test_integers_are_pooled_as_float64(dtype):
    same(pool(np.array([[60, 80]], dtype), PoolSpec("lp", (1, 2))).output, np.array([[100.0]]))


def test_half_precision_is_summed_in_single():
    # 300² and 400² are no halves; their root is.
    same(pool(np.array([[300, 400]], "float16"), PoolSpec("lp", (1, 2))).output, np.array([[500]], "float16"))


def test_a_power_beyond_the_floats_is_infinite_without_a_warning():
    same(lp([1e200, 1e200], 2).output, np.array([[INF]]))


def test_a_gradient_beyond_the_floats_is_infinite_without_a_warning():
    # p = ½: dy/dx = s · x^(−½) with s = √1 + √1 = 2, and 2 · 1.5e308 is past the floats.
    same(lp([1, 1], 0.5).backward([[1.5e308]]), np.array([[INF, INF]]))
