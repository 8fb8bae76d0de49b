"""PyTorch, whose names and rules are this package's own: `torch.nn.functional`, and the gradient by autograd."""

from __future__ import annotations

from pooling.frameworks.choices import Choices
from pooling.frameworks.code.kinds import by_kind, combined, extremes, nothing_sent
from pooling.frameworks.code.own import Asked
from pooling.frameworks.code.writing import PRINT, PRINT_SELECTED, Case, arrays, call, joined, options, shared
from pooling.frameworks.convention import Convention
from pooling.frameworks.framework import Framework, Said
from pooling.frameworks.naming import Naming
from pooling.operators.choosing import Choosing
from pooling.operators.summing import Summing
from pooling.passes import pool

NAMING = Naming("pytorch", "PyTorch")

CHECKED = ("PyTorch 2.13.0",)
_DOCS = "https://docs.pytorch.org/docs/stable/generated/torch.nn."
MAX, AVERAGE, LP = ((f"{_DOCS}{page}.html",) for page in ("MaxPool2d", "AvgPool2d", "LPPool2d"))

WORDS = {
    "padding": Said("as given, the same before and after", CHECKED, MAX),
    "ceil_mode": Said(
        "floor((n + 2p − d(k − 1) − 1)/s) + 1; ceil_mode rounds up, but no window starts in the far padding",
        CHECKED,
        MAX,
    ),
    "divisor": Said("padding counts unless count_include_pad=False", CHECKED, AVERAGE),
    "divisor_override": Said("any int other than 0", CHECKED, AVERAGE),
    "padding_value": Said("no cell: padding never wins", CHECKED, MAX),
    "norm": Said(
        "(k · mean of xᵖ)^(1/p): no absolute value, and a partial window is scaled up to a full one", CHECKED, LP
    ),
    "nan": Said("wins; index and gradient go to the last NaN of the window", CHECKED, MAX),
    "tie": Said("the first in row-major order", CHECKED, MAX),
    "index": Said("flat in the H·W plane", CHECKED, MAX),
    "default_stride": Said("kernel_size", CHECKED, MAX),
    "legal_padding": Said("up to half of kernel_size", CHECKED, MAX),
    "dilation": Said("max only", CHECKED, MAX),
    "integers": Said("yes", CHECKED),
    "backend": Said("–"),
}


def _choosing(operator: Choosing, case: Case) -> str:
    if operator.selects:
        return joined(_start(case), _selecting(operator, case), PRINT_SELECTED)
    return joined(_start(case), _combining(operator, case), PRINT)


def _summing(operator: Summing, case: Case) -> str:
    if not NAMING.own(operator):
        return NAMING.no_code(operator)
    forward = call(f"y = F.{NAMING.own(operator)}", ["x[None]", *options(case.spec)])
    return joined(_start(case), forward, BOTH, nothing_sent(case), PRINT)


#: Code that pools `case` forward and backward with PyTorch.
write = by_kind(_choosing, _summing, NAMING.no_code)


BOTH = ["y.backward(grad_output[None])", "", "output, grad_input = y[0].detach().numpy(), x.grad.numpy()"]


def _start(case: Case) -> list[str]:
    end = ", dtype=torch.float64)"
    given = arrays(case, "torch.tensor(", end, f"{end[:-1]}, requires_grad=True)")
    return ["import torch", "import torch.nn.functional as F", *given]


def _selecting(operator: Choosing, case: Case) -> list[str]:
    low = not operator.choices[0].order.large
    forward = ["-x[None]" if low else "x[None]", *options(case.spec), "return_indices=True"]
    return [
        *(NAMING.remark(operator, "the smallest cell of x is the largest of -x") if low else []),
        *call("y, indices = F.max_pool2d", forward),
        *(["y = -y"] if low else []),
        "y.backward(grad_output[None])",
        "",
        "output, indices = y[0].detach().numpy(), indices[0].numpy()",
        "grad_input = x.grad.numpy()",
    ]


def _combining(operator: Choosing, case: Case) -> list[str]:
    layer, given = shared(options(case.spec))
    maxima = [
        call(f"{name} = {sign}F.max_pool2d", [f"{cells}[None]", *given]) for name, sign, cells in extremes(operator)
    ]
    return [
        *NAMING.remark(operator, "the smallest cell of x is minus the largest of -x"),
        *layer,
        *(line for lines in maxima for line in lines),
        f"y = {combined(operator)}",
        *BOTH,
    ]


def _own(asked: Asked) -> str:
    """PyTorch's own code is the code to take."""
    return write(Case(pool(asked.x.astype(float), asked.spec), asked.grad_output))


CONVENTION = Convention("PyTorch", Choices(), NAMING, code=_own)

FRAMEWORK = Framework("PyTorch", "PyTorch", {"pytorch": CONVENTION}, WORDS, write)
