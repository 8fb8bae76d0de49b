"""An ONNX model as code: the graph of its nodes, and the session that runs it."""

from __future__ import annotations

from collections.abc import Sequence

from pooling.frameworks.code.own import Asked, forward
from pooling.parameters import Pair

START = ["import numpy as np", "import onnxruntime as ort"]
#: Both versions are older than ONNX's newest, which an ONNX Runtime may not know yet.
SESSION = [
    'model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 19)], ir_version=9)',
    "session = ort.InferenceSession(model.SerializeToString())",
]


def graph(sizes: tuple[Pair, Pair], nodes: str, dtype: str, places: Sequence[str] = ()) -> list[str]:
    """A graph of `nodes` from x to y, of these sizes, and to the `places` of what was chosen."""
    shapes = [f"[1, 1, {h}, {w}]" for h, w in sizes]
    info = "helper.make_tensor_value_info"
    results = [f'{info}("y", TensorProto.{dtype}, {shapes[1]})']
    results += [f'{info}("{name}", TensorProto.INT64, {shapes[1]})' for name in places]
    return [
        "graph = helper.make_graph(",
        f"    {nodes},",
        '    "pooling",',
        f'    [{info}("x", TensorProto.{dtype}, {shapes[0]})],',
        *(["    [", *(f"        {r}," for r in results), "    ],"] if len(results) > 1 else [f"    [{results[0]}],"]),
        ")",
    ]


def single(asked: Asked, lines: Sequence[str], nodes: str) -> str:
    """Code that runs the `nodes` that `lines` make, in single precision; it has no gradient."""
    imports = [*START, "from onnx import TensorProto, helper"]
    (height, width), (h, w) = asked.x.shape, asked.grad_output.shape
    model = [*graph(((height, width), (h, w)), nodes, "FLOAT"), *SESSION]
    run = ['(y,) = session.run(None, {"x": x[None, None]})', "output = y[0, 0]"]
    return forward(asked, imports, [*lines, *model, *run])
