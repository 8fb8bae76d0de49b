"""Explore without a browser: every control, and every example under every operator."""

from dataclasses import replace

import numpy as np
import pytest

from lab.examples import EXAMPLES, GRADIENTS
from lab.settings import Settings
from lab.share import encode
from lab.state import Selection, fresh
from pooling import OPERATORS
from tests.lab.test_share import link
from tests.pages.screen import LABELS, charts, check, choose, keys, lab, opened, run, told
from tests.pooling import worked
from tests.pooling.checks import same

WINDOW = {"set_kernel_size_01", "set_stride_01"}
every_operator = pytest.mark.parametrize("operator", LABELS)


def test_the_first_screen_is_the_worked_example():
    at = opened()
    same(lab(at).x, worked.X)
    check(at)
    assert [list(row) for row in charts(at)["output"].data[0].z] == worked.OUTPUT.tolist()
    assert not at.warning


@every_operator
@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_under_every_operator(example, operator):
    at = opened()
    choose(run(at.selectbox(key="set_example").set_value(example)), operator)
    same(lab(at).x, EXAMPLES[example].x(6, 6, 0))
    assert lab(at).settings.operator == operator
    check(at)


@every_operator
@pytest.mark.parametrize("gradient", GRADIENTS)
def test_every_fill_of_the_upstream_gradient(operator, gradient):
    at = choose(opened(), operator)
    run(at.selectbox(key="set_gradient").set_value(gradient))
    same(lab(at).grad_output, GRADIENTS[gradient][1](3, 3, 0).astype(float))
    assert at.selectbox(key="set_gradient").value is None
    check(at)


@pytest.mark.parametrize(
    ("operator", "own"),
    [
        ("max", {"set_padding_01", "set_dilation_01"}),
        ("min", {"set_padding_01", "set_dilation_01"}),
        ("avg", {"set_padding_01", "set_count_include_pad", "give_divisor"}),
        ("lp", {"set_norm_type"}),
    ],
)
def test_a_control_appears_only_where_the_operator_has_the_parameter(operator, own):
    everywhere = {
        "set_whole_plane",
        "set_ceil_mode",
        "set_height",
        "set_width",
        "set_example",
        "set_seed",
        "set_gradient",
    }
    assert keys(choose(opened(), operator)) == WINDOW | everywhere | own


@every_operator
def test_a_global_window_has_no_window_controls(operator):
    at = choose(opened(), operator)
    run(at.toggle(key="set_whole_plane").set_value(True))
    assert keys(at).isdisjoint(WINDOW | {"set_padding_01", "set_dilation_01", "set_ceil_mode"})
    assert lab(at).pooled().output.shape == (1, 1)
    check(at)


@pytest.mark.parametrize(("name", "value"), [("kernel_size", 3), ("stride", 1), ("padding", 1), ("dilation", 3)])
def test_a_locked_slider_sets_both_axes(name, value):
    at = opened()
    run(at.select_slider(key=f"set_{name}_01").set_value(value))
    assert getattr(lab(at).settings, name) == (value, value)
    check(at)


def test_an_unlocked_slider_sets_one_axis():
    at = opened()
    run(at.button(key="lock_kernel_size").click())
    run(at.select_slider(key="set_kernel_size_1").set_value(3))
    assert lab(at).settings.kernel_size == (2, 3)
    check(at)


def test_locking_again_makes_both_axes_equal():
    at = opened()
    run(at.button(key="lock_kernel_size").click())
    run(at.select_slider(key="set_kernel_size_1").set_value(3))
    run(at.button(key="lock_kernel_size").click())
    assert lab(at).settings.kernel_size == (2, 2)
    assert "set_kernel_size_01" in keys(at)
    check(at)


def test_two_sliders_that_come_to_say_the_same_stay_two_for_whoever_has_the_focus_in_one():
    at = run(opened().slider(key="set_height").set_value(1))
    assert lab(at).settings.kernel_size == (1, 2)  # lowered to fit: what was locked has come apart
    run(at.slider(key="set_height").set_value(6))
    run(at.select_slider(key="set_kernel_size_0").set_value(2))
    assert {"set_kernel_size_0", "set_kernel_size_1"} <= keys(at)
    check(at)


@pytest.mark.parametrize(
    ("kernel", "key", "options"),
    [(2, "set_padding_01", ["0", "1"]), (5, "set_padding_01", ["0", "1", "2"]), (3, "set_dilation_01", ["1", "2"])],
)
def test_ranges_follow_each_other(kernel, key, options):
    at = opened()
    run(at.select_slider(key="set_kernel_size_01").set_value(kernel))
    assert at.select_slider(key=key).options == options


def test_a_slider_with_one_choice_is_disabled():
    at = opened()
    run(at.select_slider(key="set_kernel_size_01").set_value(1))
    assert at.select_slider(key="set_padding_01").disabled


@pytest.mark.parametrize("side", ["height", "width"])
@pytest.mark.parametrize("size", [1, 16])
@every_operator
def test_the_smallest_and_the_largest_grid(side, size, operator):
    at = choose(opened(), operator)
    run(at.slider(key=f"set_{side}").set_value(size))
    assert getattr(lab(at), side) == size
    check(at)


