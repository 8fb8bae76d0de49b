"""The table of rules: its columns are the frameworks that are compared."""

import ast
import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from figures.stories.frameworks import own_code
from pooling import OPERATORS, PoolSpec, pool
from pooling.frameworks import CONVENTIONS, FRAMEWORKS
from pooling.frameworks.framework import Framework, Said
from pooling.frameworks.rules import RULES
from ui.frameworks import among, rules_table

HEADINGS = [framework.heading for framework in FRAMEWORKS.values() if framework.conventions]


def headings(html):
    return re.findall(r"<th[^>]*>([^<]+)</th>", html.split("<tbody>")[0])


def test_a_column_for_each_framework_with_conventions():
    assert headings(rules_table()) == [*HEADINGS, "Checked with"]
    assert HEADINGS[:4] == ["PyTorch", "ONNX as PyTorch exports it", "ONNX with its defaults", "TensorFlow / Keras"]


def test_columns_are_those_that_were_chosen_and_those_of_both_sides():
    names = [framework.heading for framework in among(("pytorch", "caffe"), ("keras_same", "onnx"))]
    assert names == ["PyTorch", "ONNX with its defaults", "TensorFlow / Keras", "Caffe"]
    assert headings(rules_table((), among(("caffe",), ("caffe", "caffe")))) == ["Caffe", "Checked with"]


def test_a_framework_of_the_registry_has_a_column(monkeypatch):
    words = {rule: Said(f"{rule} on beads") for rule in RULES}
    abacus = Framework("Abacus", "The abacus", {"abacus": CONVENTIONS["pytorch"]}, words)
    monkeypatch.setitem(FRAMEWORKS, "abacus", abacus)
    html = rules_table()
    assert headings(html) == [*HEADINGS, "The abacus", "Checked with"]
    assert [said for said in words.values() if said.text not in html] == []


def test_each_link_to_the_documentation_has_a_name_of_its_own():
    names = re.findall(r'<a [^>]*aria-label="([^"]+)">', rules_table())
    assert len(names) == len(set(names)) == rules_table().count("<a ")
    assert "[1] docs.pytorch.org on padding" in names


def mine():
    """The entries alone."""
    from types import SimpleNamespace

    from lab.settings import Settings
    from ui.mine import which_is_mine

    which_is_mine(SimpleNamespace(settings=Settings()))


def test_which_is_mine_names_who_gives_an_output_or_says_what_is_wrong():
    at = AppTest.from_function(mine)
    at.session_state["whose"] = {"x": "1 2 3\n4 5 6\n7 8 9", "output": "5 6\n8 9"}
    written = [html.proto.body for html in at.run().get("html")]
    assert not at.exception
    assert any("This output is that of Keras SAME, " in text for text in written)
    assert any("<b>PyTorch</b>: its output is 1 × 1" in text for text in written)
    at.session_state["whose"] = {"x": "<b>", "output": "1"}
    assert " must " in at.run().error[0].value


@pytest.mark.parametrize("key", CONVENTIONS)
@pytest.mark.parametrize("operator", OPERATORS)
def test_the_code_of_a_side_is_python_or_there_is_none(key, operator):
    pooled = pool(np.arange(25.0).reshape(5, 5), PoolSpec(operator, 2))
    text = own_code(key, pooled, np.ones((2, 2)))
    ast.parse(text)
    assert ("output" in text) == bool(text)
    if key != "zero_padding" and operator in ("max", "avg"):
        assert text
