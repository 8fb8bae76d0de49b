"""Check mine: what is brought is judged as it is typed, and nothing of a broken entry is lost."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest

from lab.check import examples
from lab.check.handout import as_task
from lab.check.link import decode, encode
from lab.check.state import Check, as_text
from lab.settings import Settings
from pooling import OPERATORS, verify
from pooling.verify.seen import address
from tests.pages.screen import run, told, visited

FILE = "pages/5_Check.py"
X = np.arange(16.0).reshape(4, 4)
RIGHT = np.zeros((4, 4))
RIGHT[1::2, 1::2] = 1


def opened(check=None):
    return visited(FILE, s=check and encode(check))


def verdicts(at):
    return [said.value for said in (*at.success, *at.error)]


def pasted(at, role, text):
    return run(at.text_area(key=f"check_text_{role}").set_value(text))


@pytest.mark.parametrize("name", examples.EXAMPLES)
def test_every_example_is_named_for_what_it_is(name):
    at = opened(examples.opened(name))
    [said] = verdicts(at)
    assert bool(at.success) == (examples.EXAMPLES[name].mistake == "")
    assert ("is right in all" in said) == bool(at.success)


def test_what_is_pasted_is_judged_at_once():
    at = opened(Check(texts={"x": as_text(X)}))
    assert verdicts(at) == []
    assert "Paste or open" in at.info[0].value
    at = pasted(at, "mine", as_text(RIGHT))
    assert verdicts(at) == ["Your gradient is right in all 16 cells."]
    at = pasted(at, "mine", as_text(2 * RIGHT))
    assert "2 times" in verdicts(at)[0]


def test_a_text_that_is_no_array_stays_and_is_named():
    at = opened(Check(texts={"x": as_text(X), "mine": as_text(RIGHT)}))
    at = pasted(at, "x", "[[1, 2], [3, abc]]")
    assert at.text_area(key="check_text_x").value == "[[1, 2], [3, abc]]"
    assert any("abc" in said for said in verdicts(at))


@pytest.mark.parametrize(
    ("operator", "what"),
    [(n, w) for n, o in OPERATORS.items() for w in ("grad_input", "output", "indices") if w != "indices" or o.selects],
)
def test_what_is_right_is_called_so_for_every_operator(operator, what):
    check = Check(Settings(operator, (3, 2), (2, 1)), what, texts={"x": as_text(np.cos(X) + 2), "grad_output": "1 2 3"})
    mine = as_text(check.case.right(what))
    at = opened(Check(check.settings, what, texts={**check.texts, "mine": mine}))
    assert "is right in all" in verdicts(at)[0] or "are right in all" in verdicts(at)[0]


def test_a_layer_that_does_not_fit_is_said_and_the_page_goes_on():
    at = opened(Check(Settings(kernel_size=(5, 5)), texts={"x": as_text(X), "mine": "1"}))
    assert any("must" in said for said in verdicts(at))
    at = run(at.number_input(key="check_kernel_size_0").set_value(2))
    at = run(at.number_input(key="check_kernel_size_1").set_value(2))
    assert at.session_state["mine"].settings.kernel_size == (2, 2)


def test_a_class_that_may_see_the_cells_alone_is_told_no_mistake():
    start = examples.opened("overlap")
    task = as_task(start, "cells")
    at = opened(task)
    assert not [box for box in at.number_input if "kernel" in box.label]
    assert at.text_area(key="check_text_x").disabled
    at = pasted(at, "mine", start.texts["mine"])
    [said] = verdicts(at)
    assert said.endswith("of 49 cells differ from the right result.")
    assert not at.code
    assert not [button for button in at.button if "Explore" in button.label]


def test_a_class_that_may_see_the_verdict_has_the_name():
    start = examples.opened("overlap")
    at = pasted(opened(as_task(start, "verdict")), "mine", start.texts["mine"])
    assert "assigning" in verdicts(at)[0]
    assert len(at.code) == 2


def test_a_link_that_is_none_is_told():
    at = visited(FILE, s="abc")
    assert "could not be read in full" in told(at)[0]


def test_the_address_that_a_report_prints_shows_its_case():
    mine = np.zeros((4, 4))
    mine[1::2, 1::2] = 3
    found = verify.judge(mine, Check(texts={"x": as_text(X)}).case)
    words = dict(parse_qsl(urlsplit(address(found)).query))
    at = visited(FILE, **words)
    assert verdicts(at) == [found.text]
    assert set(at.query_params) == {"s"}
    again = visited(FILE, s=at.query_params["s"])
    assert verdicts(again) == [found.text]


def test_words_of_an_address_that_are_none_are_told():
    at = visited(FILE, x=as_text(X), mine=as_text(RIGHT), kernel_size="2,2", padding="9", operator="sum")
    assert "padding must" in told(at)[0]
    assert "operator must" in told(at)[0]
    assert verdicts(at) == ["Your gradient is right in all 16 cells."]


@pytest.mark.parametrize("x", ["nan 1\n2 3", "inf 1\n2 3", "1e308 -1e308\n1 2", "1e12 1\n2 3"])
def test_what_the_lab_does_not_hold_is_not_carried_there(x):
    at = opened(Check(texts={"x": x, "mine": "0 0\n0 0"}))
    assert verdicts(at)
    assert not [button for button in at.button if "Explore" in button.label]


def test_an_assignment_whose_gradient_does_not_fit_a_link_says_so():
    random = np.random.default_rng(0)
    x, sent = random.integers(0, 9, (60, 60)), random.normal(size=(58, 58))
    check = Check(Settings("max", (3, 3), (1, 1)), texts={"x": as_text(x), "grad_output": as_text(sent)})
    assert "the long text for ∂E/∂Y" in decode(encode(as_task(check, "verdict")))[0].notice


def test_an_assignment_can_be_left():
    at = opened(as_task(examples.opened("overlap"), "cells"))
    at = run(at.button(key="check_leave").click())
    assert at.session_state["mine"].task == ""


def test_what_a_case_took_the_place_of_comes_back(monkeypatch):
    monkeypatch.setattr(examples, "SEED", 1)  # whose numbers do not tell assigning from overwriting
    check = replace(examples.opened("overlap"), example="")
    at = opened(check)
    [apart] = [button for button in at.button if "apart" in button.label]
    at = run(apart.click())
    assert at.session_state["mine"].texts.get("mine") is None
    [back] = [button for button in at.button if "Back" in button.label]
    assert run(back.click()).session_state["mine"].texts == check.texts
