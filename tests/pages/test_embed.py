"""Pages in a frame and on a projector, without a browser: what is left out, and what stands behind a tab."""

import pytest
import streamlit as st

from figures.lessons import LESSONS
from figures.theme import LIGHT
from tests.pages.screen import visited

DEMOS = "pages/2_Demos.py"


@pytest.fixture
def framed(monkeypatch):
    """Streamlit says that the page is in a frame."""
    monkeypatch.setattr(type(st.context), "is_embedded", property(lambda context: True))


def written(at):
    """All the mark-up that is on the page."""
    return "".join(html.proto.body for html in at.get("html"))


def keys(at):
    """The keys of all buttons on the page."""
    return {button.key for button in at.button}


@pytest.mark.parametrize("file", ["app.py", "pages/1_Step_through.py", DEMOS])
def test_a_frame_has_no_menu_no_title_and_nothing_in_the_sidebar(framed, file):
    at = visited(file, lesson="ties")
    assert not at.sidebar.children
    assert "<h1>" not in written(at)
    assert not [toggle for toggle in at.toggle if toggle.key == "present"]


def test_a_step_in_a_frame_is_a_paragraph_its_controls_and_the_buttons_that_step(framed):
    lesson = LESSONS["ties"]
    at = visited(DEMOS, lesson="ties", step="2")
    said = lesson.steps[1].tell(lesson.case(LIGHT)).split("\n\n")
    assert [markdown.value for markdown in at.markdown if markdown.value in said] == said[:1]
    assert not at.latex
    assert keys(at) == {"previous_step", "next_step"}


def test_a_class_is_asked_one_question_at_a_time_and_shown_code_when_it_wants_it():
    lesson = LESSONS["routing"]
    at = visited(DEMOS, lesson="routing", step=str(len(lesson.steps) + 1), present="true")
    assert [tab.label for tab in at.tabs] == [f"Question {n}" for n in range(1, len(lesson.questions) + 1)]
    at.toggle(key="code").set_value(True).run()
    assert "NumPy" in [tab.label for tab in at.tabs]


def test_code_that_leaves_too_little_room_for_grids_stands_behind_a_tab_on_a_projector_alone():
    address = {"lesson": "overlap", "step": "3"}
    assert [tab.label for tab in visited(DEMOS, **address, present="true").tabs] == ["Grids", "Code"]
    assert not visited(DEMOS, **address).tabs
