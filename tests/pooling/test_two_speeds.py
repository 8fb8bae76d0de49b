"""One truth at both speeds: the functions equal the table, on larger planes, kernels and batches."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pooling
from pooling import PoolSpec, pool
from pooling.operators import bands
from pooling.passes import pool_windows
from pooling.planes import Planes
from pooling.windows import Windows
from tests.pooling.checks import close, same, spec_of
from tests.pooling.strategies import PROFILE, SELECTING, crowded, distinct, pairs, problems, upstream, with_nan

LARGE = {"largest_kernel": 9, "largest_side": 25}


def options(layer, *names):
    return {name: getattr(layer, name) for name in ("kernel_size", "stride", "ceil_mode", *names)}


@PROFILE
@given(problems(SELECTING, **LARGE), st.sampled_from([crowded, with_nan, distinct]))
def test_max_and_min_functions_are_the_table(problem, fill):
    layer, size, rng = problem
    x = fill(rng, (2, *size))
    function = {"max": pooling.max_pool2d, "min": pooling.min_pool2d}[layer.operator]
    output, indices = function(x, **options(layer, "padding", "dilation"), return_indices=True)
    pooled = pool(x, spec_of(layer))
    grad = upstream(rng, pooled)
    same(output, pooled.output)
    same(function(x, **options(layer, "padding", "dilation")), pooled.output)
    same(indices, pooled.indices)
    same(pooling.max_pool2d_backward(grad, indices, x.shape), pooled.backward(grad))


@PROFILE
@given(problems(SELECTING, **LARGE), st.sampled_from(["int8", "uint8", "int64", "float16", "float32"]))
def test_max_and_min_functions_are_the_table_in_every_dtype(problem, dtype):
    layer, size, rng = problem
    x = rng.integers(0, 4, (2, *size)).astype(dtype)
    function = {"max": pooling.max_pool2d, "min": pooling.min_pool2d}[layer.operator]
    output, indices = function(x, **options(layer, "padding", "dilation"), return_indices=True)
    pooled = pool(x, spec_of(layer))
    same(output, pooled.output)
    same(indices, pooled.indices)


@PROFILE
@given(problems(("range",), **LARGE), st.sampled_from([crowded, with_nan, distinct]))
def test_range_functions_are_the_table(problem, fill):
    layer, size, rng = problem
    x = fill(rng, (2, *size))
    arguments = options(layer, "padding", "dilation")
    pooled = pool(x, spec_of(layer))
    grad = upstream(rng, pooled)
    same(pooling.range_pool2d(x, **arguments), pooled.output)
    same(pooling.range_pool2d_backward(grad, x, **arguments), pooled.backward(grad))


@PROFILE
@given(problems(), st.booleans(), st.sampled_from([1, 40, 2**18]))
def test_bands_of_windows_are_the_whole_table(problem, channels_last, most):
    layer, size, rng = problem
    spec, operator = spec_of(layer), pooling.OPERATORS[layer.operator]
    x = distinct(rng, (2, *size, 3) if channels_last else (2, 3, *size))
    planes = Planes(x, channels_last)
    pooled = pool(np.moveaxis(x, -1, 1) if channels_last else x, spec)
    grad = upstream(rng, pooled)
    sent = Planes(np.moveaxis(grad, 1, -1) if channels_last else grad, channels_last)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bands, "TAPS", most)
        output = bands.forward_in_bands(operator, planes, spec)
        received = bands.gradient_in_bands(operator, sent, planes, spec)
    close(np.moveaxis(output, -1, 1) if channels_last else output, pooled.output)
    close(np.moveaxis(received, -1, 1) if channels_last else received, pooled.backward(grad))


@PROFILE
@given(problems(("avg",), **LARGE))
def test_average_functions_are_the_table(problem):
    layer, size, rng = problem
    x = rng.normal(size=(2, *size))
    arguments = options(layer, "padding", "count_include_pad", "divisor_override")
    pooled = pool(x, spec_of(layer))
    grad = rng.normal(size=pooled.output.shape)
    close(pooling.avg_pool2d(x, **arguments), pooled.output)
    close(pooling.avg_pool2d_backward(grad, x.shape, **arguments), pooled.backward(grad))


@PROFILE
@given(problems(("avg",), **LARGE))
def test_average_keeps_non_finite_numbers_to_their_windows(problem):
    layer, size, rng = problem
    x = rng.choice([1.0, 2.0, 3.0, np.nan, np.inf], (2, *size), p=[0.3, 0.3, 0.3, 0.05, 0.05])
    arguments = options(layer, "padding", "count_include_pad", "divisor_override")
    close(pooling.avg_pool2d(x, **arguments), pool(x, spec_of(layer)).output)


@PROFILE
@given(problems(("lp",), **LARGE))
def test_lp_functions_are_the_table(problem):
    layer, size, rng = problem
    x = distinct(rng, (2, *size))
    pooled = pool(x, spec_of(layer))
    grad = rng.normal(size=pooled.output.shape)
    close(pooling.lp_pool2d(x, layer.norm_type, **options(layer)), pooled.output)
    close(pooling.lp_pool2d_backward(grad, x, layer.norm_type, **options(layer)), pooled.backward(grad), rtol=1e-9)


@PROFILE
@given(pairs(1, 9), pairs(1, 12), st.integers(0, 2**32 - 1))
def test_adaptive_functions_are_the_table(bins, size, seed):
    x = with_nan(np.random.default_rng(seed), (2, *size))
    windows = Windows.adaptive(bins, *size)
    output, indices = pooling.adaptive_max_pool2d(x, bins, return_indices=True)
    pooled = pool_windows(x, PoolSpec("max"), windows)
    same(output, pooled.output)
    same(indices, pooled.indices)
    finite = crowded(np.random.default_rng(seed), (2, *size))
    close(pooling.adaptive_avg_pool2d(finite, bins), pool_windows(finite, PoolSpec("avg"), windows).output)


@PROFILE
@given(pairs(1, 30), pairs(1, 9), st.sampled_from([1, 5, 40]), st.booleans(), st.integers(0, 2**32 - 1))
def test_bins_picked_a_few_at_a_time_are_the_table(bins, size, most, channels_last, seed):
    x = with_nan(np.random.default_rng(seed), (3, *size, 2))
    first = np.moveaxis(x, -1, 1)
    pooled = pool_windows(first, PoolSpec("max"), Windows.adaptive(bins, *size))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pooling.fast.bins.CELLS", most)
        if channels_last:
            found = pooling.adaptive_max_pool2d(x, bins, return_indices=True, data_format="channels_last")
            output, indices = (np.moveaxis(array, -1, 1) for array in found)
        else:
            output, indices = pooling.adaptive_max_pool2d(first, bins, return_indices=True)
    same(output, pooled.output)
    same(indices, pooled.indices)


@PROFILE
@given(pairs(1, 9), st.integers(0, 2**32 - 1))
def test_global_pooling_is_one_adaptive_bin(size, seed):
    x = crowded(np.random.default_rng(seed), (2, *size))
    output, indices = pooling.global_max_pool2d(x, return_indices=True)
    adaptive = pooling.adaptive_max_pool2d(x, 1, return_indices=True)
    same(output, adaptive[0])
    same(indices, adaptive[1])
    close(pooling.global_avg_pool2d(x), x.mean(axis=(1, 2), keepdims=True))


@PROFILE
@given(problems(SELECTING))
def test_unpooling_then_pooling_again_changes_nothing(problem):
    # Windows that do not overlap: each holds its own winner and zeros, and every winner is positive.
    layer, size, rng = problem
    layer = layer._replace(operator="max", stride=layer.kernel_size, padding=(0, 0), dilation=(1, 1), ceil_mode=True)
    pooled = pool(distinct(rng, size), spec_of(layer))
    unpooled = pooling.max_unpool2d(pooled.output, pooled.indices, size)
    same(pool(unpooled, spec_of(layer)).output, pooled.output)
