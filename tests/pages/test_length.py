"""Step through with more taps than are played: the page shows windows, and says so."""

import pytest

from tests.lab.test_length import asking, lab
from tests.pages import screen
from tests.pages.test_pages import opened

FILE = "pages/1_Step_through.py"
WHY = "Tap by tap this pass has 148,258 steps; at most 20,000 are played. Shown by windows."


def page(stepping):
    at = opened(FILE)
    at.session_state["lab"] = stepping
    return screen.run(at)


def captions(at):
    return [caption.value for caption in at.caption]


def test_asked_for_too_many_taps_the_control_shows_windows_and_the_page_says_why():
    at = page(lab(by="window"))
    screen.run(at.button_group(key="set_by").set_value("tap"))
    assert at.session_state["set_by"] == "window"
    assert captions(at) == [WHY]


def test_a_layer_with_fewer_steps_is_played_tap_by_tap_again():
    at = page(lab(by="tap"))
    assert captions(at) == [WHY]
    at.session_state["lab"] = lab(by="tap", kernel=2, padding=0)
    screen.run(at)
    assert at.session_state["set_by"] == "tap"
    assert captions(at) == []


@pytest.mark.parametrize("file", ["app.py", FILE])
def test_a_link_to_too_many_taps_says_so_where_it_opens(file):
    at = opened(file, asking(lab(by="tap", at=580)))
    (told,) = screen.told(at)
    assert WHY.removesuffix(".") in told
    assert at.session_state["lab"].stepping.by == "window"
