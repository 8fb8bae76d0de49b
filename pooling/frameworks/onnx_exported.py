"""ONNX as `torch.onnx.export` writes it: `count_include_pad` is written out, and a power is made of plain nodes.

What the file says is PyTorch's layer, but for the divisor: both exporters drop `divisor_override` without a word.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from numpy.typing import NDArray

from pooling.frameworks.choices import Choices, Outcome
from pooling.frameworks.code.graph import single
from pooling.frameworks.code.own import Asked
from pooling.frameworks.code.writing import call, number
from pooling.frameworks.convention import Convention, refuse_nan
from pooling.frameworks.framework import Framework, Said
from pooling.frameworks.onnx import NAMING, left_open
from pooling.frameworks.onnx import WORDS as ONNX_WORDS
from pooling.operators.base import Operator
from pooling.registry import OPERATORS
from pooling.spec import PoolSpec

CHECKED = ("PyTorch 2.13.0 exported to ONNX Runtime 1.32.0",)
_DOCS = "https://docs.pytorch.org/docs/stable/onnx.html"

WORDS = ONNX_WORDS | {
    "padding": Said("as given: pads holds it for all four sides", CHECKED, (_DOCS,)),
    "divisor": Said("count_include_pad is written out, a 1 or a 0: as in PyTorch", CHECKED, (_DOCS,)),
    "divisor_override": Said("dropped in silence by both exporters", CHECKED, (_DOCS,)),
    "norm": Said("as in PyTorch: Pow, AveragePool and Pow, not LpPool", CHECKED, (_DOCS,)),
    "default_stride": Said("always written out: kernel_size, as in PyTorch", CHECKED, (_DOCS,)),
    "legal_padding": Said("up to half of kernel_size, as in PyTorch", CHECKED),
    "dilation": Said("max only, as in PyTorch", CHECKED),
}


def _refuse(operator: Operator, spec: PoolSpec, x: NDArray) -> None:
    refuse_nan("ONNX", operator, x)


def _tell(operator: Operator, spec: PoolSpec, outcome: Outcome) -> Iterator[str]:
    if operator.has("count_include_pad") and spec.padding != (0, 0):
        yield f"PyTorch writes count_include_pad={int(spec.count_include_pad)} into the file."
    if spec.divisor_override is not None:
        yield "The exporter drops divisor_override without a word: the divisor is the number of counted cells."
    if operator.has("norm_type"):
        yield "PyTorch exports no LpPool: powers, their AveragePool and a root give PyTorch's numbers."
    yield from left_open(outcome)


def _own(asked: Asked) -> str:
    """Code for a model of the nodes that the exporter writes; all that changes no number is left out."""
    spec, p = asked.spec, asked.spec.norm_type
    if not asked.operator.has("norm_type"):
        node = [f'"{NAMING.own(asked.operator)}"', '["x"]', '["y"]', *_written(spec)]
        return single(asked, call("node = helper.make_node", node), "[node]")
    constants = {"p": repr(p), "k": repr(float(math.prod(spec.kernel_size))), "root": f"1 / {number(p)}"}
    lines = [
        "# PyTorch's exporters write no LpPool, but a mean of powers, times the number of cells, and its root.",
        "nodes = [",
        *(
            f'    helper.make_node("Constant", [], ["{name}"], value_float={value}),'
            for name, value in constants.items()
        ),
        '    helper.make_node("Pow", ["x", "p"], ["powers"]),',
        *call("helper.make_node", ['"AveragePool"', '["powers"]', '["mean"]', *_written(spec)], ",", "    "),
        '    helper.make_node("Mul", ["mean", "k"], ["total"]),',
        '    helper.make_node("Pow", ["total", "root"], ["y"]),',
        "]",
    ]
    return single(asked, lines, "nodes")


def _written(spec: PoolSpec) -> list[str]:
    """The attributes of a node: the exporter writes out its defaults, too."""
    given = [f"kernel_shape={list(spec.kernel_size)}", f"strides={list(spec.stride)}", f"pads={list(spec.padding * 2)}"]
    given += [f"ceil_mode={int(spec.ceil_mode)}"]
    if OPERATORS[spec.operator].has("dilation"):
        return [*given, f"dilations={list(spec.dilation)}"]
    return [*given, f"count_include_pad={int(spec.count_include_pad)}"]


CONVENTION = Convention("ONNX as PyTorch exports it", Choices(divisor_override="none"), NAMING, _refuse, _tell, _own)

FRAMEWORK = Framework("ONNX as exported", "ONNX as PyTorch exports it", {"onnx_exported": CONVENTION}, WORDS)
