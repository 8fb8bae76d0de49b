"""Side by side with ONNX Runtime: its defaults, its Lp, and what its standard leaves open."""

import numpy as np
import pytest

from pooling import OPERATORS, PoolSpec
from pooling.frameworks import CONVENTIONS
from tests.oracles import own_code
from tests.oracles.layers import LEAD, numbers, over, quarter, random_layers, usable
from tests.oracles.onnx_layers import in_plane, run, run_node
from tests.pooling.checks import close, same, spec_of

onnxruntime = pytest.importorskip("onnxruntime", reason="ONNX Runtime is an oracle of these tests alone")

ONNX = CONVENTIONS["onnx"]
REFUSAL = onnxruntime.capi.onnxruntime_pybind11_state
MAX = usable(random_layers("max", 200, seed=21))
AVG = usable(random_layers("avg", 400, seed=22))
LP = usable(random_layers("lp", 400, seed=23))
LP = {name: problem for name, problem in LP.items() if problem[0].norm_type in (1, 2, 3, 4)}
ROW = np.arange(-12.0, 13, dtype=np.float32).reshape(1, 1, 5, 5)


@over(MAX)
def test_max(name, problem):
    layer, *size = problem
    x = numbers(name, *LEAD, *size, choices=[1, 2, 3]).astype(np.float32)
    output, indices = run("MaxPool", layer, x, ["y", "indices"])
    outcome = ONNX.apply(x, spec_of(layer))
    same(outcome.output, output)
    same(outcome.indices, in_plane(indices, size))


@over(AVG)
def test_average_with_its_defaults(name, problem):
    layer, *size = problem
    x = numbers(name, *LEAD, *size).astype(np.float32)
    (output,) = run("AveragePool", layer, x, ["y"])
    close(ONNX.apply(x, spec_of(layer)).output, output, rtol=1e-5, atol=1e-6)


@over(LP)
def test_lp(name, problem):
    layer, *size = problem
    x = numbers(name, *LEAD, *size).astype(np.float32)
    (output,) = run("LpPool", layer, x, ["y"], p=int(layer.norm_type))
    close(ONNX.apply(x, spec_of(layer)).output, output, rtol=1e-5, atol=1e-6)


@over(quarter(MAX))
def test_min_is_the_negative_of_max(name, problem):
    layer, *size = problem
    x = numbers(name, *LEAD, *size).astype(np.float32)
    (output,) = run("MaxPool", layer, -x, ["y"])
    same(ONNX.apply(x, spec_of(layer._replace(operator="min"))).output, -output)


@over(usable(random_layers("range", 100, seed=24)))
def test_range_is_made_of_two_maxima(name, problem):
    layer, *size = problem
    x = numbers(name, *LEAD, *size, choices=[1, 2, 3]).astype(np.float32)
    largest, high = run("MaxPool", layer, x, ["y", "indices"])
    smallest, low = run("MaxPool", layer, -x, ["y", "indices"])
    grad = numbers(name, *largest.shape, choices=[-2, 1, 3]).astype(np.float32)
    grad_input = np.zeros_like(x)
    np.add.at(grad_input.reshape(-1), high, grad)  # ONNX counts over all planes
    np.add.at(grad_input.reshape(-1), low, -grad)
    outcome = ONNX.apply(x, spec_of(layer), grad)
    same(outcome.output, largest + smallest)
    same(outcome.grad_input, grad_input)


@pytest.mark.parametrize("name", [name for name, operator in OPERATORS.items() if "onnx" in operator.own_names])
def test_its_own_names_are_nodes_that_agree(name):
    x, given = np.abs(ROW), {"p": 2} if OPERATORS[name].has("norm_type") else {}
    (theirs,) = run_node(OPERATORS[name].own_names["onnx"], x, kernel_shape=[2, 2], strides=[2, 2], **given)
    close(ONNX.apply(x, PoolSpec(name, 2)).output, theirs, rtol=1e-6)


