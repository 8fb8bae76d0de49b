"""PaddlePaddle: `exclusive`, whose default is the opposite of PyTorch's `count_include_pad`."""

from __future__ import annotations

from dataclasses import replace

from numpy.typing import NDArray

from pooling.errors import PoolingError
from pooling.frameworks.choices import Choices
from pooling.frameworks.code.own import Asked, own
from pooling.frameworks.code.writing import call, options
from pooling.frameworks.framework import Framework, Said
from pooling.frameworks.naming import Naming
from pooling.frameworks.usual import convention
from pooling.operators.base import Operator
from pooling.spec import PoolSpec

NAMING = Naming("paddle", "Paddle")

CHECKED = ("PaddlePaddle 3.3.1",)
_DOCS = "https://www.paddlepaddle.org.cn/documentation/docs/en/api/paddle/nn/functional"
MAX, AVERAGE, LP = (f"{_DOCS}/{page}_en.html" for page in ("max_pool2d", "avg_pool2d", "lp_pool2d"))

WORDS = {
    "padding": Said("as given, or for each side", CHECKED, (MAX,)),
    "ceil_mode": Said("as in PyTorch, but ceil_mode keeps a window that begins in the far padding", CHECKED, (MAX,)),
    "divisor": Said(
        "exclusive=True is the default: padding does not count. It is the opposite of count_include_pad",
        CHECKED,
        (AVERAGE,),
    ),
    "divisor_override": Said("any number; it scales the mean, by kH · kW over it", CHECKED),
    "padding_value": Said("no cell; a window of padding alone gives −3.4e38", CHECKED),
    "norm": Said("(Σ xᵖ)^(1/p): no absolute value, and never scaled", CHECKED, (LP,)),
    "nan": Said("depends on the order of the cells", CHECKED),
    "tie": Said("the first", CHECKED),
    "index": Said("flat in the H·W plane (return_mask=True)", CHECKED, (MAX,)),
    "default_stride": Said("kernel_size", CHECKED, (MAX,)),
    "legal_padding": Said("any", CHECKED),
    "dilation": Said("none", CHECKED),
    "integers": Said("not on a CPU", CHECKED),
    "backend": Said("–"),
}


def _own(asked: Asked) -> str:
    """Code with its defaults: `exclusive` is not written, as a count_include_pad that was copied is not."""
    given = [argument for argument in options(asked.spec) if not argument.startswith("count_include_pad")]
    end = ', dtype="float64")'
    return own(
        asked,
        ["import paddle", "import paddle.nn.functional as F"],
        "paddle.to_tensor(",
        (f"{end[:-1]}, stop_gradient=False)", end),
        [
            *call(f"y = F.{NAMING.own(asked.operator)}", ["x[None, None]", *given], "[0, 0]"),
            "y.backward(grad_output)",
            "output, grad_input = y.numpy(), x.grad.numpy()",
        ],
    )


def _refuse(operator: Operator, spec: PoolSpec, x: NDArray) -> None:
    _USUAL.refuse(operator, spec, x)
    if spec.divisor_override is not None and (any(spec.padding) or spec.ceil_mode):
        rule = "be None in Paddle with padding or ceil_mode: it divides no sum, but scales the mean of a partial window"
        raise PoolingError.broken("divisor_override", rule, spec.divisor_override)


_CHOICES = Choices(divisor="cells", norm="sum")
_USUAL = convention("Paddle with its defaults", _CHOICES, NAMING, clips="never", code=_own)

FRAMEWORK = Framework("Paddle", "Paddle", {"paddle": replace(_USUAL, refuse=_refuse)}, WORDS)
