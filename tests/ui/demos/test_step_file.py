"""A step of a lesson as a file: its words and its grids, the player over its numbers, and nothing to load."""

import re
from html import escape

import numpy as np
import pytest

from figures.lessons import LESSONS
from figures.lessons.kit.lesson import Code, Grid
from figures.lessons.kit.own import lesson_of
from figures.marked import line_of, marked
from figures.theme import LIGHT
from lab.own_lesson import OwnLesson, OwnQuestion, OwnStep
from tests.ui.stepping.test_standalone import Elements, page
from ui.demos.lesson import TURN
from ui.demos.open_lesson import OPENING, first, to_take
from ui.demos.step_file import step_file, to_play

#: Bytes of a file; the first question of the first lesson shows a picture.
MOST, MOST_WITH_A_PICTURE = 120_000, 240_000


def files(slug):
    """Every step of a lesson as at first: its number, the step, what it shows, its file."""
    lesson = LESSONS[slug]
    lab = first(lesson)
    case = lesson.case(LIGHT, None, lab.x, lab.grad_output)
    for number in range(OPENING, len(lesson.steps) + 1):
        step = lesson.steps[number] if 0 <= number < len(lesson.steps) else TURN
        items = (lesson.given if step is TURN and lesson.given else step.show)(case)
        run = to_play(to_take(lesson, lab, LIGHT), LIGHT)
        yield number, step, items, case, step_file(lesson, case, step, items, run, number)


@pytest.mark.parametrize("slug", LESSONS)
def test_a_step_s_file_tells_and_shows_what_the_step_does(slug):
    for number, step, items, case, text in files(slug):
        size = len(text.encode())
        assert size < (MOST_WITH_A_PICTURE if "data:image" in text else MOST), number
        assert re.findall(r"""\bsrc\s*=\s*"(?!data:)|\bhref\s*=|url\((?!#)|@import|\bfetch\(""", text) == []
        if number != OPENING:
            assert marked(step.tell(case)) in text
            assert all(f'aria-label="{escape(item.title)}"' in text for item in items if isinstance(item, Grid))
            assert text.count("<pre>") == sum(isinstance(item, Code) for item in items)


def test_a_question_keeps_its_answer_folded():
    lesson = LESSONS["overlap"]
    (_, _, _, case, text), *_ = files("overlap")
    question = lesson.predict(case)
    folded = re.search(r"<details><summary>Show me</summary>(.*?)</details>", text, re.S)[1]
    assert question.solution in folded
    assert marked(question.ask) in text.replace(folded, "")


def test_the_questions_at_the_end_have_their_answers_folded():
    *_, (_, _, _, case, text) = files("overlap")
    posed = [pose(case) for pose in LESSONS["overlap"].questions]
    assert text.count("<summary>Answer</summary>") == len(posed)
    assert all(f"<strong>{line_of(one.right)}</strong>" in text for one in posed)
    assert all(marked(one.ask) in text for one in posed)


HOSTILE = '</title></style><script>alert(1)</script><img src=x onerror=alert(1)> $\\href{javascript:x}{y}$ "'


def test_what_a_stranger_wrote_is_text_in_a_file_of_it():
    question = OwnQuestion(HOSTILE, HOSTILE, (HOSTILE + "2",), HOSTILE)
    own = OwnLesson(np.eye(4), np.ones((2, 2)), title=HOSTILE, steps=(OwnStep(HOSTILE, HOSTILE),), question=question)
    lesson = lesson_of(own)
    lab, plain = first(lesson), Elements(page(LIGHT)[0])
    for number, step in ((0, lesson.steps[0]), (1, TURN)):
        case = lesson.case(LIGHT)
        read = Elements(step_file(lesson, case, step, step.show(case), to_play(lab, LIGHT), number))
        tags = [tag for tag, _ in read.found]
        assert tags.count("script") == [tag for tag, _ in plain.found].count("script")
        assert "img" not in tags
        assert not [name for _, names in read.found for name in names if name.startswith("on")]
        assert HOSTILE in read.texts["title"][0]
