"""What the functions need beside their input and results: at most 4 MB and a tenth of these."""

import tracemalloc
from math import prod

import numpy as np
import pytest

import pooling

MEGABYTE = 2**20
CASES = {
    "a batch": ((16, 16, 56, 56), (2, 2, 0)),
    "a padded batch": ((8, 16, 112, 112), (3, 2, 1)),
    "one plane, overlapping windows": ((1024, 1024), (7, 1, 3)),
    "one plane, wide windows": ((1024, 1024), (31, 1, 15)),
    "wide planes, large strides": ((2, 1080, 1920), (8, 8, 0)),
}
FUNCTIONS = {
    "max": lambda x, layer: pooling.max_pool2d(x, *layer),
    "max with indices": lambda x, layer: pooling.max_pool2d(x, *layer, return_indices=True),
    "max with indices, two workers": lambda x, layer: pooling.max_pool2d(x, *layer, return_indices=True, workers=2),
    "avg": lambda x, layer: pooling.avg_pool2d(x, *layer),
}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(("shape", "layer"), CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS.keys())
def test_peak_memory_of_a_forward_pass(function, shape, layer, dtype):
    x = np.random.default_rng(1).normal(size=shape).astype(dtype)
    peak, results = measured(lambda: function(x, layer))
    assert peak <= 4 * MEGABYTE + 1.1 * results + 0.1 * x.nbytes


@pytest.mark.parametrize(("shape", "layer"), CASES.values(), ids=CASES.keys())
def test_peak_memory_of_a_backward_pass(shape, layer):
    x = np.random.default_rng(1).normal(size=shape).astype(np.float32)
    output, indices = pooling.max_pool2d(x, *layer, return_indices=True)
    given = output.nbytes + indices.nbytes
    for call in (
        lambda: pooling.max_pool2d_backward(output, indices, shape),
        lambda: pooling.avg_pool2d_backward(output, shape, *layer),
    ):
        peak, results = measured(call)
        assert peak <= 4 * MEGABYTE + 1.1 * results + 0.1 * given


def test_peak_memory_where_every_block_holds_a_nan():
    x = np.random.default_rng(1).normal(size=(1024, 1024)).astype(np.float32)
    x[::50, ::50] = np.nan
    peak, results = measured(lambda: pooling.max_pool2d(x, 3, 1, 1, return_indices=True))
    assert peak <= 4 * MEGABYTE + 1.1 * results + 0.1 * x.nbytes


@pytest.mark.parametrize("output_size", [300, 1500])
def test_peak_memory_of_uneven_bins(output_size):
    x = np.random.default_rng(1).normal(size=(1024, 1024)).astype(np.float32)
    peak, results = measured(lambda: pooling.adaptive_max_pool2d(x, output_size, return_indices=True))
    assert peak <= 12 * MEGABYTE + 1.1 * results + 0.1 * x.nbytes


@pytest.mark.parametrize("shape", [(4, 4), (700, 4, 3)], ids=str)
@pytest.mark.parametrize("output_size", [(1, 2_000_003), (2_000_003, 1), (1501, 1499)], ids=str)
@pytest.mark.parametrize("channels", ["channels_first", "channels_last"])
def test_peak_memory_of_more_bins_than_cells(shape, output_size, channels):
    x = np.random.default_rng(1).normal(size=shape[-2:] if prod(output_size) * prod(shape) > 10**9 else shape)
    x = x[..., None] if channels == "channels_last" else x
    peak, results = measured(lambda: pooling.adaptive_max_pool2d(x, output_size, True, data_format=channels))
    assert peak <= 24 * MEGABYTE + 1.1 * results


def test_peak_memory_of_many_small_planes_with_more_bins():
    x = np.random.default_rng(1).normal(size=(3000, 3, 3))
    peak, results = measured(lambda: pooling.adaptive_avg_pool2d(x, 40))
    assert peak <= 24 * MEGABYTE + 1.1 * results


def test_peak_memory_of_long_windows_in_lp_backward():
    x, grad = np.ones((1, 20000)), np.ones((1, 10001))
    peak, _ = measured(lambda: pooling.lp_pool2d_backward(grad, x, 2, (1, 10000), 1))
    assert peak <= 8 * MEGABYTE


def measured(call):
    """The most bytes that NumPy and Python held during a call, and those of its results."""
    tracemalloc.start()
    try:
        results = call()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    return peak, sum(array.nbytes for array in (results if isinstance(results, tuple) else (results,)))
