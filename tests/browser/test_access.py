"""For those who hear the page, use the keyboard alone, or have a system with colours of its own."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from figures.theme import LIGHT, THEMES, rgb
from lab.quiz.answer import name_of
from lab.quiz.task import task
from tests.browser.layout import path, random_lab
from tests.browser.player import count, example, press, step_through
from tests.browser.scene import cell, edit, read_aloud
from ui.page import PAGES

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
needs_axe = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: `npm ci` brings it")
#: What axe-core finds that is Streamlit's own and cannot be changed from here, and why nobody is kept out by it.
OTHERS = {
    ("presentation-role-conflict", "[data-testid=stFileUploaderDropzone]"): "the button in it is what is used",
    ("scrollable-region-focusable", ".stCode pre"): "browsers give code that scrolls a stop of the Tab key themselves",
}
PATHS = ["/" if file == "app.py" else "/" + re.sub(r"^pages/\d+_|\.py$", "", file) for file in PAGES]
STATES = [
    "/Demos?lesson=forward",
    "/Demos?lesson=routing&step=4",
    "/Lessons?lesson=row&step=1",
    f"/Demos?quiz={name_of(task(0, 0, 'easy', 'any'))}",
    "/Own_lesson",
    "/Quiz?quiz=7-easy-any-end",
]

STOPS = """() => [...document.querySelectorAll("[class*=st-key-heatmap_] :is(a, button, input, [tabindex])")]
  .filter((node) => node.tabIndex >= 0).map((node) => node.closest("[class*=st-key-heatmap_]").className)"""
SETTLED = """() => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning" &&
  document.querySelector(".stMain h1") && !document.querySelector("[data-testid=stSkeleton], [data-stale=true]")"""
FOUND = """async (others) => (await axe.run(document, { resultTypes: ["violations"], elementRef: true })).violations
  .flatMap(({ id, nodes }) => nodes
    .filter((node) => !others.some(([rule, where]) => rule === id && node.element.matches(where)))
    .map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`))"""


@pytest.mark.parametrize("side", [6, 16])
def test_each_grid_is_one_stop_of_the_tab_key(explore, side):
    page = explore(path(random_lab(side, side)))
    expect(read_aloud(page, "grad_input")).to_be_attached()
    grids = [re.search(r"heatmap_(\w+)", name)[1] for name in page.evaluate(STOPS)]
    assert grids == ["input", "output", "argmax", "grad_output", "grad_input"]


def test_the_stop_of_a_grid_is_where_the_visitor_was_and_typing_is_as_before(explore):
    page = explore()
    edit(page, 2, 3, "7", key="ArrowRight")
    expect(cell(page, 2, 4)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(cell(page, 2, 4)).to_be_focused()
    page.keyboard.press("F2")  # into the text, behind its end
    page.keyboard.type("1")
    expect(cell(page, 2, 4)).to_have_value("0.881")


GRIDS_IN_ORDER = ["Input", "Output", "Argmax mask", "Upstream gradient", "Input gradient"]


def headings(page):
    """The headings below the page's own, in the order in which they are heard."""
    return page.locator("main, .stMain").first.get_by_role("heading", level=2)


def test_explore_is_told_in_tables_with_its_marks_and_follows_an_edit(explore):
    page = explore()
    expect(headings(page)).to_have_text([*GRIDS_IN_ORDER, "Window (1, 0)"])
    winner = cell(page, 3, 0)
    expect(winner).to_have_attribute("aria-description", "winner; in the selected window")
    mask, gradient = read_aloud(page, "argmax"), read_aloud(page, "grad_input")
    expect(mask).to_have_attribute("aria-label", "mask, 6 rows, 6 columns; arrow keys choose a cell")
    expect(mask.get_by_role("gridcell")).to_have_count(36)
    told = mask.get_by_role("gridcell", name="mask row 3 column 0: ×1; winner; in the selected window", exact=True)
    expect(told).to_be_attached()
    arrived = gradient.get_by_role("gridcell", name="input gradient row 3 column 0: 0.959")
    expect(arrived).to_have_text(re.compile("; in the selected window; gets gradient$"))
    edit(page, 2, 0, "9")
    expect(arrived).to_have_count(0)
    expect(cell(page, 2, 0)).to_have_attribute("aria-description", re.compile("^winner"))
    said = page.locator(".st-key-panel_explain [aria-live=polite] .lab-said")
    expect(said).to_have_text(["Input cell (3, 0)", re.compile("none of them chose it|not chosen|chose")])


def test_a_step_is_told_in_grids_with_its_marks_and_their_cells_lead_to_steps_by_the_keyboard(visit):
    page = step_through(visit, example("worked", "both", "window"))
    expect(headings(page)).to_have_text([*GRIDS_IN_ORDER, "What this step does"])
    expect(page.locator("#js-plotly-tester")).to_have_attribute("aria-hidden", "true")
    output = read_aloud(page, "output")
    expect(output).to_have_attribute("aria-label", re.compile("^output, 3 rows, 3 columns; arrow keys"))
    expect(output.get_by_role("gridcell", name="empty")).to_have_count(9)
    press(page, "next step")
    here = "output row 0 column 0: 0.137; selected; changed"
    expect(output.get_by_role("gridcell", name=here, exact=True)).to_be_attached()
    best = "input row 0 column 1: 0.137; winner; in the selected window; chosen so far"
    expect(read_aloud(page, "input").get_by_role("gridcell", name=best, exact=True)).to_be_attached()
    output.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "Enter"):  # to (1, 1), whose window is the fifth
        page.keyboard.press(key)
    expect(count(page)).to_have_text(re.compile("^5 / "))
    page.keyboard.press("PageDown")
    expect(count(page)).to_have_text(re.compile("^6 / "))


def test_a_chart_of_a_lesson_is_heard_as_a_table_alone(visit):
    page = visit("/Lessons?lesson=operators&step=2")
    chart = page.locator(".st-key-lesson_board .stPlotlyChart")
    expect(chart.locator(".js-plotly-plot")).to_be_visible()
    expect(chart).to_have_attribute("aria-hidden", "true")
    expect(page.get_by_role("table", name="Lp of window (0, 0) against p")).to_be_attached()


def test_cells_rings_and_the_selection_are_seen_under_a_system_s_own_colours(explore):
    page = explore()
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    try:
        style = "(node) => { const s = getComputedStyle(node); return [s.backgroundColor, s.outlineStyle]; }"
        fill, line = cell(page, 0, 0).evaluate(style)
        assert (fill, line) == (cell(page, 0, 0).get_attribute("data-fill").replace(",", ", "), "solid")
        between = "(node) => getComputedStyle(node, '::after').backgroundImage"
        assert "gradient" in page.locator(".st-key-heatmap_output").evaluate(between)
        ours = f"rgb{rgb(LIGHT.selection)}"
        expect(page.locator(".lab-chosen").first).not_to_have_css("stroke", ours)  # but the system's
        expect(page.locator(".lab-ring").first).to_have_css("stroke", re.compile(r"rgb\((0, 0, 0|255, 255, 255)\)"))
    finally:
        page.emulate_media(forced_colors="none", reduced_motion="no-preference")


@needs_axe
@pytest.mark.parametrize("where", [*PATHS, *STATES])
def test_axe_finds_nothing_of_ours_light_or_dark(visit, where):
    page = visit(where)
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        page.reload()
        page.wait_for_function(SETTLED)
        page.evaluate(AXE.read_text())
        assert page.evaluate(FOUND, [list(other) for other in OTHERS]) == [], theme
