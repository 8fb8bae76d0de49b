"""ONNX with ONNX Runtime: a model of a node where there is one for a layer, of plain operations where not; NumPy's
gradient, since ONNX describes none."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pooling.errors import PoolingError
from pooling.frameworks.choices import Choices, Outcome
from pooling.frameworks.code import composed, gathered
from pooling.frameworks.code.graph import SESSION, START, graph, single
from pooling.frameworks.code.kinds import by_kind, extremes, signed
from pooling.frameworks.code.own import Asked
from pooling.frameworks.code.writing import PRINT, PRINT_SELECTED, Case, arrays, call, joined, number
from pooling.frameworks.convention import Convention, refuse_nan
from pooling.frameworks.framework import Framework, Said
from pooling.frameworks.naming import Naming
from pooling.operators.base import Operator
from pooling.operators.choosing import Choosing
from pooling.operators.summing import Summing
from pooling.parameters import Pair
from pooling.passes import pool
from pooling.registry import OPERATORS
from pooling.spec import PoolSpec

NAMING = Naming("onnx", "ONNX")

CHECKED = ("ONNX Runtime 1.31.1",)
_DOCS = "https://onnx.ai/onnx/operators/onnx__"
MAX, AVERAGE, LP = (f"{_DOCS}{page}.html" for page in ("MaxPool", "AveragePool", "LpPool"))

WORDS = {
    "padding": Said("as given for each side", CHECKED, (MAX,)),
    "ceil_mode": Said("as in PyTorch", CHECKED, (MAX,)),
    "divisor": Said("padding counts only if count_include_pad=1; the default is 0", CHECKED, (AVERAGE,)),
    "divisor_override": Said("none", CHECKED, (AVERAGE,)),
    "padding_value": Said("no cell: padding never wins", CHECKED, (MAX,)),
    "norm": Said("(Σ |x|ᵖ)^(1/p), never scaled; p is a whole number", CHECKED, (LP,)),
    "nan": Said(
        "left open: in ONNX Runtime it depends on the order of the cells, and on whether indices are asked for",
        CHECKED,
        (MAX,),
    ),
    "tie": Said("left open; ONNX Runtime takes the first", CHECKED, (MAX,)),
    "index": Said("flat in the whole N·C·H·W; storage_order=1 counts down the columns", CHECKED, (MAX,)),
    "default_stride": Said("1", CHECKED, (MAX,)),
    "legal_padding": Said("any; in ONNX Runtime less than kernel_shape", CHECKED, (MAX,)),
    "dilation": Said("max; average and Lp too, from opset 19 and 18", CHECKED, (MAX, AVERAGE)),
    "integers": Said("int8 and uint8", CHECKED, (MAX,)),
    "backend": Said("indices and NaN are the engine's where the standard leaves them open", CHECKED),
}


def _refuse(operator: Operator, spec: PoolSpec, x: NDArray) -> None:
    if operator.has("norm_type") and spec.norm_type != int(spec.norm_type):
        raise PoolingError.broken("norm_type", "be a whole number in ONNX", spec.norm_type)
    refuse_nan("ONNX", operator, x)


def _tell(operator: Operator, spec: PoolSpec, outcome: Outcome) -> Iterator[str]:
    if operator.has("count_include_pad") and spec.padding != (0, 0) and spec.count_include_pad:
        yield "count_include_pad is not written out: its default is 1 in PyTorch and 0 in ONNX, which can be given a 1."
    if spec.divisor_override is not None:
        yield "ONNX has no divisor_override: the divisor is the number of cells."
    yield from left_open(outcome)


def left_open(outcome: Outcome) -> Iterator[str]:
    """What the standard does not say of a layer."""
    if outcome.tied:
        yield "ONNX leaves open which of several equal cells has the index; here it is the first, as in ONNX Runtime."
    yield "ONNX describes no backward pass: the gradient is that of its forward pass."


def _own(asked: Asked) -> str:
    """Code for a model of one node that says what a layer says, and leaves the rest to ONNX."""
    given = [f'"{NAMING.own(asked.operator)}"', '["x"]', '["y"]', *_without_defaults(asked.spec)]
    return single(asked, call("node = helper.make_node", given), "[node]")


CONVENTION = Convention(
    "ONNX with its defaults",
    Choices(divisor="cells", divisor_override="none", norm="absolute"),
    NAMING,
    _refuse,
    _tell,
    _own,
)

BACKWARD = [
    "",
    "# ONNX Runtime computes no gradient. A cell may win several windows: add, never assign.",
    "grad_input = np.zeros(x.shape)",
]


def _choosing(operator: Choosing, case: Case) -> str:
    if operator.selects:
        return joined(_start(case), _selecting(operator, case), PRINT_SELECTED)
    return joined(_start(case), _combining(operator, case), PRINT)


def _summing(operator: Summing, case: Case) -> str:
    why = _why_plain(operator, case)
    code = composed if composed.is_finite(operator, case) else gathered
    if why:
        forward = [*code.forward(operator, case, why), *SESSION, "(output,) = session.run(None, feed)"]
    else:
        forward = _one_node(operator, case)
    start = _start(case, "helper, parser") if why and code is composed else _start(case)
    return joined(start, forward, code.gradient(operator, case, known=bool(why)), PRINT)


#: Code that pools `case` forward with ONNX Runtime and backward with NumPy.
write = by_kind(_choosing, _summing, NAMING.no_code)


def _start(case: Case, modules: str = "TensorProto, helper") -> list[str]:
    return [*START, f"from onnx import {modules}", *arrays(case, "np.array(", ", dtype=float)")]


def _selecting(operator: Choosing, case: Case) -> list[str]:
    low, given = not operator.choices[0].order.large, _attributes(case)
    if low:
        nodes = [
            *NAMING.remark(operator, "the smallest cell of x is the largest of -x"),
            "nodes = [",
            '    helper.make_node("Neg", ["x"], ["negative"]),',
            *call("helper.make_node", ['"MaxPool"', '["negative"]', '["largest", "indices"]', *given], ",", "    "),
            '    helper.make_node("Neg", ["largest"], ["y"]),',
            "]",
        ]
    else:
        nodes = call("node = helper.make_node", ['"MaxPool"', '["x"]', '["y", "indices"]', *given])
    return [
        *nodes,
        *graph(_sizes(case), "nodes" if low else "[node]", "DOUBLE", ["indices"]),
        *SESSION,
        'y, indices = session.run(None, {"x": x[None, None]})',
        "output, indices = y[0, 0], indices[0, 0]",
        *BACKWARD,
        "np.add.at(grad_input.reshape(-1), indices, grad_output)",
    ]


def _combining(operator: Choosing, case: Case) -> list[str]:
    """The maxima of x and of -x, added up with their signs; the gradient goes to where they stand."""
    places = [f"{name}_at" for name, *_ in extremes(operator)]
    return [
        *NAMING.remark(operator, "the smallest cell of x is minus the largest of -x"),
        *call("layer = dict", _attributes(case)),
        "nodes = [",
        *(f"    helper.make_node({node})," for node in _maxima(operator)),
        "]",
        *graph(_sizes(case), "nodes", "DOUBLE", places),
        *SESSION,
        f'y, {", ".join(places)} = session.run(None, {{"x": x[None, None]}})',
        "output = y[0, 0]",
        *BACKWARD,
        *(
            f"np.add.at(grad_input.reshape(-1), {name}_at[0, 0], {'' if sign > 0 else '-'}grad_output)"
            for name, sign in signed(operator)
        ),
    ]


def _maxima(operator: Choosing) -> Iterator[str]:
    """What each node is made of: a pooled maximum is a largest cell, or minus a smallest; others are turned."""
    made = {}
    for name, minus, _ in extremes(operator):
        if minus:
            yield '"Neg", ["x"], ["negative"]'
        made[name] = f"minus_{name}" if minus else name
        yield f'"MaxPool", ["{"negative" if minus else "x"}"], ["{made[name]}", "{name}_at"], **layer'
    terms = [(name, name if sign > 0 else f"minus_{name}") for name, sign in signed(operator)]
    for name, term in dict.fromkeys(terms):
        if term != made[name]:
            yield f'"Neg", ["{made[name]}"], ["{term}"]'
    added = ", ".join(f'"{term}"' for _, term in terms)
    yield f'"Sum", [{added}], ["y"]'


def _sizes(case: Case) -> tuple[Pair, Pair]:
    return case.windows.input_size, case.windows.output_size


def _attributes(case: Case) -> list[str]:
    """The layer as attributes of a node that counts what the layer counts."""
    spec = case.spec
    counts = case.operator.has("count_include_pad") and spec.count_include_pad and any(spec.padding)
    return _without_defaults(spec) + (["count_include_pad=1"] if counts else [])


def _without_defaults(spec: PoolSpec) -> list[str]:
    """The layer as attributes, without ONNX's defaults: its stride is 1, and padding does not count."""
    has = OPERATORS[spec.operator].has
    given = [f"p={number(spec.norm_type)}"] if has("norm_type") else []
    given.append(f"kernel_shape={list(spec.kernel_size)}")
    given += [f"strides={list(spec.stride)}"] if spec.stride != (1, 1) else []
    given += [f"pads={list(spec.padding * 2)}"] if any(spec.padding) else []
    given += [f"dilations={list(spec.dilation)}"] if spec.dilation != (1, 1) else []
    return given + (["ceil_mode=1"] if spec.ceil_mode else [])