def test_settings_lowered_to_fit_are_told():
    at = opened()
    run(at.select_slider(key="set_kernel_size_01").set_value(5))
    run(at.slider(key="set_height").set_value(3))
    assert told(at) == ["To fit the 3×6 grid, kernel_size is now (3, 5)."]
    check(at)


def test_a_grid_that_grows_back_has_its_numbers():
    at = opened()
    run(at.slider(key="set_width").set_value(2))
    run(at.slider(key="set_width").set_value(6))
    same(lab(at).x, worked.X)


@pytest.mark.parametrize(("typed", "taken"), [(5, 5), (-3, -3), (0, -1)])
def test_divisor_override(typed, taken):
    at = choose(opened(), "avg")
    run(at.toggle(key="give_divisor").set_value(True))
    run(at.number_input(key="set_divisor").set_value(typed))
    assert lab(at).settings.divisor_override == taken
    check(at)


def test_zero_is_stepped_over_upwards_too():
    at = opened(encode(replace(fresh(), settings=Settings("avg", divisor_override=-1))))
    run(at.number_input(key="set_divisor").set_value(0))
    assert lab(at).settings.divisor_override == 1


@pytest.mark.parametrize("p", [1.0, 2.5, 10.0])
def test_norm_type(p):
    at = choose(opened(), "lp")
    run(at.number_input(key="set_norm_type").set_value(p))
    assert lab(at).settings.norm_type == p
    check(at)


@pytest.mark.parametrize(
    ("operator", "key", "value"),
    [("avg", "set_divisor", 7), ("lp", "set_norm_type", 2.5), ("max", "set_seed", 7)],
)
def test_an_emptied_field_shows_its_number_again(operator, key, value):
    at = choose(opened(), operator)
    if key == "set_divisor":
        run(at.toggle(key="give_divisor").set_value(True))
    run(at.number_input(key=key).set_value(value))
    before = lab(at)
    run(at.number_input(key=key).set_value(None))
    assert at.number_input(key=key).value == value
    assert (lab(at).settings, lab(at).seed) == (before.settings, before.seed)


def test_the_divisor_keeps_its_name_without_a_label():
    at = opened(encode(replace(fresh(), settings=Settings("avg", divisor_override=3))))
    assert at.number_input(key="set_divisor").label == "divide by"


AWAY_AND_BACK = {
    "avg": Settings("avg", (3, 3), (1, 1), (1, 1), count_include_pad=False, divisor_override=5),
    "lp": Settings("lp", (3, 2), (1, 2), norm_type=3.5, ceil_mode=True),
    "max": Settings("max", (3, 3), (1, 1), (1, 1), (2, 2)),
}


@pytest.mark.parametrize("other", LABELS)
@pytest.mark.parametrize("operator", AWAY_AND_BACK)
def test_another_operator_and_back_keeps_every_setting(operator, other):
    at = opened(encode(replace(fresh(), settings=AWAY_AND_BACK[operator])))
    settings = lab(at).settings
    assert not choose(at, other).warning
    assert not choose(at, operator).warning
    assert lab(at).settings == settings == AWAY_AND_BACK[operator]


def test_what_is_not_on_screen_is_not_told():
    at = opened(encode(replace(fresh(), settings=Settings(dilation=(5, 5)))))
    choose(at, "avg")
    assert not run(at.slider(key="set_height").set_value(3)).warning
    assert lab(at).settings.dilation == (5, 5)


def test_what_comes_back_on_screen_lowered_is_told():
    at = opened(encode(replace(fresh(), settings=Settings("avg", dilation=(5, 5)))))
    run(at.slider(key="set_height").set_value(3))
    message = "To fit the 3×6 grid, dilation is now (2, 5)."
    assert told(choose(at, "max")) == [message]


def test_ceil_mode():
    at = opened()
    run(at.slider(key="set_height").set_value(5))
    run(at.toggle(key="set_ceil_mode").set_value(True))
    assert lab(at).pooled().output.shape == (3, 3)
    check(at)


def test_another_seed_draws_another_input():
    at = opened()
    run(at.selectbox(key="set_example").set_value("integers"))
    run(at.number_input(key="set_seed").set_value(7))
    same(lab(at).x, EXAMPLES["integers"].x(6, 6, 7))
    check(at)


def test_fill_again_brings_the_numbers_back():
    at = opened(link(x=np.zeros((6, 6)).tolist()))
    run(next(button for button in at.button if button.label == "Fill again").click())
    same(lab(at).x, worked.X)


@every_operator
def test_four_ways_to_remember(operator):
    at = choose(opened(), operator)
    run(at.toggle(key="ways").set_value(True))
    titles = [tab.label for tab in at.tabs]
    selects = OPERATORS[operator].selects
    assert titles == (["Mask with counts", "Flat index", "Window matrix", "Mask of each window"] if selects else [])


@every_operator
@pytest.mark.parametrize("selection", [Selection("window", 2, 1), Selection("cell", 5, 5)], ids=lambda s: s.kind)
def test_a_selection_is_explained(operator, selection):
    at = opened(encode(replace(fresh(), settings=Settings(operator), selection=selection)))
    name = {"window": "Window (2, 1)", "cell": "Input cell (5, 5)"}[selection.kind]
    assert any(f"<h2>{name}</h2>" in html.proto.body for html in at.get("html"))
