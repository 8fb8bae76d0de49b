"""Every step of every lesson by its own link, with the controls that belong to it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from figures.lessons import LESSONS
from tests.pages.screen import run

ROOT = Path(__file__).resolve().parents[2]
STEPS = [(slug, n) for slug, lesson in LESSONS.items() for n in range(len(lesson.steps))]


def opened(slug, number):
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    at.query_params["lesson"], at.query_params["step"] = slug, str(number + 1)
    return run(at.switch_page("pages/2_Lessons.py"))


def controls(at, slug):
    """The names of the lesson's controls that are on the page."""
    start = f"knob_{slug}_"
    keys = [widget.key or "" for kind in ("slider", "button_group") for widget in at.get(kind)]
    return {key.removeprefix(start) for key in keys if key.startswith(start)}


@pytest.mark.parametrize(("slug", "number"), STEPS)
def test_a_step_shows_the_controls_that_belong_to_it(slug, number):
    lesson = LESSONS[slug]
    belong = lesson.steps[number].knobs
    expected = {knob.name for knob in lesson.knobs} if belong is None else set(belong)
    at = opened(slug, number)
    assert lesson.steps[number].title in "".join(html.proto.body for html in at.get("html"))
    assert controls(at, slug) == expected
    assert not any(
        "aligned" in formula.value for kind in ("latex", "markdown") for formula in at.get(kind)
    )  # they wrap


def test_words_of_art_are_told_in_what_a_lesson_says_and_above_its_grids():
    shown = "".join(html.proto.body for html in opened("ties", 0).get("html"))
    words = shown[shown.index('class="lab-words"') :]
    assert ">Tie</button>" in words
    assert "PyTorch takes the first in reading order." in words
    shown = "".join(html.proto.body for html in opened("routing", 0).get("html"))
    assert ">Upstream gradient</button></h2>" in shown


def order(at, text, key):
    """Where on the page the words stand that hold `text`, and where the control."""
    elements = list(at.main)
    words = [n for n, element in enumerate(elements) if element.type == "markdown" and text in element.value]
    return words[0], [getattr(element, "key", None) for element in elements].index(key)


@pytest.mark.parametrize(
    ("slug", "number", "text", "knob"),
    [("ties", 0, "the rule chosen below", "rule"), ("sizes", 3, "The layer as set below", "kernel")],
)
def test_what_is_said_to_be_below_the_words_is_below_them(slug, number, text, knob):
    words, control = order(opened(slug, number), text, f"knob_{slug}_{knob}")
    assert words < control


def test_the_rule_of_ties_is_chosen_above_the_code():
    words, control = order(
        opened("ties", len(LESSONS["ties"].steps)), "whichever rule is chosen above", "knob_ties_rule"
    )
    assert control < words


def test_a_control_stays_as_it_was_set_while_a_step_does_not_show_it():
    at = opened("average", 1)
    run(at.slider(key="knob_average_divisor").set_value(5))
    run(at.button(key="previous_step").click())
    assert controls(at, "average") == {"include"}
    run(at.button(key="next_step").click())
    assert at.slider(key="knob_average_divisor").value == 5
