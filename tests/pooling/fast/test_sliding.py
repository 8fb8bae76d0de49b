"""The fast functions against the index table and the loops: wide kernels, every dtype, memory layout and block size."""

from contextlib import contextmanager
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import pooling
from pooling import PoolSpec, pool, scatter
from pooling.axis import Axis
from pooling.fast import bins, blocks, extreme
from pooling.fast.layout import Line, joins
from pooling.fast.merging import Adding, Cells, Merging
from tests.pooling import loops
from tests.pooling.checks import close, same, spec_of
from tests.pooling.loops import Layer, fits
from tests.pooling.strategies import PROFILE, SELECTING, examples, pairs

FLOATS, INTEGERS = ["float16", "float32", "float64"], ["int8", "uint8", "int16", "uint32", "int64", "uint64"]
LEADS = [(), (3,), (2, 1, 2), (0,), (2, 0)]


@contextmanager
def cut(cells=2**18, first=4, values=2**16, large=2**10):
    """Blocks of about so many cells: small ones, so that small planes are cut as large ones are."""
    extreme._plan.cache_clear()
    with (
        patch.multiple(blocks, BYTES=16 * cells, MORE_BYTES=16 * cells, SHARE=4),
        patch.object(extreme, "FIRST_AXIS_FIRST", first),
        patch.object(scatter, "VALUES", values),
        patch.multiple(bins, LARGE=large, CELLS=cells),
    ):
        yield


cuts = st.fixed_dictionaries(
    {
        "cells": st.sampled_from([1, 50, 400, 2**18]),
        "first": st.sampled_from([1, 2, 4]),
        "values": st.sampled_from([1, 30, 2**16]),
    }
)


