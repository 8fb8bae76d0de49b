"""TensorFlow Lite (LiteRT): VALID and SAME alone, averages over cells, no gradient."""

from __future__ import annotations

from functools import partial

from pooling.frameworks.choices import Choices
from pooling.frameworks.code.averaged import layer
from pooling.frameworks.code.own import Asked, forward
from pooling.frameworks.code.writing import call
from pooling.frameworks.framework import Framework, Said
from pooling.frameworks.keras import NAMING as KERAS
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


def _own(padding: str, asked: Asked) -> str:
    """Code that converts a Keras model of the layer, and runs it."""
    height, width = asked.x.shape
    more = [] if padding == "valid" else ['padding="same"']
    lines = [
        "model = keras.Sequential([",
        f"    keras.Input(({height}, {width}, 1)),",
        *call(f"keras.layers.{KERAS.own(asked.operator)}", [*layer(asked.spec), *more], ",", "    "),
        "])",
        "content = tf.lite.TFLiteConverter.from_keras_model(model).convert()",
        "interpreter = Interpreter(model_content=content)",
        "interpreter.allocate_tensors()",
        'interpreter.set_tensor(interpreter.get_input_details()[0]["index"], x[None, :, :, None])',
        "interpreter.invoke()",
        'output = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])[0, :, :, 0]',
    ]
    imports = ["import keras", "import numpy as np", "import tensorflow as tf"]
    imports.append("from ai_edge_litert.interpreter import Interpreter")
    return forward(asked, imports, lines)


_VALID = Choices("none", "never", "cells", "none")

FRAMEWORK = Framework(
    "TFLite",
    "TFLite",
    {
        "tflite_valid": convention("TFLite VALID", _VALID, NAMING, differentiates=False, code=partial(_own, "valid")),
        "tflite_same": convention(
            "TFLite SAME",
            Choices("same", "never", "cells", "none"),
            NAMING,
            differentiates=False,
            code=partial(_own, "same"),
        ),
    },
    WORDS,
)
