"""The page as a whole: parameters, links, downloads, the menu, themes and sizes of screens."""

import io
import json
import socket
import sys
from urllib.parse import quote, urlsplit

import numpy as np
import pytest
from playwright.sync_api import expect

from figures.plain import JOINER
from lab.examples import WORKED_GRAD_OUTPUT, WORKED_X
from lab.link import pack
from pooling import PoolSpec, pool
from tests.browser.scene import cell, copied, edit, place, slide, values, wait_for, z

GRIDS = ("input", "output", "argmax", "grad_output", "grad_input")


def test_a_larger_kernel_changes_every_shape(explore):
    page = explore()
    slide(page, "kernel_size_01", 3)
    pooled = pool(WORKED_X, PoolSpec("max", 3, 2))
    wait_for(page, "output", pooled.output)
    wait_for(page, "argmax", pooled.weight_sum())
    wait_for(page, "grad_input", pooled.backward(WORKED_GRAD_OUTPUT[:2, :2]))
    expect(page.locator('.lab-text g[data-grid="output"] text:not(.lab-axis)')).to_have_count(4)


def test_height_and_width_part_when_unlocked(explore):
    page = explore()
    page.get_by_role("button", name="set kernel_size height and width apart").click()
    slide(page, "kernel_size_1", 4)
    wait_for(page, "output", pool(WORKED_X, PoolSpec("max", (2, 4), 2)).output)


def test_global_average_takes_the_whole_plane(explore):
    page = explore()
    page.get_by_role("radio", name="Avg", exact=True).click()
    page.locator(".st-key-set_whole_plane label").click()
    pooled = pool(WORKED_X, PoolSpec("avg", (6, 6)))
    wait_for(page, "output", pooled.output)
    wait_for(page, "grad_input", pooled.backward(WORKED_GRAD_OUTPUT[:1, :1]))


def test_a_share_link_rebuilds_every_array_in_a_fresh_browser(explore):
    page = explore()
    page.get_by_role("radio", name="Avg", exact=True).click()
    slide(page, "kernel_size_01", 3)
    slide(page, "padding_01", 1)
    edit(page, 0, 0, "0.1234567890123")
    edit(page, 1, 1, "-7", grid="upstream gradient")
    page.mouse.click(*place(page, "output", 2, 1))
    expect(page.get_by_role("heading", name="Window (2, 1)")).to_be_visible()
    address = copied(page)
    other = explore(address[address.index("/?s=") :])
    for name in ("output", "argmax", "grad_input"):
        wait_for(other, name, z(page, name))
    np.testing.assert_array_equal(values(other, 6, 6), values(page, 6, 6))
    expect(other.get_by_role("radio", name="Avg", exact=True)).to_be_checked()
    rows, columns = z(page, "output").shape
    theirs, ours = (values(p, rows, columns, "upstream gradient") for p in (other, page))
    np.testing.assert_array_equal(theirs, ours)


# 60,000: above 64 KiB the web server may answer 400 before the app is asked; the core is tested with 100,000.
@pytest.mark.parametrize("noise", ["A" * 60_000, "%F0%9F%98%80"], ids=["long", "emoji"])
def test_a_damaged_link_gives_a_warning_and_a_working_page(explore, noise):
    page = explore(f"/?s={noise}")
    expect(page.get_by_role("alert").filter(has_text="This link could not be read in full")).to_be_visible()
    edit(page, 0, 0, "99")
    expect(page.locator('.lab-text g[data-grid="output"] text').first).to_have_text("99.000")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere 127.0.0.2 is nobody's address")
def test_the_server_listens_to_one_address_of_this_machine(server):
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", urlsplit(server).port))


def test_the_arrays_can_be_downloaded(explore):
    page = explore()
    page.get_by_role("button", name="Download").click()
    pooled = pool(WORKED_X, PoolSpec("max", 2, 2))
    with page.expect_download() as started:
        page.get_by_role("button", name="pooling.npz").click()
    with np.load(io.BytesIO(started.value.path().read_bytes()), allow_pickle=False) as arrays:
        np.testing.assert_array_equal(arrays["indices"], pooled.indices)
        np.testing.assert_array_equal(arrays["grad_input"], pooled.backward(WORKED_GRAD_OUTPUT))
    with page.expect_download() as started:
        page.get_by_role("button", name="pooling.json").click()
    assert json.loads(started.value.path().read_text())["output"] == pooled.output.tolist()


