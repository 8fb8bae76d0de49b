"""The functions with PyTorch's names: signatures, values, dtypes, shapes, and what they must not touch."""

import inspect

import numpy as np
import pytest

import pooling
from pooling import (
    adaptive_avg_pool2d,
    adaptive_max_pool2d,
    avg_pool2d,
    global_avg_pool2d,
    global_max_pool2d,
    lp_pool2d,
    max_pool2d,
    max_unpool2d,
    min_pool2d,
)
from tests.pooling import worked
from tests.pooling.checks import close, same

NAN, INF = np.nan, np.inf
X = np.array([[1.0, 2.0, 0.0], [4.0, 3.0, 9.0]])

FORMAT = "*, data_format='channels_first'"
WORKERS = f"{FORMAT}, workers=1"
SELECT = "kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False"
AVERAGE = "kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None"
RANGE = SELECT.replace(", return_indices=False", "")
POWERS = "norm_type, kernel_size, stride=None, ceil_mode=False"
ON_TWO_AXES = {
    "max_pool2d": f"(x, {SELECT}, {WORKERS})",
    "min_pool2d": f"(x, {SELECT}, {WORKERS})",
    "avg_pool2d": f"(x, {AVERAGE}, {WORKERS})",
    "range_pool2d": f"(x, {RANGE}, {WORKERS})",
    "range_pool2d_backward": f"(grad_output, x, {RANGE}, {WORKERS})",
    "lp_pool2d": f"(x, {POWERS}, {WORKERS})",
    "global_max_pool2d": f"(x, return_indices=False, {FORMAT})",
    "global_avg_pool2d": f"(x, {FORMAT})",
    "global_avg_pool2d_backward": f"(grad_output, input_shape, {FORMAT})",
    "adaptive_max_pool2d": f"(x, output_size, return_indices=False, {FORMAT})",
    "adaptive_max_pool2d_backward": f"(grad_output, indices, input_shape, {FORMAT})",
    "adaptive_avg_pool2d": f"(x, output_size, {FORMAT})",
    "adaptive_avg_pool2d_backward": f"(grad_output, input_shape, {FORMAT})",
    "max_unpool2d": f"(y, indices, input_shape, {FORMAT})",
    "max_unpool2d_backward": f"(grad_output, indices, {FORMAT})",
    "max_pool2d_backward": f"(grad_output, indices, input_shape, {FORMAT})",
    "max_pool2d_double_backward": f"(grad_grad_input, indices, {FORMAT})",
    "avg_pool2d_backward": f"(grad_output, input_shape, {AVERAGE}, {WORKERS})",
    "avg_pool2d_double_backward": f"(grad_grad_input, {AVERAGE}, {WORKERS})",
    "lp_pool2d_backward": f"(grad_output, x, {POWERS}, {WORKERS})",
}
SIGNATURES = {name.replace("2d", f"{axes}d"): s for name, s in ON_TWO_AXES.items() for axes in (1, 2, 3)}


@pytest.mark.parametrize(("name", "expected"), SIGNATURES.items(), ids=SIGNATURES.keys())
def test_signature(name, expected):
    signature = inspect.signature(getattr(pooling, name))
    bare = [p.replace(annotation=p.empty) for p in signature.parameters.values()]
    assert str(inspect.Signature(bare)) == expected


def test_the_public_names():
    kinds = ("Max", "Min", "Avg", "LP", "AdaptiveMax", "AdaptiveAvg", "GlobalMax", "GlobalAvg")
    layers = {f"{kind}Pool{axes}d" for kind in kinds for axes in (1, 2, 3)}
    rest = {"PoolSpec", "PoolingError", "pool", "Pooled", "OPERATORS", "show"}
    assert set(pooling.__all__) == {*SIGNATURES, *layers, *rest}


def test_max_with_indices():
    output, indices = max_pool2d(X, 2, 1, return_indices=True)
    same(output, np.array([[4.0, 9.0]]))
    same(indices, np.array([[3, 5]]))


def test_input_is_pytorch_s_name_for_x():
    same(max_pool2d(input=X, kernel_size=2, stride=1), max_pool2d(X, 2, 1))
    same(lp_pool2d(input=X, norm_type=2, kernel_size=2), lp_pool2d(X, 2, 2))
    same(adaptive_avg_pool2d(input=X, output_size=1), adaptive_avg_pool2d(X, 1))


