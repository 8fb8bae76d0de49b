"""A worksheet: a round or a lesson on paper, with blank grids to fill in; the answers on a page of their own."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np

from figures.lessons.kit.lesson import Case, Lesson
from figures.paper.page import blank, grid, page
from figures.plain import spoken
from figures.stories.quiz import layer_words, question, solution
from lab.quiz.task import Task

#: What the blank grid of a question is called.
FILL_IN = {"output": "Output Y", "grad_input": "Input gradient ∂E/∂X"}
INPUT, UPSTREAM = "Input X", "Upstream gradient ∂E/∂Y"


def of_round(title: str, tasks: Sequence[Task]) -> str:
    """The questions of a round to print."""
    asked = "".join(_asked(number, task) for number, task in enumerate(tasks, 1))
    answers = "".join(_answered(number, task) for number, task in enumerate(tasks, 1))
    return page("Pooling by hand", _sheet(title, asked, answers))


def of_lesson(lesson: Lesson, case: Case) -> str:
    """A lesson's case to print: output and input gradient to fill in, and its questions."""
    output, back = case.pooled.output, case.grad_input
    given = _side(grid(INPUT, case.x, level=3), grid(UPSTREAM, case.grad_output, level=3))
    empty = [grid(FILL_IN["output"], blank(output.shape), level=3)]
    empty.append(grid(FILL_IN["grad_input"], blank(back.shape), level=3))
    asked = f"<p>{escape(layer_words(case.pooled.spec))}. Fill in the output and the input gradient.</p>{given}"
    asked += _side(*empty)
    answers = _side(grid(FILL_IN["output"], output, level=3), grid(FILL_IN["grad_input"], back, level=3))
    for n, pose in enumerate(lesson.questions, 1):
        posed = pose(case)
        options = "".join(f"<li>☐ {escape(spoken(option))}</li>" for option in posed.options)
        asked += f'<div class="task"><h2>Question {n}</h2><p>{escape(spoken(posed.ask))}</p><ul>{options}</ul></div>'
        answers += f"<p>Question {n}: <b>{escape(spoken(posed.right))}</b> {escape(spoken(posed.why))}</p>"
    return page(lesson.title, _sheet(lesson.title, asked, answers))


def _sheet(title: str, asked: str, answers: str) -> str:
    """What is handed out, and the key: the printer begins a page for it."""
    name = "<p>Name: ______________________________</p>"
    return f'<h1>{escape(title)}</h1>{name}{asked}<section class="key"><h1>Answers</h1>{answers}</section>'


def _side(*grids: str) -> str:
    """Grids beside each other."""
    return f'<div class="side">{"".join(f"<div>{one}</div>" for one in grids)}</div>'


def _asked(number: int, task: Task) -> str:
    """A question with what is given, and where the answer goes."""
    grids = [grid(INPUT, task.x, level=3)]
    if task.kind != "output":
        grids.append(grid(UPSTREAM, task.grad_output, level=3))
    if task.kind in FILL_IN:
        grids.append(grid(FILL_IN[task.kind], blank(task.answer.shape), level=3))
    words = escape(question(task, on_paper=True))
    return f'<div class="task"><h2>Question {number}</h2><p>{words}</p>{_side(*grids)}</div>'


def _answered(number: int, task: Task) -> str:
    """The right answer of a question."""
    if task.kind == "route":
        return f"<p>Question {number}: {escape(solution(task).title)}</p>"
    values = np.asarray(task.answer, dtype=np.float64)
    return f'<div class="task">{grid(f"Question {number}: {FILL_IN[task.kind]}", values, level=3)}</div>'
