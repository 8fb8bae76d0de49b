"""Undo, redo and reset on the page: each control is a step of its own, and only Explore has the buttons."""

import json
from dataclasses import replace

import numpy as np
import pytest

from lab.history import content
from lab.share import encode
from lab.state import Selection, fresh
from tests.lab.test_share import link
from tests.pages.screen import check, choose, components, lab, opened, run, visited
from tests.pooling import worked
from tests.pooling.checks import same


def send(at, key, **said):
    """Have a component of the page say something."""
    states = at._tree.get_widget_states()
    one = states.widgets.add()
    one.id = next(c.proto.id for c in at.get("bidi_component") if c.proto.id.endswith(f"-{key}"))
    one.json_value = json.dumps(said)
    at._run(states)
    assert not at.exception
    return at


def typed(at, row, column, text):
    editing = lab(at).input_editing
    events = [["cell", row, column, text]]
    return send(at, "edit_input", edit={"rev": editing.seen + 1, "version": editing.version, "events": events})


STEPS = {
    "an edit": lambda at: typed(at, 0, 0, "9"),
    "a draft": lambda at: typed(at, 0, 0, "abc"),
    "an operator": lambda at: choose(at, "avg"),
    "a slider": lambda at: run(at.select_slider(key="set_kernel_size_01").set_value(3)),
    "a lock": lambda at: run(at.button(key="lock_stride").click()),
    "a switch": lambda at: run(at.toggle(key="set_ceil_mode").set_value(True)),
    "a size": lambda at: run(at.slider(key="set_height").set_value(9)),
    "a size that lowers a setting": lambda at: run(at.slider(key="set_width").set_value(1)),
    "a fill": lambda at: run(at.selectbox(key="set_example").set_value("overlap")),
    "a fill of the gradient": lambda at: run(at.selectbox(key="set_gradient").set_value("zeros")),
    "a seed": lambda at: run(at.number_input(key="set_seed").set_value(3)),
}


def press(at, name):
    return run(at.button(key=name).click())


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_each_control_is_one_step(step):
    at = opened()
    before = content(lab(at))
    now = content(lab(step(at)))
    assert now != before
    press(at, "undo")
    assert content(lab(at)) == before
    assert at.button(key="undo").disabled
    assert "s" not in at.query_params
    check(at)
    press(at, "redo")
    assert content(lab(at)) == now
    assert at.button(key="redo").disabled
    assert at.query_params["s"] == encode(lab(at))
    check(at)


def test_at_first_there_is_nothing_to_undo_or_redo():
    for at in (opened(), opened(link(x=np.zeros((6, 6)).tolist()))):
        assert at.button(key="undo").disabled
        assert at.button(key="redo").disabled


def test_a_selection_is_no_step_and_leaves_redo():
    at = press(typed(opened(), 0, 0, "9"), "undo")
    send(at, "scene_overlay", selection={"kind": "cell", "row": 1, "column": 1, "rev": 1})
    assert lab(at).selection == Selection("cell", 1, 1)
    assert at.button(key="undo").disabled
    assert lab(press(at, "redo")).x[0, 0] == 9
    assert lab(at).selection == Selection("cell", 1, 1)


def test_an_edit_that_comes_with_undo_is_what_is_undone():
    at = typed(opened(), 0, 0, "9")
    editing = lab(at).input_editing
    message = {"rev": editing.seen + 1, "version": editing.version, "events": [["cell", 1, 1, "7"]]}
    at.button(key="undo").click()
    send(at, "edit_input", edit=message)
    assert (lab(at).x[0, 0], lab(at).x[1, 1]) == (9, worked.X[1, 1])
    assert lab(press(at, "redo")).x[1, 1] == 7


def test_an_edit_of_before_is_not_made_on_the_grid_that_came_back():
    at = typed(opened(), 0, 0, "9")
    old = lab(at).input_editing.version
    press(at, "undo")
    assert components(at)["input"]["version"] != old
    send(at, "edit_input", edit={"rev": 9, "version": old, "events": [["cell", 1, 1, "7"]]})
    same(lab(at).x, worked.X)


def test_what_was_told_of_the_step_is_gone_with_it():
    at = run(opened().slider(key="set_width").set_value(1))
    assert at.warning
    assert not press(at, "undo").warning


def test_reset_is_how_explore_begins_and_can_be_undone():
    other = replace(fresh(), seed=5, selection=Selection("cell", 2, 2))
    at = run(choose(opened(encode(other)), "avg").slider(key="set_height").set_value(4))
    before = content(lab(at))
    press(at, "reset")
    assert content(lab(at)) == content(fresh())
    assert lab(at).selection == fresh().selection
    assert "s" not in at.query_params
    check(at)
    press(at, "undo")
    assert content(lab(at)) == before


def test_a_reset_of_what_is_as_at_first_is_no_step():
    assert press(opened(), "reset").button(key="undo").disabled


def test_a_step_made_on_another_page_is_undone_in_explore():
    at = visited("pages/1_Step_through.py")
    choose(at, "avg")
    assert not {"undo", "redo", "reset"} & {button.key for button in at.button}
    at = run(at.switch_page("app.py"))
    assert lab(press(at, "undo")).settings.operator == "max"


def test_a_lesson_makes_no_step_of_explore():
    at = visited("pages/2_Lessons.py", lesson="overlap", step="1")
    editing = at.session_state["lab:overlap"].input_editing
    message = {"rev": 1, "version": editing.version, "events": [["cell", 0, 0, "7"]]}
    grid = next(c.proto.id for c in at.get("bidi_component") if "edit_input" in c.proto.id)
    send(at, grid.split("-", 2)[2], edit=message)
    assert at.session_state["lab:overlap"].x[0, 0] == 7
    assert run(at.switch_page("app.py")).button(key="undo").disabled
