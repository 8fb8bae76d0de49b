"""Layers: the functions' numbers, in the same arrays from call to call."""

import copy
import pickle
import tracemalloc

import numpy as np
import pytest

import pooling
from tests.pooling.checks import message_of, same

SHAPES = {1: (2, 3, 17), 2: (2, 3, 9, 8), 3: (2, 3, 7, 6, 5)}
#: A layer's arguments, the function that it calls, and the one that sends the gradient, given all that it may need.
KINDS = {
    "MaxPool": ((3, 2, 1), {"ceil_mode": True}, "max_pool", None),
    "MinPool": ((2,), {"padding": "same"}, "min_pool", None),
    "AvgPool": ((3,), {"stride": 2, "padding": 1, "count_include_pad": False}, "avg_pool", "shape"),
    "LPPool": ((3.0, 2), {}, "lp_pool", "x"),
    "AdaptiveMaxPool": ((4,), {}, "adaptive_max_pool", None),
    "AdaptiveAvgPool": ((4,), {}, "adaptive_avg_pool", "shape alone"),
    "GlobalMaxPool": ((), {}, "global_max_pool", None),
    "GlobalAvgPool": ((), {}, "global_avg_pool", "shape alone"),
}
every_kind = pytest.mark.parametrize("kind", KINDS)
on_all_axes = pytest.mark.parametrize("axes", SHAPES)
FORMS = pytest.mark.parametrize("form", ["channels_first", "channels_last"])


def layer_of(kind, axes, form="channels_first"):
    arguments, options, *_ = KINDS[kind]
    return getattr(pooling, f"{kind}{axes}d")(*arguments, **options, data_format=form)


def by_functions(kind, axes, x, grad, form):
    """Output, mask and input gradient as the functions give them."""
    arguments, options, name, given = KINDS[kind]
    options = {**options, "data_format": form}
    function = getattr(pooling, name.replace("pool", f"pool{axes}d"))
    if given is None:
        output, mask = function(x, *arguments, **options, return_indices=True)
        back = getattr(pooling, f"max_pool{axes}d_backward")
        return output, mask, back(grad(output), mask, x.shape, data_format=form)
    output, back = function(x, *arguments, **options), getattr(pooling, f"{function.__name__}_backward")
    if given == "shape alone":
        return output, None, back(grad(output), x.shape, data_format=form)
    return output, None, back(grad(output), x if given == "x" else x.shape, *arguments, **options)


def upstream(output):
    return np.random.default_rng(output.size).integers(-9, 10, output.shape).astype(output.dtype)


@every_kind
@on_all_axes
@FORMS
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.float16])
def test_a_layer_is_the_functions_call_after_call(kind, axes, form, dtype):
    rng, layer = np.random.default_rng(axes), layer_of(kind, axes, form)
    for shape in [SHAPES[axes], SHAPES[axes], tuple(n + 3 for n in SHAPES[axes]), SHAPES[axes]]:
        x = rng.uniform(0.5, 2, shape).astype(dtype)
        output, mask, received = by_functions(kind, axes, x, upstream, form)
        same(layer.forward(x), output)
        same(layer.backward(upstream(output)), received)
        assert (layer.mask is None) == (mask is None)
        if mask is not None:
            same(layer.mask, mask)


WITHOUT_NEW_MEMORY = [
    ("MaxPool", (3, 2, 1)),
    ("MaxPool", (2,)),
    ("MaxPool", (3, 1, 1, 2)),
    ("MinPool", (3, 2)),
    ("AvgPool", (3, 2, 1)),
    ("AvgPool", (2,)),
]
LARGE = {1: (16, 16, 6000), 2: (8, 16, 112, 112), 3: (4, 4, 24, 56, 56)}


@on_all_axes
@FORMS
@pytest.mark.parametrize(("kind", "arguments"), WITHOUT_NEW_MEMORY, ids=str)
def test_no_array_is_made_after_the_first_call(kind, arguments, axes, form):
    layer = getattr(pooling, f"{kind}{axes}d")(*arguments, data_format=form)
    x = np.random.default_rng(0).normal(size=LARGE[axes]).astype(np.float32)
    output = layer.forward(x)
    grad = np.ones_like(output)
    received = layer.backward(grad)
    tracemalloc.start()
    try:
        again = layer.forward(x), layer.backward(grad)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert np.shares_memory(again[0], output)
    assert np.shares_memory(again[1], received)
    # What NumPy itself converts numbers in: 8,192 at a time, whatever the arrays' size.
    assert peak < 2**18 < output.nbytes


def test_two_layers_share_nothing():
    first, second = (pooling.MaxPool2d(2) for _ in range(2))
    x = np.arange(64.0).reshape(8, 8)
    output = first.forward(x)
    second.forward(output)
    same(output, pooling.max_pool2d(x, 2))
    assert not np.shares_memory(first.forward(x), second.forward(x))


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda layer: pickle.loads(pickle.dumps(layer))])
def test_a_copy_of_a_layer_works_in_arrays_of_its_own(copied):
    x = np.arange(64.0).reshape(8, 8)
    layer = pooling.AvgPool2d(3, 1, 1)
    output = layer.forward(x)
    again = copied(layer)
    back = again.forward(-x)
    same(back, -output)
    assert not np.shares_memory(back, output)
    assert again._forward is not layer._forward


def test_a_layer_in_a_chain_gives_the_gradient_of_the_chain():
    x = np.random.default_rng(3).normal(size=(2, 3, 12, 12))
    chain = [pooling.MaxPool2d(3, stride=2), pooling.AvgPool2d(2, stride=1), pooling.GlobalAvgPool2d()]
    y = x
    for layer in chain:
        y = layer.forward(y)
    grad = np.ones_like(y)
    for layer in reversed(chain):
        grad = layer.backward(grad)
    inner, mask = pooling.max_pool2d(x, 3, 2, return_indices=True)
    sent = pooling.global_avg_pool2d_backward(np.ones_like(y), (4, 4))
    same(grad, pooling.max_pool2d_backward(pooling.avg_pool2d_backward(sent, (5, 5), 2, 1), mask, (12, 12)))
    assert inner.shape[-2:] == (5, 5)


NO_OUTPUT = "backward must follow a forward pass, but got none that gave an output"


def test_backward_without_forward():
    assert message_of(pooling.MaxPool2d(2).backward, [[1.0]]) == NO_OUTPUT


def test_backward_after_a_forward_pass_that_was_cut_off():
    layer = pooling.MaxPool2d(2)
    layer.forward(np.ones((4, 4)))
    message_of(layer.forward, np.ones((1, 1)))  # a window has no room
    assert message_of(layer.backward, np.ones((2, 2))) == NO_OUTPUT


@pytest.mark.parametrize("kind", ["MaxPool2d", "MinPool1d", "AvgPool3d"])
def test_a_layer_that_breaks_a_rule_is_never_made(kind):
    assert message_of(getattr(pooling, kind), 2, 0).startswith("stride must be an int")


def test_what_a_layer_is_can_be_read():
    assert repr(pooling.MaxPool2d(3, stride=2)) == (
        "MaxPool2d(data_format='channels_first', kernel_size=3, stride=2, padding=0, dilation=1, ceil_mode=False)"
    )