def test_forms_of_numbers():
    expected = max_pool2d(X, 2, 1, return_indices=True)
    for size, stride, padding, yes in [
        ((2,), [1], [0], np.True_),
        (np.array([2, 2]), np.int64(1), np.array([0, 0]), True),
    ]:
        found = max_pool2d(X, size, stride, padding, return_indices=yes)
        same(found[0], expected[0])
        same(found[1], expected[1])


def test_max_of_the_worked_example():
    output, indices = max_pool2d(worked.X, 2, return_indices=True)
    same(output, worked.OUTPUT)
    same(indices, worked.INDICES)


def test_min_with_indices():
    output, indices = min_pool2d(X, 2, 1, return_indices=True)
    same(output, np.array([[1.0, 0.0]]))
    same(indices, np.array([[0, 2]]))


@pytest.mark.parametrize("function", [max_pool2d, min_pool2d])
def test_the_output_alone_without_return_indices(function):
    assert isinstance(function(X, 2), np.ndarray)


def test_average():
    same(avg_pool2d(X, 2, 1), np.array([[2.5, 3.5]]))


def test_average_with_every_option():
    # Windows on columns (−1, 0), (1, 2) of two rows: sums 5 and 14.
    same(avg_pool2d(X, 2, 2, (0, 1), True, False, None), np.array([[2.5, 3.5]]))
    same(avg_pool2d(X, 2, 2, (0, 1), True, True, -2), np.array([[-2.5, -7.0]]))


def test_lp():
    close(lp_pool2d([[3.0, 4.0, 6.0]], 2, (1, 2), ceil_mode=True), [[5.0, 72**0.5]])


def test_global_max():
    x = np.array([[[1, 2], [7, 3]], [[5, 0], [5, 5]]])
    output, indices = global_max_pool2d(x, return_indices=True)
    same(output, np.array([[[7]], [[5]]]))
    same(indices, np.array([[[2]], [[0]]]))


def test_global_average():
    same(global_avg_pool2d([[[1.0, 2.0], [7.0, 2.0]], [[0.0, 0.0], [0.0, 1.0]]]), np.array([[[3.0]], [[0.25]]]))


def test_global_average_of_half_precision_is_summed_in_single():
    same(global_avg_pool2d(np.full((80, 80), 100, "float16")), np.array([[100]], "float16"))


def test_adaptive_max():
    # 3 bins over 5 columns: [0, 2), [1, 4), [3, 5).
    output, indices = adaptive_max_pool2d([[3, 1, 2, 5, 4]], (1, 3), return_indices=True)
    same(output, np.array([[3, 5, 5]]))
    same(indices, np.array([[0, 3, 3]]))


def test_adaptive_average():
    same(adaptive_avg_pool2d([[3.0, 1.0, 2.0, 6.0, 4.0]], (1, 3)), np.array([[2.0, 3.0, 5.0]]))


def test_an_adaptive_bin_never_takes_what_is_outside():
    same(adaptive_max_pool2d([[-3, -1, -2, -5, -4]], (1, 3)), np.array([[-1, -1, -4]]))


def test_an_adaptive_int_means_both_axes():
    same(adaptive_avg_pool2d(np.arange(16.0).reshape(4, 4), 2), np.array([[2.5, 4.5], [10.5, 12.5]]))


def test_adaptive_none_keeps_an_axis():
    x = np.arange(6.0).reshape(2, 3)
    same(adaptive_avg_pool2d(x, (None, 1)), np.array([[1.0], [4.0]]))
    same(adaptive_max_pool2d(x, (1, None)), np.array([[3.0, 4.0, 5.0]]))


def test_adaptive_none_alone_keeps_both_axes():
    same(adaptive_max_pool2d(X, None), X)


def test_more_adaptive_bins_than_cells():
    same(adaptive_avg_pool2d([[1.0, 3.0]], (1, 5)), np.array([[1.0, 1.0, 2.0, 3.0, 3.0]]))


def test_more_adaptive_bins_than_cells_with_indices():
    output, indices = adaptive_max_pool2d([[1, 3]], (2, 3), return_indices=True)
    same(output, np.array([[1, 3, 3], [1, 3, 3]]))
    same(indices, np.array([[0, 1, 1], [0, 1, 1]]))


def test_adaptive_ties_and_nan():
    _, indices = adaptive_max_pool2d([[5.0, 5.0, NAN, 1.0, NAN, 2.0]], (1, 2), return_indices=True)
    same(indices, np.array([[2, 4]]))


