"""The picker of fills: it says when the numbers are the visitor's own, and another size goes on with a fill."""

import numpy as np
import pytest

from lab.examples import EXAMPLES
from lab.share import encode
from tests.lab.test_share import link
from tests.pages.screen import check, lab, opened, run
from tests.pages.test_undo import press, typed
from tests.pooling import worked
from tests.pooling.checks import same
from ui import grid_controls, state


def picker(at):
    return at.selectbox(key="set_example")


def fill_again(at):
    return run(next(button for button in at.button if button.label == "Fill again").click())


@pytest.mark.parametrize("name", ["integers", "normal", "ramp", "one_hot"])
def test_a_fill_that_grows_fills_the_new_cells_too(name):
    at = run(picker(opened()).set_value(name))
    run(at.slider(key="set_height").set_value(9))
    run(at.slider(key="set_width").set_value(8))
    same(lab(at).x, EXAMPLES[name].x(9, 8, 0))
    assert picker(at).value == name
    check(at)


def test_a_worked_example_grows_with_zeros():
    at = run(opened().slider(key="set_height").set_value(7))
    same(lab(at).x, np.vstack([worked.X, np.zeros((1, 6))]))
    assert picker(at).value == "worked"
    assert "6×6 worked example, here 7×6" in picker(at).options


def test_an_edited_cell_makes_the_numbers_your_own_until_it_is_as_before():
    at = typed(opened(), 0, 0, "9")
    assert picker(at).value == "own"
    assert picker(at).options[0] == "Your own"
    typed(at, 0, 0, str(worked.X[0, 0]))
    assert picker(at).value == "worked"
    assert "Your own" not in picker(at).options


def test_fill_again_and_the_picker_bring_the_last_fill_back():
    at = run(picker(opened()).set_value("ramp"))
    ramp = lab(at).x
    for fill in (fill_again, lambda at: run(picker(at).set_value("ramp"))):
        assert picker(typed(at, 0, 0, "99")).value == "own"
        same(lab(fill(at)).x, ramp)
        assert picker(at).value == "ramp"


def test_the_help_of_your_own_names_what_fill_again_gives():
    assert EXAMPLES["worked"].label in picker(typed(opened(), 0, 0, "9")).help
    assert picker(opened()).help == EXAMPLES["worked"].note


def test_your_own_chosen_once_more_changes_nothing():
    at = typed(opened(), 0, 0, "9")
    before = encode(lab(at))
    assert encode(lab(run(picker(at).set_value("own")))) == before


def test_undo_takes_your_own_back():
    at = typed(opened(), 0, 0, "9")
    assert picker(press(at, "undo")).value == "worked"
    assert picker(press(at, "redo")).value == "own"


def test_a_link_with_numbers_of_its_own_says_so_whatever_fill_it_names():
    at = opened(link(x=np.zeros((6, 6)).tolist(), example="ramp"))
    assert picker(at).value == "own"
    assert lab(at).example == "ramp"
    assert not at.warning


def test_another_seed_leaves_your_own_numbers():
    at = typed(run(picker(opened()).set_value("normal")), 0, 0, "9")
    before = lab(at).x
    run(at.number_input(key="set_seed").set_value(7))
    same(lab(at).x, before)
    same(lab(fill_again(at)).x, EXAMPLES["normal"].x(6, 6, 7))


def test_an_old_menu_that_says_your_own_by_its_label_fills_nothing():
    before = state.current()
    grid_controls._fill("Your own")  # what Streamlit 1.62 gives of an option that is no longer there
    assert state.current() is before
