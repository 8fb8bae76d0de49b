"""PyTorch's answer for a layer: output, indices and input gradient."""

import pytest
from numpy.typing import NDArray

from tests.pooling.loops import Layer

torch = pytest.importorskip("torch", reason="PyTorch is an oracle of these tests alone")
F = torch.nn.functional


def run(layer: Layer, x: NDArray, grad_output: NDArray | None = None) -> tuple[NDArray, ...]:
    """(output, indices, grad_input) of (N, C, H, W); None in place of what there is not."""
    x = torch.tensor(x, requires_grad=grad_output is not None)
    indices = None
    if layer.operator == "max":
        output, indices = F.max_pool2d(x, *layer[1:5], layer.ceil_mode, return_indices=True)
        indices = indices.numpy()
    elif layer.operator == "avg":
        output = F.avg_pool2d(x, *layer[1:4], layer.ceil_mode, layer.count_include_pad, layer.divisor_override)
    else:
        output = F.lp_pool2d(x, layer.norm_type, *layer[1:3], layer.ceil_mode)
    if grad_output is None:
        return output.numpy(), indices, None
    output.backward(torch.tensor(grad_output))
    return output.detach().numpy(), indices, x.grad.numpy()
