"""PaddlePaddle: `exclusive`, whose default is the opposite of PyTorch's `count_include_pad`."""

from __future__ import annotations

from pooling.frameworks.choices import Choices
from pooling.frameworks.framework import Framework, Said
from pooling.frameworks.naming import Naming
from pooling.frameworks.usual import convention

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
    "divisor_override": Said("any number", CHECKED),
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

FRAMEWORK = Framework(
    "Paddle",
    "Paddle",
    {"paddle": convention("Paddle with its defaults", Choices(divisor="cells", norm="sum"), NAMING, clips="never")},
    WORDS,
)
