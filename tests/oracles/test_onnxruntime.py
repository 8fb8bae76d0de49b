"""Side by side with ONNX Runtime: MaxPool with indices, AveragePool with and without counted padding."""

import numpy as np
import pytest

import pooling
from pooling import pool
from tests.oracles.layers import LEAD, numbers, over, random_layers, usable
from tests.pooling.checks import close, same, spec_of
from tests.pooling.loops import Layer

onnx = pytest.importorskip("onnx", reason="ONNX writes the models of these tests alone")
onnxruntime = pytest.importorskip("onnxruntime", reason="ONNX Runtime is an oracle of these tests alone")

TYPES = {"float32": onnx.TensorProto.FLOAT, "int8": onnx.TensorProto.INT8, "uint8": onnx.TensorProto.UINT8}


def run(operator, layer, x, outputs, **attributes):
    """ONNX Runtime's outputs of a model that is one pooling node."""
    node = onnx.helper.make_node(
        operator,
        ["x"],
        outputs,
        kernel_shape=layer.kernel_size,
        strides=layer.stride,
        pads=layer.padding * 2,  # all begins, then all ends
        dilations=layer.dilation,
        ceil_mode=int(layer.ceil_mode),
        **attributes,
    )
    types = [TYPES[x.dtype.name], onnx.TensorProto.INT64]
    graph = onnx.helper.make_graph(
        [node],
        "one_node",
        [onnx.helper.make_tensor_value_info("x", types[0], x.shape)],
        [onnx.helper.make_tensor_value_info(name, kind, None) for name, kind in zip(outputs, types, strict=False)],
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 19)], ir_version=9)
    options = onnxruntime.SessionOptions()
    options.log_severity_level, options.intra_op_num_threads = 3, 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return session.run(None, {"x": x})


def in_plane(indices, size):
    """ONNX counts over all of N·C·H·W; here every plane starts at 0."""
    planes = np.arange(LEAD[0] * LEAD[1]).reshape(*LEAD, 1, 1)
    return indices - planes * size[0] * size[1]


MAX = usable(random_layers("max", 400, seed=11))
AVG = usable(random_layers("avg", 700, seed=12))
AVG = {name: problem for name, problem in AVG.items() if problem[0].divisor_override is None}  # ONNX has none


@over(MAX)
@pytest.mark.parametrize("dtype", TYPES)
def test_max(name, problem, dtype):
    layer, *size = problem
    x = numbers(name, *LEAD, *size, choices=[1, 2, 3]).astype(dtype)
    output, indices = run("MaxPool", layer, x, ["y", "indices"])
    pooled = pool(x, spec_of(layer))
    same(pooled.output, output)
    same(pooled.indices, in_plane(indices, size))


@over(MAX)
def test_max_function(name, problem):
    layer, *size = problem
    x = numbers(name, *LEAD, *size).astype(np.float32)
    theirs, indices = run("MaxPool", layer, x, ["y", "indices"])
    ours = pooling.max_pool2d(x, *layer[1:6], return_indices=True)
    same(ours[0], theirs)
    same(ours[1], in_plane(indices, size))


@over(AVG)
def test_average(name, problem):
    layer, *size = problem
    x = numbers(name, *LEAD, *size).astype(np.float32)
    (output,) = run("AveragePool", layer, x, ["y"], count_include_pad=int(layer.count_include_pad))
    close(pool(x, spec_of(layer)).output, output, rtol=1e-5, atol=1e-6)


@over(AVG)
def test_average_function(name, problem):
    layer, *size = problem
    x = numbers(name, *LEAD, *size).astype(np.float32)
    (output,) = run("AveragePool", layer, x, ["y"], count_include_pad=int(layer.count_include_pad))
    ours = pooling.avg_pool2d(x, *layer[1:4], layer.ceil_mode, layer.count_include_pad)
    close(ours, output, rtol=1e-5, atol=1e-6)


def test_global_max():
    x = numbers("global", *LEAD, 5, 7).astype(np.float32)
    output, indices = run("MaxPool", Layer("max", (5, 7), (1, 1)), x, ["y", "indices"])
    ours = pooling.global_max_pool2d(x, return_indices=True)
    same(ours[0], output)
    same(ours[1], in_plane(indices, (5, 7)))
