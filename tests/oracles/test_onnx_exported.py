"""Side by side with what `torch.onnx.export` writes, run by ONNX Runtime: its attributes and its numbers.

Run with PyTorch 2.13.0 and ONNX Runtime 1.32.0, by the exporter that traces; `dynamo=True` needs onnxscript, and
writes the same attributes (onnxscript 0.7.2).
"""

import warnings

import numpy as np
import pytest

from pooling.frameworks import CONVENTIONS
from tests.oracles import own_code
from tests.oracles.conventions import agrees, problems
from tests.oracles.layers import over
from tests.oracles.snippet_cases import ran
from tests.pooling.checks import spec_of

torch = pytest.importorskip("torch", reason="PyTorch writes the models of these tests alone")
onnx = pytest.importorskip("onnx", reason="ONNX reads the models of these tests alone")
onnxruntime = pytest.importorskip("onnxruntime", reason="ONNX Runtime is an oracle of these tests alone")

from tests.oracles.torch_layers import forward  # noqa: E402

EXPORTED = CONVENTIONS["onnx_exported"]
LAYERS = problems("max", "min", "avg", "range", count=25) | problems("lp", count=25, norm_type=2.0)


class Layer(torch.nn.Module):
    """A layer as a module, which can be exported."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        return forward(x, self.layer)


def exported(layer, x, path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter that traces is deprecated
        torch.onnx.export(Layer(layer), (torch.tensor(x),), str(path), dynamo=False, verbose=False)
    return path


@pytest.fixture
def pooled(tmp_path):
    def run(layer, x):
        session = onnxruntime.InferenceSession(str(exported(layer, x, tmp_path / "model.onnx")))
        return session.run(None, {session.get_inputs()[0].name: x})[0], None

    return run


@over(LAYERS)
def test_a_layer(name, problem, pooled):
    agrees(EXPORTED, pooled, name, problem, rtol=1e-4)


@pytest.mark.parametrize("counts", [True, False])
def test_count_include_pad_is_written_out_and_divisor_override_is_not(counts, tmp_path):
    ((layer, *_),) = problems("avg", count=1, kernel_size=(2, 2), stride=(2, 2), padding=(1, 1)).values()
    layer = layer._replace(count_include_pad=counts, divisor_override=3)
    model = onnx.load(str(exported(layer, np.ones((1, 1, 4, 4), np.float32), tmp_path / "model.onnx")))
    (node,) = [node for node in model.graph.node if node.op_type == "AveragePool"]
    said = {attribute.name: onnx.helper.get_attribute_value(attribute) for attribute in node.attribute}
    assert said["count_include_pad"] == counts
    assert "divisor_override" not in said


@pytest.mark.parametrize("operator", ["max", "avg"])
def test_its_own_code_gives_its_own_result(operator):
    own_code.check("onnx_exported", operator, both=False, rtol=1e-5)


def test_its_own_code_of_powers_gives_its_own_result():
    own_code.check("onnx_exported", "lp", both=False, rtol=1e-4, norm_type=2.0)


@pytest.mark.parametrize("operator", ["max", "avg"])
def test_its_own_code_has_the_attributes_that_the_exporter_writes(operator, tmp_path):
    ((layer, *_),) = problems(operator, count=1, kernel_size=(3, 2), stride=(2, 1), padding=(1, 0)).values()
    x = np.ones((6, 6), np.float32)
    (theirs,) = onnx.load(str(exported(layer, x[None, None], tmp_path / "model.onnx"))).graph.node
    ours = ran(EXPORTED.own_code(x, spec_of(layer)), "node")["node"].item()
    said = [{a.name: onnx.helper.get_attribute_value(a) for a in node.attribute} for node in (theirs, ours)]
    assert said[0] == said[1]
