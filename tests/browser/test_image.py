"""The Image page in a real browser: a visitor's file, a slider, the mouse on the output, a phone."""

import base64
import io
import re

import numpy as np
from PIL import Image
from playwright.sync_api import expect

from lab.photo.pooled import pool_photo
from pooling import PoolSpec
from tests.lab.photo.files import file_of, pixels

SOURCE = """(name) => document.querySelector(`.st-key-photo_${name} .lab-photo img:last-of-type`)?.src ?? ''"""
NAMES = ("input", "output", "gradient", "density")


def shown(page, name):
    """The pixels of a picture on the page, as the browser holds them."""
    data = page.evaluate(SOURCE, name).partition(",")[2]
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB"))


def ready(page):
    """Wait until all four pictures are there, whole."""
    page.wait_for_function(
        """() => document.querySelectorAll(".lab-photo img").length === 5
          && [...document.querySelectorAll(".lab-photo img")].every((i) => i.complete && i.naturalWidth)
          && document.querySelector(".lab-region")?.dataset.ready"""
    )
    return page


def test_a_visitor_s_picture_follows_the_slider(visit):
    page = ready(visit("/Image"))
    x = pixels(48, 36)
    page.locator("input[type=file]").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": file_of(x)})
    expect(page.get_by_text("On screen: a.png, 48 × 36 pixels.")).to_be_visible()
    np.testing.assert_array_equal(shown(page, "input"), x)
    page.get_by_role("slider", name="kernel_size").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_alt_text("The picture after pooling, 5 × 4 cells")).to_be_visible()
    np.testing.assert_array_equal(shown(page, "output"), pool_photo(x, PoolSpec("max", 9)).output)
    page.locator("input[type=file]").set_input_files(
        {"name": "b.png", "mimeType": "image/png", "buffer": file_of(x, "GIF")}
    )
    expect(page.get_by_role("alert").filter(has_text="must be a PNG or JPEG file, but got a GIF")).to_be_visible()
    np.testing.assert_array_equal(shown(page, "input"), x)


def test_a_slider_may_move_faster_than_the_page_follows(visit):
    page = ready(visit("/Image?kernel_size=5"))
    page.get_by_role("slider", name="kernel_size").focus()
    for key in ["ArrowRight", "ArrowLeft"] * 3:
        for _ in range(12):
            page.keyboard.press(key)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_alt_text("The picture after pooling, 170 × 170 cells")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/Image\?kernel_size=6$"))


def test_a_drag_over_the_output_chooses_the_region(visit):
    page = ready(visit("/Image?kernel_size=64"))
    page.wait_for_function(f"() => ({SOURCE})('gradient').startsWith('blob:')")  # drawn at the pixels of the screen
    before = page.evaluate(SOURCE, "gradient")
    box = page.locator(".st-key-photo_output .lab-photo").bounding_box()
    side = box["width"] / 16
    page.mouse.move(box["x"] + 2.5 * side, box["y"] + 4.5 * side)
    page.mouse.down()
    page.mouse.move(box["x"] + 5.5 * side, box["y"] + 9.5 * side, steps=3)
    page.mouse.up()
    page.wait_for_function(f"(before) => ({SOURCE})('gradient') !== before", arg=before)
    for name, span in (("rows", ["4", "9"]), ("columns", ["2", "5"])):
        expect(page.locator(f"[class*=st-key-photo_{name}_] [data-testid=stSliderThumbValue]")).to_have_text(span)
    expect(page).to_have_url(re.compile("rows=4-9&columns=2-5"))


def test_a_drag_goes_on_over_a_picture_that_was_replaced(visit):
    page = ready(visit("/Image?kernel_size=64"))
    box = page.locator(".st-key-photo_output .lab-photo").bounding_box()
    side = box["width"] / 16
    page.mouse.move(box["x"] + 2.5 * side, box["y"] + 4.5 * side)
    page.mouse.down()
    page.evaluate(
        """() => {
          const place = document.querySelector(".st-key-photo_output .lab-photo");
          place.replaceWith(place.cloneNode(true));
        }"""
    )
    page.mouse.move(box["x"] + 5.5 * side, box["y"] + 9.5 * side, steps=3)
    page.mouse.up()
    expect(page).to_have_url(re.compile("rows=4-9&columns=2-5"))


def test_nothing_runs_off_the_side_of_a_phone(visit):
    page = ready(visit("/Image", width=390, height=844))
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    for name in NAMES:
        box = page.locator(f".st-key-photo_{name} .lab-photo").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
