"""Chainer: `max_pooling_2d` covers every cell (`cover_all=True`), `average_pooling_2d` cannot."""

from __future__ import annotations

from pooling.frameworks.choices import Choices
from pooling.frameworks.code.own import Asked, own
from pooling.frameworks.code.writing import call, value
from pooling.frameworks.framework import Framework, Said
from pooling.frameworks.naming import Naming
from pooling.frameworks.usual import convention

NAMING = Naming("chainer", "Chainer")

CHECKED = ("Chainer 7.8.1",)
_DOCS = "https://docs.chainer.org/en/stable/reference/generated/chainer.functions"
MAX, AVERAGE = (f"{_DOCS}.{page}.html" for page in ("max_pooling_2d", "average_pooling_2d"))

WORDS = {
    "padding": Said("as given, the same before and after", CHECKED, (MAX,)),
    "ceil_mode": Said(
        "max: up (cover_all=True is the default), a window in the far padding among them; average: down",
        CHECKED,
        (
            MAX,
            AVERAGE,
        ),
    ),
    "divisor": Said("always kH · kW, whatever the window holds", CHECKED, (AVERAGE,)),
    "divisor_override": Said("there is none", CHECKED),
    "padding_value": Said("no cell: it is −∞", CHECKED),
    "norm": Said("none"),
    "nan": Said("wins; the first NaN has the gradient", CHECKED),
    "tie": Said("the first", CHECKED),
    "index": Said("in the window, with return_indices", sources=(MAX,)),
    "default_stride": Said("ksize", CHECKED, (MAX,)),
    "legal_padding": Said("any", CHECKED),
    "dilation": Said("none"),
    "integers": Said("no"),
    "backend": Said("–"),
}


def _own(asked: Asked) -> str:
    """Code with its defaults: `cover_all` is not written."""
    given = ["x[None, None]", f"ksize={value(asked.spec.kernel_size)}", f"stride={value(asked.spec.stride)}"]
    given += [f"pad={value(asked.spec.padding)}"] if any(asked.spec.padding) else []
    lines = [
        *call(f"y = F.{NAMING.own(asked.operator)}", given),
        "y.grad = grad_output[None, None]",
        "y.backward()",
        "output, grad_input = y.array[0, 0], x.grad",
    ]
    imports = ["import chainer.functions as F", "import numpy as np", "from chainer import Variable"]
    return own(asked, imports, "np.array(", (", dtype=float)", ", dtype=float)"), ["x = Variable(x)", *lines])


_CHOICES = Choices(ceil_mode="chosen", divisor="kernel", divisor_override="none")

CONVENTION = convention("Chainer with its defaults", _CHOICES, NAMING, clips="never", code=_own)

FRAMEWORK = Framework("Chainer", "Chainer", {"chainer": CONVENTION}, WORDS)
