"""The check of the gradient on the page: only where it is asked for, and for what is on screen."""

import re

import numpy as np
import pytest

from lab.state import fresh
from tests.pages.screen import check, choose, lab, opened, run
from ui.explore import check as drawn


def asked(at):
    return run(at.toggle(key="check").set_value(True))


def written(at):
    return "".join(block.proto.body for block in at.get("html"))


def table(at, name):
    """The numbers of a table, with a plain minus."""
    rows = re.search(rf'<table class="lab-table" aria-label="{name}">(.*?)</table>', written(at))[1].split("<tr>")[2:]
    texts = [re.findall(r'<td class="lab-number[^>]*>([^<]*)', row) for row in rows]
    return np.array([[float(text.replace("−", "-")) for text in row] for row in texts])


def test_nothing_is_nudged_before_it_is_asked_for(monkeypatch):
    calls = []
    monkeypatch.setattr(drawn, "check", lambda *_: calls.append(1))
    at = opened()
    choose(at, "avg")
    assert not calls
    assert "Central difference" not in written(at)


def test_the_difference_stands_beside_the_gradient():
    at = asked(opened())
    np.testing.assert_allclose(table(at, "Central difference"), fresh().grad_input, atol=5e-4)
    np.testing.assert_allclose(table(at, "Input gradient"), fresh().grad_input, atol=5e-4)
    assert "No window that sends a gradient has a kink" in written(at)
    check(at)


@pytest.mark.parametrize("operator", ["max", "avg", "min", "lp", "range"])
def test_it_follows_the_layer_and_the_grid(operator):
    at = choose(asked(opened()), operator)
    run(at.slider(key="set_height").set_value(5))
    np.testing.assert_allclose(table(at, "Central difference"), lab(at).grad_input, atol=6e-4)


def test_kinks_are_marked_in_both_tables_and_read_aloud():
    at = asked(run(opened().selectbox(key="set_example").set_value("constant")))
    assert written(at).count('lab-number lab-mark-bent"') == 32
    assert "a window has a kink here" in written(at)
    assert "In 16 cells (dashed) a window that sends a gradient has a kink" in written(at)


def test_a_power_whose_kinks_are_not_known_is_no_error():
    at = choose(asked(opened()), "lp")
    run(at.number_input(key="set_norm_type").set_value(2.5))
    assert "No kink is marked: norm_type must be even" in written(at)
