"""Every operator brings its formulas; one that does not is an error that names it."""

import pytest

from figures.formulas import operator_formulas
from pooling import OPERATORS


def test_they_come_in_the_order_of_the_operators():
    assert [formulas.operator for formulas in operator_formulas()] == list(OPERATORS)


def test_every_operator_has_formulas_of_both_passes():
    assert all(formulas.forward and formulas.backward for formulas in operator_formulas())


def test_an_operator_without_formulas_is_named(monkeypatch):
    monkeypatch.setitem(OPERATORS, "mode", OPERATORS["max"])
    with pytest.raises(LookupError) as caught:
        operator_formulas()
    assert str(caught.value) == "operator 'mode' has no voice: figures/voices/mode.py is missing"
