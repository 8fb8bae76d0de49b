"""Lessons in the browser: each opens by its link and is gone through by the keyboard, edited, left and presented."""

from dataclasses import replace

import pytest
from playwright.sync_api import TimeoutError, expect

from figures.lessons import LESSONS
from figures.theme import LIGHT
from lab.share import encode
from pooling import PoolSpec, pool
from tests.browser.layout import middle, outlined
from tests.browser.lessons import at_question, at_step, grid, heading, keys, shown, step_heading
from tests.browser.scene import cell, edit
from ui.demos.lesson import TURN
from ui.demos.open_lesson import first

# What of a step cannot be seen or read from the last row of a projector of 1280×720.
UNSEEN = """() => {
  const all = (selector) => [...document.querySelectorAll(`.st-key-lesson ${selector}`)];
  const shown = (selector) => all(selector).filter((e) => e.checkVisibility());
  const font = (element) => parseFloat(getComputedStyle(element).fontSize);
  const small = (selector, least) => shown(selector).some((e) => font(e) < least);
  const cut = (element) => element.scrollWidth > element.clientWidth + 2;
  const { scrollHeight } = document.querySelector('[data-testid=stMain]');
  return [
    scrollHeight > 720 && `it scrolls: ${scrollHeight}`,
    small('.lab-number, .lab-cell', 18) && 'small digits',
    small('th[scope], .lab-index', 13.5) && 'small row and column numbers',
    small('.katex-html .msupsub .mtight', 13.5) && 'small indices',
    shown('.katex-display, .lab-editor, .lab-table, .lab-facts').some(cut) && 'something is cut',
    shown('*:not(svg *, .lab-aloud *)').some((e) => e.getBoundingClientRect().right > 1280) && 'beyond the edge',
  ].filter(Boolean);
}"""


@pytest.mark.parametrize("slug", LESSONS)
def test_every_lesson_is_presented_without_scrolling_and_gone_through_with_the_arrow_keys(visit, slug):
    lesson, length = LESSONS[slug], len(LESSONS[slug].steps) + 1
    page = visit(f"/Lessons?lesson={slug}&present=true", width=1280, height=720)
    heading(page, f"{list(LESSONS).index(slug) + 1}. {lesson.title}")
    keys(page)
    if lesson.predict:
        at_question(page)
        step_heading(page, lesson.predict(lesson.case(LIGHT)).title)
        seen(page)
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("button", name="Show me")).to_have_count(0)
        seen(page)
        page.keyboard.press("ArrowRight")
    for number, step in enumerate((*lesson.steps, TURN), 1):
        at_step(page, number, length)
        step_heading(page, step.title)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        seen(page)
        page.keyboard.press("ArrowRight")
    at_step(page, length, length)
    page.keyboard.press("ArrowRight")  # there is nothing beyond
    page.keyboard.press("ArrowLeft")
    at_step(page, length - 1, length)


def test_a_setting_away_from_the_start_is_whole_on_a_projector_too(visit):
    lesson = LESSONS["adaptive"]
    lab = replace(first(lesson), knobs={"size": 7})
    page = visit(f"/Lessons?lesson=adaptive&step=3&present=true&s={encode(lab)}", width=1280, height=720)
    keys(page)
    seen(page)
    page.get_by_role("tab", name="Table").click()
    expect(page.get_by_role("table", name="Bins along the rows")).to_be_in_viewport(ratio=1)


def seen(page):
    """Wait until all of a step can be seen and read from the last row."""
    at_rest = "document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"
    try:
        page.wait_for_function(f"() => {at_rest} && ({UNSEEN})().length === 0", timeout=5000)
    except TimeoutError:
        assert page.evaluate(UNSEEN) == []


def test_no_lesson_is_wider_than_a_phone_from_the_first_to_the_last(visit):
    page = visit(f"/Lessons?lesson={next(iter(LESSONS))}", width=390, height=844, theme="dark")
    keys(page)
    for number, lesson in enumerate(LESSONS.values(), 1):
        heading(page, f"{number}. {lesson.title}")
        if lesson.predict:
            at_question(page)
            fits_a_phone(page)
            page.keyboard.press("ArrowRight")
        at_step(page, 1, len(lesson.steps) + 1)
        expect(page.locator(".lab-editor .lab-cell").first).to_be_visible()
        fits_a_phone(page)
        page.keyboard.press("Shift+ArrowRight")


