"""`pooling-lab serve`: two processes behind nginx; one dies, then both are renewed, and who was there goes on."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lab.quiz.task import task
from tests.browser.conftest import READY
from tests.browser.lessons import at_step, check, choose
from tests.browser.player import press
from tests.browser.scene import cell, edit, wait_for
from tests.browser.server import answers
from tests.browser.serving import Serving, until
from tests.browser.test_lost import LENGTH, pooled, with_cells
from tests.deploy.gate import nginx

pytestmark = pytest.mark.skipif(nginx() is None or os.name != "posix", reason="nginx is not installed here")
COOKIE = "pooling_lab_replica"


@pytest.fixture
def serving() -> Iterator[Serving]:
    here = Serving(workers=2)
    try:
        here.wait()
        yield here
    finally:
        if here.process.poll() is None:
            here.stop()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody with several tabs, whose consoles may tell of a server that is away."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(90_000)
    yield context
    context.close()


def at(visitor: BrowserContext) -> int:
    """The number of the process that the visitor is with."""
    return int(next(cookie["value"] for cookie in visitor.cookies() if cookie["name"] == COOKIE))


def explored(visitor: BrowserContext, serving: Serving) -> Page:
    """A tab of the visitor's, with Explore, whose grid was edited."""
    tab = visitor.new_page()
    tab.goto(serving.url)
    tab.wait_for_function(READY)
    edit(tab, 0, 0, "77")
    wait_for(tab, "output", pooled(with_cells(r0c0=77)))
    return tab


def answered(visitor: BrowserContext, serving: Serving) -> Page:
    """Another tab, with a question that was answered wrongly."""
    one, tab = task(7, 0, "easy"), visitor.new_page()
    tab.goto(f"{serving.url}/Lessons?lesson=overlap&quiz=7-easy-any-0")
    choose(tab, *next(at for at in np.ndindex(one.x.shape) if not one.answer[at]))
    check(tab)
    expect(tab.locator(".lab-score")).to_contain_text("0 of 1 right")
    return tab


def edited(visitor: BrowserContext, serving: Serving) -> Page:
    """Another tab, at the first step of a lesson whose grid was edited."""
    tab = visitor.new_page()
    tab.goto(f"{serving.url}/Lessons?lesson=ties&step=1")
    at_step(tab, 1, LENGTH)
    edit(tab, 0, 0, "77")
    expect(tab).to_have_url(re.compile("s="))
    return tab


def test_who_was_with_a_process_that_dies_or_is_renewed_goes_on_with_the_other(serving, visitor):
    explore, quiz, lesson = (open_(visitor, serving) for open_ in (explored, answered, edited))
    first, workers = at(visitor), serving.workers()
    serving.kill(workers[first - 1])
    until(lambda: at(visitor) != first, "the visitor should be with the other process")
    edit(explore, 0, 2, "88")
    wait_for(explore, "output", pooled(with_cells(r0c0=77, r0c2=88)))
    press(lesson, "next step")
    at_step(lesson, 2, LENGTH)
    expect(cell(lesson, 0, 0)).to_have_value(re.compile("77"))
    check(quiz)
    expect(quiz.locator(".lab-score")).to_contain_text("0 of 1 right")
    serving.process.send_signal(signal.SIGUSR1)
    until(lambda: not set(serving.workers()) & set(workers), "both processes should be new")
    edit(explore, 0, 4, "99")
    wait_for(explore, "output", pooled(with_cells(r0c0=77, r0c2=88, r0c4=99)))
    children = serving.children()
    assert serving.stop() == 0
    assert not answers(serving.url)
    assert not any(os.path.exists(f"/proc/{child}") for child in children)
