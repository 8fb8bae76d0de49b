"""Side by side with LiteRT, once TensorFlow Lite: VALID and SAME.

In no requirements file: `pip install ai-edge-litert`. Run with LiteRT 2.3.0. A model is written with its own schema.
"""

import numpy as np
import pytest

from pooling.frameworks import CONVENTIONS
from tests.oracles.conventions import agrees, problems
from tests.oracles.layers import over

interpreter = pytest.importorskip("ai_edge_litert.interpreter", reason="LiteRT is an oracle of these tests alone")
flatbuffers = pytest.importorskip("flatbuffers", reason="LiteRT brings it")

from ai_edge_litert import schema_py_generated as schema  # noqa: E402

LAYERS = problems("max", "avg", count=60, dilation=(1, 1), divisor_override=None)
CODES = {"max": schema.BuiltinOperator.MAX_POOL_2D, "avg": schema.BuiltinOperator.AVERAGE_POOL_2D}
PADDINGS = {"valid": schema.Padding.VALID, "same": schema.Padding.SAME}


def model(layer, padding, shapes):
    """The bytes of a model of one node from a tensor to another one."""
    options = schema.Pool2DOptionsT()
    options.padding = PADDINGS[padding]
    options.filterHeight, options.filterWidth = layer.kernel_size
    options.strideH, options.strideW = layer.stride
    node = schema.OperatorT()
    node.inputs, node.outputs = [0], [1]
    node.builtinOptionsType, node.builtinOptions = schema.BuiltinOptions.Pool2DOptions, options
    graph = schema.SubGraphT()
    graph.tensors, graph.inputs, graph.outputs, graph.operators = [], [0], [1], [node]
    for shape in shapes:
        tensor = schema.TensorT()
        tensor.shape, tensor.type, tensor.buffer = list(shape), schema.TensorType.FLOAT32, 0
        graph.tensors.append(tensor)
    code = schema.OperatorCodeT()
    code.builtinCode = code.deprecatedBuiltinCode = CODES[layer.operator]
    whole = schema.ModelT()
    whole.version, whole.operatorCodes, whole.subgraphs, whole.buffers = 3, [code], [graph], [schema.BufferT()]
    builder = flatbuffers.Builder(0)
    builder.Finish(whole.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def pooled(padding, layer, x):
    """The output; LiteRT has the channels last, and finds the size itself."""
    x = np.ascontiguousarray(np.moveaxis(x, 1, -1))
    run = interpreter.Interpreter(model_content=model(layer, padding, (x.shape, x.shape)))
    run.allocate_tensors()
    run.set_tensor(run.get_input_details()[0]["index"], x)
    run.invoke()
    return np.moveaxis(run.get_tensor(run.get_output_details()[0]["index"]), -1, 1), None


@pytest.mark.parametrize("padding", PADDINGS)
@over(LAYERS)
def test_a_layer(name, problem, padding):
    agrees(CONVENTIONS[f"tflite_{padding}"], lambda layer, x: pooled(padding, layer, x), name, problem)
