"""The player: every step shows what the core computes, by buttons, keys, slider, click and link."""

import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from figures.film.playback import playback
from figures.theme import LIGHT
from lab.share import decode
from lab.state import Stepping
from tests.browser.layout import path
from tests.browser.player import READY, at, count, example, played, press, shows, step_through, steps_of
from tests.browser.scene import HIDE_PLOTLY, copied, messages_to_the_server, wait_for, z

GRIDS = ("input", "output", "argmax", "grad_output", "grad_input")


@pytest.mark.parametrize("way", ["both", "gather"])
@pytest.mark.parametrize("name", ["worked", "overlap"])
def test_every_step_of_the_worked_examples_shows_what_the_core_computes(visit, name, way):
    lab = example(name, way, "window")
    steps = steps_of(lab)
    page = step_through(visit, lab)
    shows(page, steps.replay(0))
    for n in range(1, len(steps.steps) + 1):
        page.keyboard.press("ArrowRight")
        at(page, n, steps)
        shows(page, steps.replay(n))


def test_every_tap_of_an_average_with_padding_shows_what_the_core_computes(visit):
    lab = example("negative", "both", "tap", operator="avg")
    steps = steps_of(lab)
    page = step_through(visit, lab)
    for n in range(1, len(steps.steps) + 1):
        page.keyboard.press("ArrowRight")
        at(page, n, steps)
        shows(page, steps.replay(n))


def test_all_five_grids_are_heatmaps_with_their_exact_numbers(visit):
    lab = example("worked", "both", "window", 19)
    page = step_through(visit, lab)
    wait_for(page, "input", lab.x)
    wait_for(page, "grad_output", lab.grad_output)
    shows(page, steps_of(lab).replay())


def test_the_buttons_go_where_they_say(visit):
    lab = example("worked", "both", "window")
    steps = steps_of(lab)
    page = step_through(visit, lab)
    for name, n in [("next step", 1), ("next step", 2), ("previous step", 1), ("last step", 19), ("first step", 0)]:
        press(page, name)
        at(page, n, steps)
        shows(page, steps.replay(n))


def test_the_keys_go_where_they_say(visit):
    lab = example("worked", "both", "window")
    steps = steps_of(lab)
    page = step_through(visit, lab)
    for key, n in [
        ("ArrowRight", 1),
        ("ArrowRight", 2),
        ("ArrowLeft", 1),
        ("PageDown", 2),
        ("PageUp", 1),
        ("End", 19),
        ("ArrowRight", 19),
        ("Home", 0),
    ]:
        page.keyboard.press(key)
        at(page, n, steps)
    page.get_by_label("speed").select_option("4")
    page.get_by_label("speed").focus()
    page.keyboard.press("End")
    at(page, 19, steps)
    expect(page.get_by_label("speed")).to_have_value("4")


def test_after_a_pass_is_chosen_the_keys_move_the_step_and_not_the_choice(visit):
    page = step_through(visit, example("worked", "both", "window"))
    page.get_by_role("radio", name="Backward by window").click()
    expect(count(page)).to_have_text("0 / 10")
    for key, shown in [("ArrowRight", "1 / 10"), ("End", "10 / 10"), ("PageUp", "9 / 10")]:
        page.keyboard.press(key)
        expect(count(page)).to_have_text(shown)
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="pause", exact=True)).to_be_visible()
    expect(page.get_by_role("radio", name="Backward by window")).to_be_focused()


def test_the_keys_leave_the_controls_of_the_page_alone(visit):
    lab = example("worked", "both", "window")
    page = step_through(visit, lab)
    page.locator(".st-key-set_kernel_size_01 input").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".st-key-set_kernel_size_01 [data-testid=stSliderThumbValue]")).to_have_text("3")
    expect(count(page)).to_have_text("0 / 9")  # kernel 3, stride 2: four windows forward, four back, and the end
    seed = page.locator(".st-key-set_seed input")
    seed.fill("5")
    seed.press("Home")
    seed.press("ArrowRight")
    expect(count(page)).to_have_text("0 / 9")


