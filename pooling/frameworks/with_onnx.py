"""A layer in ONNX: a model of one node where there is one for it, of plain operations where not; NumPy's gradient."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pooling.frameworks import onnx_plain
from pooling.frameworks.writing import PRINT, PRINT_SELECTED, Case, arrays, call, joined, number
from pooling.passes import pool

START = ["import numpy as np", "import onnxruntime as ort", "from onnx import TensorProto, helper"]
#: Both versions are older than ONNX's newest, which an ONNX Runtime may not know yet.
SESSION = [
    'model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 19)], ir_version=9)',
    "session = ort.InferenceSession(model.SerializeToString())",
]


def write(case: Case) -> str:
    """Code that pools `case` forward with ONNX Runtime and backward with NumPy."""
    start = [*START, *arrays(case, "np.array(", ", dtype=float)")]
    if case.operator.selects:
        return joined(start, _selecting(case), PRINT_SELECTED)
    why = _why_plain(case)
    forward = (
        [*onnx_plain.forward(case, why), *SESSION, "(output,) = session.run(None, feed)"] if why else _one_node(case)
    )
    return joined(start, forward, onnx_plain.gradient(case, known=bool(why)), PRINT)


def _selecting(case: Case) -> list[str]:
    low, given = case.spec.operator == "min", _attributes(case)
    if low:
        nodes = [
            "# ONNX has no min pooling: the smallest cell of x is the largest of -x.",
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
        *_graph(case, "nodes" if low else "[node]", "DOUBLE"),
        *SESSION,
        'y, indices = session.run(None, {"x": x[None, None]})',
        "output, indices = y[0, 0], indices[0, 0]",
        "",
        "# ONNX Runtime computes no gradient. A cell may win several windows: add, never assign.",
        "grad_input = np.zeros(x.shape)",
        "np.add.at(grad_input.reshape(-1), indices, grad_output)",
    ]


def _attributes(case: Case) -> list[str]:
    """The layer as attributes of a node, without ONNX's defaults: its stride is 1."""
    spec = case.spec
    given = [f"p={number(spec.norm_type)}"] if spec.operator == "lp" else []
    given.append(f"kernel_shape={list(spec.kernel_size)}")
    given += [f"strides={list(spec.stride)}"] if spec.stride != (1, 1) else []
    given += [f"pads={list(spec.padding * 2)}"] if any(spec.padding) else []
    given += [f"dilations={list(spec.dilation)}"] if spec.dilation != (1, 1) else []
    given += ["ceil_mode=1"] if spec.ceil_mode else []
    counts = spec.operator == "avg" and spec.count_include_pad and any(spec.padding)
    return given + (["count_include_pad=1"] if counts else [])


def _graph(case: Case, nodes: str, dtype: str) -> list[str]:
    shapes = [f"[1, 1, {h}, {w}]" for h, w in (case.windows.input_size, case.windows.output_size)]
    info = "helper.make_tensor_value_info"
    results = [f'{info}("y", TensorProto.{dtype}, {shapes[1]})']
    if case.operator.selects:
        results.append(f'{info}("indices", TensorProto.INT64, {shapes[1]})')
    return [
        "graph = helper.make_graph(",
        f"    {nodes},",
        '    "pooling",',
        f'    [{info}("x", TensorProto.{dtype}, {shapes[0]})],',
        *(["    [", *(f"        {r}," for r in results), "    ],"] if len(results) > 1 else [f"    [{results[0]}],"]),
        ")",
    ]


def _one_node(case: Case) -> list[str]:
    name = _node_name(case)
    return [
        *call("node = helper.make_node", [f'"{name}"', '["x"]', '["y"]', *_attributes(case)]),
        *_graph(case, "[node]", "FLOAT"),
        *SESSION,
        f"# {name} of ONNX Runtime takes single precision only: about seven digits are right.",
        '(y,) = session.run(None, {"x": x[None, None].astype(np.float32)})',
        "output = y[0, 0]",
    ]


def _node_name(case: Case) -> str:
    return "AveragePool" if case.spec.operator == "avg" else "LpPool"


def _why_plain(case: Case) -> str:
    """Why ONNX's own node does not give the numbers of this layer; empty where it does."""
    spec, p = case.spec, case.spec.norm_type
    if spec.divisor_override is not None:
        return "AveragePool has no divisor_override"
    if spec.operator == "lp" and p != int(p):
        return "LpPool takes a whole p only"
    if spec.operator == "lp" and p % 2 and case.x.min() < 0:
        return "LpPool takes absolute values"
    if spec.operator == "lp" and not case.windows.inside.all():
        return "LpPool scales no partial window up"
    with np.errstate(all="ignore"):
        single = pool(case.x.astype(np.float32), spec).output
    return "" if _same_on_screen(single, case.pooled.output) else f"{_node_name(case)} has single precision only"


def _same_on_screen(single: NDArray, double: NDArray) -> bool:
    """Whether single precision shows the digits that a person reads."""
    with np.errstate(all="ignore"):
        off = np.abs(single - double)
        return bool((off <= np.minimum(1e-4, 1e-5 * np.abs(double))).all())
