"""Caffe, which rounds the output size up where nobody asks for it; read from its source: no package has it."""

from __future__ import annotations

from pooling.frameworks.choices import Choices
from pooling.frameworks.framework import Framework, Said
from pooling.frameworks.naming import Naming
from pooling.frameworks.usual import convention

NAMING = Naming("caffe", "Caffe")

_COMMIT = "032384455635928a63ff0325a73e56d4f625c71d"
_SOURCE = f"https://github.com/BVLC/caffe/blob/{_COMMIT}/src/caffe/layers/pooling_layer.cpp"
SIZE, MAX, AVERAGE = (f"{_SOURCE}#{lines}" for lines in ("L65-L80", "L146", "L176-L180"))

WORDS = {
    "padding": Said("as given, the same before and after", sources=(SIZE,)),
    "ceil_mode": Said(
        "always up: ceil((n + 2p − k)/s) + 1; a window in the far padding is dropped where there is padding",
        sources=(SIZE,),
    ),
    "divisor": Said("padding always counts, the overhang does not", sources=(AVERAGE,)),
    "divisor_override": Said("it has none"),
    "padding_value": Said("no cell: max begins at −3.4e38", sources=(MAX,)),
    "norm": Said("none"),
    "nan": Said("never larger than a number, since it is compared with >", sources=(MAX,)),
    "tie": Said("the first", sources=(MAX,)),
    "index": Said("flat in the H·W plane, as a second top", sources=(MAX,)),
    "default_stride": Said("1"),
    "legal_padding": Said("less than kernel_size", sources=(SIZE,)),
    "dilation": Said("none"),
    "integers": Said("no"),
    "backend": Said("–"),
}

_CHOICES = Choices(ceil_mode="always", divisor="padded", divisor_override="none")

FRAMEWORK = Framework("Caffe", "Caffe", {"caffe": convention("Caffe", _CHOICES, NAMING, clips="padded")}, WORDS)
