"""The Keras code to take: forward on the backend that KERAS_BACKEND names, both passes where that is TensorFlow.

Keras and TensorFlow are in no list of requirements (they are large, and bring another NumPy): these tests run
where both happen to be installed.
"""

import numpy as np
import pytest

from pooling import pool
from pooling.frameworks.code.snippets import snippets
from tests.oracles.layers import over
from tests.oracles.snippet_cases import FILLS, GLOBAL, LAYERS, STRANGE, case, check, compare, of_problem, strange
from tests.pooling.frameworks.strangers import admit

keras = pytest.importorskip("keras", reason="Keras runs the snippets of these tests alone")
BACKEND = keras.backend.backend()
by_tape = pytest.mark.skipif(BACKEND != "tensorflow", reason="the gradient in the Keras code is TensorFlow's")


def check_forward(x, grad_output, spec):
    """The code up to the gradient needs no TensorFlow."""
    head, gradient, _ = snippets(x, grad_output, spec)["Keras"].partition("\n# keras.ops works with every backend")
    names = {}
    exec(head.replace("import tensorflow as tf\n", ""), names)
    assert gradient
    compare(np.asarray(names["pool"](names["x"])), pool(x, spec).output, 1e-10)


@over(LAYERS)
@pytest.mark.parametrize("fill", FILLS)
def test_the_output_on_any_backend(name, problem, fill):
    check_forward(*of_problem(name, fill, problem))


@by_tape
@over(LAYERS)
@pytest.mark.parametrize("fill", FILLS)
def test_it_gives_what_the_screen_shows(name, problem, fill):
    check("Keras", *of_problem(name, fill, problem), rtol=1e-10, indices=False)


@by_tape
@pytest.mark.parametrize(("name", "spec"), GLOBAL.items(), ids=GLOBAL.keys())
def test_global(name, spec):
    check("Keras", *case(name, "decimals", spec, (5, 7)), spec, rtol=1e-10, indices=False)


@by_tape
@pytest.mark.parametrize("layer", STRANGE.values(), ids=STRANGE.keys())
def test_operators_that_nobody_has_named(layer, monkeypatch):
    admit(monkeypatch, layer.operator)
    strange("Keras", layer, rtol=1e-10, indices=False)
