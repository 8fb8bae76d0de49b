"""What the functions refuse, word for word."""

import tracemalloc
from fractions import Fraction

import numpy as np
import pytest

import pooling
from pooling import adaptive_avg_pool2d, adaptive_max_pool2d
from pooling.planes import Planes
from tests.pooling.checks import message_of

X = np.arange(16.0).reshape(4, 4)
ONES = np.ones((2, 2))
ZEROS = np.zeros((2, 2), int)
RECTANGLE = "must be a rectangular array of numbers, but got [[1], [2, 3]]"
NUMBERS = "must hold integers or floats, but got dtype <U1"
PLANE = "must have shape (…, H, W) with H and W at least 1, but got (3,)"

# Each function as a call on its first array alone, all else being right.
FIRST = {
    "max_pool2d": ("x", lambda f, a: f(a, 1)),
    "min_pool2d": ("x", lambda f, a: f(a, 1)),
    "avg_pool2d": ("x", lambda f, a: f(a, 1)),
    "lp_pool2d": ("x", lambda f, a: f(a, 2, 1)),
    "global_max_pool2d": ("x", lambda f, a: f(a)),
    "global_avg_pool2d": ("x", lambda f, a: f(a)),
    "adaptive_max_pool2d": ("x", lambda f, a: f(a, 1)),
    "adaptive_avg_pool2d": ("x", lambda f, a: f(a, 1)),
    "max_unpool2d": ("y", lambda f, a: f(a, ZEROS, (4, 4))),
    "max_pool2d_backward": ("grad_output", lambda f, a: f(a, ZEROS, (4, 4))),
    "avg_pool2d_backward": ("grad_output", lambda f, a: f(a, (4, 4), 2)),
    "lp_pool2d_backward": ("grad_output", lambda f, a: f(a, X, 2, 2)),
}
BAD_ARRAYS = {"ragged": ([[1], [2, 3]], RECTANGLE), "text": ([["a"]], NUMBERS), "a row": ([1.0, 2.0, 3.0], PLANE)}


@pytest.mark.parametrize("function", FIRST)
@pytest.mark.parametrize(("array", "rule"), BAD_ARRAYS.values(), ids=BAD_ARRAYS.keys())
def test_the_first_array(function, array, rule):
    name, call = FIRST[function]
    assert message_of(call, getattr(pooling, function), array) == f"{name} {rule}"


# The 2-D layer's own rules, in every function that has the parameter.
KERNEL = "must be an int or a pair of ints, each at least 1, but got"
LAYER = {
    "kernel_size": ({"kernel_size": 0}, f"kernel_size {KERNEL} 0"),
    "stride": ({"kernel_size": 2, "stride": (1, 0)}, f"stride {KERNEL} (1, 0)"),
    "padding": (
        {"kernel_size": 2, "padding": -1},
        "padding must be an int or a pair of ints, each at least 0, but got -1",
    ),
    "padding over half": (
        {"kernel_size": 3, "padding": 2},
        "padding must be at most half of kernel_size (3, 3) on each axis, but got (2, 2)",
    ),
    "dilation": ({"kernel_size": 2, "dilation": 0}, f"dilation {KERNEL} 0"),
    "ceil_mode": ({"kernel_size": 2, "ceil_mode": "yes"}, "ceil_mode must be True or False, but got 'yes'"),
    "count_include_pad": (
        {"kernel_size": 2, "count_include_pad": None},
        "count_include_pad must be True or False, but got None",
    ),
    "divisor_override": (
        {"kernel_size": 2, "divisor_override": 0},
        "divisor_override must be None or an int other than 0, but got 0",
    ),
    "norm_type": (
        {"kernel_size": 2, "norm_type": 0},
        "norm_type must be a finite number other than 0, but got 0",
    ),
    "kernel beyond the input": (
        {"kernel_size": (2, 5)},
        "kernel_size after dilation must be at most the padded input width 4, but got 5",
    ),
    "dilated kernel beyond the input": (
        {"kernel_size": 3, "dilation": (2, 1), "padding": (0, 1)},
        "kernel_size after dilation must be at most the padded input height 4, but got 5",
    ),
    "window of padding alone": (
        {"kernel_size": 2, "padding": 1, "dilation": 5},
        "every window must hold an input cell, but got window (0, 0) on padding alone",
    ),
}
MAX, AVG, LP = {"padding", "dilation", "ceil_mode"}, {"padding", "ceil_mode"}, {"ceil_mode"}
LAYERS = {
    "max_pool2d": (MAX, lambda **k: pooling.max_pool2d(X, **k)),
    "min_pool2d": (MAX, lambda **k: pooling.min_pool2d(X, **k)),
    "avg_pool2d": (AVG | {"count_include_pad", "divisor_override"}, lambda **k: pooling.avg_pool2d(X, **k)),
    "avg_pool2d_backward": (
        AVG | {"count_include_pad", "divisor_override"},
        lambda **k: pooling.avg_pool2d_backward(ONES, (4, 4), **k),
    ),
    "lp_pool2d": (LP | {"norm_type"}, lambda **k: pooling.lp_pool2d(X, **{"norm_type": 2, **k})),
    "lp_pool2d_backward": (
        LP | {"norm_type"},
        lambda **k: pooling.lp_pool2d_backward(ONES, X, **{"norm_type": 2, **k}),
    ),
}
LAYER_CASES = {
    f"{function}, {name}": (call, arguments, message)
    for function, (known, call) in LAYERS.items()
    for name, (arguments, message) in LAYER.items()
    if arguments.keys() <= known | {"kernel_size", "stride"}
}


