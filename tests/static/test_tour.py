"""The built site in a real browser, from the first word on: every page, edits, files, the network gone, minutes alone.

One visitor goes all the way in one tab, by the menu; each test is a stop, which goes to its page itself: any one can be
made alone.
"""

from __future__ import annotations

import io
import json
import re
import sys
import time

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from figures.stories.quiz import question
from lab.examples import WORKED_GRAD_OUTPUT, WORKED_X
from lab.quiz.task import task
from pooling import PoolSpec, pool
from tests.browser.lessons import at_question, check, choose
from tests.browser.player import READY, count, press
from tests.browser.scene import copied, edit, wait_for
from tests.browser.test_image import ready as pictures_ready
from tests.lab.photo.files import file_of, pixels
from tests.static.visitor import opened
from ui.explore.welcome import TEXT

#: As it is sent, with what a first visit keeps for the next.
MOST_BYTES = 20e6
#: With promises on WebAssembly's stack, an open page died sooner than this, left alone.
ALONE = 200
EDITS = 300
#: The browser has all that opens the lab next time.
KEPT = "async () => (await navigator.serviceWorker.ready).active.state === 'activated'"


def menu(page: Page, label: str, title: str) -> None:
    """Go to a page by the menu."""
    page.locator("[data-testid=stPageLink] a", has_text=label).first.click()
    expect(page.get_by_role("heading", name=title, exact=True).first).to_be_visible()
    at_rest(page)


def at_rest(page: Page) -> None:
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")


def edited(page: Page, value: float) -> None:
    """Type a number that wins its window, and wait for the output that it makes."""
    x = WORKED_X.copy()
    x[0, 0] = value
    edit(page, 0, 0, f"{value:g}")
    wait_for(page, "output", pool(x, PoolSpec("max", 2, 2)).output)


def saved(page: Page, button: str) -> bytes:
    """What a download button gives."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value.path().read_bytes()


def test_words_and_the_worked_example_are_there_without_python_or_streamlit(visitor):
    page = visitor.context.new_page()
    page.route(re.compile(r"/pyodide/|/stlite/.*\.js$"), lambda route: None)
    page.goto(visitor.host.url, wait_until="commit")
    expect(page.get_by_role("status").filter(has_text="on its way")).to_be_visible()
    player = page.frame_locator("#loading-player")
    player.get_by_role("button", name="next step").click()
    expect(player.locator(".lab-count")).to_have_text("1 / 19")
    page.close()


def test_the_lab_opens_with_the_worked_example(lab):
    menu(lab, "Explore", "Explore pooling")
    wait_for(lab, "output", pool(WORKED_X, PoolSpec("max", 2, 2)).output)
    expect(lab.locator('.lab-text g[data-grid="output"] text').first).to_be_visible()


def test_the_first_visit_takes_less_than_20_megabytes(lab, visitor):
    lab.wait_for_function(KEPT)
    assert sum(size for _, size in visitor.host.sent) < MOST_BYTES


def test_an_edit_reaches_the_picture_and_the_address(lab):
    menu(lab, "Explore", "Explore pooling")
    edited(lab, 99)
    assert "s=" in copied(lab).partition("?")[2]
    assert copied(lab).startswith(lab.url.partition("?")[0])
    edited(lab, -0.17)


def test_the_arrays_are_downloaded(lab):
    menu(lab, "Explore", "Explore pooling")
    lab.get_by_role("button", name="Download").click()
    pooled = pool(WORKED_X, PoolSpec("max", 2, 2))
    with np.load(io.BytesIO(saved(lab, "pooling.npz")), allow_pickle=False) as arrays:
        np.testing.assert_array_equal(arrays["grad_input"], pooled.backward(WORKED_GRAD_OUTPUT))
    assert json.loads(saved(lab, "pooling.json"))["output"] == pooled.output.tolist()
    lab.keyboard.press("Escape")


def test_the_player_steps_and_gives_its_page_and_its_film(lab):
    menu(lab, "Step through", "Step through pooling")
    lab.wait_for_function(READY)
    press(lab, "next step")
    expect(count(lab)).to_have_text(re.compile("^1 / "))
    lab.get_by_role("button", name="Take the page").click()
    assert b"</html>" in saved(lab, "pooling.html")
    lab.keyboard.press("Escape")
    lab.get_by_role("button", name="Take a GIF").click()
    lab.get_by_role("button", name="Make the GIF").click()
    with Image.open(io.BytesIO(saved(lab, "pooling.gif"))) as film:
        assert film.n_frames > 10
    lab.keyboard.press("Escape")


def test_a_lesson_asks_and_is_stepped_through(lab):
    menu(lab, "Lessons", "Lessons")
    lab.locator(".st-key-gallery button").nth(2).click()
    at_question(lab)
    lab.get_by_role("button", name="Show me").click()
    lab.get_by_role("button", name="next step").click()
    expect(lab.locator(".lab-count")).to_have_text(re.compile("^step 1 "))


def test_a_wrong_gradient_is_named(lab):
    menu(lab, "Check mine", "Check mine")
    expect(lab.get_by_text("what assigning (=) gives")).to_be_visible()


def test_a_visitor_s_picture_is_pooled(lab):
    menu(lab, "Image", "Pool a picture")
    pictures_ready(lab)
    given = {"name": "a.png", "mimeType": "image/png", "buffer": file_of(pixels(48, 36))}
    lab.locator("input[type=file]").set_input_files(given)
    expect(lab.get_by_text("On screen: a.png, 48 × 36 pixels.")).to_be_visible()


def test_frameworks_and_mathematics_are_read(lab):
    menu(lab, "Frameworks", "Frameworks side by side")
    menu(lab, "Mathematics", "Mathematics")
    expect(lab.locator(".katex").first).to_be_visible()


def test_the_state_is_there_again_after_a_reload(lab):
    menu(lab, "Explore", "Explore pooling")
    edited(lab, 42)
    lab.wait_for_url("**s=*")
    lab.reload()
    opened(lab)
    expect(lab.get_by_label("input row 0 column 0", exact=True)).to_have_value(re.compile("^42"))


def test_a_link_opens_without_the_network_and_the_quiz_marks_an_answer(lab, visitor):
    lab.wait_for_function(KEPT)
    one = task(7, 0, "easy", "any")
    right = tuple(np.argwhere(one.answer)[0].tolist())
    visitor.context.set_offline(True)
    try:
        page = opened(visitor.open("Quiz?quiz=7-easy-any-0"))
        expect(page.get_by_role("heading", name=question(one), exact=True)).to_be_visible()
        choose(page, *right)
        check(page)
        expect(page.get_by_text(f"Right: the gradient goes to {right}.")).to_be_visible()
        menu(page, "Explore", "Explore pooling")
        expect(page.get_by_text(TEXT)).to_have_count(0)  # who was greeted once is not greeted again
        page.close()
    finally:
        visitor.context.set_offline(False)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read where Linux says it")
def test_two_hundred_edits_take_less_than_half_as_much_memory_again(lab, visitor):
    menu(lab, "Explore", "Explore pooling")
    taken = []
    for n in range(EDITS):
        edited(lab, 2 + n % 7)
        if n in (EDITS // 3, EDITS - 1):
            taken.append(visitor.memory(lab))
    assert taken[1] < taken[0] * 1.5


def test_a_page_left_alone_stays_alive(lab):
    menu(lab, "Explore", "Explore pooling")
    time.sleep(ALONE)
    edited(lab, 77)


def test_nothing_failed_and_nothing_was_asked_of_others(lab, visitor):
    assert visitor.errors == []
    assert visitor.elsewhere == []
