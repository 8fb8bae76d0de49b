"""Side by side with TensorFlow and Keras' layers: VALID, SAME, zero padding, ties, NaN, indices, dilation.

TensorFlow takes 1.6 GB, so it is in no requirements file: `pip install tensorflow-cpu~=2.21.0 keras~=3.15.0`.
"""

import os
from functools import partial

import numpy as np
import pytest

from pooling import OPERATORS, PoolingError, PoolSpec
from pooling.frameworks import CONVENTIONS
from pooling.frameworks.keras import NAMING
from tests.oracles import own_code
from tests.oracles.layers import LEAD, numbers, over, random_layers, usable
from tests.pooling.checks import close, same, spec_of

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
tf = pytest.importorskip("tensorflow", reason="TensorFlow is an oracle of these tests alone")
keras = pytest.importorskip("keras", reason="Keras is an oracle of these tests alone")
if keras.backend.backend() != "tensorflow":
    pytest.skip("Keras runs on another engine", allow_module_level=True)

ZERO = CONVENTIONS["zero_padding"]
PADDINGS = {"valid": CONVENTIONS["keras_valid"], "same": CONVENTIONS["keras_same"]}
LAYERS = {"max": keras.layers.MaxPooling2D, "avg": keras.layers.AveragePooling2D}


def negative_max(*layer):
    pool = LAYERS["max"](*layer)
    return lambda x: -pool(-x)


def two_maxima(*layer):
    pool = LAYERS["max"](*layer)
    return lambda x: pool(x) + pool(-x)


#: Keras' layers, and what it has none for made of those that it has.
MADE = LAYERS | {"min": negative_max, "range": two_maxima}
assert MADE.keys() == {name for name, operator in OPERATORS.items() if NAMING.knows(operator)}
PROBLEMS = {
    f"{operator} {name}": (layer._replace(dilation=(1, 1)), *size)
    for seed, operator in enumerate(MADE, start=31)
    for name, (layer, *size) in usable(random_layers(operator, 200, seed)).items()
}
BY_PADDING = pytest.mark.parametrize("padding", PADDINGS)
NAN = np.nan


def last(x):
    """(N, C, H, W) → float32 (N, H, W, C)."""
    return tf.constant(np.moveaxis(np.asarray(x, np.float32), 1, -1))


def first(x):
    """(N, H, W, C) → (N, C, H, W)."""
    return np.moveaxis(np.asarray(x), -1, 1)


