"""PyTorch's answer for a layer: output, indices and input gradient."""

from typing import Any

import pytest
from numpy.typing import NDArray

from pooling import OPERATORS
from tests.pooling.loops import Layer

torch = pytest.importorskip("torch", reason="PyTorch is an oracle of these tests alone")
F = torch.nn.functional


def _max(x: Any, layer: Layer) -> Any:
    return F.max_pool2d(x, *layer[1:5], layer.ceil_mode)


def _average(x: Any, layer: Layer) -> Any:
    return F.avg_pool2d(x, *layer[1:4], layer.ceil_mode, layer.count_include_pad, layer.divisor_override)


#: PyTorch's functions, and what it has none for written with those that it has.
FORWARD = {
    "max": _max,
    "min": lambda x, layer: -_max(-x, layer),
    "range": lambda x, layer: _max(x, layer) + _max(-x, layer),
    "avg": _average,
    "lp": lambda x, layer: F.lp_pool2d(x, layer.norm_type, *layer[1:3], layer.ceil_mode),
}
assert FORWARD.keys() == OPERATORS.keys(), "every operator needs a witness"
#: What the indices of max_pool2d are those of.
SIGNS = {"max": 1, "min": -1}


def forward(x: Any, layer: Layer) -> Any:
    """The output for a tensor (…, H, W) with a batch or channels."""
    return FORWARD[layer.operator](x, layer)


def run(layer: Layer, x: NDArray, grad_output: NDArray | None = None) -> tuple[NDArray, ...]:
    """(output, indices, grad_input) of (N, C, H, W); None in place of what there is not."""
    x = torch.tensor(x, requires_grad=grad_output is not None)
    output, indices = forward(x, layer), None
    if layer.operator in SIGNS:
        signed = SIGNS[layer.operator] * x
        indices = F.max_pool2d(signed, *layer[1:5], layer.ceil_mode, return_indices=True)[1].numpy()
    if grad_output is None:
        return output.numpy(), indices, None
    output.backward(torch.tensor(grad_output))
    return output.detach().numpy(), indices, x.grad.numpy()
