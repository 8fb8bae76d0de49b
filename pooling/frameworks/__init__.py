"""What frameworks make of a layer, one framework a file; `FRAMEWORKS` finds them by the name of the file.

To add one, write its file, with a `FRAMEWORK`, and its name here; operators say under that name what it calls them.
"""

from importlib import import_module

from pooling.frameworks.convention import Convention
from pooling.frameworks.framework import Framework

NAMES = (
    "numpy",
    "numpy_alone",
    "loops",
    "pytorch",
    "onnx_exported",
    "onnx",
    "keras",
    "zero_padding",
    "flax",
    "paddle",
    "openvino",
    "caffe",
    "ncnn",
    "chainer",
    "mxnet",
    "tflite",
    "coreml",
    "scikit_image",
)

FRAMEWORKS: dict[str, Framework] = {name: import_module(f"pooling.frameworks.{name}").FRAMEWORK for name in NAMES}

#: Every convention by its key.
CONVENTIONS: dict[str, Convention] = {
    key: convention for framework in FRAMEWORKS.values() for key, convention in framework.conventions.items()
}

__all__ = ["CONVENTIONS", "FRAMEWORKS", "NAMES"]