def test_unpool_puts_every_value_back():
    same(max_unpool2d([[4, 9]], [[3, 5]], (2, 3)), np.array([[0, 0, 0], [4, 0, 9]]))


def test_unpool_of_the_worked_example():
    unpooled = max_unpool2d(worked.OUTPUT, worked.INDICES, (6, 6))
    same(unpooled, np.where(worked.GRAD_INPUT != 0, worked.X, 0.0))


def test_unpool_keeps_the_last_of_several_values():
    same(max_unpool2d([[4.0, 9.0, 2.0]], [[1, 1, 1]], (1, 2)), np.array([[0.0, 2.0]]))


def test_unpool_keeps_planes_apart():
    unpooled = max_unpool2d([[[1.0]], [[2.0]]], [[[0]], [[3]]], (2, 2))
    same(unpooled, np.array([[[1.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 2.0]]]))


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int64", "float16", "float32"])
def test_unpool_keeps_the_dtype(dtype):
    same(max_unpool2d(np.array([[4]], dtype), [[1]], (1, 2)), np.array([[0, 4]], dtype))


@pytest.mark.parametrize("dtype", ["int32", "uint8", "uint64"])
def test_unpool_takes_indices_of_any_integer_dtype(dtype):
    same(max_unpool2d([[4]], np.array([[1]], dtype), (1, 2)), np.array([[0, 4]]))


SHAPES = {"H, W": (2, 3), "all axes": (2, 1, 2, 3), "list": [2, 3], "NumPy ints": (np.int64(2), np.int64(3))}


@pytest.mark.parametrize("input_shape", SHAPES.values(), ids=SHAPES.keys())
def test_unpool_input_shape_forms(input_shape):
    y = np.arange(2.0).reshape(2, 1, 1, 1) + 1
    expected = np.array([[[[0, 0, 0], [0, 1.0, 0]]], [[[0, 0, 0], [0, 2.0, 0]]]])
    same(max_unpool2d(y, np.full((2, 1, 1, 1), 4), input_shape), expected)


INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]


@pytest.mark.parametrize("dtype", INTEGERS)
def test_the_extreme_integers_beat_padding(dtype):
    ends = np.iinfo(dtype)
    low, high = np.full((3, 3), ends.min, dtype), np.full((3, 3), ends.max, dtype)
    same(max_pool2d(low, 2, 1, 1), np.full((4, 4), ends.min, dtype))
    same(min_pool2d(high, 2, 1, 1), np.full((4, 4), ends.max, dtype))


@pytest.mark.parametrize(("function", "end"), [(max_pool2d, -INF), (min_pool2d, INF)])
def test_a_window_of_the_losing_infinity_is_won_by_its_first_real_cell(function, end):
    output, indices = function(np.full((2, 2), end), 2, 1, 1, return_indices=True)
    same(output, np.full((3, 3), end))
    same(indices, np.array([[0, 0, 1], [0, 0, 1], [2, 2, 3]]))


@pytest.mark.parametrize("function", [max_pool2d, min_pool2d])
def test_the_last_nan_of_a_window_wins(function):
    x = np.array([[NAN, 1, 2], [3, NAN, 4], [5, 6, 7]])
    output, indices = function(x, 2, 1, return_indices=True)
    same(np.isnan(output), np.array([[True, True], [True, True]]))
    same(indices, np.array([[4, 4], [4, 4]]))


@pytest.mark.parametrize("function", [max_pool2d, min_pool2d])
def test_the_first_of_equal_cells_wins(function):
    _, indices = function(np.full((3, 3), 2.0), 2, 1, return_indices=True)
    same(indices, np.array([[0, 1], [3, 4]]))


def test_average_of_infinities_of_both_signs_is_nan_without_a_warning():
    same(avg_pool2d([[INF, -INF, 1, 3]], (1, 2)), np.array([[NAN, 2.0]]))


def test_average_after_an_infinity_is_finite():
    # What a running sum would get wrong: each window is summed for itself.
    same(avg_pool2d([[INF, 1, 3, 5]], (1, 2), 1), np.array([[INF, 2.0, 4.0]]))


def test_average_after_nan_is_a_number():
    same(avg_pool2d([[NAN, 1, 3, 5]], (1, 2), 1), np.array([[NAN, 2.0, 4.0]]))


def test_average_after_a_large_number_keeps_small_ones():
    same(avg_pool2d([[1e20, 1, 3, 5]], (1, 2), 1), np.array([[5e19, 2.0, 4.0]]))
