"""The code to take, and the sentence where a framework has none, without a browser."""

from streamlit.testing.v1 import AppTest

from pooling.frameworks.code.snippets import writers
from tests.pooling.frameworks.strangers import admit
from ui.take_code import HELP


def page(operator):
    """What stands below the grids for a layer of an operator."""
    from types import SimpleNamespace

    import numpy as np

    from pooling import PoolSpec
    from ui.take_code import take_the_code

    spec = PoolSpec(operator, 2)
    take_the_code(SimpleNamespace(x=np.eye(4), grad_output=np.ones((2, 2)), spec=spec))


def test_every_framework_has_a_tab_with_code():
    at = AppTest.from_function(page, args=("range",)).run()
    assert not at.exception
    assert [tab.label for tab in at.tabs] == list(writers())
    assert [[code.language for code in tab.code] for tab in at.tabs] == [["python"]] * len(writers())


def test_a_reason_is_a_sentence_and_no_code(monkeypatch):
    admit(monkeypatch, "first")
    at = AppTest.from_function(page, args=("first",)).run()
    assert not at.exception
    assert [len(tab.code) for tab in at.tabs] == [1, 0, 0, 0, 0, 0]
    assert [[html.proto.body for html in tab.get("html")] for tab in at.tabs] == [
        [],
        ['<p class="lab-note">NumPy alone has no first pooling.</p>'],
        ['<p class="lab-note">The code of loops has no first pooling.</p>'],
        ['<p class="lab-note">PyTorch has no first pooling.</p>'],
        ['<p class="lab-note">Keras has no first pooling.</p>'],
        ['<p class="lab-note">ONNX has no first pooling.</p>'],
    ]


def test_what_is_offered_is_said_before_it_is_opened():
    assert HELP == "This state in NumPy, NumPy alone, Loops, PyTorch, Keras and ONNX."
