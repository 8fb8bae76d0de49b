"""Everything lies where it belongs: outlines on their cells, one cell size, colours, each number once."""

import numpy as np
import pytest
from playwright.sync_api import expect

from figures.theme import THEMES, sample
from lab.examples import WORKED_X
from lab.settings import Settings
from lab.state import Selection, fresh
from tests.browser.layout import PLANES, middle, of_one_size, outlined, path, random_lab
from tests.browser.scene import HIDE_PLOTLY, cell

LAYERS = {
    "as it opens": {},
    "overlapping": {"kernel_size": (3, 3), "stride": (1, 1)},
    "average": {"operator": "avg", "kernel_size": (3, 3), "padding": (1, 1), "ceil_mode": True},
}


def test_a_window_is_outlined_on_its_own_cells(explore):
    page = explore(path(fresh(), selection=Selection("window", 2, 1)))
    expect(page.get_by_role("heading", name="Window (2, 1)")).to_be_visible()
    planes = {name: [[4, 2, 2, 2]] for name in PLANES}
    outlined(page, planes | {name: [[2, 1, 1, 1]] for name in ("output", "grad_output")})


def test_a_window_reaches_into_the_padding(explore):
    page = explore(path(fresh(), settings=Settings("max", (3, 3), (2, 2), (1, 1))))
    page.mouse.click(*middle(page, "output", 0, 0))
    expect(page.get_by_role("heading", name="Window (0, 0)")).to_be_visible()
    outlined(page, {name: [[-1, -1, 3, 3]] for name in PLANES})


def test_a_dilated_window_is_outlined_tap_by_tap(explore):
    page = explore(
        path(fresh(), settings=Settings("max", (2, 2), (1, 1), dilation=(3, 3)), selection=Selection("window", 1, 1))
    )
    expect(page.get_by_role("heading", name="Window (1, 1)")).to_be_visible()
    taps = [[1, 1, 1, 1], [1, 4, 1, 1], [4, 1, 1, 1], [4, 4, 1, 1]]
    outlined(page, dict.fromkeys(PLANES, taps))


def test_all_windows_that_hold_a_cell_are_outlined(explore):
    page = explore(path(fresh(), settings=Settings("max", (3, 3), (1, 1))))
    page.mouse.click(*middle(page, "argmax", 1, 0))
    expect(page.get_by_role("heading", name="Input cell (1, 0)")).to_be_visible()
    holding = [[0, 0, 1, 1], [1, 0, 1, 1]]
    outlined(page, {"grad_input": [[1, 0, 1, 1]], "output": holding, "grad_output": holding})


@pytest.mark.parametrize("layer", LAYERS.values(), ids=LAYERS.keys())
def test_8_by_8_needs_no_scroll_under_any_layer(explore, layer):
    page = explore(path(random_lab(8, 8, **layer)))
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight") <= 900


SCREENS = [(1440, 900), (1366, 768), (1280, 720), (390, 844)]
ZOOMS = [1, 1.25, 2]
READ = """() => {
  const of = (query) => document.querySelector(`.st-key-scene ${query}`);
  const font = (query) => parseFloat(getComputedStyle(of(query)).fontSize);
  const main = document.querySelector('[data-testid=stMain]');
  return { fonts: [font('.lab-cell'), font('.lab-text text:not(.lab-axis)')], indices: font('.lab-text .lab-axis'),
    cell: of('.lab-cell').getBoundingClientRect().height + 2, beside: main.scrollWidth - main.clientWidth };
}"""


