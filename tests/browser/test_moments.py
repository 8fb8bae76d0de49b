"""Two things at one moment: nothing is lost, nothing breaks, and no control falls behind the charts."""

import numpy as np
import pytest
from playwright.sync_api import expect

from lab.examples import WORKED_GRAD_OUTPUT, WORKED_X
from pooling import PoolSpec, pool
from tests.browser.layout import middle, shows
from tests.browser.scene import cell, edit, wait_for

SPEC = PoolSpec("max", 2, 2)
# Leaving a cell and following a link in one task, as a tap does; either may reach the server first.
LEAVE = """(first) => {
  const link = [...document.querySelectorAll('a')].find((a) => a.textContent.includes('Mathematics'));
  if (first === 'link') link.click();
  document.activeElement.blur();
  if (first === 'cell') link.click();
}"""


def with_cell(row: int, column: int, value: float) -> np.ndarray:
    x = WORKED_X.copy()
    x[row, column] = value
    return x


def numbers(page, name):
    return page.locator(f'.lab-text g[data-grid="{name}"] text:not(.lab-axis)')


def test_an_edit_and_a_control_in_one_moment_both_count(explore):
    page = explore()
    cell(page, 0, 0).click()
    page.keyboard.type("99")
    page.get_by_role("radio", name="Avg", exact=True).click()
    shows(page, pool(with_cell(0, 0, 99), PoolSpec("avg", 2)), WORKED_GRAD_OUTPUT)
    expect(page.get_by_text("count_include_pad")).to_be_visible()
    expect(page.locator(".st-key-set_dilation_01")).to_have_count(0)


@pytest.mark.parametrize("first", ["cell", "link"])
def test_leaving_the_page_in_the_middle_of_an_edit_never_empties_the_next(explore, first):
    page = explore()
    cell(page, 0, 0).click()
    page.keyboard.type("99")
    page.evaluate(LEAVE, first)
    expect(page).to_have_title("Mathematics · Pooling Lab")
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_role("heading", name="Mathematics", exact=True)).to_be_visible()
    page.get_by_role("link", name="Explore").click()
    expect(cell(page, 5, 5)).to_be_visible()


def test_an_edit_survives_leaving_the_page_at_once(explore):
    page = explore()
    edit(page, 0, 0, "99")
    page.get_by_role("link", name="Mathematics").click()
    expect(page.get_by_role("heading", name="Mathematics", exact=True)).to_be_visible()
    page.get_by_role("link", name="Explore").click()
    shows(page, pool(with_cell(0, 0, 99), SPEC), WORKED_GRAD_OUTPUT)


def test_an_edit_on_a_page_just_come_to_survives_leaving_it_at_once(explore):
    page = explore()
    page.get_by_role("link", name="Mathematics").click()
    expect(page.get_by_role("heading", name="Mathematics", exact=True)).to_be_visible()
    page.get_by_role("link", name="Explore").click()
    edit(page, 0, 0, "99")
    page.get_by_role("link", name="Mathematics").click()
    expect(page.get_by_role("heading", name="Mathematics", exact=True)).to_be_visible()
    page.get_by_role("link", name="Explore").click()
    shows(page, pool(with_cell(0, 0, 99), SPEC), WORKED_GRAD_OUTPUT)


def test_a_grid_that_shrinks_under_the_pointer(explore):
    page = explore()
    x, y = middle(page, "output", 2, 2)
    hovered = page.locator(".lab-hover rect")
    for _ in range(100):  # the grid may be drawn once more under a pointer that rests
        page.mouse.move(x - 1, y)
        page.mouse.move(x, y)
        if hovered.count():
            break
        page.wait_for_timeout(100)
    expect(hovered).not_to_have_count(0)
    page.locator(".st-key-set_kernel_size_01 input").focus()
    page.keyboard.press("End")
    shows(page, pool(WORKED_X, PoolSpec("max", 6, 2)), WORKED_GRAD_OUTPUT[:1, :1])
    expect(numbers(page, "output")).to_have_text(["2.615"])


def test_a_selection_that_the_next_shape_no_longer_has(explore):
    page = explore()
    slider = page.locator(".st-key-set_kernel_size_01 input")
    at = middle(page, "output", 2, 2)
    slider.focus()
    page.keyboard.press("End")
    page.mouse.click(*at)
    shows(page, pool(WORKED_X, PoolSpec("max", 6, 2)), WORKED_GRAD_OUTPUT[:1, :1])
    expect(numbers(page, "output")).to_have_text(["2.615"])


def test_a_slider_that_is_moved_on_never_jumps_back(explore):
    page = explore()
    page.evaluate(
        """() => {
          window.shown = [];
          const look = () => {
            const value = document.querySelector('.st-key-set_height [data-testid=stSliderThumbValue]')?.textContent;
            if (value && value !== window.shown.at(-1)) window.shown.push(value);
            requestAnimationFrame(look);
          };
          look();
        }"""
    )
    page.locator(".st-key-set_height input").focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight", delay=60)
    expect(page.locator(".st-key-set_height [data-testid=stSliderThumbValue]")).to_have_text("14")
    expect(cell(page, 13, 5)).to_be_visible()
    shown = [int(value) for value in page.evaluate("() => window.shown")]
    assert shown == sorted(shown)


def test_the_page_goes_on_while_a_bad_entry_waits(explore):
    page = explore()
    edit(page, 1, 3, "abc")
    edit(page, 0, 0, "50")
    shows(page, pool(with_cell(0, 0, 50), SPEC), WORKED_GRAD_OUTPUT)
    expect(cell(page, 1, 3)).to_have_value("abc")
    expect(cell(page, 1, 3)).to_have_attribute("aria-invalid", "true")


def test_a_ring_moves_with_its_winner(explore):
    page = explore()
    ring = '.lab-overlay rect.lab-ring[data-grid="{}"][data-row="{}"][data-column="0"]'
    expect(page.locator(ring.format("argmax", 3))).to_have_count(1)
    edit(page, 2, 0, "5")
    for grid in ("argmax", "input"):
        expect(page.locator(ring.format(grid, 2))).to_have_count(1)
        expect(page.locator(ring.format(grid, 3))).to_have_count(0)


def test_every_operator_fills_all_charts(explore):
    page = explore()
    for label, operator in [("Avg", "avg"), ("Min", "min"), ("Lp", "lp")]:
        page.get_by_role("radio", name=label, exact=True).click()
        shows(page, pool(WORKED_X, PoolSpec(operator, 2)), WORKED_GRAD_OUTPUT)


def test_arrow_keys_lead_from_cell_to_cell(explore):
    page = explore()
    cell(page, 1, 1).click()
    for key, place in [("ArrowDown", (2, 1)), ("ArrowRight", (2, 2)), ("ArrowUp", (1, 2)), ("ArrowLeft", (1, 1))]:
        page.keyboard.press(key)
        expect(cell(page, *place)).to_be_focused()


def test_numbers_follow_a_change_of_shape_there_and_back(explore):
    page = explore()
    page.locator(".st-key-set_height input").focus()
    page.keyboard.press("ArrowLeft")
    wait_for(page, "output", pool(WORKED_X[:5], SPEC).output)
    expect(numbers(page, "output")).to_have_text(["0.137", "1.875", "0.413", "1.330", "0.550", "1.036"])
    page.keyboard.press("ArrowRight")
    shows(page, pool(WORKED_X, SPEC), WORKED_GRAD_OUTPUT)
    expect(numbers(page, "output")).to_have_count(9)
