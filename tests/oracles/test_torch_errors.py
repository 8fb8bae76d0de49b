"""What PyTorch refuses is a PoolingError here, and so is what PyTorch should refuse."""

import numpy as np
import pytest

import pooling
from pooling import OPERATORS, PoolingError, pool
from tests.oracles.layers import has_windows, over, pads_alone, random_layers
from tests.oracles.torch_layers import F, forward, torch
from tests.pooling.checks import spec_of

LAYERS = {
    f"{operator} {name}": problem
    for seed, operator in enumerate(OPERATORS, start=1)
    for name, problem in random_layers(operator, 400, seed).items()
}


@over({name: problem for name, problem in LAYERS.items() if not has_windows(problem)})
def test_what_is_too_small_for_pytorch_is_an_error(name, problem):
    layer, height, width = problem
    x = torch.zeros(1, 1, height, width)
    with pytest.raises(RuntimeError, match="Output size is too small"):
        forward(x, layer)
    with pytest.raises(PoolingError):
        pool(x.numpy(), spec_of(layer))


@over({name: problem for name, problem in LAYERS.items() if has_windows(problem) and pads_alone(problem)})
def test_a_window_of_padding_alone_is_an_error_here(name, problem):
    # Not asked of PyTorch, which reads and writes outside the plane there.
    layer, height, width = problem
    with pytest.raises(PoolingError, match=r"on padding alone$"):
        pool(np.zeros((height, width)), spec_of(layer))


X = np.arange(36.0).reshape(1, 1, 6, 6)
REFUSED = {
    "kernel 0": ("max_pool2d", (0, 1)),
    "kernel below 0": ("avg_pool2d", (-1, 1)),
    "kernel of three": ("max_pool2d", ((2, 2, 2),)),
    "kernel of a float": ("max_pool2d", (2.5,)),
    "kernel of a bool": ("max_pool2d", (True,)),
    "kernel beyond the input": ("max_pool2d", (7,)),
    "dilated kernel beyond the input": ("max_pool2d", (3, 1, 0, 3)),
    "stride 0": ("max_pool2d", (2, 0)),
    "stride 0, average": ("avg_pool2d", (2, 0)),
    "stride 0, Lp": ("lp_pool2d", (2, 2, 0)),
    "stride below 0": ("max_pool2d", (2, -1)),
    "stride of three": ("avg_pool2d", (2, (1, 1, 1))),
    "stride beyond 64 bits": ("max_pool2d", (2, 2**64)),
    "padding below 0": ("max_pool2d", (2, 1, -1)),
    "padding over half": ("max_pool2d", (3, 1, 2)),
    "padding over half, average": ("avg_pool2d", (3, 1, 2)),
    "padding over half of one axis": ("avg_pool2d", ((4, 1), 1, (2, 1))),
    "padding over half, dilated": ("max_pool2d", (3, 1, 2, 2)),
    "dilation 0": ("max_pool2d", (2, 1, 0, 0)),
    "dilation beyond 64 bits": ("max_pool2d", (1, 1, 0, 2**64)),
    "divisor 0": ("avg_pool2d", (2, 2, 0, False, True, 0)),
    "divisor of a float": ("avg_pool2d", (2, 2, 0, False, True, 2.5)),
    "divisor beyond all floats": ("avg_pool2d", (2, 2, 0, False, True, 10**400)),
    "norm 0": ("lp_pool2d", (0, 2)),
    "norm of text": ("lp_pool2d", ("2", 2)),
    "bins below 0": ("adaptive_max_pool2d", (-1,)),
    "bins of three": ("adaptive_avg_pool2d", ((1, 2, 3),)),
    "bins of a float": ("adaptive_avg_pool2d", (2.5,)),
}


@pytest.mark.parametrize(("function", "arguments"), REFUSED.values(), ids=REFUSED.keys())
def test_what_pytorch_refuses_is_an_error(function, arguments):
    with pytest.raises((RuntimeError, TypeError, ValueError, ZeroDivisionError, OverflowError)):
        getattr(F, function)(torch.tensor(X), *arguments)
    with pytest.raises(PoolingError):
        getattr(pooling, function)(X, *arguments)


@pytest.mark.parametrize("shape", [(6,), (0, 6), (1, 2, 0, 6), (1, 2, 6, 0)], ids=str)
def test_an_input_that_pytorch_refuses_is_an_error(shape):
    with pytest.raises(RuntimeError):
        F.max_pool2d(torch.zeros(shape), 2)
    with pytest.raises(PoolingError):
        pooling.max_pool2d(np.zeros(shape), 2)


BAD_INDICES = {
    "beyond the plane": np.full((1, 1, 2, 2), 16),
    "below 0": np.full((1, 1, 2, 2), -1),
    "another shape": np.zeros((1, 1, 2, 1), int),
    "floats": np.zeros((1, 1, 2, 2)),
}


@pytest.mark.parametrize("indices", BAD_INDICES.values(), ids=BAD_INDICES.keys())
def test_indices_that_pytorch_refuses_are_an_error(indices):
    y = np.ones((1, 1, 2, 2))
    with pytest.raises(RuntimeError):
        F.max_unpool2d(torch.tensor(y), torch.tensor(indices), 2)
    with pytest.raises(PoolingError):
        pooling.max_unpool2d(y, indices, (4, 4))