def fits_a_phone(page):
    # The grids of the lesson before may still be there, in the columns of this one.
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollWidth <= 390")


def test_a_card_opens_its_lesson_and_back_returns_to_the_gallery(visit):
    page = visit("/Lessons")
    page.get_by_role("button", name="3. Overlap: assign or accumulate").click()
    heading(page, "3. Overlap: assign or accumulate")
    page.wait_for_url("**lesson=overlap*")
    page.go_back()
    heading(page, "Lessons")


def test_a_step_has_a_link_of_its_own_and_back_goes_one_step_back(visit):
    page = visit("/Lessons?lesson=overlap&step=1")
    page.get_by_role("button", name="next step").click()
    at_step(page, 2, 5)
    page.wait_for_url("**step=2*")
    page.get_by_role("button", name="→ 4. Ties").click()
    heading(page, "4. Ties")
    page.wait_for_url("**lesson=ties*")
    page.go_back()
    heading(page, "3. Overlap: assign or accumulate")
    at_step(page, 2, 5)


def test_an_edit_changes_what_is_said_and_shown(visit):
    page = visit("/Lessons?lesson=overlap&step=1")
    expect(page.get_by_text("Cell (2, 2) lies in 4 windows, and 4 windows chose it.")).to_be_visible()
    edit(page, 2, 2, "3")
    expect(page.get_by_text("Cell (2, 4) lies in 4 windows, and 3 windows chose it.")).to_be_visible()
    x = LESSONS["overlap"].x.copy()
    x[2, 2] = 3
    assert shown(page, "Output") == [[f"{v}" for v in row] for row in pool(x, PoolSpec("max", 3, 2)).output]


def test_numbers_of_a_lesson_stay_while_the_visitor_is_elsewhere_and_touch_nothing_there(visit):
    page = visit("/Lessons?lesson=overlap&step=1")
    edit(page, 0, 0, "77")
    page.get_by_role("link", name="Explore", exact=True).click()
    heading(page, "Explore pooling")
    expect(cell(page, 0, 0)).to_have_value("−0.170")
    page.get_by_role("link", name="Lessons", exact=True).click()
    page.get_by_role("button", name="3. Overlap: assign or accumulate").click()
    at_question(page)
    page.get_by_role("button", name="next step").click()
    expect(cell(page, 0, 0)).to_have_value("77")


def test_a_lesson_is_presented_without_a_sidebar_in_larger_type_by_its_link(visit):
    page = visit("/Lessons?lesson=overlap&step=2", width=1280, height=720)
    at_step(page, 2, 5)
    paragraph = "document.querySelector('.st-key-lesson_words .stMarkdown p')"
    size = f"parseFloat(getComputedStyle({paragraph}).fontSize)"
    before = page.evaluate(size)
    page.get_by_text("Present", exact=True).click()
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    page.wait_for_function(f"{size} >= 1.2 * {before}")
    page.wait_for_url("**present=true*")
    again = visit(page.url[page.url.index("/Lessons") :], width=1280, height=720)
    at_step(again, 2, 5)
    expect(again.get_by_test_id("stSidebar")).to_be_hidden()
    keys(again)
    again.keyboard.press("PageDown")
    at_step(again, 3, 5)
    again.keyboard.press("Shift+ArrowRight")
    heading(again, "4. Ties")
    expect(again.get_by_test_id("stSidebar")).to_be_hidden()
    again.keyboard.press("Shift+ArrowLeft")
    heading(again, "3. Overlap: assign or accumulate")


def test_arrows_belong_to_a_cell_that_is_being_edited(visit):
    page = visit("/Lessons?lesson=overlap&step=1")
    at_step(page, 1, 5)
    cell(page, 0, 0).click()
    page.keyboard.press("ArrowRight")
    expect(cell(page, 0, 1)).to_be_focused()
    at_step(page, 1, 5)


