"""ncnn, which by default pads the end until every window is whole (pad_mode=0), and counts cells alone."""

from __future__ import annotations

from pooling.frameworks.choices import Choices
from pooling.frameworks.code.own import Asked, forward
from pooling.frameworks.framework import Framework, Said
from pooling.frameworks.naming import Naming
from pooling.frameworks.usual import convention
from pooling.operators.summing import Summing

NAMING = Naming("ncnn", "ncnn")

CHECKED = ("ncnn 1.0.20261020",)
_DOCS = "https://github.com/Tencent/ncnn/wiki/operators"

WORDS = {
    "padding": Said("as given for each side; pad_mode=2 and 3 are SAME", CHECKED, (_DOCS,)),
    "ceil_mode": Said(
        "up by default (pad_mode=0), a window in the far padding among them; pad_mode=1 rounds down", CHECKED, (_DOCS,)
    ),
    "divisor": Said(
        "padding does not count unless avgpool_count_include_pad=1; then the overhang counts too", CHECKED, (_DOCS,)
    ),
    "divisor_override": Said("no such thing", sources=(_DOCS,)),
    "padding_value": Said("no cell; a window of padding alone gives −3.4e38", CHECKED),
    "norm": Said("none"),
    "nan": Said("depends on the order of the cells", CHECKED),
    "tie": Said("no gradient, no index"),
    "index": Said("not returned"),
    "default_stride": Said("1", sources=(_DOCS,)),
    "legal_padding": Said("any", CHECKED),
    "dilation": Said("none"),
    "integers": Said("no"),
    "backend": Said("–"),
}


def _own(asked: Asked) -> str:
    """Code for a net of one layer, as its param file says it: what is not in it is ncnn's default."""
    spec = asked.spec
    pairs = {"1": spec.kernel_size, "2": spec.stride, "3": spec.padding}
    keys = {"0": int(isinstance(asked.operator, Summing))}
    keys |= {key: pair[1] for key, pair in pairs.items()} | {f"1{key}": pair[0] for key, pair in pairs.items()}
    lines = [
        "# 0: 0 for the maximum, 1 for the average; 1, 11: width, height of the kernel; 2, 12: stride; 3, 13: padding.",
        'param = """7767517',
        "2 2",
        "Input in 0 1 in",
        f"{NAMING.own(asked.operator)} pool 1 1 in out {' '.join(f'{key}={value}' for key, value in keys.items())}",
        '"""',
        "net = ncnn.Net()",
        "net.opt.use_fp16_storage = net.opt.use_bf16_storage = False  # else digits are lost",
        "net.load_param_mem(param)",
        'net.load_model_mem("")  # there are no weights',
        "extractor = net.create_extractor()",
        'extractor.input("in", ncnn.Mat(x[None]).clone())',
        '_, y = extractor.extract("out")',
        "output = np.array(y)[0]",
    ]
    return forward(asked, ["import ncnn", "import numpy as np"], lines)


_CHOICES = Choices(ceil_mode="always", divisor="cells", divisor_override="none")

FRAMEWORK = Framework(
    "ncnn",
    "ncnn",
    {
        "ncnn": convention(
            "ncnn with its defaults", _CHOICES, NAMING, clips="never", fits=True, differentiates=False, code=_own
        )
    },
    WORDS,
)
