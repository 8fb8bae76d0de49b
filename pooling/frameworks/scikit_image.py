"""scikit-image's `block_reduce`: blocks that do not overlap, of an image that zeros make whole."""

from __future__ import annotations

from dataclasses import replace

from numpy.typing import NDArray

from pooling.errors import PoolingError
from pooling.frameworks.choices import Choices
from pooling.frameworks.code.own import Asked, forward
from pooling.frameworks.framework import Framework, Said
from pooling.frameworks.naming import Naming
from pooling.frameworks.usual import convention
from pooling.operators.base import Operator
from pooling.spec import PoolSpec

NAMING = Naming("scikit_image", "scikit-image")

CHECKED = ("scikit-image 0.26.0",)
_DOCS = "https://scikit-image.org/docs/stable/api/skimage.measure.html#skimage.measure.block_reduce"

WORDS = {
    "padding": Said("none is asked for; cval fills the last blocks", CHECKED, (_DOCS,)),
    "ceil_mode": Said("always up: ceil(n/k) blocks", CHECKED, (_DOCS,)),
    "divisor": Said("every block is whole: kH · kW", CHECKED, (_DOCS,)),
    "divisor_override": Said("block_reduce has none", sources=(_DOCS,)),
    "padding_value": Said("a cell that holds 0 (cval) fills a last block; it may win", CHECKED, (_DOCS,)),
    "norm": Said("none"),
    "nan": Said("wins, as in np.max", CHECKED),
    "tie": Said("no gradient, no index"),
    "index": Said("not returned"),
    "default_stride": Said("the block; there is no other", CHECKED, (_DOCS,)),
    "legal_padding": Said("–"),
    "dilation": Said("none"),
    "integers": Said("yes", CHECKED),
    "backend": Said("–"),
}

FUNCTIONS = {"max": "np.max", "min": "np.min", "avg": "np.mean", "range": "np.ptp"}


def _own(asked: Asked) -> str:
    """Forward alone: block_reduce computes no gradient."""
    output = f"output = block_reduce(x, {asked.spec.kernel_size}, {FUNCTIONS[asked.operator.name]})"
    return forward(asked, ["import numpy as np", "from skimage.measure import block_reduce"], [output], "float")


_CHOICES = Choices("none", "always", "kernel", "none", "filled")
_USUAL = convention("scikit-image block_reduce", _CHOICES, NAMING, differentiates=False, takes_nan=True, code=_own)


def _refuse(operator: Operator, spec: PoolSpec, x: NDArray) -> None:
    _USUAL.refuse(operator, spec, x)
    if spec.stride != spec.kernel_size:
        rule = f"be kernel_size {spec.kernel_size} in block_reduce, whose blocks do not overlap"
        raise PoolingError.broken("stride", rule, spec.stride)


FRAMEWORK = Framework("scikit-image", "scikit-image", {"scikit_image": replace(_USUAL, refuse=_refuse)}, WORDS)
