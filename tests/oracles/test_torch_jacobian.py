"""Side by side with PyTorch: the Jacobian of torch.autograd, over random layers."""

import numpy as np
import pytest

from pooling import OPERATORS, pool
from pooling.jacobian import jacobian
from tests.oracles.layers import numbers, over, quarter, random_layers, usable
from tests.oracles.torch_layers import forward, torch
from tests.pooling.checks import close, spec_of

LAYERS = {
    f"{operator} {name}": problem
    for seed, operator in enumerate(OPERATORS, 21)
    for name, problem in quarter(usable(random_layers(operator, 120, seed))).items()
}


@over(LAYERS)
@pytest.mark.parametrize("choices", [[1.0, 2.0, 3.0], None], ids=["ties", "random"])
def test_jacobian(name, problem, choices):
    layer, *size = problem
    x = np.abs(numbers(name, *size, choices=choices))
    theirs = torch.autograd.functional.jacobian(lambda x: forward(x[None], layer)[0], torch.tensor(x)).numpy()
    ours = jacobian(pool(x, spec_of(layer)))
    close(ours, theirs.reshape(ours.shape), rtol=1e-10, atol=1e-10)
