"""The textbook's way: a frame of cells that hold 0 around the input, before a layer sees it (erratum E8)."""

from __future__ import annotations

from collections.abc import Iterator

from pooling.frameworks.choices import Choices, Outcome
from pooling.frameworks.convention import Convention, shown
from pooling.frameworks.framework import Framework, Said
from pooling.operators.base import Operator
from pooling.spec import PoolSpec

WORDS = {
    "padding": Said("as given"),
    "ceil_mode": Said("as in PyTorch for the padded input; with ceil_mode a window may start in the far padding"),
    "divisor": Said("the zeros are cells, and count"),
    "divisor_override": Said("as in PyTorch"),
    "padding_value": Said(
        "a cell that holds 0: it may win, and then the gradient is lost in the padding",
        sources=("https://keras.io/api/layers/reshaping_layers/zero_padding2d/",),
    ),
    "norm": Said("(Σ |x|ᵖ)^(1/p)"),
    "nan": Said("as in PyTorch"),
    "tie": Said("left open; here the first"),
    "index": Said("flat in the padded plane"),
    "default_stride": Said("–"),
    "legal_padding": Said("any"),
    "dilation": Said("–"),
    "integers": Said("–"),
    "backend": Said("–"),
}


def _tell(operator: Operator, spec: PoolSpec, outcome: Outcome) -> Iterator[str]:
    if spec.padding != (0, 0):
        yield f"The zeros of padding {shown(spec.padding)} are cells; in Keras, ZeroPadding2D before a layer does so."
    if operator.has("count_include_pad") and spec.padding != (0, 0) and not spec.count_include_pad:
        yield "count_include_pad=False has no effect: the zeros are cells, and count."
    if operator.has("norm_type"):
        yield f"{operator.label} here is (Σ |x|ᵖ)^(1/p)."


FRAMEWORK = Framework(
    "Textbook zero padding",
    "Zero padding",
    {
        "zero_padding": Convention(
            "Textbook zero padding",
            Choices(divisor="padded", padding_value="zero", norm="absolute"),
            tell=_tell,
        )
    },
    WORDS,
)