def test_space_plays_and_pauses(visit):
    page = step_through(visit, example("worked", "both", "tap"))
    page.get_by_label("speed").select_option("32")
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="pause", exact=True)).to_be_visible()
    played(page, 2)
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="play", exact=True)).to_be_visible()


def test_play_shows_every_step_stops_at_the_end_and_starts_over(visit):
    lab = example("worked", "both", "window", 12)
    page = step_through(visit, lab)
    page.evaluate(
        """() => {
          window.seen = [];
          new MutationObserver(() => window.seen.push(parseInt(document.querySelector(".lab-count").textContent)))
            .observe(document.querySelector(".lab-count"), { childList: true, characterData: true, subtree: true });
        }"""
    )
    page.get_by_label("speed").select_option("32")
    press(page, "play")
    expect(count(page)).to_have_text("19 / 19")
    expect(page.get_by_role("button", name="play", exact=True)).to_be_visible()
    assert page.evaluate("() => window.seen") == list(range(13, 20))
    press(page, "play")
    page.wait_for_function("() => window.seen.includes(0)")
    press(page, "pause")


def test_the_slider_scrubs(visit):
    lab = example("overlap", "both", "window")
    steps = steps_of(lab)
    page = step_through(visit, lab)
    slider = page.get_by_role("slider", name="step", exact=True)
    for n in (15, 4, 11):
        slider.fill(str(n))
        at(page, n, steps)
        shows(page, steps.replay(n))


def test_the_words_are_those_of_the_step(visit):
    page = step_through(visit, example("worked", "both", "window", 12))
    expect(page.locator("[aria-live=polite].lab-sentence")).to_contain_text("(0, 2)")
    expect(page.locator(".lab-equation")).to_have_text("∂E/∂x[1,4] = 0 + 2.082 = 2.082")
    expect(page.locator(".lab-sum")).to_have_text("0 + 2.082 = 2.082")
    assert page.locator(".lab-told dd").all_inner_texts() == ["3.032", "3.032", "0"]


def test_at_the_end_of_a_max_pass_both_sums_agree(visit):
    page = step_through(visit, example("overlap", "both", "window"))
    page.keyboard.press("End")
    assert page.locator(".lab-told dd").all_inner_texts() == ["45", "45", "0"]


def test_an_overlapping_window_adds(visit):
    lab = example("overlap", "backward", "window", 2)
    page = step_through(visit, lab)
    expect(page.locator(".lab-sum")).to_have_text("1 + 2 = 3")


def test_a_click_jumps_to_the_step_where_the_cell_is_decided(visit):
    page = step_through(visit, example("worked", "both", "window"))
    side = page.evaluate(
        "() => parseFloat(getComputedStyle(document.querySelector('.st-key-heatmap_output')).height) - 22"
    )
    for grid, row, column, n in [
        ("output", 1, 2, 6),
        ("argmax", 2, 2, 5),
        ("grad_output", 1, 0, 13),
        ("grad_input", 4, 1, 16),
        ("input", 1, 3, 2),
        ("input", 5, 5, 9),
        ("argmax", 0, 0, 1),
    ]:
        box = page.locator(f".st-key-heatmap_{grid}").bounding_box()
        page.mouse.click(box["x"] + 24 + (column + 0.5) * side / 3, box["y"] + 20 + (row + 0.5) * side / 3)
        expect(count(page)).to_have_text(f"{n} / 19")


def test_a_place_that_was_played_to_is_kept_on_the_way_to_another_page_and_back(visit):
    page = step_through(visit, example("worked", "both", "tap"))
    page.get_by_label("speed").select_option("32")
    page.keyboard.press(" ")
    played(page, 3)
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="play", exact=True)).to_be_visible()
    now = count(page).inner_text()
    page.get_by_role("link", name="Explore").click()
    expect(page.get_by_role("heading", name="Explore pooling")).to_be_visible()
    page.get_by_role("link", name="Step through").click()
    expect(count(page)).to_have_text(now)


def test_another_layer_keeps_the_place_and_shares_it(visit):
    page = step_through(visit, example("worked", "both", "tap", 7))
    press(page, "next step")
    page.get_by_role("radio", name="Avg", exact=True).click()
    expect(page.get_by_text("Weight of each cell")).to_be_visible()
    expect(count(page)).to_have_text("8 / 82")
    link = copied(page)
    assert "/Step_through?s=" in link
    assert decode(link.split("s=")[1])[0].stepping == Stepping("both", "tap", 8)


