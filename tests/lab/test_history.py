"""Undo and redo on states: what is a step, what comes back, and that what was under way is too late."""

from dataclasses import replace

import numpy as np
import pytest

from lab.editing import apply
from lab.history import MOST_STEPS, History, content, noted, redone, reset, undone
from lab.settings import Settings
from lab.state import Editing, Selection, Stepping, fresh, settled, with_example, with_gradient
from tests.pooling.checks import same


def typed(lab, row, column, text):
    """`lab` after an entry into its input."""
    message = {
        "rev": lab.input_editing.seen + 1,
        "version": lab.input_editing.version,
        "events": [["cell", row, column, text]],
    }
    canvas, _, editing = apply(message, lab.canvas, lab.x.shape, lab.input_editing, "input", True)
    return replace(lab, canvas=canvas, input_editing=editing)


STEPS = {
    "an edit": lambda lab: typed(lab, 0, 0, "9"),
    "a draft": lambda lab: typed(lab, 0, 0, "abc"),
    "a size": lambda lab: settled(replace(lab, height=3)),
    "a setting": lambda lab: settled(replace(lab, settings=Settings("avg", (3, 3)))),
    "a lock": lambda lab: replace(lab, locks=lab.locks - {"stride"}),
    "an example": lambda lab: with_example(lab, "overlap", 0),
    "a seed": lambda lab: replace(lab, seed=5),
    "a gradient": lambda lab: with_gradient(lab, "zeros"),
}
NONE = {
    "a selection": lambda lab: replace(lab, selection=Selection("cell", 0, 0), selection_seen=7),
    "a place in a pass": lambda lab: replace(lab, stepping=Stepping("forward", at=2)),
    "a notice": lambda lab: replace(lab, notice="told"),
    "the same entry": lambda lab: typed(lab, 0, 0, str(lab.x[0, 0])),
    "an answer of the browser": lambda lab: replace(lab, input_editing=Editing(version=3, seen=8)),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_a_step_there_back_and_there_again(step):
    before = fresh()
    now = step(before)
    history, back = undone(noted(History(), before, now), now)
    assert content(back) == content(before)
    history, again = redone(history, back)
    assert content(again) == content(now)
    assert (len(history.past), history.future, history.moves) == (1, (), 2)


@pytest.mark.parametrize("other", NONE.values(), ids=NONE)
def test_what_is_no_step_leaves_what_can_be_redone(other):
    start, edited = fresh(), typed(fresh(), 0, 0, "9")
    history, now = undone(noted(History(), start, edited), edited)
    assert noted(history, now, other(now)) is history


def test_a_new_step_makes_an_end_of_redo():
    start, edited = fresh(), typed(fresh(), 0, 0, "9")
    history, now = undone(noted(History(), start, edited), edited)
    assert noted(history, now, typed(now, 1, 1, "8")).future == ()


def test_a_hundred_steps_are_kept():
    lab, history = fresh(), History()
    for n in range(MOST_STEPS + 20):
        now = typed(lab, 0, 0, str(n))
        lab, history = now, noted(history, lab, now)
    for _ in range(MOST_STEPS + 20):
        history, lab = undone(history, lab)
    assert MOST_STEPS == 100
    assert (lab.x[0, 0], history.moves) == (19, 100)


def test_with_nothing_to_undo_or_redo_all_stays():
    lab, history = fresh(), History()
    assert undone(history, lab) == redone(history, lab) == (history, lab)


def test_what_comes_back_is_a_new_version_and_an_edit_under_way_is_dropped():
    start = fresh()
    now = typed(start, 0, 0, "9")
    late = {"rev": 2, "version": now.input_editing.version, "events": [["cell", 1, 1, "7"]]}
    _, back = undone(noted(History(), start, now), now)
    assert back.input_editing.version > now.input_editing.version
    assert back.grad_editing.version > now.grad_editing.version
    canvas, _, editing = apply(late, back.canvas, back.x.shape, back.input_editing, "input", True)
    same(canvas, start.canvas)
    assert editing.seen == 2


def test_a_draft_comes_back_with_the_reason_that_it_waits():
    start = typed(fresh(), 0, 0, "abc")
    now = typed(start, 0, 0, "9")
    _, back = undone(noted(History(), start, now), now)
    assert back.input_editing.drafts == {(0, 0): "abc"}
    assert back.input_editing.message == start.input_editing.message != ""


def test_the_selection_stays_and_lies_in_the_grid_that_came_back():
    small = settled(replace(fresh(), height=2, width=2))
    now = replace(settled(replace(small, height=6, width=6)), selection=Selection("cell", 5, 4))
    _, back = undone(noted(History(), small, now), now)
    assert back.selection == Selection("cell", 1, 1)


def test_where_the_player_is_stays_and_what_was_told_is_over():
    before = replace(fresh(), notice="told before", stepping=Stepping("backward", at=1))
    now = replace(typed(before, 0, 0, "9"), stepping=Stepping("forward", at=2))
    _, back = undone(noted(History(), before, now), now)
    assert (back.stepping.way, back.stepping.at, back.notice) == ("forward", 2, "")


def test_what_is_kept_holds_no_pass():
    start = fresh()
    assert start.grad_input.any()
    history = noted(History(), start, typed(start, 0, 0, "9"))
    assert not {"_pooled", "grad_input"} & set(vars(history.past[0]))


def test_a_reset_is_how_everybody_begins_in_a_new_version():
    now = typed(replace(with_example(fresh(), "normal", 7), selection=Selection("cell", 3, 3)), 0, 0, "x")
    back = reset(now)
    assert content(back) == content(fresh())
    assert back.selection == fresh().selection
    assert back.input_editing.version > now.input_editing.version
    assert np.array_equal(undone(noted(History(), now, back), back)[1].x, now.x)
