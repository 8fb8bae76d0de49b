"""The player on a projector, and pages in a frame of another one: nothing to scroll, digits that can be read."""

from dataclasses import replace

from playwright.sync_api import Page, expect

from figures.lessons import LESSONS
from lab.state import fresh
from tests.browser.lessons import keys
from tests.browser.player import READY, press
from tests.browser.scene import copied, edit, wait_for
from ui.demos.lesson import TURN

# The panels of grids that are on screen, whole; the smallest of their digits and of their indices.
SEEN = """() => {
  const inside = ({ top, left, bottom, right }) => Math.min(top, left, innerHeight - bottom, innerWidth - right) >= 0;
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((e) => inside(e.getBoundingClientRect()));
  const least = (selector) => Math.min(...shown(selector).map((e) => parseFloat(getComputedStyle(e).fontSize)));
  const names = shown('[class*=st-key-heatmap_]').map((e) => /st-key-heatmap_(\\w+)/.exec(e.className)[1]);
  return { grids: names.sort().join(' '), digits: least('.lab-text text:not(.lab-axis)'), indices: least('.lab-axis') };
}"""
HEIGHT = "() => document.querySelector('[data-testid=stMain]').scrollHeight"
FORWARD, BACKWARD = "argmax input output", "argmax grad_input grad_output"


def player(page: Page, digits: float, indices: float) -> None:
    """Go from the forward pass to the gradient: the grids of either are whole on screen, with the words."""
    page.wait_for_function(READY)
    for at, grids in ((3, FORWARD), (11, BACKWARD)):
        for _ in range(at):
            press(page, "next step")
        page.wait_for_function(f"(grids) => ({SEEN})().grids === grids", arg=grids)
        seen = page.evaluate(SEEN)
        assert seen["digits"] >= digits
        assert seen["indices"] >= indices
        assert page.evaluate(HEIGHT) <= page.viewport_size["height"]
        expect(page.locator(".lab-sentence")).to_be_in_viewport(ratio=1)
        expect(page.locator(".lab-equation")).to_be_in_viewport(ratio=1)


def test_the_player_is_presented_without_scrolling(visit):
    page = visit("/Step_through?present=true", width=1280, height=720)
    player(page, digits=18, indices=13.5)
    expect(page.get_by_role("button", name="Take a GIF")).to_be_in_viewport(ratio=1)


def test_the_player_is_played_in_a_frame(visit):
    page = visit("/Step_through?embed=true", width=800, height=450)
    player(page, digits=12, indices=9)
    expect(page.get_by_test_id("stSidebar")).to_have_count(0)
    expect(page.locator("h1")).to_have_count(0)


def test_explore_in_a_frame_shows_what_goes_in_comes_out_is_sent_back_and_comes_back(explore):
    page = explore("/?embed=true", width=800, height=450)
    page.wait_for_function(f"() => ({SEEN})().grids === 'grad_input grad_output input output'")
    assert page.evaluate(HEIGHT) <= 450
    assert page.evaluate(SEEN)["digits"] >= 12
    expect(page.locator(".st-key-panel_explain p")).to_be_in_viewport(ratio=1)
    edit(page, 0, 0, "9")
    canvas = fresh().canvas.copy()
    canvas[0, 0] = 9
    wait_for(page, "output", replace(fresh(), canvas=canvas).pooled().output)
    assert "embed=true" in page.url


def test_a_step_is_copied_as_a_frame_which_shows_one_row_of_grids_and_steps_on(visit, browser):
    lesson = LESSONS["operators"]
    page = visit("/Demos?lesson=operators&step=3", width=1280, height=720)
    keys(page)
    slide = browser.new_page()
    slide.set_content(copied(page, "Embed"))
    frame = slide.frame_locator("iframe")
    for number, step in enumerate((*lesson.steps, TURN)[2:], 3):
        expect(frame.locator(".lab-count")).to_have_text(f"step {number} of {len(lesson.steps) + 1}")
        expect(frame.locator(".lab-keys[data-ready]")).to_be_attached()
        expect(frame.locator(".st-key-lesson_steps h2")).to_have_text(step.title)
        expect(frame.locator(".st-key-lesson_words .stMarkdown p").first).to_be_in_viewport(ratio=1)
        for grid in frame.locator(":is(.lab-table, .lab-editor)").all():
            expect(grid).to_be_in_viewport(ratio=1)
        for tab in frame.locator(".st-key-lesson_board [role=tab]").all()[1:]:
            tab.click()
            shown = frame.locator(
                ".st-key-lesson_board :is(.lab-facts:not(.lab-aloud *), .js-plotly-plot, pre):visible"
            )
            expect(shown.first).to_be_in_viewport(ratio=1)
        if step is not TURN:
            frame.get_by_role("button", name="next step").click()
    expect(frame.get_by_test_id("stSidebar")).to_have_count(0)
    slide.context.close()
