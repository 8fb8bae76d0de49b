"""The Image page without a browser: every operator, limit and link, and files that are no pictures."""

import html
import re
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from streamlit.runtime.scriptrunner_utils.exceptions import StopException

from figures.photo.pictures import photo
from figures.photo.story import share
from lab.photo.landscape import landscape
from lab.photo.pooled import Box, pool_photo
from lab.photo.state import offered
from pooling import PoolSpec
from tests.lab.photo.files import file_of, pixels, png
from tests.pages.screen import run, told, visited
from tests.pooling.checks import same

ROOT = Path(__file__).resolve().parents[2]
PAGE = "pages/3_Image.py"
NAMES = ("input", "output", "gradient", "density")


def opened(**query):
    """The page by a link."""
    return visited(PAGE, **query)


def lab(at):
    return at.session_state["photo"]


def written(at):
    """All the mark-up that is on the page."""
    return "".join(block.proto.body for block in at.get("html"))


def images(at):
    """The sources of all pictures in their order: input, output, faint input, gradient, density."""
    return re.findall(r'<img [^>]*src="([^"]+)"', written(at))


def given(at, name, content, mime="image/png"):
    """The page after a file was put into it."""
    return run(at.file_uploader[0].set_value((name, content, mime)))


def test_a_file_whose_run_was_ended_while_it_waited_is_taken_by_the_next(monkeypatch):
    ended = []

    @contextmanager
    def interrupted(large=True):
        if not ended:
            ended.append(True)
            raise StopException
        yield

    monkeypatch.setattr("ui.image.state.heavy", interrupted)
    at = given(opened(), "mine.png", file_of(pixels(20, 30)))
    assert lab(at).photo.name == ""
    check(run(at))
    assert lab(at).photo.name == "mine.png"


def check(at):
    """What the page shows is what the core computes from the state."""
    state = lab(at)
    pooled = pool_photo(state.photo.pixels, state.spec)
    assert images(at)[:2] == [photo(state.photo.pixels).url, photo(pooled.output).url]
    assert len(images(at)) == 5
    height, width = pooled.output_size
    assert f"{height} × {width} cells" in written(at)
    nothing = int((pooled.density() == 0).sum())
    if nothing:
        assert share(nothing, state.photo.pixels[..., 0].size) in html.unescape(written(at)).lower()


def test_a_visitor_first_sees_the_lake():
    at = opened()
    same(lab(at).photo.pixels, landscape())
    assert lab(at).spec == PoolSpec("max", 8)
    assert at.query_params == {}
    assert not at.warning
    check(at)


@pytest.mark.parametrize("operator", offered())
def test_every_operator(operator):
    at = opened()
    run(at.button_group(key="photo_op").set_value(operator))
    assert lab(at).op == operator
    check(at)


def test_every_control_is_in_the_address():
    at = opened()
    run(at.toggle(key="photo_follow").set_value(False))
    run(at.slider(key="photo_kernel_size").set_value(9))
    run(at.slider(key="photo_stride").set_value(5))
    run(at.slider(key="photo_padding").set_value(4))
    run(at.toggle(key="photo_ceil_mode").set_value(True))
    run(at.slider(key=f"photo_rows_{lab(at).moved}").set_value((3, 9)))
    run(at.toggle(key="photo_close_up").set_value(True))
    expected = {"kernel_size": "9", "stride": "5", "padding": "4", "ceil_mode": "true", "rows": "3-9"}
    assert at.query_params == expected | {"close_up": "true"}
    again = opened(**at.query_params)
    assert (lab(again).spec, lab(again).region) == (lab(at).spec, lab(at).region)
    assert images(again) == images(at)


@pytest.mark.parametrize(
    "query",
    [
        {"kernel_size": "64"},
        {"kernel_size": "64", "stride": "64", "padding": "32", "ceil_mode": "true"},
        {"kernel_size": "1", "stride": "1"},
        {"kernel_size": "64", "stride": "1", "op": "avg"},
        {"kernel_size": "3", "stride": "64", "op": "min"},
    ],
    ids=str,
)
def test_the_limits(query):
    at = opened(**query)
    assert not at.warning
    check(at)


def test_a_kernel_of_one_has_no_padding_to_choose():
    keys = {slider.key for slider in opened(kernel_size="1").slider}
    assert keys == {"photo_kernel_size", "photo_rows_1", "photo_columns_1"}


def test_padding_follows_a_smaller_kernel_and_says_so():
    at = opened(kernel_size="8", padding="4")
    run(at.slider(key="photo_kernel_size").set_value(3))
    assert told(at) == ["To fit, padding is now 1."]
    check(at)


def test_the_region_stays_where_it_is_on_the_picture():
    at = opened(rows="0-63", columns="64-127")
    run(at.slider(key="photo_kernel_size").set_value(16))
    assert lab(at).region == Box((0, 32), (32, 64))
    run(at.slider(key="photo_kernel_size").set_value(8))
    assert lab(at).region == Box((0, 64), (64, 128))