@st.composite
def wide(draw, *operators, side=40, kernel=20):
    """A layer with kernels of up to `kernel` taps, a plane that it fits, and a source of numbers."""
    operator, taps = draw(st.sampled_from(operators)), draw(pairs(1, kernel))
    options = {"ceil_mode": draw(st.booleans()), "stride": draw(pairs(1, 24))}
    values = {
        "padding": st.tuples(*(st.integers(0, k // 2) for k in taps)),
        "dilation": pairs(1, 3),
        "count_include_pad": st.booleans(),
        "divisor_override": st.sampled_from([None, None, 3, -2]),
        "norm_type": st.sampled_from([1.0, 2.0, 3.0, -1.0, 0.5]),
    }
    options |= {name: draw(value) for name, value in values.items() if pooling.OPERATORS[operator].has(name)}
    layer, size = Layer(operator, taps, **options), draw(pairs(1, side))
    assume(fits(*size, layer))
    return layer, size, np.random.default_rng(draw(st.integers(0, 2**32 - 1)))


def numbers(rng, shape, dtype):
    """Heavy ties; among floats NaN and ±inf at random places."""
    if np.dtype(dtype).kind == "u":
        return rng.integers(0, 4, shape).astype(dtype)
    x = rng.integers(-2, 3, shape).astype(dtype)
    if np.dtype(dtype).kind == "f" and rng.random() < 0.5:
        x[rng.random(shape) < 0.05] = np.nan
        x[rng.random(shape) < 0.1] = np.inf
        x[rng.random(shape) < 0.1] = -np.inf
    return x


def laid_out(rng, x):
    """The same numbers, read-only, in one of several layouts in memory."""
    wide = np.zeros((*x.shape[:-1], 2 * x.shape[-1]), x.dtype)
    wide[..., ::2] = x
    deep = np.zeros((3, *x.shape), x.dtype)
    deep[1] = x
    spread = np.zeros((2 * len(x), *x.shape[1:]), x.dtype)
    spread[::2] = x
    swapped = x.astype(x.dtype.newbyteorder(">"))
    choices = [x, wide[..., ::2], deep[1], x.swapaxes(-1, -2).copy().swapaxes(-1, -2), x[..., ::-1].copy()[..., ::-1]]
    view = [*choices, spread[::2], swapped][rng.integers(len(choices) + 2)]
    view = view.view()
    view.flags.writeable = False
    return view


def arguments(layer):
    names = {"max": ("padding", "dilation"), "avg": ("padding", "count_include_pad", "divisor_override"), "lp": ()}
    names["min"] = names["max"]
    given = {name: getattr(layer, name) for name in ("kernel_size", "stride", "ceil_mode", *names[layer.operator])}
    return given | ({"norm_type": layer.norm_type} if layer.operator == "lp" else {})


def last(x):
    """The same array with the channels last: its first axis, or one channel."""
    return np.moveaxis(x, -3, -1) if x.ndim > 2 else x[..., None]


@settings(PROFILE, max_examples=examples(400))
@given(wide(*SELECTING), st.sampled_from(FLOATS + INTEGERS), st.sampled_from(LEADS), cuts, st.integers(1, 3))
def test_max_and_min_are_the_table_bit_for_bit(problem, dtype, lead, pieces, workers):
    layer, size, rng = problem
    x = numbers(rng, (*lead, *size), dtype)
    function, expected = getattr(pooling, f"{layer.operator}_pool2d"), pool(x, spec_of(layer))
    view, options = laid_out(rng, x), arguments(layer)
    with cut(**pieces):
        output, indices = function(view, **options, return_indices=True, workers=workers)
        alone = function(view, **options)
        turned = function(last(x), **options, return_indices=True, data_format="channels_last")
    same(output, expected.output)
    same(indices, expected.indices)
    same(alone, output)
    same(turned[0], last(expected.output))
    same(turned[1], last(expected.indices))


@settings(PROFILE, max_examples=examples(60))
@given(wide("max", "min", "avg", side=16, kernel=9), cuts)
def test_the_functions_are_their_definition(problem, pieces):
    layer, size, rng = problem
    x = numbers(rng, size, "float64")
    if layer.operator == "avg":
        x[~np.isfinite(x)] = 7
    output, indices = loops.forward(x.tolist(), layer)
    with cut(**pieces):
        if layer.operator == "avg":
            close(pooling.avg_pool2d(x, **arguments(layer)), output)
            grad = rng.normal(size=np.shape(output))
            expected = loops.backward(x.tolist(), layer, grad.tolist())
            close(pooling.avg_pool2d_backward(grad, size, **arguments(layer)), expected)
        else:
            function = getattr(pooling, f"{layer.operator}_pool2d")
            actual = function(x, **arguments(layer), return_indices=True)
            same(actual[0], np.array(output))
            same(actual[1], np.array(indices))


@settings(PROFILE, max_examples=examples(200))
@given(wide("avg"), st.sampled_from(FLOATS + INTEGERS), st.sampled_from(LEADS), cuts, st.integers(1, 3))
def test_averages_are_the_table_but_for_rounding(problem, dtype, lead, pieces, workers):
    layer, size, rng = problem
    x = numbers(rng, (*lead, *size), dtype)
    expected = pool(x, spec_of(layer))
    grad = rng.normal(size=expected.output.shape).astype(expected.output.dtype)
    eps = float(np.finfo(expected.output.dtype).eps)
    tolerance = {"rtol": 8 * eps, "atol": 8 * eps}
    with cut(**pieces):
        output = pooling.avg_pool2d(laid_out(rng, x), **arguments(layer), workers=workers)
        turned = pooling.avg_pool2d(last(x), **arguments(layer), data_format="channels_last")
        received = pooling.avg_pool2d_backward(laid_out(rng, grad), x.shape, **arguments(layer), workers=workers)
        back = pooling.avg_pool2d_backward(last(grad), size, **arguments(layer), data_format="channels_last")
    close(output, expected.output, **tolerance)
    close(turned, last(expected.output), **tolerance)
    wanted = pool(np.broadcast_to(np.zeros((), output.dtype), x.shape), spec_of(layer)).backward(grad)
    many = {"rtol": 100 * eps, "atol": 100 * eps}  # a cell adds up to 400 shares
    close(received, wanted, **many)
    close(back, last(wanted), **many)
    assert output.dtype == expected.output.dtype == received.dtype


@settings(PROFILE, max_examples=examples(100))
@given(wide("lp"), cuts, st.integers(1, 3))
def test_lp_is_the_table_but_for_rounding(problem, pieces, workers):
    layer, size, rng = problem
    x = rng.uniform(0.5, 2, (2, *size))
    expected = pool(x, spec_of(layer))
    grad = rng.normal(size=expected.output.shape)
    with cut(**pieces):
        close(pooling.lp_pool2d(x, **arguments(layer), workers=workers), expected.output, rtol=1e-10)
        received = pooling.lp_pool2d_backward(grad, x, **arguments(layer), workers=workers)
        back = pooling.lp_pool2d_backward(last(grad), last(x), **arguments(layer), data_format="channels_last")
    close(received, expected.backward(grad), rtol=1e-9, atol=1e-9)
    close(back, last(received))


@settings(PROFILE, max_examples=examples(100))
@given(wide(*SELECTING), st.sampled_from([*FLOATS, "int64"]), st.sampled_from(LEADS), cuts)
def test_max_backward_adds_up_as_the_table_does(problem, dtype, lead, pieces):
    layer, size, rng = problem
    pooled = pool(numbers(rng, (*lead, *size), "float64"), spec_of(layer))
    grad = rng.integers(-4, 5, pooled.output.shape).astype(dtype)  # their sums are exact in every dtype
    expected = pooled.backward(grad.astype(float)).astype(dtype)
    with cut(**pieces):
        same(pooling.max_pool2d_backward(laid_out(rng, grad), pooled.indices, size), expected)
        back = pooling.max_pool2d_backward(last(grad), last(pooled.indices), size, data_format="channels_last")
    same(back, last(expected))


@settings(PROFILE, max_examples=examples(100))
@given(
    pairs(1, 12), pairs(1, 30), st.sampled_from(FLOATS + INTEGERS), st.sampled_from([1, 4, 2**10]), cuts, st.randoms()
)
def test_adaptive_bins_are_the_table(output_size, size, dtype, large, pieces, random):
    rng = np.random.default_rng(random.randrange(2**32))
    x = numbers(rng, (2, *size), dtype)
    windows = pooling.windows.Windows.adaptive(output_size, *size)
    expected = pooling.passes.pool_windows(x, PoolSpec("max"), windows)
    mean = pooling.passes.pool_windows(x, PoolSpec("avg"), windows).output
    tolerance = 8 * float(np.finfo(mean.dtype).eps)
    with cut(**pieces, large=large):
        output, indices = pooling.adaptive_max_pool2d(x, output_size, return_indices=True)
        same(pooling.adaptive_max_pool2d(x, output_size), output)
        turned = pooling.adaptive_max_pool2d(last(x), output_size, True, data_format="channels_last")
        close(pooling.adaptive_avg_pool2d(x, output_size), mean, tolerance, tolerance)
        average = pooling.adaptive_avg_pool2d(last(x), output_size, data_format="channels_last")
    same(output, expected.output)
    same(indices, expected.indices)
    same(turned[0], last(output))
    same(turned[1], last(indices))
    close(average, last(mean), tolerance, tolerance)


@PROFILE
@given(pairs(1, 30), st.sampled_from(FLOATS + INTEGERS), st.sampled_from(LEADS), st.randoms())
def test_a_whole_plane_is_one_window(size, dtype, lead, random):
    rng = np.random.default_rng(random.randrange(2**32))
    x = numbers(rng, (*lead, *size), dtype)
    expected = pool(x, PoolSpec("max", size))
    output, indices = pooling.global_max_pool2d(laid_out(rng, x), return_indices=True)
    same(output, expected.output)
    same(indices, expected.indices)
    same(pooling.max_pool2d(x, size, return_indices=True)[1], expected.indices)
    turned = pooling.global_max_pool2d(last(x), True, data_format="channels_last")
    same(turned[0], last(output))
    same(turned[1], last(indices))
    mean = pool(x, PoolSpec("avg", size)).output
    tolerance = 8 * float(np.finfo(mean.dtype).eps)
    close(pooling.global_avg_pool2d(x), mean, tolerance, tolerance)
    close(pooling.global_avg_pool2d(last(x), data_format="channels_last"), last(mean), tolerance, tolerance)


@pytest.mark.parametrize("kernel", [(1, 256), (256, 1), (2, 128), (1, 65536), (257, 1), (16, 17)], ids=str)
def test_as_many_taps_as_a_code_can_number(kernel):
    x = np.random.default_rng(5).integers(0, 9, (kernel[0] + 3, kernel[1] + 5))
    expected = pool(x, PoolSpec("max", kernel, 1))
    output, indices = pooling.max_pool2d(x, kernel, 1, return_indices=True)
    same(output, expected.output)
    same(indices, expected.indices)


@pytest.mark.parametrize("function", [pooling.max_pool2d, pooling.avg_pool2d])
def test_a_stride_beyond_all_bounds_leaves_one_window(function):
    x = np.arange(9.0).reshape(3, 3)
    same(function(x, 2, 2**63 - 1), function(x[:2, :2], 2))


def test_there_are_no_more_threads_than_processors():
    with (
        cut(cells=1),
        patch.object(blocks.os, "cpu_count", lambda: 2),
        patch.object(blocks, "ThreadPoolExecutor", wraps=blocks.ThreadPoolExecutor) as threads,
    ):
        pooling.max_pool2d(np.ones((64, 4, 4)), 2, workers=10**9)
    threads.assert_called_once_with(2)


def test_unpooling_with_the_channels_last():
    x = np.random.default_rng(2).permutation(2 * 4 * 6 * 3).reshape(2, 4, 6, 3)
    output, indices = pooling.max_pool2d(x, 2, return_indices=True, data_format="channels_last")
    unpooled = pooling.max_unpool2d(output, indices, x.shape, data_format="channels_last")
    first = np.moveaxis(output, -1, -3), np.moveaxis(indices, -1, -3)
    same(unpooled, np.moveaxis(pooling.max_unpool2d(*first, (4, 6)), -3, -1))


@pytest.mark.parametrize("length", range(1, 130))
def test_joins_reach_every_length_without_a_gap(length):
    reached = 1
    for step in joins(length):
        assert 1 <= step <= reached  # the second window begins no later than the first ends
        reached += step
    assert reached == length
    assert len(list(joins(length))) == (length - 1).bit_length()


@pytest.mark.parametrize("length", [1, 2, 3, 7, 8, 19])
@pytest.mark.parametrize("shift", [1, 3])
@pytest.mark.parametrize("stride", [1, 2, 5])
def test_merging_along_an_array(length, shift, stride):
    line = Line.of(Axis(1000, 120 // stride, length, stride, 0, 1), 120 // stride, 1)
    values = np.random.default_rng(length).integers(-50, 50, (line.length, shift))
    wanted = np.lib.stride_tricks.sliding_window_view(values, length, axis=0)[::stride]
    for merging, reduce in [(Adding(), np.sum), (Merging(np.maximum), np.max)]:
        cells = Cells(values.reshape(-1).copy())
        if line.deal > 1:
            cells = merging.dealt(cells, line, shift)
        found = merging.along(cells, line, shift, 0)
        for call in merging.calls:
            call()
        windows = found.values.reshape(-1, shift)[:: line.step][: line.windows]
        same(windows, reduce(wanted, axis=-1)[: line.windows])


REFUSED = {
    "data_format must be one of channels_first, channels_last, but got 'NHWC'": {"data_format": "NHWC"},
    "data_format must be one of channels_first, channels_last, but got None": {"data_format": None},
    "workers must be an int of at least 1, but got 0": {"workers": 0},
    "workers must be an int of at least 1, but got True": {"workers": True},
    "x must have shape (…, H, W, C) with H and W at least 1, but got (4, 4)": {"data_format": "channels_last"},
}


REFUSED |= {
    "return_indices must be True or False, but got 'no'": {"return_indices": "no"},
    "return_indices must be True or False, but got 1": {"return_indices": 1},
}


@pytest.mark.parametrize(("message", "options"), REFUSED.items())
def test_what_is_refused(message, options):
    with pytest.raises(pooling.PoolingError) as caught:
        pooling.max_pool2d(np.ones((4, 4)), 2, **options)
    assert str(caught.value) == message


def test_the_input_shape_with_the_channels_last():
    grad, indices = np.ones((2, 1, 1, 3)), np.zeros((2, 1, 1, 3), int)
    for shape in [(2, 2), (2, 2, 2, 3)]:
        assert pooling.max_pool2d_backward(grad, indices, shape, data_format="channels_last").shape == (2, 2, 2, 3)
    with pytest.raises(pooling.PoolingError) as caught:
        pooling.max_pool2d_backward(grad, indices, (2, 3, 2, 2), data_format="channels_last")
    rule = "be (H, W), or have the leading axes (2,) of grad_output before it and (3,) after it"
    assert str(caught.value) == f"input_shape must {rule}, but got (2, 3, 2, 2)"