@pytest.mark.parametrize(("call", "arguments", "message"), LAYER_CASES.values(), ids=LAYER_CASES.keys())
def test_a_rule_of_the_layer(call, arguments, message):
    assert message_of(call, **arguments) == message


BINS = {
    "0": (0, "0"),
    "a negative pair": ((2, -1), "(2, -1)"),
    "three values": ((1, 2, 3), "(1, 2, 3)"),
    "a float": (2.0, "2.0"),
    "a float beside None": ((None, 2.5), "(None, 2.5)"),
    "text": ("2", "'2'"),
    "a bool": (True, "True"),
}


@pytest.mark.parametrize("function", [pooling.adaptive_max_pool2d, pooling.adaptive_avg_pool2d])
@pytest.mark.parametrize(("output_size", "shown"), BINS.values(), ids=BINS.keys())
def test_output_size(function, output_size, shown):
    message = f"output_size must be an int or a pair of ints, each at least 1, but got {shown}"
    assert message_of(function, X, output_size) == message


INDEXED = {
    "unpool": (pooling.max_unpool2d, "y"),
    "backward": (pooling.max_pool2d_backward, "grad_output"),
}
with_indices = pytest.mark.parametrize(("function", "name"), INDEXED.values(), ids=INDEXED.keys())

BAD_INDICES = {
    "another shape": (np.zeros((2, 1), int), "int64 of shape (2, 1)"),
    "an axis too many": (np.zeros((1, 2, 2), int), "int64 of shape (1, 2, 2)"),
    "floats": (np.zeros((2, 2)), "float64 of shape (2, 2)"),
}


@with_indices
@pytest.mark.parametrize(("indices", "shown"), BAD_INDICES.values(), ids=BAD_INDICES.keys())
def test_indices_of_another_kind(function, name, indices, shown):
    message = f"indices must be integers in the shape of {name} (2, 2), but got {shown}"
    assert message_of(function, ONES, indices, (4, 4)) == message


@with_indices
@pytest.mark.parametrize("index", [16, -1, 2**62])
def test_an_index_outside_the_plane(function, name, index):
    indices = [[0, 15], [index, 99]]
    assert message_of(function, ONES, indices, (4, 4)) == f"indices must lie in 0…15, but got {index}"


@with_indices
def test_an_unsigned_index_beyond_int64(function, name):
    indices = np.full((2, 2), 2**64 - 1, np.uint64)
    assert message_of(function, ONES, indices, (4, 4)) == f"indices must lie in 0…15, but got {2**64 - 1}"


@with_indices
def test_ragged_indices(function, name):
    message = "indices must be a rectangular array of numbers, but got [[0], [1, 2]]"
    assert message_of(function, ONES, [[0], [1, 2]], (4, 4)) == message


SHAPED = {
    "unpool": ("y", lambda a, shape: pooling.max_unpool2d(a, np.zeros(a.shape, int), shape)),
    "max": ("grad_output", lambda a, shape: pooling.max_pool2d_backward(a, np.zeros(a.shape, int), shape)),
    "avg": ("grad_output", lambda a, shape: pooling.avg_pool2d_backward(a, shape, 2)),
}
with_shape = pytest.mark.parametrize(("name", "call"), SHAPED.values(), ids=SHAPED.keys())

