"""Caffe, which rounds the output size up where nobody asks for it; read from its source: no package has it."""

from __future__ import annotations

from pooling.frameworks.choices import Choices
from pooling.frameworks.code.own import Asked, own
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


def _own(asked: Asked) -> str:
    """Code for a net of one layer, as its prototxt says it; Caffe rounds up without being asked.

    Its fields are those of `PoolingParameter` in `src/caffe/proto/caffe.proto`; pycaffe's `forward` and `backward` take
    arrays by the names of blobs.
    """
    (height, width), spec = asked.x.shape, asked.spec
    dims = " ".join(f"dim: {n}" for n in (1, 1, height, width))
    pairs = {"kernel": spec.kernel_size, "stride": spec.stride, "pad": spec.padding}
    fields = [f"{name}_{axis}: {size}" for name, pair in pairs.items() for axis, size in zip("hw", pair, strict=True)]
    lines = [
        'net = """',
        "force_backward: true",
        f'layer {{ name: "x" type: "Input" top: "x" input_param {{ shape {{ {dims} }} }} }}',
        "layer {",
        '  name: "pool" type: "Pooling" bottom: "x" top: "y"',
        f"  pooling_param {{ pool: {NAMING.own(asked.operator)} {' '.join(fields)} }}",
        "}",
        '"""',
        'Path("pooling.prototxt").write_text(net)',
        'net = caffe.Net("pooling.prototxt", caffe.TEST)',
        'output = net.forward(x=x[None, None])["y"][0, 0]',
        'grad_input = net.backward(y=grad_output[None, None])["x"][0, 0]',
    ]
    end = ", dtype=np.float32)"
    imports = ["from pathlib import Path", "", "import caffe", "import numpy as np"]
    return own(asked, imports, "np.array(", (end, end), lines)


_CHOICES = Choices(ceil_mode="always", divisor="padded", divisor_override="none")

CONVENTION = convention("Caffe", _CHOICES, NAMING, clips="padded", code=_own)

FRAMEWORK = Framework("Caffe", "Caffe", {"caffe": CONVENTION}, WORDS)
