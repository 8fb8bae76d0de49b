"""Side by side with PyTorch, which has no min and no range pooling: autograd of max_pool2d of x and of -x."""

import numpy as np
import pytest

import pooling
from pooling import OPERATORS, PoolSpec, pool
from pooling.frameworks.pytorch import NAMING
from tests.oracles.layers import LEAD, numbers, over, quarter, random_layers, usable
from tests.oracles.torch_layers import F, run, torch
from tests.pooling.checks import close, same, spec_of

TIES = [-2.0, -1.0, 0.0, 1.0, 2.0]
FILLS = {"distinct": None, "ties": TIES, "NaN": [-np.inf, -1.0, 0.0, 1.0, np.inf, np.nan]}

MIN = usable(random_layers("min", 150, seed=41))
RANGE = usable(random_layers("range", 250, seed=42))


@over(RANGE | MIN)
@pytest.mark.parametrize("fill", FILLS)
def test_both_passes_of_the_table(name, problem, fill):
    layer, *size = problem
    x = numbers(name, *LEAD, *size, choices=FILLS[fill])
    with np.errstate(invalid="ignore"):  # ∞ − ∞
        pooled = pool(x, spec_of(layer))
    grad = numbers(name, *pooled.output.shape, choices=TIES)
    output, indices, grad_input = run(layer, x, grad)
    same(pooled.output, output)
    same(pooled.backward(grad), grad_input)
    if indices is not None:
        same(pooled.indices, indices)


@over(RANGE)
@pytest.mark.parametrize("fill", FILLS)
def test_range_functions(name, problem, fill):
    layer, *size = problem
    x = numbers(name, *LEAD, *size, choices=FILLS[fill])
    ours = pooling.range_pool2d(x, *layer[1:6])
    grad = numbers(name, *ours.shape, choices=TIES)
    output, _, grad_input = run(layer, x, grad)
    same(ours, output)
    same(pooling.range_pool2d_backward(grad, x, *layer[1:6]), grad_input)


@over(MIN)
def test_min_functions(name, problem):
    layer, *size = problem
    x = numbers(name, *LEAD, *size, choices=FILLS["NaN"])
    ours = pooling.min_pool2d(x, *layer[1:6], return_indices=True)
    grad = numbers(name, *ours[0].shape, choices=TIES)
    output, indices, grad_input = run(layer, x, grad)
    same(ours[0], output)
    same(ours[1], indices)
    same(pooling.max_pool2d_backward(grad, ours[1], x.shape), grad_input)


@over(quarter(RANGE))
@pytest.mark.parametrize("dtype", ["float16", "float32"])
def test_range_in_other_precisions(name, problem, dtype):
    layer, *size = problem
    x = numbers(name, *LEAD, *size).astype(dtype)
    pooled = pool(x, spec_of(layer))
    grad = numbers(name, *pooled.output.shape, choices=TIES).astype(dtype)
    output, _, grad_input = run(layer, x, grad)
    same(pooled.output, output)
    same(pooled.backward(grad), grad_input)


@over(quarter(RANGE))
def test_gradients_that_are_rounded(name, problem):
    layer, *size = problem
    x = numbers(name, *LEAD, *size, choices=TIES)
    pooled = pool(x, spec_of(layer))
    grad = numbers(name, *pooled.output.shape)
    close(pooled.backward(grad), run(layer, x, grad)[2])


@over(quarter(RANGE))
def test_range_of_integers_is_a_float(name, problem):
    layer, *size = problem
    x = numbers(name, *LEAD, *size, choices=np.array([-100, 0, 1, 100]))
    same(pool(x, spec_of(layer)).output, run(layer, x)[0].astype(float))


@pytest.mark.parametrize("name", [name for name, operator in OPERATORS.items() if NAMING.own(operator)])
def test_its_own_names_are_functions_that_agree(name):
    x = np.abs(numbers(name, 1, 4, 4))
    given = {"norm_type": 2.0} if OPERATORS[name].has("norm_type") else {}
    theirs = getattr(F, NAMING.own(OPERATORS[name]))(torch.tensor(x), kernel_size=2, **given)
    close(pool(x, PoolSpec(name, 2)).output, theirs.numpy())


@pytest.mark.parametrize("name", [name for name, operator in OPERATORS.items() if "pytorch" in operator.made_of])
def test_what_it_is_made_of_is_what_it_is(name):
    x, names = numbers(name, 1, 4, 4), {"max_pool2d": lambda x: F.max_pool2d(x, 2)}
    theirs = eval(OPERATORS[name].made_of["pytorch"].replace("−", "-"), names, {"x": torch.tensor(x)})
    same(pool(x, PoolSpec(name, 2)).output, theirs.numpy())


@pytest.mark.parametrize("dilation", [1, 3])
def test_range_of_large_planes(dilation):
    layer = {"kernel_size": 5, "stride": 2, "padding": 2, "dilation": dilation}
    x = np.random.default_rng(3).integers(0, 9, (2, 2, 301, 257)).astype(np.float64)
    leaf = torch.tensor(x, requires_grad=True)
    theirs = F.max_pool2d(leaf, **layer) + F.max_pool2d(-leaf, **layer)
    grad = np.random.default_rng(4).integers(-9, 10, theirs.shape).astype(np.float64)
    theirs.backward(torch.tensor(grad))
    same(pooling.range_pool2d(x, **layer, workers=2), theirs.detach().numpy())
    same(pooling.range_pool2d_backward(grad, x, **layer, workers=2), leaf.grad.numpy())