BAD_SHAPES = {
    "an int": (4, "4"),
    "None": (None, "None"),
    "one axis": ((4,), "(4,)"),
    "other leading axes": ((2, 4, 4), "(2, 4, 4)"),
    "too few leading axes": ((1, 4, 4), "(1, 4, 4)"),
    "text": ("44", "'44'"),
}


@with_shape
@pytest.mark.parametrize(("shape", "shown"), BAD_SHAPES.values(), ids=BAD_SHAPES.keys())
def test_input_shape(name, call, shape, shown):
    message = f"input_shape must be (H, W), or have the leading axes (3, 1) of {name} before it, but got {shown}"
    assert message_of(call, np.ones((3, 1, 2, 2)), shape) == message


@with_shape
@pytest.mark.parametrize("shape", [(0, 4), (4, -1), (4.0, 4), (True, 4)], ids=str)
def test_the_plane_of_input_shape(name, call, shape):
    message = f"input_shape must be an int or a pair of ints, each at least 1, but got {shape}"
    assert message_of(call, ONES, shape) == message


def test_the_upstream_gradient_of_average_must_fit():
    message = "grad_output must have shape (2, 2), but got (2, 3)"
    assert message_of(pooling.avg_pool2d_backward, np.ones((2, 3)), (4, 4), 2) == message


def test_the_upstream_gradient_of_lp_must_fit():
    message = "grad_output must have shape (3, 2, 2), but got (2, 2)"
    assert message_of(pooling.lp_pool2d_backward, ONES, np.ones((3, 4, 4)), 2, 2) == message


def test_the_input_of_lp_backward():
    message = "x must have shape (…, H, W) with H and W at least 1, but got (4, 0)"
    assert message_of(pooling.lp_pool2d_backward, ONES, np.ones((4, 0)), 2, 2) == message


@pytest.mark.parametrize(
    "norm_type",
    [np.float32(np.inf), Fraction(1, 10**400), 10**400, np.longdouble("1e-4000")],
    ids=["inf", "tiny", "huge", "tiny in extended precision"],
)
def test_a_norm_type_that_no_float_holds(norm_type):
    message = message_of(pooling.lp_pool2d, X, norm_type, 2)
    assert message.startswith("norm_type must be a finite number other than 0, but got ")


def test_a_norm_type_in_single_precision_is_a_number():
    np.testing.assert_array_equal(pooling.lp_pool2d(X, np.float32(2), 2), pooling.lp_pool2d(X, 2, 2))


@pytest.mark.parametrize("function", [pooling.max_unpool2d, pooling.max_pool2d_backward])
@pytest.mark.parametrize("shape", [(2**40, 2**40), (1, 2**62)], ids=str)
def test_a_plane_that_no_array_holds(function, shape):
    assert message_of(function, [[1.0]], [[0]], shape) == f"input_shape must fit into 64 bits, but got {shape}"


class Foreign:
    """An array of another library that will not become NumPy's."""

    def __init__(self, dtype="float32", requires_grad=False):
        self.dtype, self.requires_grad = dtype, requires_grad

    def __array__(self, dtype=None, copy=None):
        raise RuntimeError("not today")


FOREIGN = {
    "any other": (Foreign(), "be a rectangular array of numbers, but got <"),
    "a tensor in a graph": (
        Foreign(requires_grad=True),
        "be outside the graph (call .detach()), but got a Foreign that needs a gradient",
    ),
    "bfloat16": (
        Foreign("torch.bfloat16"),
        "hold integers or floats (cast to float32), but got dtype torch.bfloat16",
    ),
    "a mask": (
        np.ma.masked_less(np.ones((4, 4)), 0),
        "have no mask (call .filled() with what stands for it), but got a masked array",
    ),
}


@pytest.mark.parametrize("function", FIRST)
@pytest.mark.parametrize(("array", "rule"), FOREIGN.values(), ids=FOREIGN.keys())
def test_an_array_of_another_kind(function, array, rule):
    name, call = FIRST[function]
    assert message_of(call, getattr(pooling, function), array).startswith(f"{name} must {rule}")


def test_masked_indices():
    message = "indices must have no mask (call .filled() with what stands for it), but got a masked array"
    assert message_of(pooling.max_pool2d_backward, ONES, np.ma.array(ZEROS), (4, 4)) == message