def test_the_four_ways_are_shown_on_tabs(explore):
    page = explore()
    page.get_by_text("Four memories").click()
    expect(page.get_by_role("img", name="Mask with counts")).to_be_in_viewport(ratio=0.5)  # it lies below the fold
    for title in ("Mask with counts", "Flat index", "Window matrix", "Mask of each window"):
        page.get_by_role("tab", name=title).click()
        expect(page.get_by_role("img", name=title)).to_be_visible()


def test_a_word_of_art_tells_its_meaning_to_pointer_and_keyboard(explore):
    page = explore()
    term = page.get_by_role("button", name="Upstream gradient", exact=True)
    own = page.locator(f"#{term.get_attribute('popovertarget')}").get_by_text("The error of the")
    expect(own).to_be_hidden()
    term.hover()
    expect(own).to_be_visible()
    page.mouse.move(5, 5)
    expect(own).to_be_hidden()
    term.press("Enter")
    expect(own).to_be_visible()
    page.keyboard.press("Escape")
    expect(own).to_be_hidden()


def test_state_is_kept_across_the_menu_and_browser_back(explore):
    page = explore()
    edit(page, 0, 0, "99")
    page.get_by_role("radio", name="Min", exact=True).click()
    x = WORKED_X.copy()
    x[0, 0] = 99
    pooled = pool(x, PoolSpec("min", 2, 2))
    wait_for(page, "output", pooled.output)
    page.get_by_role("link", name="Mathematics").click()
    expect(page.get_by_role("heading", name="Backward", exact=True)).to_be_visible()
    expect(page.get_by_role("radio", name="Min", exact=True)).to_be_checked()
    for key, value in (("kernel_size_01", "2"), ("height", "6"), ("padding_01", "0")):
        expect(page.locator(f".st-key-set_{key} [data-testid=stSliderThumbValue]")).to_have_text(value)
    page.go_back()
    wait_for(page, "output", pooled.output)
    wait_for(page, "argmax", pooled.weight_sum())


def test_mathematics_opens_by_a_deep_link(visit):
    page = visit("/Mathematics")
    expect(page.get_by_role("heading", name="Mathematics", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Explore")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_charts_have_the_colours_of_the_theme(explore, theme):
    from figures.theme import THEMES

    page = explore(theme=theme)
    stops = page.evaluate("document.querySelector('.st-key-heatmap_output .js-plotly-plot').data[0].colorscale")
    assert tuple(colour for _, colour in stops) == THEMES[theme].values


def test_the_charts_follow_a_change_of_theme(explore):
    from figures.theme import DARK

    page = explore()
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        """(last) => document.querySelector('.st-key-heatmap_output .js-plotly-plot')
            ?.data?.[0].colorscale.at(-1)[1] === last""",
        arg=DARK.values[-1],
    )


def test_a_cell_has_one_size_in_all_grids(explore):
    page = explore()
    slide(page, "kernel_size_01", 3)
    slide(page, "padding_01", 1)
    for name in ("output", "argmax", "grad_input"):
        page.wait_for_function(
            """(name) => {
              const side = document.querySelector(".lab-cell").getBoundingClientRect().width + 2;
              const chart = document.querySelector(`.st-key-heatmap_${name} .js-plotly-plot`);
              const axes = [chart?._fullLayout?.xaxis, chart?._fullLayout?.yaxis];
              return axes.every((a) => a && Math.abs(a._length / Math.abs(a.range[1] - a.range[0]) - side) < 0.6);
            }""",
            arg=name,
        )


@pytest.mark.parametrize("side", [6, 16])
def test_nothing_runs_off_the_side_of_a_phone(explore, side):
    x = np.zeros((side, side)).tolist()
    page = explore(f"/?s={pack({'height': side, 'width': side, 'x': x})}", width=390, height=844)
    expect(cell(page, side - 1, side - 1)).to_be_visible()
    wide = page.evaluate("() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth; }")
    assert wide <= 390
    # Cells of 16×16 are as large as a finger needs them: these grids scroll sideways in their place.
    for name in ["scene"] if side == 16 else [f"heatmap_{name}" for name in GRIDS]:
        box = page.locator(f".st-key-{name}").bounding_box()
        assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize("text", ["https://evil.example", "www.evil.example", "a@evil.example", "a -> :streamlit:"])
def test_what_a_link_is_quoted_with_is_no_link(visit, text):
    page = visit(f"/Lessons?lesson={quote(text, safe='')}")
    told = page.get_by_role("alert").filter(has_text="lesson must be one of")
    expect(told).to_be_visible()
    assert told.inner_text().replace(JOINER, "").endswith(f"but got '{text}'")
    expect(told.locator("p *")).to_have_count(0)
    expect(page.locator("main a[href*=evil]")).to_have_count(0)
