"""The PyTorch code to take, run over every operator and parameter, gives the numbers on the screen."""

import numpy as np
import pytest

from pooling import PoolSpec
from tests.oracles.layers import over
from tests.oracles.snippet_cases import FILLS, GLOBAL, LAYERS, STRANGE, case, check, of_problem, strange
from tests.pooling.frameworks.strangers import admit

pytest.importorskip("torch", reason="PyTorch runs the snippets of these tests alone")


@over(LAYERS)
@pytest.mark.parametrize("fill", FILLS)
def test_it_gives_what_the_screen_shows(name, problem, fill):
    check("PyTorch", *of_problem(name, fill, problem), rtol=1e-10)


@pytest.mark.parametrize(("name", "spec"), GLOBAL.items(), ids=GLOBAL.keys())
def test_global(name, spec):
    check("PyTorch", *case(name, "decimals", spec, (5, 7)), spec, rtol=1e-10)


def test_zeros_of_both_signs_are_equal():
    check("PyTorch", np.array([[0.0, -0.0, 0.0]]), np.array([[2.0, 3.0]]), PoolSpec("min", (1, 2), 1), rtol=0)


@pytest.mark.parametrize("layer", STRANGE.values(), ids=STRANGE.keys())
def test_operators_that_nobody_has_named(layer, monkeypatch):
    admit(monkeypatch, layer.operator)
    strange("PyTorch", layer, rtol=1e-10)
