"""Side by side with PyTorch: what the lesson on unpooling says of max_unpool2d, on windows that share their winners."""

import numpy as np
import pytest

from figures.lessons.unpooling import LESSON as UNPOOLING
from figures.lessons.unpooling import arriving, backward, gather, laid, placed, unpool
from figures.theme import LIGHT
from tests.oracles.torch_layers import F, torch

CASES = [UNPOOLING.case(LIGHT)] + [
    UNPOOLING.case(LIGHT, {"kernel": kernel}, rng.normal(size=(5, 5)), rng.normal(size=(2, 2)))
    for seed in range(20)
    for kernel in "32"
    for rng in [np.random.default_rng(seed)]
]


def theirs(array):
    return torch.tensor(array.astype(float))[None]


@pytest.fixture(autouse=True)
def in_order():
    """One thread: with several, which of the numbers that share a cell comes last is left to chance."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.mark.parametrize("case", CASES)
def test_unpooling_assigns_and_its_gradient_gathers(case):
    kernel, indices = int(case.knobs["kernel"]), torch.tensor(case.pooled.indices)[None]
    x = theirs(case.x).requires_grad_()
    y, own = F.max_pool2d(x, kernel, 2, return_indices=True)
    assert (own == indices).all()
    values = theirs(case.grad_output).requires_grad_()
    unpooled = F.max_unpool2d(values, indices, kernel, 2, output_size=case.x.shape)
    np.testing.assert_array_equal(unpooled[0].detach(), placed(case))
    (((unpooled - x.detach()) ** 2).sum() / 2).backward()
    np.testing.assert_allclose(values.grad[0], gather(arriving(case), case.pooled.indices), rtol=1e-14, atol=1e-14)
    y.backward(theirs(case.grad_output))
    np.testing.assert_allclose(x.grad[0], laid(case, backward, case.grad_output), rtol=1e-14)
    again = F.max_unpool2d(y.detach(), indices, kernel, 2, output_size=case.x.shape)
    np.testing.assert_array_equal(again[0], laid(case, unpool, case.pooled.output))
