"""The question that opens a lesson, in the browser: answered by mouse and keyboard, told by the keys of a presenter."""

import pytest
from playwright.sync_api import expect

from tests.browser.lessons import at_step, grid, keys, step_heading

RESULT = "Input gradient"


def clicked(page, row, column):
    """Click a cell of the question's grid."""
    page.locator(f'.lab-picker button[data-row="{row}"][data-column="{column}"]').click()


def typed(page, text):
    """Type an answer, and Enter."""
    field = page.get_by_label("Your answer")
    field.fill(text)
    field.press("Enter")


def test_two_wrong_numbers_bring_a_hint_and_then_the_answer_which_a_reload_keeps(visit):
    page = visit("/Lessons?lesson=overlap")
    step_heading(page, "Predict first")
    typed(page, "5")
    expect(page.get_by_text("Not 5. That is what one window sends.")).to_be_visible()
    expect(grid(page, RESULT)).to_have_count(0)
    page.wait_for_url("**p=*")
    page.reload()
    expect(page.get_by_text("Not 5. That is what one window sends.")).to_be_visible()
    typed(page, "100")
    expect(page.get_by_text("Not 100. It is 12.")).to_be_visible()
    expect(grid(page, RESULT)).to_be_visible()


def test_a_cell_is_chosen_by_the_keyboard_and_a_wrong_one_is_marked(visit):
    page = visit("/Lessons?lesson=routing")
    page.locator(".lab-picker .lab-cell").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Not cell (1, 0). It lies in another window")).to_be_visible()
    expect(page.locator('.lab-picker [data-row="1"][data-column="0"]')).to_have_class("lab-cell lab-mark-wrong")
    clicked(page, 1, 4)
    expect(page.get_by_text("Right: cell (1, 4). It is the largest of its window")).to_be_visible()
    expect(grid(page, "Input").locator(".lab-mark-right")).to_have_text("0.413 in the selected window; right")
    expect(grid(page, RESULT)).to_be_visible()


def test_presented_the_key_that_steps_tells_the_answer_first(visit):
    page = visit("/Lessons?lesson=routing&present=true", width=1280, height=720)
    keys(page)
    step_heading(page, "Predict first")
    page.keyboard.press("PageDown")
    expect(page.get_by_text("It is cell (1, 4).")).to_be_visible()
    expect(grid(page, RESULT)).to_be_visible()
    page.keyboard.press("PageDown")
    at_step(page, 1, 6)


def test_elsewhere_the_key_that_steps_passes_the_question_by(visit):
    page = visit("/Lessons?lesson=routing")
    keys(page)
    page.keyboard.press("ArrowRight")
    at_step(page, 1, 6)
    page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="Show me").click()
    expect(page.get_by_text("It is cell (1, 4).")).to_be_visible()


@pytest.mark.parametrize("slug", ["forward", "robust"])
def test_in_a_frame_a_question_and_its_answer_are_whole(visit, slug):
    page = visit(f"/Lessons?lesson={slug}&embed=true", width=800, height=450)
    page.get_by_role("button", name="Show me").click()
    expect(page.get_by_test_id("stAlert")).to_be_visible()
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollHeight <= 450")
