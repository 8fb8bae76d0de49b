"""Side by side with OpenVINO's CPU plugin: floor, ceil and ceil_torch, dilation, the divisor, indices, NaN.

In no requirements file: `pip install openvino`. Run with OpenVINO 2026.4.1.
"""

import numpy as np
import pytest

from pooling.frameworks import CONVENTIONS
from tests.oracles import own_code
from tests.oracles.conventions import agrees, problems
from tests.oracles.layers import over

openvino = pytest.importorskip("openvino", reason="OpenVINO is an oracle of these tests alone")

from openvino import opset14 as ops  # noqa: E402

LAYERS = problems("max", "avg", count=60, divisor_override=None)


def pooled(rounding, layer, x):
    """The outputs of a model that is one node."""
    given = openvino.opset14.parameter(x.shape, x.dtype.type)
    rounding = rounding if layer.ceil_mode else "floor"
    if layer.operator == "max":
        sides = (layer.stride, layer.dilation, layer.padding, layer.padding, layer.kernel_size)
        node = ops.max_pool(given, *sides, rounding, "explicit")
    else:
        sides = (layer.stride, layer.padding, layer.padding, layer.kernel_size)
        node = ops.avg_pool(given, *sides, not layer.count_include_pad, rounding, "explicit")
    model = openvino.Model([node.output(n) for n in range(node.get_output_size())], [given])
    results = openvino.Core().compile_model(model, "CPU")([x])
    return [np.array(results[n]) for n in range(len(results))]


@pytest.mark.parametrize("rounding", ["ceil", "ceil_torch"])
@over(LAYERS)
def test_a_layer(name, problem, rounding):
    convention = CONVENTIONS[f"openvino_{rounding}"]
    agrees(convention, lambda layer, x: (pooled(rounding, layer, x)[0], None), name, problem)


ROW = problems("max", count=1, kernel_size=(1, 2), stride=(1, 2), padding=(0, 0), dilation=(1, 1), ceil_mode=False)
((LAYER, *_),) = ROW.values()


def test_a_window_behind_the_last_cell_is_kept_by_ceil_alone():
    layer, x = LAYER._replace(kernel_size=(1, 1), stride=(1, 4), ceil_mode=True), np.zeros((1, 1, 1, 4), np.float32)
    assert [pooled(rounding, layer, x)[0].shape[-1] for rounding in ("ceil", "ceil_torch")] == [2, 1]


def test_nan_loses():
    rows = [[np.nan, 1], [1, np.nan]]
    assert [pooled("ceil", LAYER, np.float32([[[row]]]))[0].item() for row in rows] == [1, 1]


def test_the_first_of_equal_cells_flat_in_all_planes():
    assert pooled("ceil", LAYER, np.ones((1, 2, 1, 4), np.float32))[1].ravel().tolist() == [0, 2, 4, 6]


@pytest.mark.parametrize("rounding", ["ceil", "ceil_torch"])
@pytest.mark.parametrize("operator", ["max", "avg"])
def test_its_own_code_gives_its_own_result(operator, rounding):
    own_code.check(f"openvino_{rounding}", operator, both=False, rtol=1e-5, divisor_override=None)