def test_a_link_opens_at_its_step(visit):
    lab = example("worked", "gather", "tap", 23)
    steps = steps_of(lab)
    page = step_through(visit, lab)
    at(page, 23, steps)
    shows(page, steps.replay(23))


def test_share_gives_the_step_on_screen(visit):
    lab = example("worked", "both", "window")
    page = step_through(visit, lab)
    for n in range(1, 6):
        page.keyboard.press("ArrowRight")
        at(page, n, steps_of(lab))
    link = copied(page)
    assert "/Step_through?s=" in link
    opened = visit("/" + link.split("/", 3)[3])
    opened.wait_for_function(READY)
    at(opened, 5, steps_of(lab))


def test_another_pass_starts_at_its_beginning(visit):
    page = step_through(visit, example("worked", "both", "window", 5))
    page.get_by_role("radio", name="Backward by window").click()
    expect(count(page)).to_have_text("0 / 10")
    assert not np.any(z(page, "grad_input"))


def test_what_was_set_up_on_explore_is_stepped_through(explore):
    page = explore()
    page.get_by_role("radio", name="Min", exact=True).click()
    expect(page.get_by_text("Argmin mask")).to_be_visible()
    page.get_by_role("link", name="Step through").click()
    page.wait_for_function(READY)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".lab-sentence")).to_contain_text("smallest")


def test_stepping_asks_the_server_only_when_the_visitor_rests(visit):
    page = step_through(visit, example("overlap", "both", "tap"))
    with messages_to_the_server(page) as sent:
        for _ in range(30):
            page.keyboard.press("ArrowRight")
        expect(count(page)).to_have_text(f"30 / {len(steps_of(example('overlap', 'both', 'tap')).steps)}")
    assert len(sent) <= 2


def test_without_the_script_a_plain_slider_steps_the_same_page(visit):
    lab = example("worked", "both", "window", 3)
    steps = steps_of(lab)
    page = visit("/Step_through" + path(lab)[1:], script=HIDE_PLOTLY)
    shows(page, steps.replay(3))
    slider = page.locator(".st-key-fallback_step input")
    expect(slider).to_be_visible()
    slider.focus()
    page.keyboard.press("ArrowRight")
    shows(page, steps.replay(4))


def test_the_page_file_plays_without_a_server(visit, browser, tmp_path):
    lab = example("worked", "both", "window", 12)
    page = step_through(visit, lab)
    page.get_by_text("Follow the code").click()
    expect(page.locator(".lab-loops")).to_be_visible()
    page.get_by_role("button", name="Take the page").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="pooling.html").click()
    file = tmp_path / "pooling.html"
    download.value.save_as(file)
    alone = browser.new_page()
    errors = []
    alone.on("pageerror", lambda error: errors.append(str(error)))
    alone.goto(file.as_uri())
    expect(count(alone)).to_have_text("12 / 19")
    expect(alone.locator(".lab-sum")).to_have_text("0 + 2.082 = 2.082")
    alone.keyboard.press("PageUp")
    expect(count(alone)).to_have_text("11 / 19")
    alone.keyboard.press("End")
    expect(alone.locator(".lab-loops [aria-current=step]")).to_have_text(re.compile(r"^print\("))
    drawn = playback(steps_of(lab), LIGHT).pictures(19)
    for name in GRIDS:
        written = alone.locator(f'.lab-text g[data-grid="{name}"] text:not(.lab-axis)').all_text_contents()
        assert written == [text for row in drawn[name].text for text in row]
    alone.close()
    assert errors == []


def test_the_gif_has_a_frame_for_every_step(visit, tmp_path):
    lab = example("worked", "both", "window")
    page = step_through(visit, lab)
    page.get_by_role("button", name="Take a GIF").click()
    page.get_by_role("button", name="Make the GIF").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="pooling.gif").click()
    file = tmp_path / "pooling.gif"
    download.value.save_as(file)
    with Image.open(file) as film:
        assert film.n_frames == len(steps_of(lab).steps) + 1
