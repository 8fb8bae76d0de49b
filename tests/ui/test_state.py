"""The one state: always legal, nothing lost that may come back, and what was changed is told."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from lab.examples import EXAMPLES, GRADIENTS
from lab.settings import Settings
from lab.state import Editing, Lab, Selection, Stepping, fresh, in_place_of, laid, settled, with_example, with_gradient
from tests.lab.test_settings import some_settings
from tests.pooling.checks import same
from tests.pooling.strategies import PROFILE, pairs


def resized(lab, height, width):
    return settled(replace(lab, height=height, width=width))


def test_everybody_starts_from_the_worked_example():
    lab = fresh()
    same(lab.x, EXAMPLES["worked"].x(1, 1))
    same(lab.grad_output, EXAMPLES["worked"].grad_output)
    assert (lab.selection, lab.notice) == (Selection("window", 1, 0), "")


def test_a_shrunk_grid_grows_back_with_its_numbers():
    lab = fresh()
    small = resized(lab, 2, 3)
    assert small.x.shape == (2, 3)
    same(resized(small, 6, 6).x, lab.x)


def test_an_upstream_gradient_grows_back_with_its_numbers():
    lab = fresh()
    small = resized(lab, 2, 2)
    assert small.grad_output.shape == (1, 1)
    same(resized(small, 6, 6).grad_output, lab.grad_output)


def test_settings_that_no_longer_fit_are_lowered_and_told():
    lab = replace(fresh(), settings=Settings("max", (5, 5), (1, 1), (1, 1)))
    small = resized(lab, 2, 2)
    assert small.settings == Settings("max", (4, 4), (1, 1), (1, 1))
    assert small.notice == "To fit the 2×2 grid, kernel_size is now (4, 4)."


def test_every_setting_that_was_lowered_is_told():
    lab = replace(fresh(), settings=Settings("max", (5, 2), (1, 1), (0, 2), (1, 5)))
    small = resized(lab, 3, 5)
    assert small.settings == Settings("max", (3, 2), (1, 1), (0, 1), (1, 5))
    assert small.notice == "To fit the 3×5 grid, kernel_size is now (3, 2), padding is now (0, 1)."


def test_what_the_operator_does_not_have_is_not_told():
    lab = replace(fresh(), settings=Settings("avg", dilation=(5, 5)))
    small = resized(lab, 3, 3)
    assert (small.settings, small.notice) == (lab.settings, "")


def test_settings_that_fit_are_left_alone_without_a_word():
    assert resized(fresh(), 3, 3).notice == ""


@pytest.mark.parametrize(
    ("kind", "expected"), [("window", Selection("window", 0, 0)), ("cell", Selection("cell", 1, 2))]
)
def test_a_selection_stays_inside_the_grid(kind, expected):
    lab = replace(fresh(), selection=Selection(kind, 5, 5))
    assert resized(lab, 2, 3).selection == expected


@given(some_settings(), pairs(1, 16))
@PROFILE
def test_a_settled_state_is_legal(settings, size):
    lab = settled(
        replace(fresh(), settings=settings, height=size[0], width=size[1], selection=Selection("cell", 15, 15))
    )
    assert lab.settings.is_legal(*size)
    assert lab.grad_output.shape == lab.pooled().output.shape
    assert lab.selection == Selection("cell", size[0] - 1, size[1] - 1)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_fills_the_grid(name):
    lab = with_example(fresh(), name, 3)
    same(lab.x, EXAMPLES[name].x(6, 6, 3))
    assert (lab.example, lab.seed) == (name, 3)


@pytest.mark.parametrize("name", [name for name, example in EXAMPLES.items() if example.spec])
def test_a_worked_example_brings_its_layer_and_gradient(name):
    lab, example = with_example(fresh(), name, 0), EXAMPLES[name]
    assert lab.spec == example.spec
    expected = np.ones(lab.grad_output.shape) if example.grad_output is None else example.grad_output
    same(lab.grad_output, expected.astype(float))


def test_a_fill_keeps_the_layer():
    lab = replace(fresh(), settings=Settings("avg", (3, 3), (1, 1)))
    assert with_example(lab, "ramp", 0).settings == lab.settings


def test_a_fill_ends_drafts_and_older_edits():
    lab = replace(fresh(), input_editing=Editing({(0, 0): "abc"}, "message", 4, 7))
    assert with_example(lab, "ramp", 0).input_editing == Editing(version=5, seen=7)


@pytest.mark.parametrize("name", GRADIENTS)
def test_a_gradient_fills_the_output(name):
    lab = with_gradient(replace(fresh(), seed=3), name)
    same(lab.grad_output, GRADIENTS[name][1](3, 3, 3).astype(float))


def test_a_gradient_leaves_the_input_alone():
    same(with_gradient(fresh(), "ones").x, fresh().x)


def test_a_grid_is_laid_into_the_upper_left_corner():
    canvas = np.zeros((2, 3))
    same(laid(canvas, np.array([[1, 2]])), np.array([[1.0, 2.0, 0.0], [0.0, 0.0, 0.0]]))
    assert not canvas.any()


def test_a_state_in_place_of_another_keeps_its_step_and_takes_no_message_about_the_other():
    before = replace(
        fresh(),
        input_editing=Editing({(0, 0): "abc"}, "message", 4, 7),
        grad_editing=Editing(version=1, seen=2),
        selection_seen=3,
        stepping=Stepping("both", "window", 9, version=5, seen=6),
    )
    after = in_place_of(replace(fresh(), stepping=Stepping("gather", "tap", 2)), before)
    assert (after.input_editing, after.grad_editing) == (Editing(version=5, seen=7), Editing(version=2, seen=2))
    assert after.selection_seen == 3
    assert after.stepping == Stepping("gather", "tap", 2, version=6, seen=6)


@pytest.mark.parametrize(
    "change",
    [
        {"settings": Settings(stride=(1, 1))},
        {"height": 5},
        {"height": 4, "width": 9},
        {"canvas": fresh().canvas + 1},
        {"grad_canvas": fresh().grad_canvas + 1},
    ],
    ids=["layer", "size", "shape", "input", "upstream gradient"],
)
def test_what_changes_a_pass_changes_the_signature(change):
    assert replace(fresh(), **change).signature != fresh().signature


def test_what_is_not_on_screen_and_the_selection_leave_the_signature():
    lab = fresh()
    hidden = lab.canvas.copy()
    hidden[6:, 6:] = 99
    other = replace(lab, canvas=hidden, selection=Selection("cell", 0, 0), stepping=Stepping("gather", at=2))
    assert other.signature == lab.signature


def test_a_lab_holds_no_output():
    assert "output" not in Lab.__dataclass_fields__
