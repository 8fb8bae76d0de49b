"""Side by side with PyTorch's autograd: the network of a lesson, there and back."""

import numpy as np
import pytest

from figures.lessons.network import KERNEL, X, other, way
from figures.lessons.network import LESSON as NETWORK
from figures.theme import LIGHT
from tests.oracles.torch_layers import F, torch

POOLS = {"max": F.max_pool2d, "avg": F.avg_pool2d}


def grids():
    """The lesson's own; random ones; whole numbers with ties and zeros; nothing."""
    yield X, KERNEL
    for seed in range(10):
        rng = np.random.default_rng(seed)
        yield rng.normal(size=(6, 6)), rng.normal(size=(3, 3))
        yield rng.integers(-1, 2, (6, 6)), rng.integers(-1, 2, (3, 3))
    yield np.zeros((6, 6)), KERNEL


@pytest.mark.parametrize("how", POOLS)
@pytest.mark.parametrize(("x", "w"), list(grids()))
def test_every_grid_of_the_lesson(x, w, how):
    case = NETWORK.case(LIGHT, {"pool": how}, x, w.astype(float))
    mine, target = way(case), case.knobs["target"]
    x, w = (torch.tensor(grid.astype(float))[None, None].requires_grad_() for grid in (x, w))
    z = F.conv2d(x, w)
    a = F.relu(z)
    p = POOLS[how](a, 2)
    loss = ((p - target) ** 2).sum() / 2
    for grid in (z, a, p):
        grid.retain_grad()
    loss.backward()
    assert float(loss.detach()) == pytest.approx(float(mine.loss))
    names = {"z": z, "a": a, "p": p, "dz": z.grad, "da": a.grad, "dp": p.grad, "dw": w.grad, "dx": x.grad}
    for name, theirs in names.items():
        close(getattr(mine, name), theirs, name)


@pytest.mark.parametrize("how", POOLS)
@pytest.mark.parametrize(("x", "w"), list(grids()))
def test_relu_after_the_pool(x, w, how):
    case = NETWORK.case(LIGHT, {"pool": how}, x, w.astype(float))
    z = torch.tensor(way(case).z.astype(float))[None, None].requires_grad_()
    p = F.relu(POOLS[how](z, 2))
    (((p - case.knobs["target"]) ** 2).sum() / 2).backward()
    output, dz = other(case)
    close(output, p, "output")
    close(dz, z.grad, "gradient")


def close(mine, theirs, name):
    np.testing.assert_allclose(mine.astype(float), theirs[0, 0].detach(), rtol=1e-12, atol=1e-12, err_msg=name)
