"""Explore in a real browser: editing, selecting, parameters, links. Every visit must stay free of errors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import expect

from figures.theme import THEMES, sample
from pooling import PoolSpec, pool
from pooling.experiment import Settings
from tests.browser.explore import CHARTS
from tests.pooling import worked
from ui.permalink import encode
from ui.state import Lab, Selection, fresh

GRIDS = ("input", "output", "argmax", "grad_input", "grad_output")
PLANES = ("input", "argmax", "grad_input")
SPEC = PoolSpec("max", 2)


def worked_with(**cells):
    """The worked example with cells changed, named r0c1=value."""
    x = worked.X.copy()
    for name, value in cells.items():
        row, column = name[1:].split("c")
        x[int(row), int(column)] = value
    return x


def query(**changes):
    return "?s=" + encode(replace(fresh(), **changes))


def sized(height, width, **settings) -> str:
    """A link to random numbers of a size, under a layer."""
    rng = np.random.default_rng(0)
    base = fresh()
    lab = Lab(height, width, rng.normal(size=base.canvas.shape).round(3), rng.normal(size=base.grad_canvas.shape).round(3))
    return "?s=" + encode(replace(lab, settings=Settings(**settings), selection=Selection("window", 0, 0)))


# ---- editing ---------------------------------------------------------------------------------------------


def test_an_edit_of_99_goes_all_the_way(visit):
    page = visit().ready()
    page.edit(2, 5, "99")
    page.shows(pool(worked_with(r2c5=99), SPEC), worked.GRAD_OUTPUT)
    assert page.z("output")[1][2] == 99
    assert page.z("grad_input")[2][5] == 1.922
    expect(page.ring("argmax", 2, 5)).to_have_count(1)
    expect(page.ring("input", 2, 5)).to_have_count(1)


def test_a_ring_moves_with_its_winner(visit):
    page = visit().ready()
    expect(page.ring("argmax", 3, 0)).to_have_count(1)
    page.edit(2, 0, "5")
    expect(page.ring("argmax", 2, 0)).to_have_count(1)
    expect(page.ring("argmax", 3, 0)).to_have_count(0)


def test_the_upstream_gradient_is_edited_in_place(visit):
    page = visit().ready()
    page.edit(1, 0, "-7.5", "upstream gradient")
    grad_output = worked.GRAD_OUTPUT.copy()
    grad_output[1, 0] = -7.5
    page.shows(pool(worked.X, SPEC), grad_output)


def test_a_column_typed_without_a_pause(visit):
    page = visit().ready()
    page.cell(0, 0).click()
    for value in range(10, 16):
        page.page.keyboard.type(str(value))
        page.page.keyboard.press("Enter")
    x = worked.X.copy()
    x[:, 0] = range(10, 16)
    page.shows(pool(x, SPEC), worked.GRAD_OUTPUT)


def test_arrow_keys_and_tab_move_between_cells(visit):
    page = visit().ready()
    page.cell(1, 1).click()
    for key, place in [("ArrowDown", (2, 1)), ("ArrowRight", (2, 2)), ("ArrowUp", (1, 2)), ("ArrowLeft", (1, 1)), ("Tab", (1, 2))]:
        page.page.keyboard.press(key)
        expect(page.cell(*place)).to_be_focused()


def test_escape_takes_an_entry_back(visit):
    page = visit().ready()
    page.cell(0, 0).click()
    page.page.keyboard.type("123")
    page.page.keyboard.press("Escape")
    expect(page.cell(0, 0)).to_have_value("-0.17")
    page.page.keyboard.press("Enter")
    page.shows(pool(worked.X, SPEC), worked.GRAD_OUTPUT)


def test_a_pasted_block(visit):
    page = visit().ready()
    page.paste(1, 2, "10\t20\t30\r\n40\t50\t60\r\n70\t80\t−90\r\n")
    x = worked.X.copy()
    x[1:4, 2:5] = [[10, 20, 30], [40, 50, 60], [70, 80, -90]]
    page.shows(pool(x, SPEC), worked.GRAD_OUTPUT)


def test_a_pasted_block_makes_the_grid_grow(visit):
    page = visit().ready()
    page.paste(5, 5, "10\t20\n30\t40")
    expect(page.cell(6, 6)).to_have_count(1)
    x = np.zeros((7, 7))
    x[:6, :6] = worked.X
    x[5:, 5:] = [[10, 20], [30, 40]]
    page.shows(pool(x, SPEC), worked.GRAD_OUTPUT)
    expect(page.page.locator(".st-key-set_height input")).to_have_attribute("aria-valuenow", "7")


def test_17_by_17_is_refused_with_its_rule(visit):
    page = visit().ready()
    page.paste(0, 0, "\n".join(["\t".join(["1"] * 17)] * 17))
    expect(page.message).to_have_text("pasted block must fit into 16×16 cells from row 0 column 0, but got 17×17")
    page.shows(pool(worked.X, SPEC), worked.GRAD_OUTPUT)


def test_text_is_marked_kept_and_never_reaches_the_core(visit):
    page = visit().ready()
    cell = page.cell(1, 3)
    page.edit(1, 3, "abc")
    expect(cell).to_have_attribute("aria-invalid", "true")
    expect(page.message).to_have_text("input row 1 column 3 must be a finite number from −1e9 to 1e9, but got 'abc'")
    expect(cell).to_have_value("abc")
    page.edit(0, 0, "50")  # the page goes on working
    page.shows(pool(worked_with(r0c0=50), SPEC), worked.GRAD_OUTPUT)
    expect(cell).to_have_value("abc")
    page.edit(1, 3, "7")
    expect(cell).to_have_attribute("aria-invalid", "false")
    page.shows(pool(worked_with(r0c0=50, r1c3=7), SPEC), worked.GRAD_OUTPUT)
    expect(page.message).to_be_hidden()


def test_every_kind_of_bad_entry_is_told(visit):
    page = visit().ready()
    told = {"": "nothing", "inf": "'inf'", "nan": "'nan'", "1e308": "'1e308'", "-": "'-'"}
    for column, (text, value) in enumerate(told.items()):
        page.edit(0, column, text)
        rule = f"input row 0 column {column} must be a finite number from −1e9 to 1e9, but got {value}"
        expect(page.message).to_have_text(rule)
        expect(page.cell(0, column)).to_have_value(text)
    page.shows(pool(worked.X, SPEC), worked.GRAD_OUTPUT)


def test_an_edit_and_a_click_elsewhere_both_count(visit):
    """As a finger taps: leaving the cell and pressing the button are one moment."""
    page = visit().ready()
    page.cell(0, 0).click()
    page.page.keyboard.type("99")
    page.operator("Avg")
    page.shows(pool(worked_with(r0c0=99), PoolSpec("avg", 2)), worked.GRAD_OUTPUT)
    expect(page.page.get_by_text("count_include_pad")).to_be_visible()
    expect(page.page.locator(".st-key-set_dilation_01")).to_have_count(0)


def test_an_edit_survives_leaving_the_page_in_the_same_moment(visit):
    page = visit().ready()
    page.cell(0, 0).click()
    page.page.keyboard.type("99")
    page.page.evaluate(
        """() => {
          document.activeElement.blur();
          [...document.querySelectorAll('a')].find((a) => a.textContent.includes('Mathematics')).click();
        }"""
    )
    expect(page.page.get_by_role("heading", name="Mathematics", level=1)).to_be_visible()
    page.menu("Explore")
    page.shows(pool(worked_with(r0c0=99), SPEC), worked.GRAD_OUTPUT)


def test_a_late_message_does_not_empty_the_next_page(visit):
    page = visit().ready()
    page.cell(0, 0).click()
    page.page.keyboard.type("99")
    page.page.evaluate(
        """() => {
          [...document.querySelectorAll('a')].find((a) => a.textContent.includes('Mathematics')).click();
          document.activeElement.blur();
        }"""
    )
    expect(page.page).to_have_title("Mathematics · Pooling Lab")
    page.page.wait_for_function("() => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'")
    expect(page.page.get_by_role("heading", name="Mathematics", level=1)).to_be_visible()
    page.menu("Explore")
    page.ready()


# ---- selection -------------------------------------------------------------------------------------------


def test_a_click_on_an_output_cell_lights_its_window_everywhere(visit):
    page = visit().ready()
    page.click("output", 2, 1)
    expect(page.story).to_have_text("Window (2, 1)")
    assert {name: page.outlines(name) for name in GRIDS} == {
        **{name: [[4, 2, 2, 2]] for name in PLANES},
        **{name: [[2, 1, 1, 1]] for name in ("output", "grad_output")},
    }


def test_a_click_on_an_input_cell_lights_all_windows_that_hold_it(visit):
    page = visit("?s=" + encode(replace(fresh(), height=7, width=7, settings=Settings("max", (3, 3))))).ready()
    page.cell(2, 2).click()
    expect(page.story).to_have_text("Input cell (2, 2)")
    four = [[0, 0, 1, 1], [0, 1, 1, 1], [1, 0, 1, 1], [1, 1, 1, 1]]
    assert {name: page.outlines(name) for name in GRIDS} == {
        **{name: [[2, 2, 1, 1]] for name in PLANES},
        **{name: four for name in ("output", "grad_output")},
    }


@pytest.mark.parametrize("grid", ["argmax", "grad_input"])
def test_a_click_on_the_mask_or_the_input_gradient_selects_a_cell(visit, grid):
    page = visit().ready()
    page.click(grid, 3, 0)
    expect(page.story).to_have_text("Input cell (3, 0)")
    assert page.outlines("output") == [[1, 0, 1, 1]]


def test_a_selection_under_padding_is_where_the_cell_is(visit):
    page = visit("?s=" + encode(replace(fresh(), settings=Settings("max", (3, 3), (2, 2), (1, 1))))).ready()
    page.click("grad_input", 5, 5)
    expect(page.story).to_have_text("Input cell (5, 5)")
    assert {name: page.outlines(name) for name in PLANES} == {name: [[5, 5, 1, 1]] for name in PLANES}
    page.click("output", 0, 0)
    expect(page.story).to_have_text("Window (0, 0)")
    assert {name: page.outlines(name) for name in PLANES} == {name: [[-1, -1, 3, 3]] for name in PLANES}


def test_hover_links_the_grids_without_asking_the_server(visit):
    page = visit().ready()
    before = len(page.sent)
    for row, column in [(0, 0), (0, 1), (2, 2)]:
        page.hover("output", row, column)
        page.page.wait_for_function("() => document.querySelectorAll('.lab-hover rect').length > 0")
        assert page.outlines("output", "hover") == [[row, column, 1, 1]]
        assert page.outlines("grad_input", "hover") == [[2 * row, 2 * column, 2, 2]]
    page.click("output", 2, 2)  # what was sent late would have been sent before this
    expect(page.story).to_have_text("Window (2, 2)")
    assert len(page.sent) - before == 1


def test_the_keyboard_alone_selects_an_output_cell(visit):
    page = visit().ready()
    page.cell(5, 5).focus()
    page.page.keyboard.press("Tab")
    expect(page.page.locator(".st-key-heatmap_output")).to_be_focused()
    page.page.keyboard.press("ArrowRight")
    page.page.keyboard.press("ArrowRight")
    page.page.keyboard.press("ArrowDown")
    expect(page.story).to_have_text("Window (1, 1)")
    expect(page.page.locator(".lab-live")).to_have_text("output row 1 column 1: 0.550")
    assert page.outlines("input") == [[2, 2, 2, 2]]


# ---- parameters and shapes -------------------------------------------------------------------------------


def test_the_kernel_by_the_keyboard(visit):
    page = visit().ready()
    page.slide("kernel_size_01", "ArrowRight")
    page.shows(pool(worked.X, PoolSpec("max", 3, 2)), worked.GRAD_OUTPUT[:2, :2])


@pytest.mark.parametrize(("label", "operator"), [("Avg", "avg"), ("Min", "min"), ("Lp", "lp")])
def test_every_operator_fills_the_charts(visit, label, operator):
    page = visit().ready()
    page.operator(label)
    page.shows(pool(worked.X, PoolSpec(operator, 2)), worked.GRAD_OUTPUT)


def test_charts_and_numbers_follow_a_change_of_shape(visit):
    page = visit().ready()
    page.slide("height", "ArrowLeft")
    page.shows(pool(worked.X[:5], SPEC), worked.GRAD_OUTPUT[:2])
    texts = page.page.locator('.lab-text g[data-grid="output"] text:not(.lab-axis)')
    expect(texts).to_have_text(["0.137", "1.875", "0.413", "1.330", "0.550", "1.036"])
    page.slide("height", "ArrowRight")
    page.shows(pool(worked.X, SPEC), worked.GRAD_OUTPUT)
    expect(texts).to_have_count(9)


def test_a_grid_that_shrinks_under_the_pointer(visit):
    page = visit().ready()
    page.hover("output", 2, 2)
    page.page.wait_for_function("() => document.querySelectorAll('.lab-hover rect').length > 0")
    page.slide("kernel_size_01", "End")
    page.shows(pool(worked.X, PoolSpec("max", 6, 2)), worked.GRAD_OUTPUT[:1, :1])
    expect(page.page.locator('.lab-text g[data-grid="output"] text:not(.lab-axis)')).to_have_text(["2.615"])


# ---- links, pages, themes --------------------------------------------------------------------------------


def test_a_shared_link_rebuilds_every_array(visit):
    page = visit().ready()
    page.edit(0, 0, "0.1234567890123")
    page.edit(2, 2, "-1e-7", "upstream gradient")
    page.operator("Avg")
    page.slide("padding_01", "ArrowRight")
    x, grad_output = worked_with(r0c0=0.1234567890123), np.ones((4, 4))
    grad_output[:3, :3] = worked.GRAD_OUTPUT
    grad_output[2, 2] = -1e-7
    pooled = pool(x, PoolSpec("avg", 2, 2, 1))
    page.shows(pooled, grad_output)
    page.click("output", 3, 1)
    expect(page.story).to_have_text("Window (3, 1)")
    other = visit(page.share()).ready()
    other.shows(pooled, grad_output)
    expect(other.story).to_have_text("Window (3, 1)")
    assert other.typed("input") == x.tolist()
    assert other.typed("grad_output") == grad_output.tolist()
    expect(other.warning).to_have_count(0)


@pytest.mark.parametrize("noise", ["noise", "x" * 100_000, encode(fresh())[:-9]], ids=["noise", "100 kB", "cut"])
def test_a_damaged_link_is_told_and_the_page_works(visit, noise):
    page = visit(f"?s={noise}").ready()
    expect(page.warning).to_contain_text("This link could not be read in full.")
    page.edit(0, 0, "99")
    page.shows(pool(worked_with(r0c0=99), SPEC), worked.GRAD_OUTPUT)


def test_the_state_is_kept_on_the_way_to_another_page_and_back(visit):
    page = visit().ready()
    page.edit(0, 0, "99")
    page.operator("Min")
    page.slide("stride_01", "ArrowLeft")
    grad_output = np.ones((5, 5))
    grad_output[:3, :3] = worked.GRAD_OUTPUT
    pooled = pool(worked_with(r0c0=99), PoolSpec("min", 2, 1))
    page.shows(pooled, grad_output)
    page.menu("Mathematics")
    expect(page.page.get_by_role("radio", name="Min", exact=True)).to_be_checked()
    page.menu("Explore")
    page.shows(pooled, grad_output)
    page.edit(5, 5, "-50")
    page.shows(pool(worked_with(r0c0=99, r5c5=-50), PoolSpec("min", 2, 1)), grad_output)


def test_a_draft_waits_while_the_visitor_is_on_another_page(visit):
    page = visit().ready()
    page.edit(0, 0, "abc")
    expect(page.cell(0, 0)).to_have_attribute("aria-invalid", "true")
    page.menu("Mathematics")
    page.menu("Explore")
    expect(page.cell(0, 0)).to_have_value("abc")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark(visit, scheme):
    theme = THEMES[scheme]
    page = visit(color_scheme=scheme).ready()
    page.page.wait_for_function(
        "([name, first]) => document.querySelector(`.st-key-heatmap_${name} .js-plotly-plot`)"
        "?.data[0].colorscale[0][1] === first",
        arg=["output", theme.values[0]],
    )
    channels = ",\\s*".join(str(int(theme.background[n : n + 2], 16)) for n in (1, 3, 5))
    assert page.page.evaluate(
        "(rgb) => new RegExp(rgb).test(getComputedStyle(document.querySelector('.stApp')).backgroundColor)", channels
    )
    low, high = worked.X.min(), worked.X.max()
    colour = sample(theme.values, (worked.X[0, 0] - low) / (high - low))
    drawn = page.cell(0, 0).evaluate("(cell) => getComputedStyle(cell).backgroundColor")
    assert drawn == f"rgb({', '.join(str(int(colour[n : n + 2], 16)) for n in (1, 3, 5))})"


def test_a_phone_needs_no_horizontal_scroll(visit):
    page = visit(sized(8, 8, kernel_size=(3, 3), padding=(1, 1)), viewport={"width": 390, "height": 844}).ready()
    assert page.page.evaluate(
        "() => [document.documentElement, document.querySelector('[data-testid=stMain]')].every((n) => n.scrollWidth <= 390)"
    )


LAYERS = {
    "worked": {},
    "padded": {"kernel_size": (3, 3), "stride": (1, 1), "padding": (1, 1)},
    "average": {"operator": "avg", "kernel_size": (3, 3), "padding": (1, 1), "ceil_mode": True},
    "lp": {"operator": "lp", "stride": (1, 1)},
}


@pytest.mark.parametrize("layer", LAYERS.values(), ids=LAYERS.keys())
def test_8_by_8_needs_no_scroll_and_has_one_cell_size(visit, layer):
    page = visit(sized(8, 8, **layer)).ready()
    assert page.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight") <= 900
    one_size(page)


@pytest.mark.parametrize("size", [(16, 16), (1, 16), (16, 1), (1, 1)], ids=str)
def test_cells_have_one_size_in_every_grid(visit, size):
    one_size(visit(sized(*size, kernel_size=(1, 1), stride=(1, 1))).ready())


def one_size(page):
    """Over a whole grid, chart and drawing drift apart by less than two pixels."""
    sizes = [page.cells(name)[side] for name in GRIDS for side in ("width", "height")]
    assert max(sizes) - min(sizes) < 0.12


# ---- without the script ----------------------------------------------------------------------------------

NO_PLOTLY = "Object.defineProperty(window, 'Plotly', { get: () => undefined, set: () => {} })"


def test_the_numbers_are_right_without_plotly_s_global(visit):
    page = visit(script=NO_PLOTLY).ready()
    page.edit(0, 0, "99")
    page.shows(pool(worked_with(r0c0=99), SPEC), worked.GRAD_OUTPUT)
    page.slide("kernel_size_01", "ArrowRight")
    page.shows(pool(worked_with(r0c0=99), PoolSpec("max", 3, 2)), worked.GRAD_OUTPUT[:2, :2])


@pytest.mark.parametrize("script", [None, NO_PLOTLY], ids=["as it is", "without Plotly's global"])
def test_every_number_is_written_once(visit, script):
    page = visit(script=script).ready()
    count = """(name) => document.querySelectorAll(`.st-key-heatmap_${name} .heatmap-label`).length +
      document.querySelectorAll(`.lab-text g[data-grid="${name}"] text:not(.lab-axis)`).length"""
    page.page.wait_for_function(f"() => ({count})('output') === 9")
    assert [page.page.evaluate(count, name) for name in CHARTS] == [9, 36, 36]


# ---- formulas --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("selection", [Selection("window", 0, 0), Selection("cell", 0, 0)], ids=lambda s: s.kind)
@pytest.mark.parametrize("operator", ["max", "avg", "lp"])
def test_formulas_of_large_and_small_numbers_are_set(visit, operator, selection):
    x = worked_with(r0c0=1e6, r0c1=-2.5e-7, r1c0=-123456.5)
    canvas, grads = fresh().canvas.copy(), fresh().grad_canvas.copy()
    canvas[:6, :6], grads[0, 0] = x, -3e-9
    settings = Settings(operator, norm_type=3.0)
    page = visit(query(canvas=canvas, grad_canvas=grads, settings=settings, selection=selection)).ready()
    expect(page.page.locator(".st-key-panel_explain .katex")).not_to_have_count(0)
    expect(page.page.locator(".katex-error")).to_have_count(0)