def _one_node(operator: Operator, case: Case) -> list[str]:
    name = NAMING.own(operator)
    return [
        *call("node = helper.make_node", [f'"{name}"', '["x"]', '["y"]', *_attributes(case)]),
        *graph(_sizes(case), "[node]", "FLOAT"),
        *SESSION,
        f"# {name} of ONNX Runtime takes single precision only: about seven digits are right.",
        '(y,) = session.run(None, {"x": x[None, None].astype(np.float32)})',
        "output = y[0, 0]",
    ]


def _why_plain(operator: Summing, case: Case) -> str:
    """Why ONNX's own node does not give the numbers of this layer; empty where it does."""
    spec, name, p = case.spec, NAMING.own(operator), operator.power(case.spec)
    if not name:
        return NAMING.lacks(operator)
    if spec.divisor_override is not None:
        return f"{name} has no divisor_override"
    if p is not None and p != int(p):
        return f"{name} takes a whole p only"
    if p is not None and p % 2 and case.x.min() < 0:
        return f"{name} takes absolute values"
    if p is not None and not case.windows.inside.all():
        return f"{name} scales no partial window up"
    with np.errstate(all="ignore"):
        single = pool(case.x.astype(np.float32), spec).output
    return "" if _same_on_screen(single, case.pooled.output) else f"{name} has single precision only"


def _same_on_screen(single: NDArray, double: NDArray) -> bool:
    """Whether single precision shows the digits that a person reads."""
    with np.errstate(all="ignore"):
        off = np.abs(single - double)
        return bool((off <= np.minimum(1e-4, 1e-5 * np.abs(double))).all())


FRAMEWORK = Framework("ONNX", "ONNX with its defaults", {"onnx": CONVENTION}, WORDS, write, differentiates=False)
