"""What a first visitor is told above Explore, and where it leads; without a browser."""

import json
from dataclasses import replace

import pytest

from lab.settings import Settings
from lab.share import encode
from lab.state import Selection, fresh
from pooling import OPERATORS
from pooling.steps.trace import trace
from tests.pages.screen import run, visited
from ui import keeping
from ui.explore.welcome import NOTE

BUTTONS = {"welcome_show", "welcome_lessons", "welcome_check", "welcome_close"}


def welcomed(at):
    return BUTTONS & {button.key for button in at.button}


def told_the_browser(at):
    """The notes that the browser is to keep."""
    keeper = next(c.proto.json for c in at.get("bidi_component") if '"notes"' in c.proto.json)
    return json.loads(keeper)["notes"]


def test_a_first_visitor_is_welcomed_and_an_edit_changes_nothing_of_it():
    at = visited("app.py")
    assert welcomed(at) == BUTTONS
    run(at.slider(key="set_height").set_value(5))
    assert welcomed(at) == BUTTONS


@pytest.mark.parametrize("words", [{"s": encode(replace(fresh(), seed=1))}, {"present": "true"}], ids=str)
def test_somebody_s_work_and_a_class_are_left_alone(words):
    assert not welcomed(visited("app.py", **words))


@pytest.mark.parametrize("key", sorted(BUTTONS))
def test_whichever_button_is_pressed_it_does_not_come_again(key):
    at = run(visited("app.py").button(key=key).click())
    assert told_the_browser(at) == [keeping.COOKIE + NOTE]
    assert not welcomed(run(at.switch_page("app.py")))


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("selection", [Selection("window", 1, 0), Selection("cell", 5, 5)], ids=str)
def test_show_me_plays_until_the_gradient_has_arrived(operator, selection):
    at = visited("app.py")
    at.session_state["lab"] = lab = replace(fresh(), settings=Settings(operator), selection=selection)
    run(at.button(key="welcome_show").click())
    now = at.session_state["lab"].stepping
    assert (now.way, now.by) == ("backward", "tap")
    steps = trace(lab.pooled(), lab.grad_output, "backward", "tap").steps
    window = (1, 0) if selection.kind == "window" else (0, 0)
    assert steps[now.at].window == window
    assert now.at == 0 or steps[now.at - 1].window != window
