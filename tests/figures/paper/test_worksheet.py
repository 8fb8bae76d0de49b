"""Worksheets: every question with what is given and a blank grid; every answer after the page break, none before."""

import re
from html import unescape

import numpy as np
import pytest

from figures.lessons import LESSONS
from figures.lessons.kit.own import lesson_of
from figures.paper.worksheet import of_lesson, of_round
from figures.theme import LIGHT
from lab.own_lesson import OwnLesson, OwnQuestion, OwnStep
from lab.quiz.rounds import Round
from lab.settings import Settings

ROUND = Round(7, "easy", ("any", "padding"), 9)


def grids(html):
    """The grids of a page by their order: the title and the numbers, NaN where a cell is blank."""
    tables = re.findall(r'<table class="lab-facts" aria-label="([^"]*)">.*?<tbody>(.*?)</tbody>', html)
    rows = [(unescape(title), re.findall("<tr>(.*?)</tr>", body)) for title, body in tables]
    return [(title, np.array([numbers(row) for row in found])) for title, found in rows]


def numbers(row):
    return [float(cell.replace("−", "-") or "nan") for cell in re.findall("<td>(.*?)</td>", row)]


def halves(html):
    """What is handed out, and the key."""
    asked, _, answers = html.partition('<section class="key">')
    assert "break-before: page" in asked
    return asked, answers


def test_a_round_has_every_question_with_its_grids_and_no_answer_before_the_key():
    tasks = [ROUND.task(n) for n in range(ROUND.count)]
    asked, answers = halves(of_round("Quiz", tasks))
    handed, key = grids(asked), grids(answers)
    for task in tasks:
        title, x = handed.pop(0)
        assert title == "Input X"
        np.testing.assert_array_equal(x, task.x)
        if task.kind != "output":
            np.testing.assert_array_equal(handed.pop(0)[1], task.grad_output)
        if task.kind == "route":
            continue
        empty = handed.pop(0)[1]
        assert empty.shape == task.answer.shape
        assert np.isnan(empty).all()
        np.testing.assert_allclose(key.pop(0)[1], task.answer, atol=1e-4)
    assert handed == key == []
    assert "click" not in asked
    assert "mark the input cell that gets it" in asked
    routes = [n for n, task in enumerate(tasks, 1) if task.kind == "route"]
    assert all(f"Question {n}: The gradient of output cell" in answers for n in routes)


@pytest.mark.parametrize("slug", LESSONS)
def test_every_lesson_can_be_printed_with_its_questions(slug):
    lesson = LESSONS[slug]
    case = lesson.case(LIGHT)
    asked, answers = halves(of_lesson(lesson, case))
    assert [title for title, _ in grids(asked)] == [
        "Input X", "Upstream gradient ∂E/∂Y", "Output Y", "Input gradient ∂E/∂X",
    ]  # fmt: skip
    output, back = (values for _, values in grids(answers))
    np.testing.assert_allclose(output, case.pooled.output, atol=1e-4)
    np.testing.assert_allclose(back, case.grad_input, atol=1e-4)
    for number, pose in enumerate(lesson.questions, 1):
        assert f"Question {number}" in asked
        assert all(option in unescape(asked) for option in pose(case).options)
        assert f"<b>{pose(case).right}</b>" in unescape(answers)


def test_a_stranger_s_text_is_no_markup_on_paper():
    asked = OwnQuestion("Is <b>x</b> *y*?", "<script>", ("no.",), "So: `it` is.")
    own = OwnLesson(np.eye(4), np.ones((2, 2)), Settings(), "</title><script>", (OwnStep("a", "b"),), asked)
    html = of_lesson(lesson_of(own), lesson_of(own).case(LIGHT))
    assert "<script>" not in html
    assert "Is <b>x</b> *y*?" in unescape(html)
    assert "Is &lt;b&gt;x&lt;/b&gt; *y*?" in html
