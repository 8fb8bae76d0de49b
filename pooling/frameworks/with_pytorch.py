"""A layer in PyTorch: `torch.nn.functional`, and the gradient by autograd."""

from __future__ import annotations

import numpy as np

from pooling.frameworks.writing import PRINT, PRINT_SELECTED, Case, arrays, call, joined, options


def write(case: Case) -> str:
    """Code that pools `case` forward and backward with PyTorch."""
    start = ["import torch", "import torch.nn.functional as F"]
    end = ", dtype=torch.float64)"
    start += arrays(case, "torch.tensor(", end, f"{end[:-1]}, requires_grad=True)")
    if case.operator.selects:
        return joined(start, _selecting(case), PRINT_SELECTED)
    return joined(start, _spreading(case), PRINT)


def _selecting(case: Case) -> list[str]:
    low = case.spec.operator == "min"
    forward = ["-x[None]" if low else "x[None]", *options(case.spec), "return_indices=True"]
    return [
        *(["# PyTorch has no min pooling: the smallest cell of x is the largest of -x."] if low else []),
        *call("y, indices = F.max_pool2d", forward),
        *(["y = -y"] if low else []),
        "y.backward(grad_output[None])",
        "",
        "output, indices = y[0].detach().numpy(), indices[0].numpy()",
        "grad_input = x.grad.numpy()",
    ]


def _spreading(case: Case) -> list[str]:
    return [
        *call(f"y = F.{case.spec.operator}_pool2d", ["x[None]", *options(case.spec)]),
        "y.backward(grad_output[None])",
        "",
        "output, grad_input = y[0].detach().numpy(), x.grad.numpy()",
        *nothing_sent(case),
    ]


def nothing_sent(case: Case) -> list[str]:
    """Lines that clear what automatic differentiation makes of cells in no window: 0 times the slope of xᵖ.

    They are there only where that slope is no number, as at a negative x with a fractional p.
    """
    if case.spec.operator != "lp":
        return []
    with np.errstate(all="ignore"):
        slopes = case.x ** (case.spec.norm_type - 1)
    if np.isfinite(slopes[case.windows.coverage() == 0]).all():
        return []
    rows, columns = case.unheld()
    lines = ["# No window holds these cells: nothing is sent to them, though 0 times NaN is NaN."]
    lines += [f"grad_input[{rows}] = 0"] if rows else []
    return lines + ([f"grad_input[:, {columns}] = 0"] if columns else [])
