"""What a page has made that is large is gone once another page is on screen, and is there again on the way back."""

import pytest

from tests.pages import screen
from tests.pages.test_pages import FILES, opened

LARGE = {
    "pages/1_Step_through.py": ["pass"],
    "pages/4_Frameworks.py": ["compared"],
    "pages/3_Image.py": ["photo_density", "photo_gradient", "photo_input", "photo_output", "photo_pooled"],
}


def large(at):
    if "kept" not in at.session_state:
        return []
    return sorted(name for name in at.session_state["kept"] if name.startswith(("pass", "gif", "compared", "photo_")))


@pytest.mark.parametrize("other", FILES)
@pytest.mark.parametrize("file", LARGE)
def test_what_is_large_does_not_outlive_its_page(file, other):
    at = opened(file)
    assert large(at) == LARGE[file]
    screen.run(at.switch_page(other))
    assert large(at) == LARGE.get(other, [])
    screen.run(at.switch_page(file))
    assert large(at) == LARGE[file]


def test_a_gif_is_gone_with_the_page_that_it_was_made_on():
    at = opened("pages/1_Step_through.py")
    at.session_state["kept"]["gif"] = ("some pass", b"GIF89a")
    screen.run(at)
    assert "gif" in large(at)
    screen.run(at.switch_page("app.py"))
    assert large(at) == []
