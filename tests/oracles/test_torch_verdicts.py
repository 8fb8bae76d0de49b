"""A right gradient from PyTorch is never called wrong: float32, float64, channels last, any layer."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

torch = pytest.importorskip("torch")

from pooling import PoolSpec  # noqa: E402
from pooling.verify import Case, judge  # noqa: E402
from tests.pooling.checks import spec_of  # noqa: E402
from tests.pooling.strategies import PROFILE, crowded, problems  # noqa: E402

F = torch.nn.functional


def torch_gradient(x, grad_output, spec):
    """∂E/∂x, and y, by PyTorch's own functions."""
    leaf = torch.tensor(x, requires_grad=True)
    layer = {"kernel_size": spec.kernel_size, "stride": spec.stride, "ceil_mode": spec.ceil_mode}
    if spec.operator == "max":
        y = F.max_pool2d(leaf, padding=spec.padding, dilation=spec.dilation, **layer)
    else:
        own = {"count_include_pad": spec.count_include_pad, "divisor_override": spec.divisor_override}
        y = F.avg_pool2d(leaf, padding=spec.padding, **own, **layer)
    y.backward(torch.tensor(grad_output))
    return leaf.grad, y


@PROFILE
@given(problems(operators=("max", "avg")), st.sampled_from([np.float32, np.float64]), st.booleans())
def test_a_right_gradient_is_right(problem, dtype, ties):
    layer, size, rng = problem
    x = (crowded(rng, (2, 3, *size)) if ties else rng.normal(size=(2, 3, *size))).astype(dtype)
    spec = spec_of(layer)
    grad_output = (rng.normal(size=(2, 3, *spec.output_size(*size))) * 10.0 ** rng.integers(-8, 4)).astype(dtype)
    mine, y = torch_gradient(x, grad_output, spec)
    case = Case(x, spec, grad_output)
    assert judge(mine, case).ok
    assert judge(y, case, "output").ok
    last = Case(np.moveaxis(x, 1, -1), spec, np.moveaxis(grad_output, 1, -1), "NHWC")
    assert judge(np.moveaxis(mine.numpy(), 1, -1), last).ok


@pytest.mark.parametrize("operator", ["max", "avg"])
@pytest.mark.parametrize(("kernel", "stride"), [(3, 2), (7, 1), (2, 2)])
def test_a_right_gradient_of_a_batch_in_channels_last_memory_is_right(operator, kernel, stride):
    rng = np.random.default_rng(0)
    x = rng.normal(size=(4, 8, 28, 28)).astype(np.float32) * 1e4
    spec = PoolSpec(operator, kernel, stride)
    grad_output = rng.normal(size=(4, 8, *spec.output_size(28, 28))).astype(np.float32) * np.float32(1e-8)
    leaf = torch.tensor(x).to(memory_format=torch.channels_last).requires_grad_()
    pool = {"max": F.max_pool2d, "avg": F.avg_pool2d}[operator]
    y = pool(leaf, kernel, stride)
    y.backward(torch.tensor(grad_output).to(memory_format=torch.channels_last))
    case = Case(x, spec, grad_output)
    assert judge(leaf.grad, case).ok
    assert judge(y, case, "output").ok


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("kernel", "stride", "ceil_mode"), [(3, 2, False), (3, 2, True), (5, 1, False)])
def test_a_right_gradient_of_lp_is_right(dtype, kernel, stride, ceil_mode):
    rng = np.random.default_rng(0)
    x = rng.normal(size=(2, 3, 12, 11)).astype(dtype)
    spec = PoolSpec("lp", kernel, stride, ceil_mode=ceil_mode)
    grad_output = rng.normal(size=(2, 3, *spec.output_size(12, 11))).astype(dtype)
    leaf = torch.tensor(x, requires_grad=True)
    y = F.lp_pool2d(leaf, 2.0, kernel, stride, ceil_mode)
    y.backward(torch.tensor(grad_output))
    case = Case(x, spec, grad_output)
    assert judge(leaf.grad, case).ok
    assert judge(y, case, "output").ok


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_sums_that_cancel_are_right(dtype):
    """One large cell wins 225 windows whose gradients add up to about nothing."""
    x = np.zeros((1, 1, 29, 29), dtype)
    x[0, 0, 14, 14] = 1
    grad_output = np.random.default_rng(0).normal(size=(1, 1, 15, 15))
    grad_output = (grad_output - grad_output.mean()).astype(dtype)
    mine, _ = torch_gradient(x, grad_output, PoolSpec("max", 15, 1))
    assert judge(mine, Case(x, PoolSpec("max", 15, 1), grad_output)).ok
