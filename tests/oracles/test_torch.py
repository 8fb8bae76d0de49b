"""Side by side with PyTorch: max and average, forward, indices and gradient, over random layers."""

import numpy as np
import pytest

import pooling
from pooling import pool
from tests.oracles import own_code
from tests.oracles.layers import LEAD, numbers, over, quarter, random_layers, usable
from tests.oracles.torch_layers import run
from tests.pooling.checks import close, same, spec_of
from tests.pooling.loops import Layer

TIES = [-2.0, -1.0, 0.0, 1.0, 2.0]
WITH_NAN = [-np.inf, -1.0, 0.0, 1.0, np.inf, np.nan]

MAX = usable(random_layers("max", 400, seed=1))
AVG = usable(random_layers("avg", 400, seed=2))


@over(MAX)
@pytest.mark.parametrize("choices", [TIES, WITH_NAN], ids=["ties", "NaN"])
def test_max(name, problem, choices):
    layer, *size = problem
    x = numbers(name, *LEAD, *size, choices=choices)
    pooled = pool(x, spec_of(layer))
    grad = numbers(name, *pooled.output.shape, choices=TIES)
    output, indices, grad_input = run(layer, x, grad)
    same(pooled.output, output)
    same(pooled.indices, indices)
    same(pooled.backward(grad), grad_input)


@over(MAX)
def test_max_function(name, problem):
    layer, *size = problem
    x = numbers(name, *LEAD, *size, choices=WITH_NAN)
    grad = numbers(name, *LEAD, *spec_of(layer).output_size(*size), choices=TIES)
    output, indices, grad_input = run(layer, x, grad)
    ours = pooling.max_pool2d(x, *layer[1:6], return_indices=True)
    same(ours[0], output)
    same(ours[1], indices)
    same(pooling.max_pool2d_backward(grad, ours[1], x.shape), grad_input)


@over(quarter(MAX))
@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "int32", "int64"])
def test_max_of_integers(name, problem, dtype):
    layer, *size = problem
    ends = np.iinfo(dtype)
    x = numbers(name, *LEAD, *size, choices=np.array([ends.min, 0, 1, ends.max], dtype))
    pooled = pool(x, spec_of(layer))
    output, indices, _ = run(layer, x)
    same(pooled.output, output)
    same(pooled.indices, indices)


@over(quarter(MAX))
@pytest.mark.parametrize("dtype", ["float16", "float32"])
def test_max_in_other_precisions(name, problem, dtype):
    layer, *size = problem
    x = numbers(name, *LEAD, *size, choices=WITH_NAN).astype(dtype)
    pooled = pool(x, spec_of(layer))
    grad = numbers(name, *pooled.output.shape, choices=TIES).astype(dtype)
    output, indices, grad_input = run(layer, x, grad)
    same(pooled.output, output)
    same(pooled.indices, indices)
    same(pooled.backward(grad), grad_input)


@over(AVG)
def test_average(name, problem):
    layer, *size = problem
    x = numbers(name, *LEAD, *size)
    pooled = pool(x, spec_of(layer))
    grad = numbers(name, *pooled.output.shape)
    output, _, grad_input = run(layer, x, grad)
    close(pooled.output, output)
    close(pooled.backward(grad), grad_input)


@over(AVG)
def test_average_function(name, problem):
    layer, *size = problem
    x = numbers(name, *LEAD, *size)
    grad = numbers(name, *LEAD, *spec_of(layer).output_size(*size))
    output, _, grad_input = run(layer, x, grad)
    options = (*layer[1:4], layer.ceil_mode, layer.count_include_pad, layer.divisor_override)
    close(pooling.avg_pool2d(x, *options), output)
    close(pooling.avg_pool2d_backward(grad, x.shape, *options), grad_input)


@over(quarter(AVG))
def test_average_of_nan_and_infinities(name, problem):
    layer, *size = problem
    x = numbers(name, *LEAD, *size, choices=WITH_NAN)
    close(pool(x, spec_of(layer)).output, run(layer, x)[0])


@over(quarter(AVG))
@pytest.mark.parametrize(("dtype", "rtol"), [("float16", 2e-3), ("float32", 2e-6)])
def test_average_in_other_precisions(name, problem, dtype, rtol):
    layer, *size = problem
    x = numbers(name, *LEAD, *size, choices=[1.0, 2.0, 3.0, 5.0]).astype(dtype)
    pooled = pool(x, spec_of(layer))
    grad = numbers(name, *pooled.output.shape, choices=[1.0, 2.0, 3.0]).astype(dtype)
    output, _, grad_input = run(layer, x, grad)
    close(pooled.output, output, rtol=rtol)
    close(pooled.backward(grad), grad_input, rtol=rtol)


def test_an_empty_batch():
    x = np.zeros((0, 3, 6, 5), np.float32)
    same(pooling.max_pool2d(x, 2), run(Layer("max", (2, 2), (2, 2)), x)[0])
    same(pooling.avg_pool2d(x, 2), run(Layer("avg", (2, 2), (2, 2)), x)[0])


def test_pytorch_s_own_code_gives_its_own_result():
    own_code.check("pytorch", "avg")