@pytest.mark.parametrize("name", [name for name, operator in OPERATORS.items() if "onnx" in operator.made_of])
def test_what_it_is_made_of_is_what_it_is(name):
    names = {"MaxPool": lambda x: run_node("MaxPool", x, kernel_shape=[2, 2], strides=[2, 2])[0]}
    theirs = eval(OPERATORS[name].made_of["onnx"].replace("−", "-"), names, {"x": ROW})
    same(ONNX.apply(ROW, PoolSpec(name, 2)).output, theirs)


@pytest.mark.parametrize(("operator", "p"), [("MaxPool", {}), ("AveragePool", {}), ("LpPool", {"p": 2})])
def test_the_default_stride_is_1(operator, p):
    (output,) = run_node(operator, ROW, kernel_shape=[2, 2], **p)
    assert output.shape == (1, 1, 4, 4)


def test_padding_must_be_less_than_the_kernel():
    assert run_node("MaxPool", ROW, kernel_shape=[3, 3], pads=[2] * 4)[0].shape == (1, 1, 7, 7)
    with pytest.raises(REFUSAL.Fail):
        run_node("MaxPool", ROW, kernel_shape=[3, 3], pads=[3] * 4)


@pytest.mark.parametrize(("operator", "attribute"), [("LpPool", {"p": 1.5}), ("AveragePool", {"divisor_override": 3})])
def test_what_onnx_has_no_attribute_for(operator, attribute):
    with pytest.raises(REFUSAL.InvalidGraph):
        run_node(operator, ROW, kernel_shape=[2, 2], **attribute)


@pytest.mark.parametrize("opset", [17, 18, 19])
@pytest.mark.parametrize(("operator", "since"), [("MaxPool", 10), ("LpPool", 18), ("AveragePool", 19)])
def test_since_when_a_layer_is_dilated(operator, since, opset):
    if opset < since:
        with pytest.raises(REFUSAL.InvalidGraph):
            run_node(operator, ROW, opset=opset, kernel_shape=[2, 2], dilations=[2, 2])
    else:
        assert run_node(operator, ROW, opset=opset, kernel_shape=[2, 2], dilations=[2, 2])[0].shape == (1, 1, 3, 3)


def test_integers_are_of_8_bits():
    for dtype in (np.int8, np.uint8):
        assert run_node("MaxPool", np.ones((1, 1, 2, 2), dtype), kernel_shape=[2, 2])[0].dtype == dtype
    with pytest.raises(REFUSAL.InvalidGraph):
        run_node("MaxPool", np.ones((1, 1, 2, 2), np.int32), kernel_shape=[2, 2])


def test_the_index_counts_over_all_planes_and_may_count_down_the_columns():
    x = np.zeros((2, 2, 2, 3), np.float32)
    x[1, 1, 0, 1] = 1
    _, by_row = run_node("MaxPool", x, ["y", "indices"], kernel_shape=[2, 3])
    _, by_column = run_node("MaxPool", x, ["y", "indices"], kernel_shape=[2, 3], storage_order=1)
    assert (by_row[1, 1], by_column[1, 1]) == (3 * 6 + 1, 3 * 6 + 2)


def test_nan_depends_on_the_order_and_on_the_indices():
    nan_last, nan_first = (np.float32(row).reshape(1, 1, 1, 4) for row in ([1, 2, 3, np.nan], [np.nan, 1, 2, 3]))
    values = [run_node("MaxPool", x, kernel_shape=[1, 4])[0].item() for x in (nan_last, nan_first)]
    asked = [run_node("MaxPool", x, ["y", "indices"], kernel_shape=[1, 4])[0].item() for x in (nan_last, nan_first)]
    assert np.isnan(values).tolist() == [True, False]
    assert np.isnan(asked).tolist() == [False, True]


@pytest.mark.parametrize("operator", ["max", "avg"])
def test_its_own_code_gives_its_own_result(operator):
    own_code.check("onnx", operator, both=False, rtol=1e-5)


def test_its_own_code_of_powers_gives_its_own_result():
    own_code.check("onnx", "lp", both=False, rtol=1e-4, norm_type=3.0)