def test_explore_is_presented_too(explore):
    page = explore("/?present=true", width=1280, height=720)
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    box = page.locator(".st-key-panel_argmax").bounding_box()
    assert box["x"] + box["width"] <= 1280
    for number in (cell(page, 0, 0), page.locator(".lab-text text:not(.lab-axis)").first):
        assert number.evaluate("(node) => parseFloat(getComputedStyle(node).fontSize)") >= 18
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") <= 720
    page.mouse.click(*middle(page, "argmax", 5, 4))
    heading(page, "Input cell (5, 4)")
    outlined(page, {"argmax": [[5, 4, 1, 1]], "grad_input": [[5, 4, 1, 1]], "output": [[2, 2, 1, 1]]})


def test_the_page_follows_a_change_of_theme(visit):
    from figures.theme import DARK, sample

    page = visit("/Lessons?lesson=overlap&step=1")
    expect(grid(page, "Output")).to_be_visible()
    page.emulate_media(color_scheme="dark")
    highest = sample(DARK.values, 1.0)
    red, green, blue = (int(highest[n : n + 2], 16) for n in (1, 3, 5))
    cell_ = grid(page, "Output").locator(".lab-number").first
    expect(cell_).to_have_css("background-color", f"rgb({red}, {green}, {blue})")


def test_frameworks_are_switched_and_the_difference_is_marked(visit):
    page = visit("/Frameworks?right=zero_padding")
    expect(page.get_by_text("give the same on this grid")).to_be_visible()
    page.get_by_role("combobox", name="fill the input").click()
    page.get_by_role("option", name="All negative, padded").click()
    expect(page.get_by_text("They differ in")).to_be_visible()
    assert grid(page, "Output: Textbook zero padding").locator(".lab-mark-differs").count() == 3
    page.get_by_role("combobox", name="Right framework").click()
    page.get_by_role("option", name="ONNX with its defaults").click()
    expect(page.get_by_text("PyTorch and ONNX with its defaults give the same on this grid")).to_be_visible()
    page.wait_for_url("**right=onnx*")


def test_a_dot_that_is_dragged_is_typed_into_its_cell_and_the_outputs_follow(visit):
    page = visit("/Lessons?lesson=row&step=1")
    second = grid(page, "Output").locator(".lab-number").nth(1)
    expect(second).to_have_text("4")
    dot = page.locator('.lab-stems g[data-column="3"] .lab-handle')
    box = dot.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 300, steps=4)  # beyond the picture: as far as it reaches
    top = float(page.locator(".lab-stems svg").get_attribute("data-high"))
    expect(cell(page, 0, 3)).to_have_value(f"{top:g}")
    page.mouse.up()
    expect(second).to_have_text(f"{top:g}")
    expect(cell(page, 0, 3)).not_to_be_focused()
    edit(page, 0, 3, "1")  # what is typed moves the dot
    expect(second).to_have_text("4")
    place = "document.querySelector('.lab-stems g[data-column=\"3\"] .lab-handle').getBoundingClientRect().y"
    page.wait_for_function(f"(y) => Math.abs({place} - y) < 1", arg=box["y"])


def test_a_step_is_taken_as_a_file_that_plays(visit, browser, tmp_path):
    page = visit("/Lessons?lesson=overlap&step=3")
    keys(page)
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
    page.get_by_role("button", name="Take the page").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="overlap-3.html").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    alone = browser.new_page()
    errors = []
    alone.on("pageerror", lambda error: errors.append(str(error)))
    alone.goto(file.as_uri())
    title = alone.get_by_role("heading", name="Overlap: assign or accumulate: The bug in public code")
    expect(title).to_be_visible()
    expect(alone.get_by_role("table", name="Right: every window adds")).to_be_visible()
    alone.get_by_role("button", name="last step").click()
    expect(alone.locator(".lab-ledger dd").nth(1)).to_have_text("45")
    alone.context.close()
    assert (file.name, errors) == ("overlap-3.html", [])