@pytest.mark.parametrize("side", [4, 6, 8, 10, 16])
def test_numbers_are_large_enough_on_every_screen_and_enlarging_never_makes_them_smaller(explore, side):
    page = explore(path(random_lab(side, side)))
    for width, height in SCREENS:
        least = 0
        for zoom in (zoom for zoom in ZOOMS if width / zoom >= 300):
            page.set_viewport_size({"width": round(width / zoom), "height": round(height / zoom)})
            page.wait_for_timeout(150)  # the drawing follows a new size
            seen = page.evaluate(READ)
            where = (width, zoom, seen)
            assert min(seen["fonts"]) >= 12 or (side > 10 and not any(seen["fonts"])), where
            assert seen["indices"] >= 12, where
            assert seen["beside"] <= 0, where
            assert seen["cell"] >= 24, where
            assert min(seen["fonts"]) * zoom >= least, where
            least = min(seen["fonts"]) * zoom


def test_where_cells_are_too_small_for_numbers_one_is_written_at_the_pointer_and_at_the_selection(explore):
    page = explore(path(random_lab(16, 16)))
    page.mouse.click(*middle(page, "output", 2, 3))
    shown = page.locator(".lab-selected .lab-read")
    expect(shown).to_have_count(2)
    page.mouse.move(*middle(page, "input", 3, 4))
    expect(page.locator(".lab-hover .lab-read").first).to_have_text(cell(page, 3, 4).input_value())


@pytest.mark.parametrize("operator", ["lp", "max"])
def test_however_much_is_said_no_formula_is_cut_and_the_sums_are_in_sight(explore, operator):
    lab = random_lab(9, 9, operator=operator, kernel_size=(4, 4), stride=(1, 1))
    page = explore(path(lab, selection=Selection("cell", 4, 4)), height=720, width=1280)
    panel = page.locator(".st-key-panel_explain")
    expect(panel.locator(".katex")).not_to_have_count(0)
    assert panel.evaluate("(node) => node.scrollWidth <= node.clientWidth")
    foot = "(node) => node.getBoundingClientRect().bottom"
    assert panel.locator(".lab-ledger").evaluate(foot) <= panel.evaluate(foot)


@pytest.mark.parametrize("size", [(16, 16), (1, 16), (16, 1)], ids=str)
def test_cells_are_square_and_of_one_size_everywhere(explore, size):
    page = explore(path(random_lab(*size, kernel_size=(1, 1), stride=(1, 1))))
    of_one_size(page, 0.12)  # over 16 cells a chart and the drawing over it part by less than two pixels


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_an_editable_cell_has_the_colour_of_its_value(explore, theme):
    page = explore(theme=theme.name)
    colour = sample(theme.values, (WORKED_X[0, 0] - WORKED_X.min()) / np.ptp(WORKED_X))
    spelt = f"rgb({', '.join(str(int(colour[n : n + 2], 16)) for n in (1, 3, 5))})"
    expect(cell(page, 0, 0)).to_have_css("background-color", spelt)


@pytest.mark.parametrize("script", [None, HIDE_PLOTLY], ids=["as it is", "without Plotly's global"])
def test_every_number_is_written_once(visit, script):
    page = visit(script=script)
    written = """(name) => document.querySelectorAll(`.st-key-heatmap_${name} .heatmap-label`).length +
      document.querySelectorAll(`.lab-text g[data-grid="${name}"] text:not(.lab-axis)`).length"""
    page.wait_for_function(f"() => ({written})('output') === 9 && ({written})('grad_input') === 36")


@pytest.mark.parametrize(("operator", "kind"), [("lp", "window"), ("lp", "cell"), ("avg", "window")])
def test_formulas_of_large_and_small_numbers_are_set(explore, operator, kind):
    canvas, grad_canvas = fresh().canvas.copy(), fresh().grad_canvas.copy()
    canvas[0, :2], canvas[1, 0], grad_canvas[0, 0] = [1e6, -2.5e-7], -123456.5, -3e-9
    selection = Selection(kind, 0, 0)
    lab = path(fresh(), canvas=canvas, grad_canvas=grad_canvas, settings=Settings(operator), selection=selection)
    page = explore(lab)
    expect(page.locator(".st-key-panel_explain .katex")).not_to_have_count(0)
    expect(page.locator(".katex-error")).to_have_count(0)
