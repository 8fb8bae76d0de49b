"""A lost server loses nothing: reload, Back, a cut line, a restart, and states too long for an address."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
from playwright.sync_api import expect

from figures.lessons import LESSONS
from lab.quiz.task import task
from lab.settings import Settings
from lab.share import encode
from lab.state import fresh, with_example
from tests.browser.conftest import READY
from tests.browser.lessons import at_step, check, choose
from tests.browser.line import line
from tests.browser.player import count, press
from tests.browser.scene import cell, copied, edit, wait_for, z
from tests.pooling import worked

AWAY = "Waiting for the server."
LENGTH = len(LESSONS["ties"].steps) + 1


def pooled(x):
    """The maximum of each 2×2 window, by the definition."""
    return np.array([[x[i : i + 2, j : j + 2].max() for j in range(0, 6, 2)] for i in range(0, 6, 2)])


def with_cells(**cells):
    """The worked example with other numbers, named by row and column: r0c1."""
    x = np.array(worked.X, float)
    for name, value in cells.items():
        x[int(name[1]), int(name[3])] = value
    return x


def typed(page, row, column, text):
    """Type into a cell and leave it so."""
    cell(page, row, column).click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def begin(page, url):
    page.goto(url)
    page.wait_for_function(READY)


def test_a_reload_brings_the_edited_grid_back(explore):
    page = explore()
    edit(page, 0, 0, "77")
    edit(page, 1, 1, "abc")
    wait_for(page, "output", pooled(with_cells(r0c0=77)))
    expect(page.get_by_text("must be a finite number")).to_be_visible()
    page.reload()
    page.wait_for_function(READY)
    wait_for(page, "output", pooled(with_cells(r0c0=77)))
    expect(cell(page, 1, 1)).to_have_value("abc")
    expect(page.get_by_text("must be a finite number")).to_be_visible()


def test_what_is_typed_in_the_moment_of_a_reload_is_there_after_it(explore):
    page = explore()
    edit(page, 0, 0, "77")
    typed(page, 0, 2, "88")
    page.reload()
    page.wait_for_function(READY)
    wait_for(page, "output", pooled(with_cells(r0c0=77, r0c2=88)))


def test_what_the_tab_kept_is_there_even_if_the_page_is_used_at_once(explore):
    page = explore()
    edit(page, 0, 0, "77")
    wait_for(page, "output", pooled(with_cells(r0c0=77)))
    typed(page, 0, 2, "88")
    page.goto(page.url.split("?")[0] + "Lessons?lesson=ties&step=1")
    at_step(page, 1, LENGTH)
    page.get_by_role("link", name="Explore", exact=True).click()
    page.get_by_role("radio", name="Min", exact=True).click()
    expect(cell(page, 0, 0)).to_have_value("77.000")
    expect(cell(page, 0, 2)).to_have_value("88.000")


def test_what_was_typed_on_one_grid_is_not_put_into_another(explore):
    page = explore()
    typed(page, 0, 2, "88")
    page.goto(f"{page.url.split('?')[0]}?s={encode(with_example(fresh(), 'ramp', 0))}")
    page.wait_for_function(READY)
    wait_for(page, "output", pooled(with_example(fresh(), "ramp", 0).x))


def test_a_lesson_that_is_opened_in_explore_is_not_replaced_by_what_was_there(explore):
    page = explore()
    edit(page, 0, 0, "77")
    wait_for(page, "output", pooled(with_cells(r0c0=77)))
    page.goto(page.url.split("?")[0] + "Lessons?lesson=routing")
    page.get_by_role("button", name="Open in Explore").click()
    wait_for(page, "output", pooled(with_cells()))
    expect(cell(page, 0, 0)).not_to_have_value("77.000")


def test_back_brings_a_cell_along_that_was_being_typed_in(visit):
    page = visit("/Frameworks")
    page.get_by_role("link", name="Explore", exact=True).click()
    page.wait_for_function(READY)
    typed(page, 0, 2, "88")
    page.go_back()
    expect(page.get_by_role("heading", name="Frameworks side by side")).to_be_visible()
    expect(cell(page, 0, 2)).to_have_value("88.000")  # both pages show the same grid


def test_steps_made_while_the_server_is_away_are_kept_and_no_address_is_copied(quiet, restartable):
    quiet.goto(f"{restartable.url}/Step_through")
    expect(count(quiet)).to_contain_text("0 /")
    press(quiet, "next step")
    expect(quiet).to_have_url(re.compile("s="))
    restartable.stop()
    expect(quiet.get_by_text(AWAY)).to_be_visible()
    for _ in range(3):
        press(quiet, "next step")
    press(quiet, "Copy the address")
    expect(quiet.get_by_text("Not now: the server is away.")).to_be_visible()
    restartable.start()
    expect(quiet.get_by_text(AWAY)).to_be_hidden()
    quiet.wait_for_timeout(1500)
    expect(count(quiet)).to_contain_text("4 /")


def test_edits_add_no_entry_to_the_history(explore):
    page = explore()
    before = page.evaluate("history.length")
    for n in range(3):
        edit(page, 0, n, "50")
    wait_for(page, "output", pooled(with_cells(r0c0=50, r0c1=50, r0c2=50)))
    assert page.evaluate("history.length") == before


def test_back_from_another_page_finds_the_edit(explore):
    page = explore()
    edit(page, 0, 0, "77")
    wait_for(page, "output", pooled(with_cells(r0c0=77)))
    page.get_by_role("link", name="Frameworks", exact=True).click()
    expect(page.get_by_role("heading", name="Frameworks side by side")).to_be_visible()
    page.go_back()
    page.wait_for_function(READY)
    wait_for(page, "output", pooled(with_cells(r0c0=77)))


def test_what_was_typed_on_another_page_is_there_after_a_reload(explore):
    page = explore()
    edit(page, 0, 0, "77")
    wait_for(page, "output", pooled(with_cells(r0c0=77)))
    page.get_by_role("link", name="Image", exact=True).click()
    expect(page.get_by_role("heading", name="Pool a picture")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Pool a picture")).to_be_visible()
    page.get_by_role("link", name="Explore", exact=True).click()
    wait_for(page, "output", pooled(with_cells(r0c0=77)))


def test_an_edit_made_while_the_line_is_cut_arrives(quiet, server):
    with line(int(server.rpartition(":")[2])) as wire:
        begin(quiet, wire.url)
        wire.cut()
        expect(quiet.get_by_text(AWAY)).to_be_visible()
        edit(quiet, 0, 0, "77")
        edit(quiet, 0, 2, "88")
        assert z(quiet, "output")[0, 0] != 77
        wire.restore()
        wait_for(quiet, "output", pooled(with_cells(r0c0=77, r0c2=88)))
        expect(quiet.get_by_text(AWAY)).to_be_hidden()


def test_a_restarted_server_goes_on_where_the_page_is(quiet, restartable):
    begin(quiet, restartable.url)
    edit(quiet, 0, 0, "77")
    wait_for(quiet, "output", pooled(with_cells(r0c0=77)))
    restartable.stop()
    expect(quiet.get_by_text(AWAY)).to_be_visible()
    edit(quiet, 0, 2, "88")
    restartable.start()
    wait_for(quiet, "output", pooled(with_cells(r0c0=77, r0c2=88)))
    edit(quiet, 0, 4, "99")
    wait_for(quiet, "output", pooled(with_cells(r0c0=77, r0c2=88, r0c4=99)))


def test_a_lesson_is_rebuilt_with_its_step_and_its_grid(visit):
    page = visit("/Lessons?lesson=ties&step=1")
    at_step(page, 1, LENGTH)
    press(page, "next step")
    at_step(page, 2, LENGTH)
    edit(page, 0, 0, "77")
    expect(page).to_have_url(re.compile("step=2.*s="))
    page.reload()
    at_step(page, 2, LENGTH)
    expect(cell(page, 0, 0)).to_have_value(re.compile("77"))
    press(page, "previous step")
    at_step(page, 1, LENGTH)
    page.go_back()
    at_step(page, 2, LENGTH)
    expect(cell(page, 0, 0)).to_have_value(re.compile("77"))


def test_answers_and_score_outlive_a_reload_and_a_way_around(visit):
    one = task(7, 0, "easy")
    page = visit("/Lessons?lesson=overlap&quiz=7-easy-any-0")
    wrong = next(at for at in np.ndindex(one.x.shape) if not one.answer[at])
    button = choose(page, *wrong)
    expect(button).to_have_attribute("aria-pressed", "true")
    check(page)
    told = page.locator(".lab-score")
    expect(told).to_contain_text("0 of 1 right")
    page.reload()
    expect(told).to_contain_text("0 of 1 right")
    expect(page.locator("button.lab-mark-wrong")).to_have_count(1)
    page.get_by_role("button", name="Leave the quiz").click()
    expect(told).to_have_count(0)
    page.reload()
    page.get_by_role("link", name="Quiz me").click()
    expect(told).to_contain_text("0 of 1 right")


def test_a_state_too_long_for_an_address_is_kept_by_the_browser(explore):
    rng = np.random.default_rng(0)
    x = rng.normal(size=(16, 16))
    lab = replace(fresh(), height=16, width=16, canvas=x, grad_canvas=rng.normal(size=(17, 17)))
    lab = replace(lab, settings=Settings("max", (1, 1), (1, 1)))
    page = explore(f"/?s={encode(lab)}")
    expect(page).to_have_url(re.compile(r"\?s=(~|%7E)\w{24}$"))
    expect(page.get_by_text("too long for an address")).to_be_visible()
    edit(page, 0, 0, "77")
    x[0, 0] = 77
    wait_for(page, "output", x)
    whole = copied(page)
    page.reload()
    wait_for(page, "output", x)
    page.goto(whole)
    wait_for(page, "output", x)


def test_an_address_whose_state_another_browser_keeps_says_so(explore):
    page = explore("/?s=~" + "0" * 24)
    expect(page.get_by_role("alert")).to_contain_text("this one does not have it")
    wait_for(page, "output", pooled(with_cells()))
