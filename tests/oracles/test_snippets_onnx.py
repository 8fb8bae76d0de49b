"""The ONNX code to take, run over every operator and parameter, gives the numbers on the screen."""

import pytest

from pooling import PoolSpec
from pooling.frameworks.code.snippets import snippets
from tests.oracles.layers import over
from tests.oracles.snippet_cases import FILLS, GLOBAL, LAYERS, STRANGE, case, check, of_problem, strange
from tests.pooling.frameworks.strangers import admit

pytest.importorskip("onnx", reason="ONNX writes the models of these tests alone")
pytest.importorskip("onnxruntime", reason="ONNX Runtime runs the snippets of these tests alone")


def check_onnx(x, grad_output, spec):
    """AveragePool and LpPool of ONNX Runtime have single precision only, and the snippet says so."""
    single = "single precision only: about" in snippets(x, grad_output, spec)["ONNX"]
    check("ONNX", x, grad_output, spec, rtol=3e-5 if single else 1e-10)


@over(LAYERS)
@pytest.mark.parametrize("fill", FILLS)
def test_it_gives_what_the_screen_shows(name, problem, fill):
    check_onnx(*of_problem(name, fill, problem))


@pytest.mark.parametrize(("name", "spec"), GLOBAL.items(), ids=GLOBAL.keys())
def test_global(name, spec):
    check_onnx(*case(name, "decimals", spec, (5, 7)), spec)


REASONS = {
    "AveragePool has no divisor_override": ([[1, 2]], PoolSpec("avg", (1, 2), divisor_override=3)),
    "LpPool takes a whole p only": ([[1, 2]], PoolSpec("lp", (1, 2), norm_type=2.5)),
    "LpPool takes absolute values": ([[-1, 2]], PoolSpec("lp", (1, 2), norm_type=3)),
    "LpPool scales no partial window up": ([[1, 2, 3]], PoolSpec("lp", (1, 2), ceil_mode=True)),
    "AveragePool has single precision only": ([[1e9, 0.001]], PoolSpec("avg", (1, 2))),
    "LpPool has single precision only": ([[1e9, 1]], PoolSpec("lp", (1, 2), norm_type=10)),
}


@pytest.mark.parametrize(("reason", "x", "spec"), [(reason, *given) for reason, given in REASONS.items()])
def test_what_its_node_cannot_do_is_said_and_computed(reason, x, spec):
    grad_output = [[1] * spec.output_size(1, len(x[0]))[1]]
    text = snippets(x, grad_output, spec)["ONNX"]
    assert f"# {reason}: here sums over windows are two matrix products." in text


def test_a_power_that_is_no_number_is_gathered_window_by_window():
    text = snippets([[-1, 2]], [[1]], PoolSpec("lp", (1, 2), norm_type=2.5))["ONNX"]
    assert "# LpPool takes a whole p only: here the cells of every window are gathered and added up." in text


@pytest.mark.parametrize("layer", STRANGE.values(), ids=STRANGE.keys())
def test_operators_that_nobody_has_named(layer, monkeypatch):
    admit(monkeypatch, layer.operator)
    strange("ONNX", layer, rtol=1e-10)
