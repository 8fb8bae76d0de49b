"""A lesson of one's own: made in the form, shown from its link alone, changed again; hostile links leave the form."""

import numpy as np
import pytest

from lab.link import pack
from lab.own_lesson import OwnLesson, OwnQuestion, OwnStep, decode, encode
from lab.settings import Settings
from tests.pages.screen import run, told, visited

FILE = "pages/2_Own_lesson.py"
STEPS = (OwnStep("Look", "A *window*. <b>x</b>"), OwnStep("Back", "It goes back.", ("grad_output", "grad_input")))
ONE = OwnLesson(
    np.arange(16.0).reshape(4, 4), np.ones((2, 2)), Settings("max"), "Mine & <i>yours</i>", STEPS,
    OwnQuestion("Which *is* it?", "this", ("that",), "Because."),
)  # fmt: skip


def written(at):
    """All the mark-up that is on the page."""
    return "".join(html.proto.body for html in at.get("html"))


def test_a_lesson_is_made_field_by_field():
    at = visited(FILE)
    assert "lesson must have every part filled in" in at.info[0].value.replace("\\", "")
    fields = {"own_title": "Mine", "own_title_0": "One", "own_right": "a", "own_other_0": "b"}
    for key, text in fields.items():
        run(at.text_input(key=key).set_value(text))
    for key, text in {"own_text_0": "So.", "own_ask": "Which?", "own_why": "So."}.items():
        run(at.text_area(key=key).set_value(text))
    run(at.button(key="own_more").click())
    run(at.button(key="own_fewer").click())
    made = decode(at.query_params["own"])
    assert (made.title, made.steps[0].text, made.question.others[0], len(made.steps)) == ("Mine", "So.", "b", 1)
    run(at.button(key="own_show").click())
    assert "<h1>Mine</h1>" in written(at)
    assert "step 1 of 2" in written(at)


def test_a_lesson_is_shown_from_its_link_alone_and_nothing_of_it_is_markup():
    at = visited(FILE, own=encode(ONE), step="1")
    assert "<h1>Mine &amp; &lt;i&gt;yours&lt;/i&gt;</h1>" in written(at)
    assert r"A *window*\. \<b\>x\<\/b\>" in [text.value for text in at.markdown]
    run(at.button(key="next_step").click())
    assert "Input gradient" in written(at)
    run(at.button(key="next_step").click())
    assert any("about the lesson's own numbers" in text.value for text in at.markdown)
    asked = at.radio[0]
    assert asked.label == r"Which \*is\* it\?"
    run(asked.set_value("that"))
    run(next(button for button in at.button if button.label == "Check").click())
    assert at.error[0].value == "Not that: the answer is this. Because\\."
    run(at.button(key="own_change").click())
    assert at.text_input(key="own_title").value == ONE.title


@pytest.mark.parametrize(
    "text", ["noise", pack({}), pack({"title": "x"}), "x" * 30_000], ids=["noise", "empty", "part", "long"]
)
def test_a_link_that_holds_no_lesson_leaves_the_form(text):
    at = visited(FILE, own=text, step="1")
    assert told(at)[0].startswith("This lesson could not be read: ")
    assert at.text_input(key="own_title").value == ""


def test_a_step_that_there_is_not_is_named():
    at = visited(FILE, own=encode(ONE), step="9")
    assert told(at)[0].startswith("step must be an int from 1 to 3")


def test_explore_gives_its_grid_to_a_lesson():
    at = visited("app.py")
    at.session_state["for_a_class"] = True
    run(at)
    run(at.selectbox(key="set_example").set_value("negative"))
    run(at.button(key="to_own_lesson").click())
    np.testing.assert_array_equal(at.session_state["own_lesson"].x, at.session_state["lab"].x)
