"""Average pooling: the sum over a divisor, and which cells the divisor counts."""

import numpy as np
import pytest

from pooling import PoolSpec, pool
from tests.pooling.checks import close, same

NAN, INF = np.nan, np.inf


def average(row, *args, dtype=float, **kwargs):
    """The output row of a 1×n input under a 1×k layer."""
    return pool(np.array([row], dtype), PoolSpec("avg", *args, **kwargs)).output[0]


def test_takes_the_mean():
    same(average([1, 3, 5, 10], (1, 2)), np.array([2.0, 7.5]))


def test_there_are_no_indices():
    assert pool([[1.0, 2.0]], PoolSpec("avg", (1, 2))).indices is None


# A row 6, 12, 18 under kernel 3, stride 2, padding 1: windows (·, 6, 12) and (12, 18, ·).
PADDED = {"kernel_size": (1, 3), "stride": (1, 2), "padding": (0, 1)}


def test_explicit_padding_counts_by_default():
    same(average([6, 12, 18], **PADDED), np.array([6.0, 10.0]))


def test_without_counted_padding_the_real_cells_count():
    same(average([6, 12, 18], **PADDED, count_include_pad=False), np.array([9.0, 15.0]))


def test_divisor_override_beats_both():
    same(average([6, 12, 18], **PADDED, count_include_pad=False, divisor_override=6), np.array([3.0, 5.0]))


def test_divisor_override_may_be_negative():
    same(average([6, 12, 18], **PADDED, divisor_override=-2), np.array([-9.0, -15.0]))


def test_the_overhang_never_counts():
    # Kernel 2 on 3 cells: the second window holds one cell and an overhang.
    same(average([1, 3, 7], (1, 2), ceil_mode=True), np.array([2.0, 7.0]))


def test_padding_counts_and_its_overhang_does_not():
    # Columns −1…4 of 1×4: the third window is on 3, on the padding at 4, and on the overhang at 5.
    row = average([3, 6, 9, 12], (1, 3), 2, (0, 1), ceil_mode=True)
    same(row, np.array([3.0, 9.0, 6.0]))


def test_neither_padding_nor_overhang_counts_without_count_include_pad():
    row = average([3, 6, 9, 12], (1, 3), 2, (0, 1), ceil_mode=True, count_include_pad=False)
    same(row, np.array([4.5, 9.0, 12.0]))


def test_overhang_on_both_axes():
    # 3×3 under kernel 2: windows of 4, 2, 2 and 1 cells.
    x = np.array([[1.0, 3.0, 5.0], [7.0, 9.0, 11.0], [2.0, 4.0, 6.0]])
    same(pool(x, PoolSpec("avg", 2, ceil_mode=True)).output, np.array([[5.0, 8.0], [3.0, 6.0]]))


def test_the_gradient_is_shared_equally():
    same(pool(np.zeros((2, 2)), PoolSpec("avg", 2)).backward([[8.0]]), np.full((2, 2), 2.0))


def test_overlapping_windows_add_up():
    grad_input = pool(np.zeros((1, 3)), PoolSpec("avg", (1, 2), 1)).backward([[4.0, 8.0]])
    same(grad_input, np.array([[2.0, 6.0, 4.0]]))


def test_the_share_of_counted_padding_is_lost():
    grad_input = pool(np.zeros((1, 3)), PoolSpec("avg", **PADDED)).backward([[3.0, 6.0]])
    close(grad_input, [[1.0, 3.0, 2.0]])


def test_without_counted_padding_nothing_is_lost():
    grad_input = pool(np.zeros((1, 3)), PoolSpec("avg", **PADDED, count_include_pad=False)).backward([[4.0, 8.0]])
    same(grad_input, np.array([[2.0, 6.0, 4.0]]))


def test_the_gradient_of_a_partial_window():
    grad_input = pool(np.zeros((1, 3)), PoolSpec("avg", (1, 2), ceil_mode=True)).backward([[4.0, 8.0]])
    same(grad_input, np.array([[2.0, 2.0, 8.0]]))


def test_the_gradient_is_divided_by_the_override():
    grad_input = pool(np.zeros((1, 2)), PoolSpec("avg", (1, 2), divisor_override=-4)).backward([[8.0]])
    same(grad_input, np.array([[-2.0, -2.0]]))


@pytest.mark.parametrize("dtype", ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"])
def test_integers_are_averaged_as_float64(dtype):
    same(average([100, 27, 127, 0], (1, 4), dtype=dtype), np.array([63.5]))


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_floats_keep_their_precision(dtype):
    same(average([1, 2, 3, 4], (1, 4), dtype=dtype), np.array([2.5], dtype))


def test_half_precision_is_summed_in_single():
    # The sum of 60,000 and 60,000 is no half; nor are all whole numbers past 2,048.
    same(average([60000, 60000], (1, 2), dtype="float16"), np.array([60000], "float16"))


def test_nan_propagates_to_its_own_window_alone():
    same(average([1, NAN, 3, 5], (1, 2)), np.array([NAN, 4.0]))


def test_infinity_propagates():
    same(average([1, INF, -INF, 5], (1, 2)), np.array([INF, -INF]))


def test_infinities_of_both_signs_are_nan_without_a_warning():
    same(average([INF, -INF], (1, 2)), np.array([NAN]))


@pytest.mark.parametrize(("dtype", "large"), [("float32", 3e38), ("float64", 1.5e308)])
def test_a_sum_beyond_the_floats_is_infinite_without_a_warning(dtype, large):
    same(average([large, large], (1, 2), dtype=dtype), np.array([INF], dtype))


def test_a_quotient_beyond_half_precision_is_infinite_without_a_warning():
    row = average([60000, 60000], (1, 2), dtype="float16", divisor_override=1)
    same(row, np.array([INF], "float16"))
