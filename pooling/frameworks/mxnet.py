"""MXNet with the pooling_convention `full`, its word for ceil_mode."""

from __future__ import annotations

from pooling.frameworks.choices import Choices
from pooling.frameworks.framework import Framework, Said
from pooling.frameworks.naming import Naming
from pooling.frameworks.usual import convention

NAMING = Naming("mxnet", "MXNet", {"lp": "pool_type lp (p of 1, 2 or 3)"})

CHECKED = ("MXNet 1.9.1",)
_DOCS = "https://mxnet.apache.org/versions/1.9.1/api/python/docs/api/symbol/symbol.html"

WORDS = {
    "padding": Said("as given, the same before and after", CHECKED, (_DOCS,)),
    "ceil_mode": Said(
        "full: ceil((n + 2p − k)/s) + 1, a window in the far padding among them; valid, the default: floor",
        CHECKED,
        (_DOCS,),
    ),
    "divisor": Said("count_include_pad is as in PyTorch", CHECKED, (_DOCS,)),
    "divisor_override": Said("it is not there", sources=(_DOCS,)),
    "padding_value": Said("no cell: padding never wins", CHECKED),
    "norm": Said("pool_type lp for p of 1, 2 and 3, not compared here", sources=(_DOCS,)),
    "nan": Said("loses to every number", CHECKED),
    "tie": Said("the first", CHECKED),
    "index": Said("not returned"),
    "default_stride": Said("1; pool_size in Gluon", CHECKED, (_DOCS,)),
    "legal_padding": Said("less than the kernel"),
    "dilation": Said("none"),
    "integers": Said("no"),
    "backend": Said(
        "a fault of its own: with oneDNN, an average's gradient counts the overhang of full, its output does not",
        CHECKED,
    ),
}

_CHOICES = Choices(ceil_mode="always", divisor_override="none")

FRAMEWORK = Framework(
    "MXNet", "MXNet full", {"mxnet": convention("MXNet full", _CHOICES, NAMING, clips="never", fits=True)}, WORDS
)
