"""The loops beside the player: the line at work is lit, marked, told, and in sight; the server is not asked."""

from playwright.sync_api import Page, expect

from figures.film.code import loops
from pooling.frameworks.code.at_work import at_work
from tests.browser.player import at, example, step_through, steps_of
from tests.browser.scene import messages_to_the_server

LINES = ".lab-loops li"
LIT = "(lines) => lines.filter((line) => line.matches('.lab-lit')).map((line) => line.textContent)"
#: Whether the current line has its mark, and lies within the list, and the list within the window and over no grid.
IN_SIGHT = """() => {
  const line = document.querySelector(".lab-loops [aria-current=step]");
  const list = line.closest(".lab-loops"), box = list.getBoundingClientRect(), own = line.getBoundingClientRect();
  const grids = [...document.querySelectorAll("[class*=st-key-heatmap_]")].map((grid) => grid.getBoundingClientRect());
  const isMarked = getComputedStyle(line, "::before").content.includes("▸");
  return isMarked && own.top >= box.top - 1 && own.bottom <= box.bottom + 1 &&
    box.bottom <= innerHeight && box.right <= innerWidth &&
    grids.every((grid) => grid.right <= box.left || grid.bottom <= box.top || grid.top >= box.bottom || grid.right < 0);
}"""


def follow(page: Page) -> None:
    """Have the code shown."""
    page.get_by_text("Follow the code").click()
    expect(page.locator(".lab-loops")).to_be_visible()


def test_each_step_lights_its_lines_without_the_server(visit):
    lab = example("overlap", "both", "tap", 3)
    steps, page = steps_of(lab), step_through(visit, lab, width=1440, height=900)
    lines = loops(steps)
    follow(page)
    assert page.locator(LINES).all_text_contents() == [line.text for line in lines]
    for n in range(4, 12):
        page.keyboard.press("ArrowRight")
        at(page, n, steps)
        names = at_work(steps.steps[n - 1], steps)
        lit = [line.text for line in lines if line.does in names or line.part in names]
        assert page.locator(LINES).evaluate_all(LIT) == lit
    assert page.evaluate(IN_SIGHT)
    expect(page.locator(".lab-loops [aria-current=step]")).to_have_text(lit[0])
    with messages_to_the_server(page) as sent:
        for _ in range(8):
            page.keyboard.press("ArrowRight")
    assert len(sent) <= 2


def test_on_a_projector_the_code_stands_beside_the_grids_without_scrolling(visit):
    page = visit("/Step_through?present=true", width=1280, height=720)
    follow(page)
    for key in ("End", "Home", "ArrowRight"):
        page.keyboard.press(key)
    expect(page.locator(".lab-loops .lab-lit")).not_to_have_count(0)
    assert page.evaluate(IN_SIGHT)
    assert page.evaluate("document.querySelector('.stMain').scrollHeight") <= 720
    size = page.locator(LINES).first.evaluate("(line) => parseFloat(getComputedStyle(line).fontSize)")
    assert size >= 0.75 * 18