def passes(function, x):
    """Output and input gradient of (N, C, H, W), with ones sent back."""
    x = last(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    return first(y), first(tape.gradient(y, x))


def plane(x):
    return np.float32(x)[None, None]


@BY_PADDING
@over(PROBLEMS)
def test_a_layer_with_the_same_kernel_and_stride(name, problem, padding):
    layer, *size = problem
    x = numbers(name, *LEAD, *size, choices=[-2, -1, 0, 1, 2]).astype(np.float32)
    try:
        outcome = PADDINGS[padding].apply(x, spec_of(layer))
    except PoolingError:  # TensorFlow may end the process where the kernel is larger than the input
        assert padding == "valid"
        assert any(n < k for n, k in zip(size, layer.kernel_size, strict=True))
        return
    output, grad_input = passes(MADE[layer.operator](layer.kernel_size, layer.stride, padding), x)
    close(outcome.output, output, rtol=1e-6, atol=1e-6)
    close(outcome.grad_input, grad_input, rtol=1e-6, atol=1e-6)


@BY_PADDING
@over({name: problem for name, problem in PROBLEMS.items() if problem[0].operator == "max"})
def test_indices_of_a_plane(name, problem, padding):
    layer, *size = problem
    x = numbers(name, *LEAD, *size, choices=[-1, 0, 1]).astype(np.float32)
    if padding == "valid" and any(n < k for n, k in zip(size, layer.kernel_size, strict=True)):
        return
    _, theirs = tf.nn.max_pool_with_argmax(last(x), layer.kernel_size, layer.stride, padding.upper())
    ours = PADDINGS[padding].apply(x, spec_of(layer)).indices
    channels = LEAD[1]
    same(ours * channels + np.arange(channels).reshape(-1, 1, 1), first(theirs))


@over({name: p for name, p in PROBLEMS.items() if not p[0].ceil_mode})
def test_zero_padding_is_a_layer_of_its_own_before(name, problem):
    layer, *size = problem
    layer = layer._replace(divisor_override=None)
    x = numbers(name, *LEAD, *size).astype(np.float32)
    frame, pool = keras.layers.ZeroPadding2D(layer.padding), MADE[layer.operator](layer.kernel_size, layer.stride)
    outcome = ZERO.apply(x, spec_of(layer))
    output, grad_input = passes(lambda x: pool(frame(x)), x)
    close(outcome.output, output, rtol=1e-5, atol=1e-6)
    close(outcome.grad_input, grad_input, rtol=1e-5, atol=1e-6)


@BY_PADDING
@pytest.mark.parametrize("operator", ["max", "min", "range"])
@pytest.mark.parametrize("seed", range(60))
def test_nan_and_infinities(seed, operator, padding):
    x = numbers(f"NaN {seed}", *LEAD, 4, 4, choices=[NAN, -np.inf, 0.0, 1.0]).astype(np.float32)
    outcome = PADDINGS[padding].apply(x, PoolSpec(operator, 3, 2))
    output, grad_input = passes(MADE[operator](3, 2, padding), x)
    same(outcome.output, output)
    same(outcome.grad_input, grad_input)


DILATED = {"max": lambda pool, x: pool(x), "range": lambda pool, x: pool(x) + pool(-x)}


@pytest.mark.parametrize("operator", DILATED)
@pytest.mark.parametrize("dilation", [(2, 2), (1, 3)], ids=str)
def test_dilation_with_valid_and_stride_1(dilation, operator):
    x = numbers("dilated", *LEAD, 6, 7).astype(np.float32)
    outcome = PADDINGS["valid"].apply(x, PoolSpec(operator, 2, 1, dilation=dilation))
    pool = partial(tf.nn.pool, window_shape=(2, 2), pooling_type="MAX", padding="VALID", dilations=dilation)
    output, grad_input = passes(partial(DILATED[operator], pool), x)
    same(outcome.output, output)
    same(outcome.grad_input, grad_input)


@pytest.mark.parametrize(("strides", "padding"), [((2, 2), "VALID"), ((1, 1), "SAME")])
def test_no_other_dilation(strides, padding):
    with pytest.raises(ValueError, match=r"not supported|not implemented"):
        tf.nn.pool(tf.zeros((1, 6, 6, 1)), (2, 2), "MAX", strides, padding, dilations=(2, 2))
    with pytest.raises(PoolingError):
        PADDINGS[padding.lower()].apply(np.zeros((6, 6)), PoolSpec("max", 2, strides, dilation=2))


@pytest.mark.parametrize(("dtype", "is_right"), [("float32", True), ("float64", False)])
def test_the_gradient_of_a_same_average_is_wrong_in_float64_where_the_kernel_exceeds_the_input(dtype, is_right):
    x, layer = np.arange(15.0).reshape(1, 1, 3, 5), PoolSpec("avg", (1, 6), (3, 2))
    outcome = PADDINGS["same"].apply(x, layer, np.float32([[[[1, 2, 4]]]]))
    y = tf.constant(np.moveaxis(x, 1, -1), dtype)
    with tf.GradientTape() as tape:
        tape.watch(y)
        pooled = tf.nn.avg_pool2d(y, layer.kernel_size, layer.stride, "SAME")
    theirs = tape.gradient(pooled, y, tf.reshape(tf.constant([1, 2, 4], dtype), pooled.shape))
    assert np.allclose(outcome.grad_input, first(theirs), rtol=1e-5) == is_right
    assert any(note.startswith("A fault of TensorFlow") for note in outcome.notes)


TIES = {
    "max_pool2d": (lambda x: tf.nn.max_pool2d(x, 2, 2, "VALID"), [[1, 0], [0, 0]]),
    "MaxPooling2D": (keras.layers.MaxPooling2D(2), [[1, 0], [0, 0]]),
    "reduce_max": (lambda x: tf.reduce_max(x, axis=(1, 2), keepdims=True), np.full((2, 2), 1 / 4)),
    "GlobalMaxPooling2D": (keras.layers.GlobalMaxPooling2D(keepdims=True), np.full((2, 2), 1 / 4)),
}


@pytest.mark.parametrize(("function", "grad_input"), TIES.values(), ids=TIES.keys())
def test_equal_cells(function, grad_input):
    close(passes(function, plane(np.ones((2, 2))))[1], plane(grad_input))


@pytest.mark.parametrize("function", [lambda x: tf.reduce_max(x, axis=(1, 2)), keras.layers.GlobalMaxPooling2D()])
def test_over_the_whole_plane_nan_wins(function):
    assert np.isnan(function(last(plane([[1, NAN], [2, 3]]))))


def test_the_default_stride_is_the_kernel():
    assert all(layer(3)(tf.zeros((1, 7, 7, 1))).shape == (1, 2, 2, 1) for layer in LAYERS.values())


def test_explicit_padding_of_max_alone_and_less_than_the_window():
    x = last(plane(-np.ones((4, 4))))
    explicit = [[0, 0], [2, 2], [2, 2], [0, 0]]
    assert (tf.nn.max_pool2d(x, 3, 1, explicit).numpy() == -1).all()
    with pytest.raises(tf.errors.InvalidArgumentError, match="smaller than the window"):
        tf.nn.max_pool2d(x, 2, 1, explicit)
    with pytest.raises(TypeError, match="padding"):
        tf.nn.avg_pool2d(x, 3, 1, explicit)


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int32", "int64"])
def test_max_of_integers_and_no_average(dtype):
    x = tf.constant([[[[1], [3]], [[2], [0]]]], dtype)
    assert tf.nn.max_pool2d(x, 2, 2, "VALID").numpy().item() == 3
    with pytest.raises((tf.errors.InvalidArgumentError, tf.errors.NotFoundError, TypeError)):
        tf.nn.avg_pool2d(x, 2, 2, "VALID")


@pytest.mark.parametrize("name", ["ceil_mode", "count_include_pad", "divisor_override", "dilation_rate"])
@pytest.mark.parametrize("layer", LAYERS.values(), ids=LAYERS.keys())
def test_what_a_layer_has_no_word_for(layer, name):
    with pytest.raises(ValueError, match=name):
        layer(2, **{name: 1})


@pytest.mark.parametrize("name", [name for name, operator in OPERATORS.items() if NAMING.own(operator)])
def test_its_own_names_are_layers(name):
    assert getattr(keras.layers, NAMING.own(OPERATORS[name])) is LAYERS[name]


@pytest.mark.parametrize("name", [name for name, operator in OPERATORS.items() if "keras" in operator.made_of])
def test_what_it_is_made_of_is_what_it_is(name):
    x = numbers(name, *LEAD, 4, 4).astype(np.float32)
    made_of = OPERATORS[name].made_of["keras"].replace("−", "-")
    theirs = eval(made_of, {"MaxPooling2D": keras.layers.MaxPooling2D(2), "x": last(x)})
    same(PADDINGS["valid"].apply(x, PoolSpec(name, 2)).output, first(theirs))


def test_no_layer_is_lp_or_min_or_range():
    pools = {name for name in dir(keras.layers) if "Pool" in name}
    assert {name.replace("Pooling", "Pool").rstrip("123D") for name in pools} == {
        "AdaptiveAveragePool",
        "AdaptiveMaxPool",
        "AveragePool",
        "AvgPool",
        "GlobalAveragePool",
        "GlobalAvgPool",
        "GlobalMaxPool",
        "MaxPool",
    }


def test_keras_valid_s_own_code_gives_its_own_result():
    own_code.check("keras_valid", "avg", dilation=(1, 1))


def test_keras_same_s_own_code_gives_its_own_result():
    own_code.check("keras_same", "max", dilation=(1, 1))


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("operator", ["max", "avg"])
def test_tflite_s_own_code_gives_its_own_result(operator, padding):
    pytest.importorskip("ai_edge_litert", reason="LiteRT runs the models of these tests alone")
    some = {"count": 10, "dilation": (1, 1), "divisor_override": None}  # each is converted, which takes a while
    own_code.check(f"tflite_{padding}", operator, both=False, rtol=1e-5, **some)
