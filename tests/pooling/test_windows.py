"""The index table: what every window holds, what counts, who holds a cell, and how gradients add up."""

import math

import numpy as np
import pytest

from pooling import PoolSpec
from pooling.scatter import scatter_add
from pooling.windows import Windows
from tests.pooling import worked
from tests.pooling.checks import message_of, same

NO, YES = False, True


def test_flat_indices_of_every_tap():
    windows = Windows.of(PoolSpec("max", 2, 1), 2, 3)
    same(windows.flat, np.array([[0, 1, 3, 4], [1, 2, 4, 5]]))


def test_a_tap_in_the_padding_is_minus_one():
    windows = Windows.of(PoolSpec("max", 2, 2, 1), 2, 2)
    same(windows.flat, np.array([[-1, -1, -1, 0], [-1, -1, 1, -1], [-1, 2, -1, -1], [3, -1, -1, -1]]))


def test_inside_says_which_taps_are_cells():
    windows = Windows.of(PoolSpec("max", 2, 2, 1), 2, 2)
    same(windows.inside, np.eye(4, dtype=bool)[::-1])


def test_rows_and_columns_run_into_the_padding():
    windows = Windows.of(PoolSpec("max", (3, 2), (2, 1), (1, 0)), 4, 3)
    same(windows.rows, np.array([[-1, 0, 1], [1, 2, 3]]))
    same(windows.columns, np.array([[0, 1], [1, 2]]))


def test_dilation_spreads_the_taps():
    windows = Windows.of(PoolSpec("max", (1, 3), 1, 0, 2), 1, 6)
    same(windows.flat, np.array([[0, 2, 4], [1, 3, 5]]))


def test_explicit_padding_counts():
    # 1×5 padded by 1: columns −1…5, and the last window ends on 5.
    windows = Windows.of(PoolSpec("avg", (1, 3), 2, (0, 1)), 1, 5)
    same(windows.columns, np.array([[-1, 0, 1], [1, 2, 3], [3, 4, 5]]))
    same(windows.counted, np.ones((3, 3), bool))


def test_the_overhang_of_ceil_mode_never_counts():
    # 1×4 padded by 1: columns −1…4, and the last window ends on 5, past the padding.
    windows = Windows.of(PoolSpec("avg", (1, 3), 2, (0, 1), ceil_mode=True), 1, 4)
    same(windows.columns, np.array([[-1, 0, 1], [1, 2, 3], [3, 4, 5]]))
    same(windows.counted, np.array([[YES, YES, YES], [YES, YES, YES], [YES, YES, NO]]))


def test_sizes_are_plain_ints():
    windows = Windows.of(PoolSpec("max", 2), np.int64(4), np.int64(6))
    assert (windows.input_size, windows.output_size) == ((4, 6), (2, 3))


def test_the_table_is_made_once_and_cannot_be_written():
    windows = Windows.of(PoolSpec("max", 3, 2), 9, 9)
    assert Windows.of(PoolSpec("max", 3, 2), 9, 9) is windows
    for name in ("rows", "columns", "flat", "inside", "counted"):
        assert not getattr(windows, name).flags.writeable, name


def test_a_window_on_padding_alone_is_named():
    # Taps at −1 and 3 (dilation 4) on 3 columns: both outside.
    spec = PoolSpec("max", (1, 2), 1, (0, 1), (1, 4))
    message = "every window must hold an input cell, but got window (0, 0) on padding alone"
    assert message_of(Windows.of, spec, 1, 3) == message


def test_a_window_on_padding_alone_in_rows():
    spec = PoolSpec("min", (2, 1), 1, (1, 0), (3, 1))  # rows −1 and 2 of two rows, in each of four columns
    message = "every window must hold an input cell, but got window (0, 0) on padding alone"
    assert message_of(Windows.of, spec, 2, 4) == message


def test_adaptive_bins_divide_evenly():
    same(Windows.adaptive((1, 2), 1, 4).flat, np.array([[0, 1], [2, 3]]))


def test_adaptive_bins_overlap_and_differ_in_length():
    # 3 bins over 7 cells: [0, 3), [2, 5), [4, 7); 2 bins over 3 rows: [0, 2), [1, 3).
    windows = Windows.adaptive((2, 3), 3, 7)
    same(windows.rows, np.array([[0, 1], [1, 2]]))
    same(windows.columns, np.array([[0, 1, 2], [2, 3, 4], [4, 5, 6]]))


def test_a_short_adaptive_bin_has_taps_outside():
    # 3 bins over 5 cells: [0, 2), [1, 4), [3, 5).
    windows = Windows.adaptive((1, 3), 1, 5)
    same(windows.flat, np.array([[0, 1, -1], [1, 2, 3], [3, 4, -1]]))
    same(windows.counted, np.array([[YES, YES, NO], [YES, YES, YES], [YES, YES, NO]]))


def test_more_adaptive_bins_than_cells():
    # 5 bins over 2 cells: [0, 1), [0, 1), [0, 2), [1, 2), [1, 2).
    same(Windows.adaptive((1, 5), 1, 2).flat, np.array([[0, -1], [0, -1], [0, 1], [1, -1], [1, -1]]))


@pytest.mark.parametrize(("n", "o"), [(n, o) for n in range(1, 9) for o in range(1, 9)])
def test_adaptive_bins_by_their_formula(n, o):
    flat = Windows.adaptive((1, o), 1, n).flat
    bins = [list(range(math.floor(i * n / o), math.ceil((i + 1) * n / o))) for i in range(o)]
    assert [[cell for cell in row if cell >= 0] for row in flat.tolist()] == bins


