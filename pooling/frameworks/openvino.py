"""OpenVINO: `rounding_type` ceil keeps windows in the far padding, ceil_torch drops them as PyTorch does."""

from __future__ import annotations

from functools import partial

from pooling.frameworks.choices import Choices
from pooling.frameworks.code.own import Asked, forward
from pooling.frameworks.code.writing import call
from pooling.frameworks.framework import Framework, Said
from pooling.frameworks.naming import Naming
from pooling.frameworks.usual import convention

NAMING = Naming("openvino", "OpenVINO")

CHECKED = ("OpenVINO 2026.4.1",)
_DOCS = "https://docs.openvino.ai/2025/documentation/openvino-ir-format/operation-sets/operation-specs/pooling"
MAX, AVERAGE = (f"{_DOCS}/{page}.html" for page in ("max-pool-14", "avg-pool-14"))

WORDS = {
    "padding": Said("as given for each side, or SAME by auto_pad", CHECKED, (MAX,)),
    "ceil_mode": Said(
        "rounding_type floor, ceil or ceil_torch; ceil keeps a window that begins in the far padding", CHECKED, (MAX,)
    ),
    "divisor": Said(
        "exclude-pad has no default. Padding that counts is all of kH · kW, the overhang of ceil too",
        CHECKED,
        (AVERAGE,),
    ),
    "divisor_override": Said("has none", CHECKED),
    "padding_value": Said("no cell; a window of padding alone gives −3.4e38", CHECKED),
    "norm": Said("none"),
    "nan": Said("loses to every number", CHECKED),
    "tie": Said("the first", CHECKED),
    "index": Said("flat in the whole N·C·H·W", CHECKED, (MAX,)),
    "default_stride": Said("no default", CHECKED, (MAX,)),
    "legal_padding": Said("any", CHECKED),
    "dilation": Said("max only", CHECKED),
    "integers": Said("int8 and int32", CHECKED),
    "backend": Said("measured with the CPU plugin", CHECKED),
}


def _own(rounding: str, asked: Asked) -> str:
    """Code for a model of one node; what it rounds up by is `rounding`."""
    spec, operator = asked.spec, asked.operator
    sides = {"kernel_shape": spec.kernel_size, "pads_begin": spec.padding, "pads_end": spec.padding}
    sides |= {"strides": spec.stride} | ({"dilations": spec.dilation} if operator.has("dilation") else {})
    given = ["given", *(f"{name}={list(pair)}" for name, pair in sides.items())]
    if operator.has("count_include_pad"):
        given.append(f"exclude_pad={not spec.count_include_pad}")
    given.append(f'rounding_type="{rounding if spec.ceil_mode else "floor"}"')
    height, width = asked.x.shape
    lines = [
        f"given = ops.parameter([1, 1, {height}, {width}], np.float32)",
        *call(f"node = ops.{NAMING.own(operator).replace('Pool', '_pool').lower()}", given),
        'model = openvino.Model([node.output(0)], [given], "pooling")',
        'output = openvino.compile_model(model, "CPU")(x[None, None])[0][0, 0]',
    ]
    return forward(asked, ["import numpy as np", "import openvino", "from openvino import opset14 as ops"], lines)


_CHOICES = Choices(divisor="whole", divisor_override="none")

FRAMEWORK = Framework(
    "OpenVINO",
    "OpenVINO",
    {
        "openvino_ceil": convention(
            "OpenVINO ceil",
            _CHOICES,
            NAMING,
            dilates=True,
            clips="never",
            fits=True,
            differentiates=False,
            code=partial(_own, "ceil"),
        ),
        "openvino_ceil_torch": convention(
            "OpenVINO ceil_torch",
            _CHOICES,
            NAMING,
            dilates=True,
            fits=True,
            differentiates=False,
            code=partial(_own, "ceil_torch"),
        ),
    },
    WORDS,
)
