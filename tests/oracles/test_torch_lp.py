"""Side by side with PyTorch: Lp, with fractional powers, NaN, zero windows and partial windows."""

import numpy as np
import pytest

import pooling
from pooling import pool
from pooling.windows import Windows
from tests.oracles.layers import LEAD, numbers, over, random_layers, usable
from tests.oracles.torch_layers import run
from tests.pooling.checks import close, spec_of

LP = usable(random_layers("lp", 400, seed=3))
LP_INPUTS = {"positive": [0.5, 1.0, 2.0, 3.0], "zeros": [0.0, 0.0, 0.0, 1.0, 2.0], "signs": [-2.0, -1.0, 1.0, 3.0]}
LP_NAN = [np.nan, -1.0, 1.0, 2.0, 3.0, 4.0]


def check_lp_gradient(layer, x, grad_input, theirs):
    """Equal where the gradient is defined: not where xᵖ⁻¹ is infinite, at 0 for p < 1.

    A cell in no window receives 0 here; PyTorch multiplies that 0 by xᵖ⁻¹, which may be NaN.
    """
    coverage = np.broadcast_to(Windows.of(spec_of(layer), *x.shape[-2:]).coverage(), x.shape)
    defined = (coverage > 0) & ~((x == 0) & (layer.norm_type < 1))
    close(grad_input[defined], theirs[defined], rtol=1e-10, atol=1e-10)
    assert not grad_input[coverage == 0].any()


@over(LP)
@pytest.mark.parametrize("choices", LP_INPUTS.values(), ids=LP_INPUTS.keys())
def test_lp(name, problem, choices):
    layer, *size = problem
    x = numbers(name, *LEAD, *size, choices=choices)
    pooled = pool(x, spec_of(layer))
    grad = numbers(name, *pooled.output.shape)
    output, _, grad_input = run(layer, x, grad)
    close(pooled.output, output, rtol=1e-10)
    check_lp_gradient(layer, x, pooled.backward(grad), grad_input)


@over(LP)
def test_lp_of_nan(name, problem):
    layer, *size = problem
    x = numbers(name, *LEAD, *size, choices=LP_NAN)
    pooled = pool(x, spec_of(layer))
    grad = numbers(name, *pooled.output.shape)
    output, _, grad_input = run(layer, x, grad)
    close(pooled.output, output, rtol=1e-10)
    if layer.norm_type != 1:  # PyTorch's sign(NaN) drops the gradient of a plain sum
        check_lp_gradient(layer, x, pooled.backward(grad), grad_input)


@over(LP)
def test_lp_function(name, problem):
    layer, *size = problem
    # Reciprocals of both signs may cancel: what is left is the order of addition alone, which is not PyTorch's.
    x = numbers(name, *LEAD, *size, choices=LP_INPUTS["signs" if layer.norm_type > 0 else "positive"])
    grad = numbers(name, *LEAD, *spec_of(layer).output_size(*size))
    output, _, grad_input = run(layer, x, grad)
    options = (layer.norm_type, layer.kernel_size, layer.stride, layer.ceil_mode)
    close(pooling.lp_pool2d(x, *options), output, rtol=1e-10)
    check_lp_gradient(layer, x, pooling.lp_pool2d_backward(grad, x, *options), grad_input)
