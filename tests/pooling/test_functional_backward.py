"""The backward functions: literal gradients, dtypes, shapes, and what they must not touch."""

import numpy as np
import pytest

from pooling import avg_pool2d_backward, lp_pool2d_backward, max_pool2d_backward
from tests.pooling import worked
from tests.pooling.checks import close, same

INF = np.inf


def test_max_of_the_worked_example():
    same(max_pool2d_backward(worked.GRAD_OUTPUT, worked.INDICES, (6, 6)), worked.GRAD_INPUT)


def test_a_winner_of_several_windows_adds_up():
    same(max_pool2d_backward([[1.0, 2.0, 4.0]], [[1, 1, 2]], (1, 4)), np.array([[0.0, 3.0, 4.0, 0.0]]))


def test_max_keeps_planes_apart():
    grad_input = max_pool2d_backward([[[1.0, 2.0]], [[4.0, 8.0]]], [[[0, 0]], [[0, 1]]], (1, 2))
    same(grad_input, np.array([[[3.0, 0.0]], [[4.0, 8.0]]]))


def test_max_of_integers_stays_integer():
    same(max_pool2d_backward([[1, 2]], [[1, 1]], (1, 2)), np.array([[0, 3]]))


def test_small_integers_are_summed_in_64_bits_on_the_way():
    grad = np.array([[100, 100, -100]], np.int8)
    same(max_pool2d_backward(grad, [[1, 1, 1]], (1, 2)), np.array([[0, 100]], np.int8))


def test_half_precision_is_summed_in_single():
    grad = np.array([[2048, 1, -2048]], np.float16)  # in half precision 2048 + 1 is 2048
    same(max_pool2d_backward(grad, [[1, 1, 1]], (1, 2)), np.array([[0, 1]], np.float16))


@pytest.mark.parametrize("dtype", ["int32", "uint8", "uint64"])
def test_indices_of_any_integer_dtype(dtype):
    same(max_pool2d_backward([[1.0, 2.0]], np.array([[1, 0]], dtype), (1, 2)), np.array([[2.0, 1.0]]))


def test_average_shares_equally():
    same(avg_pool2d_backward([[4.0, 8.0]], (1, 3), (1, 2), 1), np.array([[2.0, 6.0, 4.0]]))


# Kernel 3, stride 2, padding 1 on three columns: windows (·, 0, 1) and (1, 2, ·).
PADDED = {"input_shape": (1, 3), "kernel_size": (1, 3), "stride": (1, 2), "padding": (0, 1)}


def test_average_with_counted_padding():
    close(avg_pool2d_backward([[3.0, 6.0]], **PADDED), [[1.0, 3.0, 2.0]])


def test_average_without_counted_padding():
    same(avg_pool2d_backward([[4.0, 8.0]], **PADDED, count_include_pad=False), np.array([[2.0, 6.0, 4.0]]))


def test_average_with_a_negative_divisor():
    same(avg_pool2d_backward([[4.0, 8.0]], **PADDED, divisor_override=-2), np.array([[-2.0, -6.0, -4.0]]))


def test_average_of_a_partial_window():
    same(avg_pool2d_backward([[4.0, 8.0]], (1, 3), (1, 2), ceil_mode=True), np.array([[2.0, 2.0, 8.0]]))


def test_a_cell_in_no_window_receives_nothing():
    same(avg_pool2d_backward([[4.0]], (2, 3), (2, 2)), np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0]]))


def test_average_of_integers_is_float64():
    same(avg_pool2d_backward(np.array([[2]], np.uint8), (1, 4), (1, 4)), np.full((1, 4), 0.5))


def test_lp_points_along_the_window():
    close(lp_pool2d_backward([[10.0]], [[3.0, 4.0]], 2, (1, 2)), [[6.0, 8.0]])


def test_lp_of_overlapping_windows_adds_up():
    close(lp_pool2d_backward([[5.0, 10.0]], [[3.0, 4.0, 3.0]], 2, (1, 2), 1), [[3.0, 12.0, 6.0]])


def test_lp_of_a_partial_window():
    grad_input = lp_pool2d_backward([[5.0, 3.0]], [[3.0, 4.0, 6.0]], 2, (1, 2), ceil_mode=True)
    close(grad_input, [[3.0, 4.0, 3 * 2**0.5]])


def test_lp_of_a_zero_window_is_nothing():
    same(lp_pool2d_backward([[7.0]], [[0.0, 0.0]], 2, (1, 2)), np.array([[0.0, 0.0]]))


def test_lp_of_integers_is_float64():
    grad_input = lp_pool2d_backward([[10]], [[3, 4]], 2, (1, 2))
    close(grad_input, [[6.0, 8.0]])
    assert grad_input.dtype == np.float64


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_lp_of_an_integer_gradient_has_the_dtype_of_the_input(dtype):
    assert lp_pool2d_backward([[1]], np.ones((1, 2), dtype), 2, (1, 2)).dtype == dtype


