"""Every page by deep link, and one state for all of them."""

from pathlib import Path

import pytest

from lab.examples import EXAMPLES
from pooling import OPERATORS
from tests.lab.test_share import link
from tests.pages.screen import visited
from tests.pooling.checks import same
from ui.page import PAGES

ROOT = Path(__file__).resolve().parents[2]
#: Where the lessons were before: links to it keep working, and the menu does not name it.
FORMER = "pages/2_Demos.py"
FILES = ["app.py", *sorted(f"pages/{path.name}" for path in (ROOT / "pages").glob("*.py"))]
#: Pages that do not share the one state: every lesson has a state of its own, and so have pictures, arrays to be
#: checked and questions.
APART = (
    FORMER,
    "pages/2_Lessons.py",
    "pages/2_Own_lesson.py",
    "pages/3_Image.py",
    "pages/5_Check.py",
    "pages/6_Quiz.py",
)
SHARING = [file for file in FILES if file not in APART]
LABELS = [operator.label for operator in OPERATORS.values()]
every_page = pytest.mark.parametrize("file", FILES)


def opened(file, text=None, **words):
    """A page by deep link, with a state, with other words of an address, or without any."""
    return visited(file, s=text, **words)


def run(what):
    at = what.run()
    assert not at.exception
    return at


@pytest.mark.parametrize("file", SHARING)
@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("operator", LABELS)
def test_every_example_under_every_operator(file, example, operator):
    at = opened(file)
    run(at.selectbox(key="set_example").set_value(example))
    run(at.button_group(key="set_operator").set_value(operator))
    same(at.session_state["lab"].x, EXAMPLES[example].x(6, 6, 0))


@pytest.mark.parametrize("file", SHARING)
def test_a_page_says_what_a_link_lacks(file):
    at = opened(file, text=link(stride=0))
    assert "stride must be" in at.warning[0].value.replace("\\", "")


@pytest.mark.parametrize("file", SHARING)
def test_a_page_survives_100_kb_of_noise(file):
    assert "at most 20000 characters" in opened(file, text="x" * 100_000).warning[0].value.replace("\\", "")


@pytest.mark.parametrize("first", SHARING)
@pytest.mark.parametrize("second", SHARING)
def test_the_state_goes_from_page_to_page_and_back(first, second):
    at = opened(first)
    run(at.button_group(key="set_operator").set_value("Avg"))
    run(at.slider(key="set_height").set_value(5))
    run(at.select_slider(key="set_kernel_size_01").set_value(3))
    kept = at.session_state["lab"]
    for file in (second, first):
        run(at.switch_page(file))
        now = at.session_state["lab"]
        assert (now.settings, now.height, now.width) == (kept.settings, 5, 6)
        same(now.x, kept.x)
        assert at.select_slider(key="set_kernel_size_01").value == 3
        assert at.slider(key="set_height").value == 5
        assert at.button_group(key="set_operator").value == "avg"


@every_page
def test_the_menu_names_every_page(file):
    assert [link.proto.label for link in opened(file).sidebar.get("page_link")] == list(PAGES.values())


def test_the_menu_goes_from_looking_to_checking_to_reading():
    menu = ["Explore", "Step through", "Lessons", "Check mine", "Quiz", "Image", "Frameworks", "Mathematics"]
    assert list(PAGES.values()) == menu
