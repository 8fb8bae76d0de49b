"""Lines and volumes: functions and table are the loops, on one, two, three and four axes and with any padding."""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import pooling
from pooling import OPERATORS, PoolSpec, pool
from pooling.operators import bands
from pooling.planes import Planes
from tests.pooling import loops_on_axes as loops
from tests.pooling.checks import close, message_of, same
from tests.pooling.strategies import PROFILE, crowded, distinct, with_nan

FEW = type(PROFILE)(PROFILE, max_examples=60)
LARGEST_SIDE = {1: 12, 2: 6, 3: 5, 4: 3}


@st.composite
def problems(draw: Any, operators: Any = tuple(OPERATORS), axes: Any = (1, 2, 3)) -> Any:
    """A layer as loops take it, its arguments as functions do, the size of an input, and a source of numbers."""
    count, operator = draw(st.sampled_from(axes)), draw(st.sampled_from(operators))

    def each(low: int, high: int) -> tuple[int, ...]:
        return tuple(draw(st.integers(low, high)) for _ in range(count))

    kernel, stride, size = each(1, 3), each(1, 3), each(1, LARGEST_SIDE[count])
    has = OPERATORS[operator].has
    sides = draw(st.booleans())
    pads = tuple(
        tuple(draw(st.integers(0, k - 1)) for _ in range(2)) if sides else 2 * (draw(st.integers(0, k // 2)),)
        for k in kernel
    )
    pads = pads if has("padding") else count * ((0, 0),)
    dilation = each(1, 2) if has("dilation") else count * (1,)
    options = {"ceil_mode": draw(st.booleans())}
    if operator == "avg":
        options |= {
            "count_include_pad": draw(st.booleans()),
            "divisor_override": draw(st.sampled_from([None, None, 3])),
        }
    if operator == "lp":
        options["norm_type"] = draw(st.sampled_from([1.0, 2.0, 3.0]))
    layer = loops.Layer(operator, kernel, stride, pads, dilation, **options)
    assume(loops.fits(layer, size))
    arguments = {"kernel_size": kernel, "stride": stride, **options}
    if has("padding"):
        arguments["padding"] = pads if sides else tuple(before for before, _ in pads)
    if has("dilation"):
        arguments["dilation"] = dilation
    return layer, arguments, size, np.random.default_rng(draw(st.integers(0, 2**32 - 1)))


def function(operator, axes, suffix=""):
    return getattr(pooling, f"{operator}_pool{axes}d{suffix}")


@FEW
@given(problems(("max", "min")), st.sampled_from([crowded, with_nan, distinct]))
def test_what_is_chosen(problem, fill):
    layer, arguments, size, rng = problem
    x = fill(rng, size)
    output, indices = function(layer.operator, len(size))(x, **arguments, return_indices=True)
    same(output, loops.forward(x, layer))
    same(indices, loops.indices(x, layer))
    same(function(layer.operator, len(size))(x, **arguments), output)
    grad = rng.integers(-9, 10, output.shape).astype(float)
    same(function("max", len(size), "_backward")(grad, indices, size), loops.backward(x, layer, grad))


@FEW
@given(problems(("range", "avg", "lp")))
def test_what_is_computed(problem):
    layer, arguments, size, rng = problem
    x = distinct(rng, size)
    expected = loops.forward(x, layer)
    grad = rng.normal(size=expected.shape)
    close(function(layer.operator, len(size))(x, **arguments), expected)
    given = {"avg": (grad, size)}.get(layer.operator, (grad, x))
    close(
        function(layer.operator, len(size), "_backward")(*given, **arguments), loops.backward(x, layer, grad), rtol=1e-9
    )


@FEW
@given(problems(axes=(1, 2, 3, 4)))
def test_the_table(problem):
    layer, arguments, size, rng = problem
    x = distinct(rng, (2, *size))
    pooled = pool(x, PoolSpec(layer.operator, **arguments, axes=len(size)))
    close(pooled.output, [loops.forward(plane, layer) for plane in x])
    grad = rng.normal(size=pooled.output.shape)
    received = [loops.backward(plane, layer, sent) for plane, sent in zip(x, grad, strict=True)]
    close(pooled.backward(grad), received, rtol=1e-9)


@FEW
@given(problems(), st.booleans(), st.sampled_from([1, 40, 2**18]))
def test_bands_of_windows(problem, channels_last, most):
    layer, arguments, size, rng = problem
    x = distinct(rng, (2, *size, 3) if channels_last else (2, 3, *size))
    spec, planes = PoolSpec(layer.operator, **arguments, axes=len(size)), Planes(x, channels_last, len(size))
    pooled = pool(np.moveaxis(x, -1, 1) if channels_last else x, spec)
    grad = rng.normal(size=pooled.output.shape)
    sent = planes.like(np.moveaxis(grad, 1, -1) if channels_last else grad)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bands, "TAPS", most)
        output = bands.forward_in_bands(OPERATORS[layer.operator], planes, spec)
        received = bands.gradient_in_bands(OPERATORS[layer.operator], sent, planes, spec)
    close(np.moveaxis(output, -1, 1) if channels_last else output, pooled.output)
    close(np.moveaxis(received, -1, 1) if channels_last else received, pooled.backward(grad), rtol=1e-9)


@FEW
@given(problems(), st.booleans())
def test_other_axes_are_left_alone(problem, channels_last):
    layer, arguments, size, rng = problem
    x = distinct(rng, (2, 3, *size)).astype(np.float32)
    call = function(layer.operator, len(size))
    planes = np.stack([call(plane, **arguments) for plane in x.reshape(6, *size)])
    given = np.moveaxis(x, 1, -1) if channels_last else x
    found = call(given, **arguments, data_format="channels_last" if channels_last else "channels_first")
    found = np.moveaxis(found, -1, 1) if channels_last else found
    assert found.dtype == np.float32
    close(found.reshape(planes.shape), planes, rtol=1e-6)


@FEW
@given(problems(("max",), axes=(3,)))
def test_the_second_derivative_of_a_gradient_that_is_linear(problem):
    _, arguments, size, rng = problem
    x, given = distinct(rng, size), rng.normal(size=size)
    _, indices = pooling.max_pool3d(x, **arguments, return_indices=True)
    grad = rng.normal(size=indices.shape)
    # ⟨backward(grad), given⟩ = ⟨grad, double_backward(given)⟩
    left = (pooling.max_pool3d_backward(grad, indices, size) * given).sum()
    close((grad * pooling.max_pool3d_double_backward(given, indices)).sum(), left)


@FEW
@given(problems(("avg",)))
def test_the_second_derivative_of_an_average(problem):
    _, arguments, size, rng = problem
    given = rng.normal(size=size)
    second = function("avg", len(size), "_double_backward")(given, **arguments)
    grad = rng.normal(size=second.shape)
    received = function("avg", len(size), "_backward")(grad, size, **arguments)
    close((grad * second).sum(), (received * given).sum())


def bins_of(n, out):
    return [range(i * n // out, -((i + 1) * n // -out)) for i in range(out)]


@st.composite
def binned(draw: Any) -> Any:
    size = tuple(draw(st.lists(st.integers(1, 6), min_size=1, max_size=3)))
    out = tuple(draw(st.integers(1, 7)) for _ in size)
    return size, out, np.random.default_rng(draw(st.integers(0, 2**32 - 1)))


@FEW
@given(binned())
def test_adaptive_bins(problem):
    size, out, rng = problem
    axes, x = len(size), with_nan(rng, size)
    output, indices = getattr(pooling, f"adaptive_max_pool{axes}d")(x, out, return_indices=True)
    numbers = np.arange(x.size).reshape(size)
    finite = distinct(rng, size)
    means = getattr(pooling, f"adaptive_avg_pool{axes}d")(finite, out)
    sent = rng.normal(size=out)
    expected = np.zeros(size)
    for at in np.ndindex(out):
        area = np.ix_(*(bins_of(n, o)[i] for n, o, i in zip(size, out, at, strict=True)))
        cells = [np.unravel_index(flat, size) for flat in numbers[area].ravel().tolist()]
        assert indices[at] == numbers[loops.best(x, cells, 1)]
        close(output[at], x.ravel()[indices[at]])
        close(means[at], finite[area].mean())
        expected[area] += sent[at] / finite[area].size
    close(getattr(pooling, f"adaptive_avg_pool{axes}d_backward")(sent, size), expected)


@FEW
@given(binned(), st.booleans())
def test_planes_as_a_whole(problem, channels_last):
    size, _, rng = problem
    x = crowded(rng, (2, *size, 3) if channels_last else (2, 3, *size))
    form = {"data_format": "channels_last" if channels_last else "channels_first"}
    inner = tuple(range(1, 1 + len(size))) if channels_last else tuple(range(2, 2 + len(size)))
    names = [f"global_{kind}_pool{len(size)}d" for kind in ("max", "avg")]
    output, indices = getattr(pooling, names[0])(x, return_indices=True, **form)
    same(output, x.max(axis=inner, keepdims=True))
    close(getattr(pooling, names[1])(x, **form), x.mean(axis=inner, keepdims=True))
    sent = np.ones_like(output)
    share = getattr(pooling, f"{names[1]}_backward")(sent, size, **form)
    close(share, np.full(x.shape, 1 / np.prod(size)))
    received = getattr(pooling, f"max_pool{len(size)}d_backward")(sent, indices, size, **form)
    same(received.sum(axis=inner, keepdims=True), sent)
    same(
        np.take_along_axis(x, received.argmax(axis=inner[0], keepdims=True), inner[0]).max(axis=inner, keepdims=True),
        output,
    )


@FEW
@given(binned())
def test_unpooling_and_its_gradient(problem):
    size, out, rng = problem
    axes, y = len(size), rng.normal(size=out)
    indices = rng.integers(0, np.prod(size), out)
    whole = getattr(pooling, f"max_unpool{axes}d")(y, indices, size)
    sent = rng.normal(size=size)
    received = getattr(pooling, f"max_unpool{axes}d_backward")(sent, indices)
    expected, last = np.zeros(np.prod(size)), {}
    for at in np.ndindex(out):
        expected[indices[at]] = y[at]
        last[int(indices[at])] = at
    same(whole, expected.reshape(size))
    for at in np.ndindex(out):
        assert received[at] == (sent.ravel()[indices[at]] if last[int(indices[at])] == at else 0)


def test_a_line_is_a_plane_of_one_row():
    x = np.random.default_rng(1).normal(size=(3, 20))
    line = pooling.max_pool1d(x, 3, 2, 1, return_indices=True)
    row = pooling.max_pool2d(x[:, None], (1, 3), (1, 2), (0, 1), return_indices=True)
    same(line[0], row[0][:, 0])
    same(line[1], row[1][:, 0])


def test_half_precision_is_summed_in_single_on_all_axes():
    same(pooling.avg_pool3d(np.full((1, 8, 8, 8), 1000, np.float16), 8), np.full((1, 1, 1, 1), 1000, np.float16))
    assert pooling.lp_pool3d(np.full((8, 8, 8), 4, np.float16), 2, 8).ravel().tolist() == [
        pytest.approx(90.5, rel=1e-3)
    ]


def test_large_volumes_by_two_workers():
    x = np.random.default_rng(2).normal(size=(2, 40, 90, 90)).astype(np.float32)
    one, two = (pooling.max_pool3d(x, 3, 2, 1, return_indices=True, workers=n) for n in (1, 2))
    same(one[0], two[0])
    same(one[1], two[1])
    same(np.take_along_axis(x.reshape(2, -1), one[1].reshape(2, -1), 1), one[0].reshape(2, -1))


ERRORS = {
    "a kernel of two": (
        lambda: pooling.max_pool3d(np.ones((4, 4, 4)), (2, 2)),
        "kernel_size must be an int or 3 ints, each at least 1, but got (2, 2)",
    ),
    "a kernel of a line": (
        lambda: pooling.max_pool1d(np.ones(4), (2, 2)),
        "kernel_size must be an int of at least 1, but got (2, 2)",
    ),
    "too few axes": (
        lambda: pooling.max_pool3d(np.ones((4, 4)), 2),
        "x must have shape (…, D, H, W) with D, H and W at least 1, but got (4, 4)",
    ),
    "an empty line": (
        lambda: pooling.avg_pool1d(np.ones((2, 0)), 2),
        "x must have shape (…, L) with L at least 1, but got (2, 0)",
    ),
    "a large kernel": (
        lambda: pooling.avg_pool1d(np.ones(3), 4),
        "kernel_size after dilation must be at most the padded input length 3, but got 4",
    ),
    "a deep kernel": (
        lambda: pooling.avg_pool3d(np.ones((1, 3, 3)), 2),
        "kernel_size after dilation must be at most the padded input depth 1, but got 2",
    ),
    "padding alone": (
        lambda: pooling.max_pool1d(np.ones(3), 2, 1, 1, 4),
        "every window must hold an input cell, but got window (0,) on padding alone",
    ),
    "a shape of two": (
        lambda: pooling.max_pool3d_backward(np.ones((1, 1, 1)), np.zeros((1, 1, 1), int), (4, 4)),
        "input_shape must be (D, H, W), or have the leading axes () of grad_output before it, but got (4, 4)",
    ),
    "no axes": (lambda: PoolSpec("max", 2, axes=0), "axes must be an int of at least 1, but got 0"),
}


@pytest.mark.parametrize(("call", "message"), ERRORS.values(), ids=ERRORS.keys())
def test_errors(call, message):
    assert message_of(call) == message
