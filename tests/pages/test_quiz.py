"""The Quiz page without a browser."""

from dataclasses import replace

import pytest

from lab.quiz.task import task
from tests.pages.screen import run, visited
from ui import widgets
from ui.quiz import answers


@pytest.fixture
def one():
    """A question whose output is to be filled in."""
    asked = task(7, 1, "medium", "any")
    assert asked.kind == "output"
    return asked


def test_check_comes_after_what_was_typed_just_before_it(one, monkeypatch):
    """A server at work is told of both in one message, and calls the button first."""
    name = "7-medium-any-1"
    at = visited("pages/6_Quiz.py", quiz=name)
    settle = widgets.settle

    def typed_then_settled():
        answer = answers.answer(name, one.answer.shape)
        answers.set_answer(name, replace(answer, cells=one.answer.copy(), checked=False))
        settle()

    monkeypatch.setattr(widgets, "settle", typed_then_settled)
    run(at.button(f"check_{name}").click())
    assert [success.value[:5] for success in at.success] == ["Right"]
