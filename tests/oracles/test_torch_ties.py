"""What the lesson on ties says of PyTorch: max_pool2d takes the first of equal cells, amax splits among them."""

import numpy as np
import pytest

from tests.figures.lessons.ties.stated import gradient

torch = pytest.importorskip("torch", reason="PyTorch is an oracle of these tests alone")

GRADIENT = np.array([[4.0, 3.0], [2.0, 6.0]])


def pooled(leaf):
    return torch.nn.functional.max_pool2d(leaf[None], 2)[0]


def reduced(leaf):
    """amax over blocks of 2 × 2."""
    return leaf.reshape(2, 2, 2, 2).amax(dim=(1, 3))


@pytest.mark.parametrize(("function", "rule"), [(pooled, "first"), (reduced, "split")])
@pytest.mark.parametrize("seed", range(5))
def test_ties(function, rule, seed):
    x = np.random.default_rng(seed).integers(0, 2, (4, 4)).astype(float)
    leaf = torch.tensor(x, requires_grad=True)
    function(leaf).backward(torch.tensor(GRADIENT))
    np.testing.assert_allclose(leaf.grad.numpy(), gradient(rule, x.tolist(), GRADIENT.tolist()))
