"""Side by side with PyTorch: the Jacobian of torch.autograd, over random layers."""

import numpy as np
import pytest

from pooling import pool
from pooling.jacobian import jacobian
from tests.oracles.layers import numbers, over, quarter, random_layers, usable
from tests.oracles.torch_layers import F, torch
from tests.pooling.checks import close, spec_of

LAYERS = {
    f"{operator} {name}": problem
    for seed, operator in enumerate(("max", "avg", "lp"), 21)
    for name, problem in quarter(usable(random_layers(operator, 120, seed))).items()
}


def forward(layer):
    """The layer as a function of a plane (H, W)."""

    def run(x):
        if layer.operator == "max":
            return F.max_pool2d(x[None], *layer[1:5], layer.ceil_mode)[0]
        if layer.operator == "avg":
            more = (layer.count_include_pad, layer.divisor_override)
            return F.avg_pool2d(x[None], *layer[1:4], layer.ceil_mode, *more)[0]
        return F.lp_pool2d(x[None], layer.norm_type, *layer[1:3], layer.ceil_mode)[0]

    return run


@over(LAYERS)
@pytest.mark.parametrize("choices", [[1.0, 2.0, 3.0], None], ids=["ties", "random"])
def test_jacobian(name, problem, choices):
    layer, *size = problem
    x = np.abs(numbers(name, *size, choices=choices))
    theirs = torch.autograd.functional.jacobian(forward(layer), torch.tensor(x)).numpy()
    ours = jacobian(pool(x, spec_of(layer)))
    close(ours, theirs.reshape(ours.shape), rtol=1e-10, atol=1e-10)
