"""JAX with Flax: `max_pool` and `avg_pool`, with SAME or a given padding; SAME averages count the zeros."""

from __future__ import annotations

from pooling.frameworks.choices import Choices
from pooling.frameworks.framework import Framework, Said
from pooling.frameworks.naming import Naming
from pooling.frameworks.usual import convention

NAMING = Naming("flax", "Flax")

CHECKED = ("Flax 0.12.8 with JAX 0.10.2",)
_DOCS = "https://flax-linen.readthedocs.io/en/latest/api_reference/flax.linen/layers.html"

WORDS = {
    "padding": Said("SAME as in TensorFlow, VALID, or a pair for each axis", CHECKED, (_DOCS,)),
    "ceil_mode": Said("no ceil_mode: floor, or SAME: ceil(n/s)", CHECKED, (_DOCS,)),
    "divisor": Said("padding counts, that of SAME too, unless count_include_pad=False", CHECKED, (_DOCS,)),
    "divisor_override": Said("not there", CHECKED),
    "padding_value": Said("no cell: max begins at −∞", CHECKED),
    "norm": Said("none"),
    "nan": Said("wins; the gradient goes to another cell than in PyTorch", CHECKED),
    "tie": Said("the first", CHECKED),
    "index": Said("not returned"),
    "default_stride": Said("1", CHECKED, (_DOCS,)),
    "legal_padding": Said("any", CHECKED),
    "dilation": Said("not in Flax; jax.lax.reduce_window has it", CHECKED),
    "integers": Said("yes", CHECKED),
    "backend": Said("–"),
}

_GIVEN = Choices(ceil_mode="never", divisor_override="none")

FRAMEWORK = Framework(
    "Flax",
    "Flax / JAX",
    {
        "flax": convention("Flax, padding given", _GIVEN, NAMING),
        "flax_same": convention("Flax SAME", Choices("same", "never", divisor_override="none"), NAMING),
    },
    WORDS,
)