def test_input_beside_x():
    assert message_of(pooling.max_pool2d, X, input=X, kernel_size=2) == "input must stand in place of x, but got both"


PADDINGS = {
    "a name": ("full", "be ints or one of same, same_lower, valid, but got 'full'"),
    "one side": ((1, (1, 0)), "be (before, after) for each of 2 axes, but got (1, (1, 0))"),
    "three axes": (((1, 0),) * 3, "be (before, after) for each of 2 axes, but got ((1, 0), (1, 0), (1, 0))"),
    "three sides": (((1, 0, 1), (1, 0)), "be (before, after) for each of 2 axes, but got ((1, 0, 1), (1, 0))"),
    "below 0": (((1, 0), (-1, 0)), "be an int or a pair of ints, each at least 0, but got ((1, 0), (-1, 0))"),
    "the kernel": (((1, 2), (0, 0)), "be less than kernel_size (2, 2) on each side, but got ((1, 2), (0, 0))"),
}


@pytest.mark.parametrize("function", ["max_pool2d", "min_pool2d", "avg_pool2d", "range_pool2d"])
@pytest.mark.parametrize(("padding", "rule"), PADDINGS.values(), ids=PADDINGS.keys())
def test_padding_of_other_forms(function, padding, rule):
    assert message_of(getattr(pooling, function), X, 2, padding=padding) == f"padding must {rule}"


def test_a_padding_that_gives_the_output_size_leaves_nothing_to_round():
    message = "ceil_mode must stay False with padding 'same', which gives the output size, but got True"
    assert message_of(pooling.max_pool2d, X, 2, padding="same", ceil_mode=True) == message


@pytest.mark.parametrize("indices", [np.zeros((1, 2, 2), int), np.zeros((2, 2))], ids=["an axis too many", "floats"])
@pytest.mark.parametrize("function", ["max_unpool2d_backward", "max_pool2d_double_backward"])
def test_indices_that_do_not_go_with_a_gradient(function, indices):
    message = f"indices must be integers with the axes () around the outputs, but got {indices.dtype} of shape "
    assert message_of(getattr(pooling, function), X, indices) == f"{message}{indices.shape}"


SUMS = {
    "int8": (np.array([[100, 100]], np.int8), 200),
    "uint8": (np.array([[200, 100]], np.uint8), 300),
    "int8, below 0": (np.array([[-100, -100]], np.int8), -200),
    "int64": (np.array([[2**62, 2**62]]), 2**63),
    "uint64": (np.array([[2**63, 2**63]], np.uint64), 2**64),
}


@pytest.mark.parametrize(("grad", "total"), SUMS.values(), ids=SUMS.keys())
def test_no_sum_of_integers_wraps_around(grad, total):
    message = f"grad_output must have sums that fit into {grad.dtype}, but got {total}"
    assert message_of(pooling.max_pool2d_backward, grad, [[0, 0]], (1, 2)) == message


@pytest.mark.parametrize("size", [10**9, 10**6, (10**18, 1), 2**62, (2**62, 1)], ids=str)
@pytest.mark.parametrize("shape", [(4, 4), (0, 4, 4), (2, 5, 3)], ids=str)
@pytest.mark.parametrize("indices", [{}, {"return_indices": True}], ids=["", "indices"])
def test_a_result_beyond_all_memory_is_refused_before_any_work(size, shape, indices):
    function = adaptive_max_pool2d if indices else adaptive_avg_pool2d
    tracemalloc.start()
    try:
        message = message_of(function, np.ones(shape), size, **indices)
        assert tracemalloc.get_traced_memory()[1] < 2**16
    finally:
        tracemalloc.stop()
    assert message == f"output_size must make results of at most 1 TiB, but got {size}"


def test_what_a_machine_has_no_room_for_is_refused_by_numpy_before_any_work(monkeypatch):
    def no_room(*args):
        raise MemoryError

    monkeypatch.setattr(Planes, "empty", no_room)
    monkeypatch.setattr("pooling.fast.bins.bins", None)
    with pytest.raises(MemoryError):
        adaptive_avg_pool2d(np.ones((4, 4)), 100_003)


@pytest.mark.parametrize("function", [adaptive_avg_pool2d, adaptive_max_pool2d])
def test_no_planes_give_no_bins_however_many(function):
    assert function(np.ones((0, 4, 4)), 300_007).shape == (0, 300_007, 300_007)
