"""Explore without a browser: every control, every example under every operator, every kind of link."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from pooling import pool
from pooling.examples import EXAMPLES, GRADIENTS
from pooling.settings import Settings
from tests.pooling import worked
from tests.pooling.checks import same
from tests.ui.test_permalink import ILLEGAL, link
from ui.permalink import decode, encode
from ui.state import Selection, fresh

ROOT = Path(__file__).resolve().parents[2]
LABELS = {"max": "Max", "min": "Min", "avg": "Avg", "lp": "Lp"}
CHARTS = ("output", "argmax", "grad_input")
WINDOW = {"set_kernel_size_01", "set_stride_01"}
every_operator = pytest.mark.parametrize("operator", LABELS)


def opened(text=None):
    """The page as a visitor first sees it, by a link or without one."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    if text is not None:
        at.query_params["s"] = text
    return run(at)


def run(what):
    """Run the page, by itself or after what a control was set to."""
    at = what.run()
    assert not at.exception
    return at


def lab(at):
    return at.session_state["lab"]


def choose(at, operator):
    return run(at.button_group(key="set_operator").set_value(LABELS[operator]))


def charts(at):
    """The figures on the page, by name, as Plotly reads them."""
    specs = [json.loads(chart.proto.spec) for chart in at.get("plotly_chart")]
    return {name: go.Figure(spec) for name, spec in zip(CHARTS, specs, strict=True)}


def as_drawn(array):
    """An array as JSON holds it: None where it is not finite."""
    return [[float(v) if np.isfinite(v) else None for v in row] for row in array]


def components(at):
    return {data.get("name", "scene"): data for data in (json.loads(c.proto.json) for c in at.get("bidi_component"))}


def keys(at):
    lists = (at.select_slider, at.toggle, at.number_input, at.selectbox, at.slider)
    return {widget.key for widgets in lists for widget in widgets if widget.key.startswith(("set_", "give_"))}


def check(at):
    """What the page draws is what the core computes from the state."""
    state = lab(at)
    pooled = pool(state.x, state.settings.spec(state.height, state.width))
    expected = [pooled.output, pooled.weight_sum(), pooled.backward(state.grad_output)]
    for name, array in zip(CHARTS, expected, strict=True):
        assert [list(row) for row in charts(at)[name].data[0].z] == as_drawn(array)
    parts = components(at)
    assert parts["input"]["values"] == as_drawn(state.x)
    assert parts["upstream gradient"]["values"] == as_drawn(state.grad_output)
    assert {name: parts["scene"]["charts"][name]["z"] for name in CHARTS} == dict(
        zip(CHARTS, map(as_drawn, expected), strict=True)
    )


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
    assert [w.value.replace("\\", "") for w in at.warning] == ["To fit the 3×6 grid, kernel_size is now (3, 5)."]
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
    selects = operator in ("max", "min")
    assert titles == (["Mask with counts", "Flat index", "Window matrix", "Mask of each window"] if selects else [])


@every_operator
@pytest.mark.parametrize("selection", [Selection("window", 2, 1), Selection("cell", 5, 5)], ids=lambda s: s.kind)
def test_a_selection_is_explained(operator, selection):
    at = opened(encode(replace(fresh(), settings=Settings(operator), selection=selection)))
    name = {"window": "Window (2, 1)", "cell": "Input cell (5, 5)"}[selection.kind]
    assert any(f"<h2>{name}</h2>" in html.proto.body for html in at.get("html"))


# ---- links ---------------------------------------------------------------------------------------------


def test_a_share_link_rebuilds_the_page():
    settings = Settings("avg", (3, 2), (1, 2), (1, 0), ceil_mode=True, count_include_pad=False)
    shared = replace(fresh(), height=5, width=4, settings=settings, selection=Selection("cell", 4, 3))
    at = opened(encode(shared))
    same(lab(at).x, shared.x)
    same(lab(at).grad_output, shared.grad_output)
    assert (lab(at).settings, lab(at).selection) == (settings, Selection("cell", 4, 3))
    assert not at.warning
    check(at)


@pytest.mark.parametrize(("name", "value", "message"), [(n, *v) for n, v in ILLEGAL.items()], ids=ILLEGAL.keys())
def test_what_is_illegal_in_a_link_is_named_and_the_page_works(name, value, message):
    at = opened(link(**{name: value}))
    assert message in at.warning[0].value.replace("\\", "")
    check(choose(at, "min"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x" * 100_000, "link must be at most 20000 characters, but got 100000"),
        ("%00<script>", "link must be one that Share made, whole, but got 11 characters that are not"),
        (encode(fresh())[:-9], "link must be one that Share made, whole"),
    ],
    ids=["100 kB of noise", "noise", "cut"],
)
def test_a_damaged_link_is_told_and_the_page_works(text, message):
    at = opened(text)
    assert message in at.warning[0].value.replace("\\", "")
    same(lab(at).x, worked.X)
    check(choose(at, "avg"))


def test_a_link_is_taken_once():
    at = opened(link(operator="avg"))
    choose(at, "min")
    assert lab(run(at)).settings.operator == "min"


def test_words_from_a_link_are_not_mark_up():
    at = opened(link(operator="![x](//a.b/c)"))
    assert "![x](" not in at.warning[0].value


def test_a_warning_goes_with_the_next_setting():
    at = opened(link(stride=0))
    assert at.warning
    assert not choose(at, "avg").warning


def test_the_page_s_own_link_is_read_without_a_word():
    text = encode(lab(opened()))
    assert decode(text)[1] == []
