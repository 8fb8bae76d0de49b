"""ncnn, which by default pads the end until every window is whole (pad_mode=0), and counts cells alone."""

from __future__ import annotations

from pooling.frameworks.choices import Choices
from pooling.frameworks.framework import Framework, Said
from pooling.frameworks.naming import Naming
from pooling.frameworks.usual import convention

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

_CHOICES = Choices(ceil_mode="always", divisor="cells", divisor_override="none")

FRAMEWORK = Framework(
    "ncnn",
    "ncnn",
    {"ncnn": convention("ncnn with its defaults", _CHOICES, NAMING, clips="never", fits=True, differentiates=False)},
    WORDS,
)
