"""Side by side with ONNX Runtime: MaxPool with indices, AveragePool with and without counted padding."""

import numpy as np
import pytest

import pooling
from pooling import pool
from tests.oracles.layers import LEAD, numbers, over, random_layers, usable
from tests.oracles.onnx_layers import TYPES, in_plane, run
from tests.pooling.checks import close, same, spec_of
from tests.pooling.loops import Layer

MAX = usable(random_layers("max", 400, seed=11))
AVG = usable(random_layers("avg", 700, seed=12))
AVG = {name: problem for name, problem in AVG.items() if problem[0].divisor_override is None}  # ONNX has none


@over(MAX)
@pytest.mark.parametrize("dtype", TYPES)
def test_max(name, problem, dtype):
    layer, *size = problem
    x = numbers(name, *LEAD, *size, choices=[1, 2, 3]).astype(dtype)
    output, indices = run("MaxPool", layer, x, ["y", "indices"])
    pooled = pool(x, spec_of(layer))
    same(pooled.output, output)
    same(pooled.indices, in_plane(indices, size))


@over(MAX)
def test_max_function(name, problem):
    layer, *size = problem
    x = numbers(name, *LEAD, *size).astype(np.float32)
    theirs, indices = run("MaxPool", layer, x, ["y", "indices"])
    ours = pooling.max_pool2d(x, *layer[1:6], return_indices=True)
    same(ours[0], theirs)
    same(ours[1], in_plane(indices, size))


@over(AVG)
def test_average(name, problem):
    layer, *size = problem
    x = numbers(name, *LEAD, *size).astype(np.float32)
    (output,) = run("AveragePool", layer, x, ["y"], count_include_pad=int(layer.count_include_pad))
    close(pool(x, spec_of(layer)).output, output, rtol=1e-5, atol=1e-6)


@over(AVG)
def test_average_function(name, problem):
    layer, *size = problem
    x = numbers(name, *LEAD, *size).astype(np.float32)
    (output,) = run("AveragePool", layer, x, ["y"], count_include_pad=int(layer.count_include_pad))
    ours = pooling.avg_pool2d(x, *layer[1:4], layer.ceil_mode, layer.count_include_pad)
    close(ours, output, rtol=1e-5, atol=1e-6)


def test_global_max():
    x = numbers("global", *LEAD, 5, 7).astype(np.float32)
    output, indices = run("MaxPool", Layer("max", (5, 7), (1, 1)), x, ["y", "indices"])
    ours = pooling.global_max_pool2d(x, return_indices=True)
    same(ours[0], output)
    same(ours[1], in_plane(indices, (5, 7)))
