"""Nothing jumps: a page stays where it was first seen, as it loads and as it is used.

What Streamlit does while it loads counts as well: without the style in .streamlit/config.toml it moves the page aside
for the menu (0.2), without arrival.css it shows text before its style is there (0.4 to 1.0).
"""

import pytest
from playwright.sync_api import expect

from lab.settings import Settings
from lab.state import fresh
from tests.browser.layout import path
from tests.browser.scene import edit, slide
from ui.page import PAGES

#: Each shift with what moved, in the order of time.
WATCH = """() => {
  window.shifts = [];
  const named = ({ node }) => (node instanceof Element ? node : node?.parentElement)?.className;
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) window.shifts.push([value, sources.map(named)]);
  }).observe({ type: "layout-shift", buffered: true });
}"""
MOVED = "() => window.shifts.reduce((sum, [value]) => sum + value, 0)"
#: Nothing is still to be fetched, and the server is at rest.
SETTLED = """() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning' &&
  document.querySelector('.stMainBlockContainer h1') !== null &&
  document.documentElement.hasAttribute('data-lab-whole')"""


def address(file: str) -> str:
    """Where a file of the menu is served."""
    return "/" if file == "app.py" else "/" + file.removeprefix("pages/").removesuffix(".py").partition("_")[2]


@pytest.mark.parametrize("file", PAGES)
def test_a_page_that_loads_does_not_jump(visit, file):
    page = visit(address(file))
    page.wait_for_function(SETTLED)
    page.evaluate(WATCH)
    page.wait_for_timeout(500)  # a shift is told with the next frame
    assert page.evaluate(MOVED) <= 0.1, page.evaluate("window.shifts")


def test_an_edit_and_a_parameter_move_nothing_but_what_they_change(explore):
    page = explore(path(fresh()))
    page.evaluate(WATCH.replace("buffered: true", "buffered: false"))
    edit(page, 0, 0, "77")
    expect(page.locator('.lab-text g[data-grid="output"] text').first).to_have_text("77.000")
    slide(page, "padding_01", 1)
    expect(page.locator('.lab-text g[data-grid="output"] text:not(.lab-axis)')).to_have_count(16)
    page.wait_for_timeout(300)
    assert page.evaluate(MOVED) <= 0.05, page.evaluate("window.shifts")


def test_a_notice_has_a_place_of_its_own(explore):
    page = explore(path(fresh(), settings=Settings(kernel_size=(3, 3))))
    scene = page.locator(".st-key-panel_input")
    before = scene.bounding_box()
    slide(page, "height", 2)
    expect(page.get_by_role("alert").filter(has_text="To fit the 2×6 grid")).to_be_visible()
    assert scene.bounding_box()["y"] == before["y"]
