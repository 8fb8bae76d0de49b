"""Side by side with PyTorch: adaptive bins, and values put back where their indices say."""

import numpy as np
import pytest

import pooling
from pooling import PoolSpec
from pooling.passes import pool_windows
from pooling.windows import Windows
from tests.oracles.layers import LEAD, numbers, over, random_layers, usable
from tests.oracles.torch_layers import run
from tests.pooling.checks import close, same

torch = pytest.importorskip("torch", reason="PyTorch is an oracle of these tests alone")
F = torch.nn.functional

TIES = [-2.0, -1.0, 0.0, 1.0, 2.0]
WITH_NAN = [-np.inf, -1.0, 0.0, 1.0, np.inf, np.nan]
MAX = usable(random_layers("max", 400, seed=1))
SIZES = [(size, bins) for size in [(1, 1), (1, 7), (5, 3), (6, 4), (7, 7)] for bins in [(1, 1), (2, 3), (4, 4), (9, 5)]]


@pytest.mark.parametrize(("size", "bins"), SIZES, ids=str)
def test_adaptive_max(size, bins):
    name = f"{size}{bins}"
    x = numbers(name, *LEAD, *size, choices=WITH_NAN)
    grad = numbers(name, *LEAD, *bins, choices=TIES)
    theirs = torch.tensor(x, requires_grad=True)
    output, indices = F.adaptive_max_pool2d(theirs, bins, return_indices=True)
    output.backward(torch.tensor(grad))
    ours = pooling.adaptive_max_pool2d(x, bins, return_indices=True)
    same(ours[0], output.detach().numpy())
    same(ours[1], indices.numpy())
    same(pooling.max_pool2d_backward(grad, ours[1], x.shape), theirs.grad.numpy())


@pytest.mark.parametrize(("size", "bins"), SIZES, ids=str)
def test_adaptive_average(size, bins):
    name = f"{size}{bins}"
    x, grad = numbers(name, *LEAD, *size), numbers(name, *LEAD, *bins)
    theirs = torch.tensor(x, requires_grad=True)
    output = F.adaptive_avg_pool2d(theirs, bins)
    output.backward(torch.tensor(grad))
    pooled = pool_windows(x, PoolSpec("avg"), Windows.adaptive(bins, *size))
    close(pooling.adaptive_avg_pool2d(x, bins), output.detach().numpy())
    close(pooled.backward(grad), theirs.grad.numpy())


@pytest.mark.parametrize("bins", [(None, 3), (2, None), (None, None)], ids=str)
def test_adaptive_none(bins):
    x = numbers("none", *LEAD, 5, 4)
    close(pooling.adaptive_avg_pool2d(x, bins), F.adaptive_avg_pool2d(torch.tensor(x), bins).numpy())
    close(pooling.adaptive_max_pool2d(x, bins), F.adaptive_max_pool2d(torch.tensor(x), bins).numpy())


@over({name: p for name, p in MAX.items() if p[0].stride == p[0].kernel_size and p[0].dilation == (1, 1)})
def test_unpool(name, problem):
    layer, *size = problem
    y, indices, _ = run(layer, numbers(name, *LEAD, *size))
    theirs = F.max_unpool2d(
        torch.tensor(y), torch.tensor(indices), layer.kernel_size, layer.stride, layer.padding, output_size=tuple(size)
    )
    same(pooling.max_unpool2d(y, indices, size), theirs.numpy())


def test_unpool_into_a_larger_plane():
    y, indices = numbers("larger", *LEAD, 2, 2), np.broadcast_to([[0, 62], [17, 33]], (*LEAD, 2, 2)).copy()
    theirs = torch.ops.aten.max_unpool2d(torch.tensor(y), torch.tensor(indices), (7, 9))
    same(pooling.max_unpool2d(y, indices, (7, 9)), theirs.numpy())