DAMAGED = [
    ("op", "lp", f"op must be one of {', '.join(offered())}, but got 'lp'"),
    ("kernel_size", "65", "kernel_size must be an int from 1 to 64, but got '65'"),
    ("kernel_size", "²", "kernel_size must be an int from 1 to 64, but got '²'"),
    ("stride", "0", "stride must be an int from 1 to 64, but got '0'"),
    ("padding", "5", "padding must be an int from 0 to 4, but got '5'"),
    ("ceil_mode", "yes", "ceil_mode must be one of true, false, but got 'yes'"),
    ("rows", "9-3", "rows must be the first and the last of 0…127 with a - between them, but got '9-3'"),
    ("columns", "0-128", "columns must be the first and the last of 0…127 with a - between them, but got '0-128'"),
    ("rows", "<script>", "rows must be the first and the last of 0…127 with a - between them, but got '<script>'"),
]


@pytest.mark.parametrize(("name", "value", "message"), DAMAGED, ids=[f"{n}={v}" for n, v, _ in DAMAGED])
def test_what_is_illegal_in_a_link_is_named_and_the_page_works(name, value, message):
    at = opened(**{name: value})
    assert told(at) == [f"This link could not be read in full. Dropped: {message}."]
    check(at)
    run(at.button_group(key="photo_op").set_value("min"))
    assert not at.warning


def test_a_very_long_link_is_cut_in_the_warning():
    assert len(told(opened(op="x" * 100_000))[0]) < 300


def test_the_state_waits_for_a_visitor_who_comes_back():
    at = opened()
    run(at.button_group(key="photo_op").set_value("avg"))
    run(at.switch_page("app.py"))
    run(at.switch_page(PAGE))
    assert at.button_group(key="photo_op").value == "avg"
    assert at.query_params == {"op": "avg"}


def test_a_visitor_s_picture_is_pooled():
    x = pixels(40, 25)
    at = given(opened(), "mine.png", file_of(x))
    same(lab(at).photo.pixels, x)
    check(at)
    assert not at.error
    assert "not your picture" in written(at)
    assert "mine.png, 40 × 25 pixels" in at.caption[0].value.replace("\\", "")
    run(at.button(key="photo_restore").click())
    same(lab(at).photo.pixels, landscape())


def test_a_kernel_is_lowered_to_fit_a_small_picture():
    at = given(opened(kernel_size="20", padding="9"), "small.png", file_of(pixels(3, 7)))
    assert lab(at).spec == PoolSpec("max", 3, padding=1)
    assert told(at) == ["To fit, kernel_size is now 3 and padding is now 1."]
    check(at)


def test_the_kernel_comes_back_with_a_larger_picture():
    at = given(opened(kernel_size="20", padding="9"), "small.png", file_of(pixels(3, 7)))
    at = given(at, "larger.png", file_of(pixels(12, 40)))
    assert lab(at).spec == PoolSpec("max", 12, padding=6)
    run(at.button(key="photo_restore").click())
    assert lab(at).spec == PoolSpec("max", 20, padding=9)


@pytest.mark.parametrize("size", [(1, 1), (1, 9), (70, 2)], ids=str)
def test_the_smallest_pictures(size):
    check(given(opened(), "small.png", file_of(pixels(*size))))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("photo.png", file_of(pixels(), "GIF"), "picture must be a PNG or JPEG file, but got a GIF"),
        ("photo.jpg", b"<html>", "picture must be a PNG or JPEG file, but got HTML, XML or SVG text"),
        ("photo.png", png(4097, 2), "picture must have at most 4096 × 4096 pixels, height × width, but got 2 × 4097"),
        ("photo.png", file_of(pixels(60, 60))[:-300], "picture must be a whole PNG file, but got a damaged one"),
    ],
    ids=["gif", "html", "large", "cut"],
)
def test_a_file_that_is_no_picture_is_refused_and_the_page_keeps_its_picture(name, content, message):
    at = given(opened(), name, content)
    assert at.error[0].value.replace("\\", "").startswith(message)
    same(lab(at).photo.pixels, landscape())
    check(at)
    run(at.button_group(key="photo_op").set_value("min"))
    assert not at.error


def test_pictures_do_not_pile_up():
    at = opened()
    for n in range(3):
        at = given(at, f"{n}.png", file_of(np.full((30, 30, 3), n, np.uint8)))
    held = [value for value in at.session_state["kept"].values() if isinstance(value, tuple)]
    assert len(held) == 5


def test_nothing_in_a_file_s_name_is_mark_up():
    at = given(opened(), "![x](//a.b/c)<img src=x>.png", file_of(pixels()))
    assert "![x](" not in at.caption[0].value
    assert "<img src=x>" not in written(at)


def test_a_host_s_largest_side_is_told_and_obeyed(monkeypatch):
    monkeypatch.setenv("POOLING_LAB_LARGEST_SIDE", "256")
    at = opened()
    assert at.file_uploader[0].label == "Your PNG or JPEG (≤ 256 × 256)"
    at = given(at, "large.png", png(257, 2))
    assert "at most 256 × 256 pixels" in at.error[0].value.replace("\\", "")


def test_a_name_cannot_turn_the_caption():
    at = given(opened(), "a\u202egnp.exe.png", file_of(pixels()))
    assert at.caption[0].value.replace("\\", "") == "On screen: au202egnp.exe.png, 6 × 9 pixels."
