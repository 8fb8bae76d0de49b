"""TensorFlow Lite (LiteRT): VALID and SAME alone, averages over cells, no gradient."""

from __future__ import annotations

from pooling.frameworks.choices import Choices
from pooling.frameworks.framework import Framework, Said
from pooling.frameworks.naming import Naming
from pooling.frameworks.usual import convention

NAMING = Naming("tflite", "TFLite", {"lp": "L2_POOL_2D, the root of the mean of squares,"})

CHECKED = ("LiteRT 2.3.0",)
_DOCS = "https://ai.google.dev/edge/litert/conversion/tensorflow/ops_compatibility"

WORDS = {
    "padding": Said("VALID, or SAME as in TensorFlow", CHECKED, (_DOCS,)),
    "ceil_mode": Said("there is no ceil_mode. VALID: floor. SAME: ceil(n/s)", CHECKED, (_DOCS,)),
    "divisor": Said("the cells of the input alone", CHECKED, (_DOCS,)),
    "divisor_override": Said("TFLite has none"),
    "padding_value": Said("no cell: max begins at −3.4e38", CHECKED),
    "norm": Said("L2_POOL_2D alone: the root of the mean of squares"),
    "nan": Said("left open"),
    "tie": Said("no gradient, no index"),
    "index": Said("not returned"),
    "default_stride": Said("no default"),
    "legal_padding": Said("none but SAME"),
    "dilation": Said("none"),
    "integers": Said("quantized: uint8, int8, int16", sources=(_DOCS,)),
    "backend": Said("–"),
}

_VALID = Choices("none", "never", "cells", "none")

FRAMEWORK = Framework(
    "TFLite",
    "TFLite",
    {
        "tflite_valid": convention("TFLite VALID", _VALID, NAMING, differentiates=False),
        "tflite_same": convention(
            "TFLite SAME", Choices("same", "never", "cells", "none"), NAMING, differentiates=False
        ),
    },
    WORDS,
)