def test_gather_takes_every_tap():
    windows = Windows.of(PoolSpec("max", 2, 1), 2, 3)
    x = np.array([[10, 11, 12], [13, 14, 15]])
    same(windows.gather(x), np.array([[10, 11, 13, 14], [11, 12, 14, 15]]))


def test_gather_fills_what_is_outside():
    windows = Windows.of(PoolSpec("max", (1, 2), 2, (0, 1)), 1, 2)
    same(windows.gather(np.array([[5.0, 6.0]]), -1), np.array([[-1.0, 5.0], [6.0, -1.0]]))


def test_gather_keeps_leading_axes():
    windows = Windows.of(PoolSpec("max", 2, 1), 3, 3)
    assert windows.gather(np.zeros((2, 5, 3, 3))).shape == (2, 5, 4, 4)


def test_scatter_add_sums_where_windows_overlap():
    windows = Windows.of(PoolSpec("max", (1, 2), 1), 1, 3)
    same(windows.scatter_add(np.array([[1.0, 2.0], [4.0, 8.0]])), np.array([[1.0, 6.0, 8.0]]))


def test_scatter_add_drops_what_is_sent_to_padding():
    windows = Windows.of(PoolSpec("max", (1, 2), 2, (0, 1)), 1, 2)
    same(windows.scatter_add(np.array([[100.0, 1.0], [2.0, 100.0]])), np.array([[1.0, 2.0]]))


def test_scatter_add_keeps_planes_apart():
    sent = scatter_add(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[0, 0], [0, 1]]), (1, 2))
    same(sent, np.array([[[3.0, 0.0]], [[3.0, 4.0]]]))


def test_scatter_add_sums_half_precision_in_single():
    values = np.array([2048, 1, -2048], np.float16)  # in half precision 2048 + 1 is 2048
    same(scatter_add(values, np.array([0, 0, 0]), (1, 1)), np.array([[1]], np.float16))


def test_scatter_add_of_integers_is_exact():
    values = np.array([2**62, 1, 1])  # a double would lose the ones
    same(scatter_add(values, np.array([0, 0, 0]), (1, 1)), np.array([[2**62 + 2]]))


def test_coverage_of_overlapping_windows():
    windows = Windows.of(PoolSpec("max", 3, 2), 5, 5)
    row = np.array([1, 1, 2, 1, 1])
    same(windows.coverage(), np.outer(row, row))


def test_erratum_6_the_last_row_and_column_are_in_no_window():
    line = np.array([1, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 1, 0])
    same(Windows.of(PoolSpec("max", 3, 2), 14, 14).coverage(), np.outer(line, line))


def test_holding_lists_every_window_of_a_cell():
    windows = Windows.of(PoolSpec("max", 3, 2), 7, 7)
    assert windows.holding(2, 4) == [(0, 1), (0, 2), (1, 1), (1, 2)]


def test_holding_a_cell_that_no_window_holds():
    assert Windows.of(PoolSpec("max", 2, 3), 5, 5).holding(2, 0) == []


def test_holding_with_padding():
    assert Windows.of(PoolSpec("max", 2, 2, 1), 3, 3).holding(1, 1) == [(1, 1)]


def test_holding_with_dilation():
    # Windows on columns (0, 2), (1, 3), (2, 4).
    assert Windows.of(PoolSpec("max", (1, 2), 1, 0, 2), 1, 5).holding(0, 2) == [(0, 0), (0, 2)]


@pytest.mark.parametrize(("row", "column"), [(-1, 4), (0, 5), (-2, 9), (5, 0)])
def test_no_window_holds_a_cell_outside_the_plane(row, column):
    assert Windows.of(PoolSpec("max", 3, 2, 1), 5, 5).holding(row, column) == []


KERNELS_AND_STRIDES = [(k, s) for k in range(1, 6) for s in range(1, 6)]


@pytest.mark.parametrize(("k", "s"), KERNELS_AND_STRIDES)
def test_erratum_1_the_inverse_range_starts_with_a_ceiling(k, s):
    windows = Windows.of(PoolSpec("max", (1, k), (1, s)), 1, 24)  # every window of the cells m < 20 fits
    for m in range(20):
        first = max(0, math.ceil((m - k + 1) / s))
        assert windows.holding(0, m) == [(0, i) for i in range(first, m // s + 1)], m


def test_erratum_1_a_floor_is_wrong_in_238_of_500():
    wrong = sum(
        max(0, (m - k + 1) // s) != max(0, math.ceil((m - k + 1) / s))
        for k, s in KERNELS_AND_STRIDES
        for m in range(20)
    )
    assert wrong == 238


def test_erratum_1_window_0_does_not_hold_cell_2_for_kernel_2_stride_2():
    assert Windows.of(PoolSpec("max", (1, 2), (1, 2)), 1, 4).holding(0, 2) == [(0, 1)]


def test_s3_first_window():
    x = np.zeros((14, 14))
    x[:3, :3] = worked.FIRST_WINDOW
    same(Windows.of(PoolSpec("max", 3, 2), 14, 14).gather(x)[0].reshape(3, 3), worked.FIRST_WINDOW)


def test_a_small_table_is_laid_out_once():
    assert Windows.of(PoolSpec("max", 2), 8, 8) is Windows.of(PoolSpec("max", 2), 8, 8)


def test_a_large_table_is_not_kept():
    assert Windows.of(PoolSpec("max", 8, 1), 64, 64) is not Windows.of(PoolSpec("max", 8, 1), 64, 64)


def test_a_large_adaptive_table_is_not_kept():
    assert Windows.adaptive((2, 2), 300, 300) is not Windows.adaptive((2, 2), 300, 300)
