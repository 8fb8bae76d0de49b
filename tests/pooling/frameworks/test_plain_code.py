"""NumPy alone and plain loops, run over every operator and parameter, give the numbers on the screen."""

import pytest

from pooling.frameworks.code.snippets import snippets
from tests.oracles.layers import over
from tests.oracles.snippet_cases import FILLS, GLOBAL, LAYERS, STRANGE, case, check, of_problem, strange
from tests.pooling.frameworks.strangers import admit

KINDS = ["NumPy alone", "Loops"]
#: Every ninth, some of every operator.
SOME = dict(list(LAYERS.items())[::9])


@over(SOME)
@pytest.mark.parametrize("kind", KINDS)
def test_it_gives_what_the_screen_shows(name, problem, kind):
    for fill in FILLS:
        check(kind, *of_problem(name, fill, problem), rtol=1e-9)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("name", "spec"), GLOBAL.items(), ids=GLOBAL.keys())
def test_global(name, spec, kind):
    check(kind, *case(name, "decimals", spec, (5, 7)), spec, rtol=1e-9)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("layer", STRANGE.values(), ids=STRANGE.keys())
def test_operators_that_nobody_has_named(layer, kind, monkeypatch):
    admit(monkeypatch, layer.operator)
    strange(kind, layer, rtol=1e-9)


@over(SOME)
def test_numpy_alone_is_short_and_imports_nothing_else(name, problem):
    text = snippets(*of_problem(name, "ties", problem))["NumPy alone"]
    imports = [line for line in text.splitlines() if line.startswith(("import", "from"))]
    code = text[text.index("# The cells") :].splitlines()
    assert imports == ["import numpy as np"]
    assert len([line for line in code if line and not line.startswith(("#", "print"))]) <= 20
