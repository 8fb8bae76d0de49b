"""ONNX Runtime's answer for a model that is one node."""

import numpy as np
import pytest

from tests.oracles.layers import LEAD

onnx = pytest.importorskip("onnx", reason="ONNX writes the models of these tests alone")
onnxruntime = pytest.importorskip("onnxruntime", reason="ONNX Runtime is an oracle of these tests alone")

TYPES = {"float32": onnx.TensorProto.FLOAT, "int8": onnx.TensorProto.INT8, "uint8": onnx.TensorProto.UINT8}
_KINDS = TYPES | {"int32": onnx.TensorProto.INT32}


def run(operator, layer, x, outputs, **attributes):
    """ONNX Runtime's outputs of a model that is one pooling node."""
    layer = {
        "kernel_shape": layer.kernel_size,
        "strides": layer.stride,
        "pads": layer.padding * 2,  # all begins, then all ends
        "dilations": layer.dilation,
        "ceil_mode": int(layer.ceil_mode),
    }
    return run_node(operator, x, outputs, **layer, **attributes)


def run_node(operator, x, outputs=("y",), opset=19, **attributes):
    """ONNX Runtime's outputs of a node with these attributes alone; the others have their defaults."""
    node = onnx.helper.make_node(operator, ["x"], list(outputs), **attributes)
    types = [_KINDS[x.dtype.name], onnx.TensorProto.INT64]
    graph = onnx.helper.make_graph(
        [node],
        "one_node",
        [onnx.helper.make_tensor_value_info("x", types[0], x.shape)],
        [onnx.helper.make_tensor_value_info(name, kind, None) for name, kind in zip(outputs, types, strict=False)],
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", opset)], ir_version=9)
    options = onnxruntime.SessionOptions()
    options.log_severity_level, options.intra_op_num_threads = 3, 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return session.run(None, {"x": x})


def in_plane(indices, size):
    """ONNX counts over all of N·C·H·W; here every plane starts at 0."""
    planes = np.arange(LEAD[0] * LEAD[1]).reshape(*LEAD, 1, 1)
    return indices - planes * size[0] * size[1]
