"""Core ML's MIL operations, by the words of coremltools: predictions need a Mac, sizes do not."""

from __future__ import annotations

from pooling.frameworks.choices import Choices
from pooling.frameworks.code.own import Asked, forward
from pooling.frameworks.code.writing import call
from pooling.frameworks.framework import Framework, Said
from pooling.frameworks.naming import Naming
from pooling.frameworks.usual import convention

NAMING = Naming("coreml", "Core ML", {"lp": "l2_pool"})

CHECKED = ("coremltools 9.0 (sizes alone)",)
_DOCS = "https://apple.github.io/coremltools/source/coremltools.converters.mil.mil.ops.defs.html"

WORDS = {
    "padding": Said("pad_type custom as given for each side, same, same_lower or valid", CHECKED, (_DOCS,)),
    "ceil_mode": Said(
        "ceil_mode as in PyTorch; without padding a window behind the last cell is kept", CHECKED, (_DOCS,)
    ),
    "divisor": Said("padding counts unless exclude_padding_from_average=True", sources=(_DOCS,)),
    "divisor_override": Said("not in MIL", sources=(_DOCS,)),
    "padding_value": Said("no cell", sources=(_DOCS,)),
    "norm": Said("l2_pool alone", sources=(_DOCS,)),
    "nan": Said("not said"),
    "tie": Said("no gradient, no index"),
    "index": Said("not returned"),
    "default_stride": Said("1", sources=(_DOCS,)),
    "legal_padding": Said("not said"),
    "dilation": Said("none", sources=(_DOCS,)),
    "integers": Said("no", sources=(_DOCS,)),
    "backend": Said("–"),
}


def _own(asked: Asked) -> str:
    """Code for a program of one operation; a Mac runs it."""
    spec, (height, width) = asked.spec, asked.x.shape
    pad = [cells for cells in spec.padding for _ in ("before", "after")]
    given = ["x=x", f"kernel_sizes={list(spec.kernel_size)}", f"strides={list(spec.stride)}"]
    given += ['pad_type="custom"', f"pad={pad}", f"ceil_mode={spec.ceil_mode}"]
    if asked.operator.has("count_include_pad"):
        given.append(f"exclude_padding_from_average={not spec.count_include_pad}")
    lines = [
        "",
        f"@mb.program(input_specs=[mb.TensorSpec(shape=(1, 1, {height}, {width}))])",
        "def pooling(x):",
        *call(f"return mb.{NAMING.own(asked.operator)}", [*given, 'name="y"'], "", "    "),
        "",
        "",
        "model = ct.convert(pooling, compute_precision=ct.precision.FLOAT32)",
        'output = model.predict({"x": x[None, None]})["y"][0, 0]  # on a Mac',
    ]
    imports = ["import coremltools as ct", "import numpy as np", "from coremltools.converters.mil import Builder as mb"]
    return forward(asked, imports, lines)


_CHOICES = Choices(divisor_override="none")

FRAMEWORK = Framework(
    "Core ML",
    "Core ML",
    {"coreml": convention("Core ML", _CHOICES, NAMING, clips="padded axis", differentiates=False, code=_own)},
    WORDS,
)
