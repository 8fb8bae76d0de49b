"""Side by side with PyTorch and ONNX Runtime: what the lesson on batches says of planes, indices and channels."""

import numpy as np
import pytest

from figures.lessons.channels import LESSON, X, across, batch, indices
from figures.theme import LIGHT
from tests.oracles.onnx_layers import run_node
from tests.oracles.torch_layers import F, torch

GRIDS = [X, *(np.random.default_rng(seed).integers(-2, 3, X.shape) for seed in range(10))]
every_grid = pytest.mark.parametrize("x", GRIDS)
PLANE, WHOLE, *_ = indices(0, 0, 0, 0)


def named(theirs, ours):
    """Whether each winner is called what the lesson says that this framework calls it."""
    for (n, c, i, j), index in np.ndenumerate(theirs[0]):
        row, column = divmod(int(theirs[1][n, c, i, j]), 2)
        assert index == indices(n, c, row, column)[ours]


@every_grid
def test_pytorch_pools_every_plane_alone_and_counts_in_it(x):
    case = LESSON.case(LIGHT, x=x)
    y, own = F.max_pool2d(torch.tensor(batch(case.x)), 2, return_indices=True)
    np.testing.assert_array_equal(y, batch(case.pooled.output))
    named((own.numpy(), own.numpy()), PLANE)


@every_grid
def test_onnx_counts_through_all(x):
    planes = batch(x.astype(np.float32))
    own = F.max_pool2d(torch.tensor(planes), 2, return_indices=True)[1].numpy()
    _, whole = run_node("MaxPool", np.ascontiguousarray(planes), ("y", "indices"), kernel_shape=(2, 2), strides=(2, 2))
    named((whole, own), WHOLE)


@every_grid
def test_across_channels(x):
    values, channels = torch.tensor(batch(x)).max(dim=1)
    largest, winners = across(LESSON.case(LIGHT, x=x))
    np.testing.assert_array_equal(values.reshape(largest.shape), largest)
    np.testing.assert_array_equal(channels.reshape(winners.shape), winners)
