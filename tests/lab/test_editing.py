"""What an editable grid sends: good entries reach the canvas, bad ones wait, hostile ones change nothing."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.editing import apply
from lab.state import Editing
from tests.pooling.checks import same
from tests.pooling.strategies import PROFILE

SIZE = (2, 3)
RAGGED = "pasted block must have rows of one length, but got [2, 1]"


def canvas():
    return np.arange(256.0).reshape(16, 16)


def sent(*events, rev=1, version=0):
    return {"rev": rev, "version": version, "events": [list(event) for event in events]}


def applied(message, size=SIZE, editing=None, may_grow=True):
    return apply(message, canvas(), size, editing or Editing(), "input", may_grow)


def refusal(row, column, told):
    return f"input row {row} column {column} must be a finite number from −1e9 to 1e9, but got {told}"


def with_cells(**cells):
    """The canvas with cells changed, named r0c1=value."""
    changed = canvas()
    for name, value in cells.items():
        row, column = name[1:].split("c")
        changed[int(row), int(column)] = value
    return changed


def test_a_number_is_taken():
    grid, size, editing = applied(sent(("cell", 0, 1, "99")))
    same(grid, with_cells(r0c1=99))
    assert (size, editing) == (SIZE, Editing(seen=1))


def test_the_canvas_that_was_given_is_left_alone():
    before = canvas()
    apply(sent(("cell", 0, 1, "99")), before, SIZE, Editing(), "input", True)
    same(before, canvas())


def test_text_waits_as_a_draft_and_the_number_before_it_stays():
    grid, _, editing = applied(sent(("cell", 0, 1, "abc")))
    same(grid, canvas())
    assert editing == Editing(drafts={(0, 1): "abc"}, message=refusal(0, 1, "'abc'"), seen=1)


@pytest.mark.parametrize("text", ["", "inf", "-inf", "nan", "1e308", "1,5"])
def test_a_bad_entry_waits_as_it_was_typed(text):
    grid, _, editing = applied(sent(("cell", 0, 1, text)))
    same(grid, canvas())
    assert editing.drafts == {(0, 1): text}
    assert editing.message.startswith("input row 0 column 1 must be a finite number from −1e9 to 1e9, ")


def test_a_number_ends_a_draft():
    waiting = Editing(drafts={(0, 1): "abc"}, message="old", seen=1)
    grid, _, editing = applied(sent(("cell", 0, 1, "5"), rev=2), editing=waiting)
    same(grid, with_cells(r0c1=5))
    assert editing == Editing(seen=2)


def test_a_number_elsewhere_leaves_a_draft_waiting():
    waiting = Editing(drafts={(0, 1): "abc"}, message=refusal(0, 1, "'abc'"), seen=1)
    _, _, editing = applied(sent(("cell", 0, 0, "5"), rev=2), editing=waiting)
    assert editing == replace(waiting, seen=2)


def test_events_are_taken_in_order():
    grid, _, editing = applied(sent(("cell", 0, 0, "1"), ("cell", 0, 0, "x"), ("cell", 0, 0, "3"), rev=3))
    same(grid, with_cells(r0c0=3))
    assert editing.drafts == {}


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ([("cell", 0, 1, "abc"), ("cell", 0, 1, "8")], ""),
        ([("cell", 0, 0, "abc"), ("cell", 0, 1, "x"), ("cell", 0, 1, "8")], refusal(0, 0, "'abc'")),
        ([("cell", 0, 0, "abc"), ("cell", 0, 1, "x"), ("cell", 0, 0, "y")], refusal(0, 0, "'y'")),
        ([("cell", 0, 0, "abc"), ("paste", 0, 0, "1\t2")], ""),
        ([("cell", 0, 0, "abc"), ("paste", 0, 0, "1\t2\n3")], RAGGED),
        ([("paste", 0, 0, "1\t2\n3"), ("cell", 0, 0, "8")], ""),
        ([("paste", 0, 0, "1\t2\n3"), ("cell", 0, 0, "abc")], refusal(0, 0, "'abc'")),
        ([("paste", 0, 0, "1\t2\n3"), ("paste", 0, 0, "1\t2")], ""),
    ],
    ids=str,
)
def test_the_message_tells_what_still_waits(events, message):
    assert applied(sent(*events))[2].message == message


def test_a_draft_beyond_the_grid_is_not_told():
    waiting = Editing(drafts={(5, 5): "abc"})
    assert applied(sent(("cell", 0, 0, "5")), editing=waiting)[2] == replace(waiting, seen=1)


def test_an_entry_too_long_for_a_number_stays_so_when_it_is_cut():
    editing = applied(sent(("cell", 0, 0, "1" + " " * 5000)))[2]
    assert len(editing.drafts[0, 0]) == 401
    assert applied(sent(rev=2), editing=editing)[2].message.startswith("input row 0 column 0 must be a finite number")


def test_the_same_events_again_change_nothing_more():
    events = [("cell", 0, 0, "1"), ("paste", 1, 1, "7\t8"), ("cell", 1, 1, "9")]
    once = applied(sent(*events, rev=3))
    twice = apply(sent(*events, rev=3), once[0], once[1], once[2], "input", True)
    same(twice[0], once[0])
    assert twice[1:] == once[1:]


def test_a_block_is_taken():
    grid, size, editing = applied(sent(("paste", 0, 1, "7\t8\n−9\t1e3")))
    same(grid, with_cells(r0c1=7, r0c2=8, r1c1=-9, r1c2=1000))
    assert (size, editing) == (SIZE, Editing(seen=1))


def test_the_input_grows_to_hold_a_block():
    grid, size, _ = applied(sent(("paste", 1, 2, "7\t8\n9\t1")))
    same(grid, with_cells(r1c2=7, r1c3=8, r2c2=9, r2c3=1))
    assert size == (3, 4)


def test_the_upstream_gradient_does_not_grow():
    grid, size, editing = applied(sent(("paste", 1, 2, "7\t8\n9\t1")), may_grow=False)
    same(grid, canvas())
    message = "pasted block must fit into 2×3 cells from row 1 column 2, but got 2×2"
    assert (size, editing.message) == (SIZE, message)


def test_17_by_17_is_refused_whole():
    grid, size, editing = applied(sent(("paste", 0, 0, "\n".join(["\t".join(["1"] * 17)] * 17))))
    same(grid, canvas())
    message = "pasted block must fit into 16×16 cells from row 0 column 0, but got 17×17"
    assert (size, editing) == (SIZE, Editing(message=message, seen=1))


def test_16_by_16_is_taken_whole():
    grid, size, _ = applied(sent(("paste", 0, 0, "\n".join(["\t".join(["1"] * 16)] * 16))))
    same(grid, np.ones((16, 16)))
    assert size == (16, 16)


def test_a_bad_cell_in_a_block_waits_and_the_others_are_taken():
    grid, _, editing = applied(sent(("paste", 0, 0, "7\tabc\n8\t")))
    same(grid, with_cells(r0c0=7, r1c0=8))
    assert editing.drafts == {(0, 1): "abc", (1, 1): ""}


def test_a_pasted_column_leaves_its_neighbours_alone():
    grid, size, editing = applied(sent(("paste", 0, 0, "1 234\n5")))
    same(grid, with_cells(r1c0=5))
    assert (size, editing.drafts) == (SIZE, {(0, 0): "1 234"})


def test_an_empty_cell_of_a_pasted_column_waits():
    grid, size, editing = applied(sent(("paste", 0, 1, "1\n\n3")))
    same(grid, with_cells(r0c1=1, r2c1=3))
    assert (size, editing.drafts) == ((3, 3), {(1, 1): ""})


def test_events_on_an_older_grid_are_dropped_and_acknowledged():
    grid, size, editing = applied(sent(("cell", 0, 0, "9"), rev=5, version=1), editing=Editing(version=2))
    same(grid, canvas())
    assert (size, editing) == (SIZE, Editing(version=2, seen=5))


@pytest.mark.parametrize(
    "event",
    [
        ("cell", 2, 0, "9"),
        ("cell", 0, 3, "9"),
        ("cell", -1, 0, "9"),
        ("cell", 16, 0, "9"),
        ("cell", 10**400, 0, "9"),
        ("cell", 0.0, 0, "9"),
        ("cell", True, 0, "9"),
        ("cell", 0, 0, 9),
        ("cell", 0, 0, None),
        ("cell", 0, 0),
        ("cut", 0, 0, "9"),
        ([], 0, 0, "9"),
        ("paste", 0, 0, 5),
    ],
    ids=repr,
)
def test_a_hostile_event_changes_nothing(event):
    grid, size, editing = applied(sent(event))
    same(grid, canvas())
    assert (size, editing) == (SIZE, Editing(seen=1))


@pytest.mark.parametrize(
    "message",
    [None, 1, "x", [], {}, {"rev": "1"}, {"rev": 1.5}, {"rev": None, "events": [["cell", 0, 0, "9"]]}],
    ids=repr,
)
def test_a_hostile_message_changes_nothing(message):
    grid, size, editing = applied(message)
    same(grid, canvas())
    assert (size, editing) == (SIZE, Editing())


@pytest.mark.parametrize(
    "events", [None, {}, "cell", 5, [None, 3, "x"], [["cell", 0, 0, "9"]] * 100_000], ids=lambda e: type(e).__name__
)
def test_hostile_events_change_nothing(events):
    grid, size, editing = applied({"rev": 4, "version": 0, "events": events})
    same(grid, canvas())
    assert (size, editing) == (SIZE, Editing(seen=4))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["cell", "paste", "1\t2"]),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from(["rev", "version", "events"]), inner),
    max_leaves=30,
)


@given(JSON)
@PROFILE
def test_whatever_is_sent_the_canvas_stays_finite(message):
    grid, size, _ = applied(message)
    assert np.isfinite(grid).all()
    assert max(size) <= 16
