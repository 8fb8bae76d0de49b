"""JAX with Flax: `max_pool` and `avg_pool`, with SAME or a given padding; SAME averages count the zeros."""

from __future__ import annotations

from functools import partial

from pooling.frameworks.choices import Choices
from pooling.frameworks.code.own import Asked, own
from pooling.frameworks.code.writing import call
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


def _own(padding: str, asked: Asked) -> str:
    """Code for SAME, or with `padding` "" for the padding that is given."""
    spec, name = asked.spec, NAMING.own(asked.operator)
    p_h, p_w = spec.padding
    sides = f'"{padding}"' if padding else f"(({p_h}, {p_h}), ({p_w}, {p_w}))"
    given = ["x[None, :, :, None]", str(spec.kernel_size), f"strides={spec.stride}", f"padding={sides}"]
    given += ["count_include_pad=False"] if not spec.count_include_pad else []
    imports = ["import jax", "import jax.numpy as jnp", "from flax import linen"]
    lines = [
        "def pool(x):",
        *call(f"return linen.{name}", given, "[0, :, :, 0]  # N, H, W, C", "    "),
        "",
        "",
        "output, back = jax.vjp(pool, x)",
        "(grad_input,) = back(grad_output)",
    ]
    wide = ["", 'jax.config.update("jax_enable_x64", True)']
    return own(asked, [*imports, *wide], "jnp.array(", (", dtype=float)", ", dtype=float)"), ["", *lines])


_GIVEN = Choices(ceil_mode="never", divisor_override="none")

FRAMEWORK = Framework(
    "Flax",
    "Flax / JAX",
    {
        "flax": convention("Flax, padding given", _GIVEN, NAMING, code=partial(_own, "")),
        "flax_same": convention(
            "Flax SAME", Choices("same", "never", divisor_override="none"), NAMING, code=partial(_own, "SAME")
        ),
    },
    WORDS,
)
