"""MXNet with the pooling_convention `full`, its word for ceil_mode."""

from __future__ import annotations

from pooling.frameworks.choices import Choices
from pooling.frameworks.code.own import Asked, own
from pooling.frameworks.code.writing import call
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


def _own(asked: Asked) -> str:
    """Code for the convention full."""
    spec, (height, width) = asked.spec, asked.x.shape
    given = [f"x.reshape((1, 1, {height}, {width}))", f'pool_type="{NAMING.own(asked.operator)}"']
    given += ['pooling_convention="full"', f"kernel={spec.kernel_size}", f"stride={spec.stride}", f"pad={spec.padding}"]
    given += ["count_include_pad=False"] if not spec.count_include_pad else []
    lines = [
        "x.attach_grad()",
        "with autograd.record():",
        *call("y = nd.Pooling", given, "", "    "),
        "y.backward(grad_output.reshape(y.shape))",
        "output, grad_input = y.asnumpy()[0, 0], x.grad.asnumpy()",
    ]
    end = ', dtype="float64")'
    return own(asked, ["from mxnet import autograd, nd"], "nd.array(", (end, end), lines)


_CHOICES = Choices(ceil_mode="always", divisor_override="none")

CONVENTION = convention("MXNet full", _CHOICES, NAMING, clips="never", fits=True, code=_own)

FRAMEWORK = Framework("MXNet", "MXNet full", {"mxnet": CONVENTION}, WORDS)
