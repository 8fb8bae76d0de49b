"""The quiz in the browser: answered wrong and right, by mouse and by keyboard, scored once, the same for a class."""

import numpy as np
import pytest
from playwright.sync_api import expect

from figures.stories.quiz import question
from lab.quiz.task import task
from tests.browser.lessons import check, choose, fill, keys
from tests.browser.scene import cell, edit

SEED = 7


def link(number, level="easy", topic="any", seed=SEED, page="/Quiz?"):
    """A question by its link, and the same question here."""
    return f"{page}quiz={seed}-{level}-{topic}-{number}", task(seed, number, level, topic)


def asked(page, one):
    expect(page.get_by_role("heading", name=question(one), exact=True)).to_be_visible()


def score(page, right, of):
    expect(page.locator(".lab-score")).to_contain_text(f"In this visit {right} of {of} right at the first try")


@pytest.mark.parametrize("where", ["/Demos?lesson=overlap&", "/Step_through?"], ids=["lessons", "step"])
def test_a_route_is_clicked_wrong_and_then_right_and_counts_once(visit, where):
    path, one = link(0, page=where)
    assert one.kind == "route"
    page = visit(path)
    asked(page, one)
    score(page, 0, 0)
    right = tuple(np.argwhere(one.answer)[0].tolist())
    wrong = next(at for at in np.ndindex(one.x.shape) if at != right)
    button = choose(page, *wrong)
    check(page)
    expect(page.get_by_role("alert").filter(has_text=f"Not right: the gradient goes to {right}")).to_be_visible()
    expect(button).to_have_class("lab-cell lab-mark-wrong")
    score(page, 0, 1)
    button = choose(page, *right)
    expect(page.get_by_role("alert").filter(has_text="Not right")).to_have_count(0)
    check(page)
    expect(page.get_by_text(f"Right: the gradient goes to {right}.")).to_be_visible()
    expect(button).to_have_class("lab-cell lab-mark-right")
    score(page, 0, 1)


def test_a_cell_is_chosen_with_the_keyboard_alone(visit):
    path, one = link(0)
    page = visit(path)
    asked(page, one)
    page.locator('.lab-picker button[tabindex="0"]').focus()
    for key in ("ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(page.locator('.lab-picker button[data-row="1"][data-column="1"]')).to_have_attribute("aria-pressed", "true")
    asked(page, one)  # the arrows did not go to another question


def test_an_output_is_filled_in_wrong_and_then_right(visit):
    path, one = link(1, "medium")
    assert one.kind == "output"
    page = visit(path)
    asked(page, one)
    given = one.answer.copy()
    given[0, 0] += 1
    fill(page, one, given)
    check(page)
    expect(page.get_by_text(f"{one.answer.size - 1} of {one.answer.size} cells")).to_be_visible()
    expect(cell(page, 0, 0, "output")).to_have_class("lab-cell lab-mark-wrong")
    expect(cell(page, 0, 1, "output")).to_have_class("lab-cell lab-mark-right")
    expect(page.locator(".st-key-lesson_words .katex").first).to_be_visible()
    edit(page, 0, 0, f"{one.answer[0, 0]:g}", grid="output")
    expect(cell(page, 0, 1, "output")).to_have_class("lab-cell")
    check(page)
    expect(page.get_by_text(f"Right: all {one.answer.size} cells.")).to_be_visible()
    score(page, 0, 1)


def test_an_input_gradient_is_right_at_the_first_try_with_zeros_left_empty(visit):
    path, one = link(2)
    assert one.kind == "grad_input"
    page = visit(path)
    asked(page, one)
    for row, column in np.argwhere(one.answer != 0).tolist():
        edit(page, row, column, f"{one.answer[row, column]:g}", grid="input gradient", key="Tab")
    check(page)
    empty = int((one.answer == 0).sum())
    expect(page.get_by_text(f"Right: all {one.answer.size} cells, with 0 in the {empty} left empty.")).to_be_visible()
    score(page, 1, 1)


def test_what_is_no_number_is_marked_and_an_emptied_cell_is_empty(visit):
    path, one = link(1, "medium")
    page = visit(path)
    asked(page, one)
    edit(page, 0, 0, "abc", grid="output")
    expect(cell(page, 0, 0, "output")).to_have_attribute("aria-invalid", "true")
    edit(page, 0, 0, "", grid="output", key="Tab")
    expect(cell(page, 0, 0, "output")).to_have_attribute("aria-invalid", "false")
    expect(cell(page, 0, 0, "output")).to_have_value("")


def test_a_class_gets_the_same_questions_and_answers_are_kept_on_the_way(visit):
    path, one = link(3, "hard")
    page = visit(path)
    asked(page, one)
    page.get_by_role("button", name="Link for a class").click()
    address = page.locator("[data-testid=stPopoverBody] code").first.inner_text()
    other = visit(address[address.index("/Quiz") :])
    asked(other, task(SEED, 0, "hard"))
    keys(other)
    other.keyboard.press("ArrowRight")
    asked(other, task(SEED, 1, "hard"))


def test_quiz_me_asks_about_the_lesson_and_leads_back_to_it(visit):
    page = visit("/Lessons?lesson=ties&step=2")
    page.get_by_role("link", name="Quiz me").click()
    expect(page.locator(".lab-count")).to_have_text("question 1 of 10")
    page.wait_for_url("**/Quiz?*-easy-ties-0*")
    expect(page.get_by_role("combobox", name="about")).to_have_value("Equal cells")
    page.get_by_role("link", name="Back to the lesson").click()
    expect(page.locator(".lab-count")).to_have_text("step 2 of 5")
    page.go_back()
    expect(page.locator(".lab-count")).to_have_text("question 1 of 10")
    page.go_back()
    expect(page.locator(".lab-count")).to_have_text("step 2 of 5")


def test_a_round_of_one_s_own_ends_with_a_code_that_the_same_page_checks(visit):
    page = visit("/Quiz?quiz=7-easy-ties-1-of2-max")
    expect(page.locator(".lab-count")).to_have_text("question 2 of 2")
    page.get_by_role("button", name="summary").click()
    expect(page.get_by_role("heading", name="0 of 2 right at the first try, 2 not tried yet.")).to_be_visible()
    page.get_by_label("Your name, as your teacher asks for it").fill("Ada")
    page.keyboard.press("Enter")
    code = page.locator("[data-testid=stCode] code")
    empty = code.inner_text()
    expect(code).not_to_have_text(empty)
    text = code.inner_text()
    page.get_by_role("button", name="Leave the quiz").click()
    page.get_by_text("For a teacher: check result codes").click()
    field = page.get_by_label("Result codes, one a line")
    field.fill(text)
    field.press("Control+Enter")
    expect(page.get_by_role("rowheader", name="Ada")).to_be_visible()
    field.fill(text[:-1])
    field.press("Control+Enter")
    expect(page.get_by_role("cell", name="code must be whole")).to_be_visible()


def test_the_end_of_a_round_is_whole_on_a_projector_without_a_student_s_code(visit):
    page = visit("/Quiz?quiz=7-hard-overlap.ties.padding-end&present=true", width=1280, height=720)
    expect(page.get_by_role("row")).to_have_count(1 + 10 + 1 + 3)  # the questions and the topics, with their heads
    expect(page.get_by_role("button", name="Leave the quiz")).to_be_in_viewport(ratio=1)
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight") <= 720
    expect(page.get_by_label("Your name, as your teacher asks for it")).to_have_count(0)