BACKWARD = {
    "max": lambda g: max_pool2d_backward(g, np.broadcast_to([[5, 6], [5, 0]], g.shape), (4, 4)),
    "avg": lambda g: avg_pool2d_backward(g, (4, 4), 2),
    "avg, overlapping": lambda g: avg_pool2d_backward(g, (4, 4), 3, 2, 1),
    "avg, kernel 1": lambda g: avg_pool2d_backward(g, g.shape[-2:], 1),
    "lp": lambda g: lp_pool2d_backward(g, np.broadcast_to(np.arange(16.0).reshape(4, 4), (*g.shape[:-2], 4, 4)), 2, 2),
}
every_backward = pytest.mark.parametrize("function", BACKWARD.values(), ids=BACKWARD.keys())


@every_backward
@pytest.mark.parametrize("lead", [(), (3,), (2, 1, 3)], ids=str)
def test_any_leading_axes(function, lead):
    grad = np.random.default_rng(5).normal(size=(*lead, 2, 2))
    whole, planes = function(grad), grad.reshape(-1, 2, 2)
    close(whole.reshape(len(planes), *whole.shape[len(lead) :]), [function(plane) for plane in planes])


@every_backward
@pytest.mark.parametrize("lead", [(0,), (2, 0)], ids=str)
def test_an_empty_batch(function, lead):
    full = function(np.ones((1, 2, 2), np.float32))
    same(function(np.ones((*lead, 2, 2), np.float32)), np.zeros((*lead, *full.shape[1:]), np.float32))


@every_backward
@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_the_dtype_of_the_upstream_gradient_is_kept(function, dtype):
    assert function(np.ones((2, 2), dtype)).dtype == dtype


@every_backward
def test_a_view_of_any_strides(function):
    grad = np.repeat(np.random.default_rng(5).normal(size=(3, 2, 2)), 2, axis=-1)[..., ::-2].swapaxes(-1, -2)
    close(function(grad), function(grad.copy(order="C")))


@every_backward
def test_the_upstream_gradient_is_never_written(function):
    grad = np.arange(4.0).reshape(2, 2)
    grad.flags.writeable = False  # a write would raise
    function(grad)
    same(grad, np.array([[0.0, 1.0], [2.0, 3.0]]))


@every_backward
def test_the_result_belongs_to_the_caller(function):
    grad = np.ones((2, 2))
    result = function(grad)
    assert result.flags.writeable
    assert not np.shares_memory(result, grad)


def test_indices_are_never_written():
    indices = np.array([[0, 1]])
    indices.flags.writeable = False
    max_pool2d_backward([[1.0, 2.0]], indices, (1, 2))
    same(indices, np.array([[0, 1]]))


def test_the_input_of_lp_is_never_written():
    x = np.array([[3.0, 4.0]])
    x.flags.writeable = False
    lp_pool2d_backward([[1.0]], x, 2, (1, 2))
    same(x, np.array([[3.0, 4.0]]))


SHAPES = {"H, W": (2, 3), "all axes": (2, 1, 2, 3), "list": [2, 3], "NumPy ints": (np.int64(2), np.int64(3))}


@pytest.mark.parametrize("input_shape", SHAPES.values(), ids=SHAPES.keys())
def test_input_shape_forms_of_max(input_shape):
    grad_input = max_pool2d_backward(np.ones((2, 1, 1, 1)), np.full((2, 1, 1, 1), 4), input_shape)
    same(grad_input, np.broadcast_to(np.array([[0.0, 0, 0], [0, 1, 0]]), (2, 1, 2, 3)))


@pytest.mark.parametrize("input_shape", SHAPES.values(), ids=SHAPES.keys())
def test_input_shape_forms_of_average(input_shape):
    grad_input = avg_pool2d_backward(np.full((2, 1, 1, 1), 4.0), input_shape, 2)
    same(grad_input, np.broadcast_to(np.array([[1.0, 1, 0], [1, 1, 0]]), (2, 1, 2, 3)))


@pytest.mark.parametrize(("dtype", "large"), [("float16", 6e4), ("float32", 3e38)])
def test_a_sum_beyond_the_floats_is_infinite_without_a_warning(dtype, large):
    grad_output = np.full((1, 2), large, dtype)
    same(max_pool2d_backward(grad_output, [[0, 0]], (1, 2)), np.array([[INF, 0]], dtype))
    same(avg_pool2d_backward(grad_output, (1, 2), (1, 1), divisor_override=-1), -grad_output)
    same(avg_pool2d_backward(grad_output, (1, 3), (1, 2), 1, divisor_override=1)[:, 1:2], np.array([[INF]], dtype))


def test_opposite_infinities_are_nan_without_a_warning():
    same(max_pool2d_backward([[INF, -INF]], [[0, 0]], (1, 2)), np.array([[np.nan, 0.0]]))
    same(avg_pool2d_backward([[INF, -INF]], (1, 3), (1, 2), 1), np.array([[INF, np.nan, -INF]]))
