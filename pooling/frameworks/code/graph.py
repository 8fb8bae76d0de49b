"""An ONNX model as code: the graph of its nodes, and the session that runs it."""

from __future__ import annotations

from collections.abc import Sequence

from pooling.frameworks.code.writing import Case

START = ["import numpy as np", "import onnxruntime as ort"]
#: Both versions are older than ONNX's newest, which an ONNX Runtime may not know yet.
SESSION = [
    'model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 19)], ir_version=9)',
    "session = ort.InferenceSession(model.SerializeToString())",
]


def graph(case: Case, nodes: str, dtype: str, places: Sequence[str] = ()) -> list[str]:
    """A graph of `nodes` from x to y, and to the `places` of what was chosen."""
    shapes = [f"[1, 1, {h}, {w}]" for h, w in (case.windows.input_size, case.windows.output_size)]
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
