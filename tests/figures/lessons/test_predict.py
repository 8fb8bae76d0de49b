"""The question that opens a lesson: all that it says is true on any numbers, and so are its answer and its mistakes.

A table in `<slug>/predicted.py` says which sentences a case is to show, as for the steps (`claims.py`).
"""

import importlib

import numpy as np
import pytest

from figures.lessons import LESSONS
from figures.lessons.kit.lesson import Grid
from figures.lessons.kit.predict import Predict, Slip, said
from figures.theme import LIGHT
from tests.figures.lessons.claims import Seen, confirm, item_lines, sentences
from tests.figures.lessons.visited import every_state

ASKING = {slug: lesson for slug, lesson in LESSONS.items() if lesson.predict}
every_question = pytest.mark.parametrize("slug", ASKING)


def test_every_lesson_opens_with_a_question():
    assert set(ASKING) == set(LESSONS)


def listed(answers):
    return ", ".join(str(answer) if isinstance(answer, tuple) else said(answer) for answer in answers)


def shown(case, question):
    """All that a question says, before and after, with its answers in front of what they bring."""
    right = question.cells or (question.right,)
    slips = [f"slip {listed(slip.answers)}: {slip.hint}" for slip in question.slips if slip.answers]
    words = [question.title, *sentences(question.ask, question.hint, question.why)]
    items = (*question.given, *question.result)
    lines = [line for item in items for line in item_lines(item)]
    return Seen(case, (*words, f"right: {listed(right)}", *slips, *lines), items)


@every_question
def test_what_a_question_says_is_true_and_what_is_true_it_says(slug):
    lesson, module, seen = LESSONS[slug], importlib.import_module(f"tests.figures.lessons.{slug}.predicted"), set()
    for knobs, x, grad_output in [({}, None, None), *every_state(lesson), *getattr(module, "MORE", ())]:
        case = lesson.case(LIGHT, knobs, x, grad_output)
        try:
            seen |= confirm(module.CLAIMS, shown(case, lesson.predict(case)))
        except AssertionError as error:
            error.add_note(f"{slug} with {case.knobs}\n{case.x.tolist()}\n{case.grad_output.tolist()}")
            raise
    assert seen == set(module.CLAIMS), "some sentences are never shown"


@every_question
def test_a_question_can_be_answered_and_can_be_answered_wrong(slug):
    lesson = LESSONS[slug]
    for state in [({}, None, None), *every_state(lesson)]:
        question = lesson.predict(lesson.case(LIGHT, *state))
        if question.cells:
            assert question.board is not None
            assert all(map(question.takes, question.cells))
            assert len(set(question.cells)) < question.board.picture.z.size
        else:
            assert np.isfinite(question.right)
            assert question.is_right(question.right)


@every_question
def test_nothing_on_the_board_of_a_question_is_edited_and_its_result_is_not_given(slug):
    question = LESSONS[slug].predict(LESSONS[slug].case(LIGHT))
    assert not any(item.edits for item in (*question.given, *question.result) if isinstance(item, Grid))
    assert question.result
    assert {item.title for item in question.given}.isdisjoint(item.title for item in question.result)


@every_question
def test_other_numbers_are_another_question(slug):
    lesson = LESSONS[slug]
    if not any(isinstance(item, Grid) for item in lesson.predict(lesson.case(LIGHT)).given):
        return  # it asks about the lab's own picture, whatever was typed
    grids = [None, *(x for _, x, _ in every_state(lesson))]
    assert len({lesson.predict(lesson.case(LIGHT, {}, x)).name for x in grids}) > 1


def number(right, *slips):
    return Predict("", right, "", "look again", (), (), slips)


@pytest.mark.parametrize(
    ("right", "given", "is_right"),
    [
        (2.5, 2.5, True),
        (2.5, 2.0, False),
        (1 / 3, 0.33, True),
        (1 / 3, 0.333, True),
        (1 / 3, 0.3, False),
        (1 / 3, 0.34, False),
        (4e-4, 0.0, False),
        (4e-4, 4e-4, True),
        (0.1 + 0.2, 0.3, True),
        (1e9, 1e9 - 1, False),
        (36.0, 36.004, False),
    ],
)
def test_a_number_is_right_exactly_or_rounded_to_two_decimals_or_more(right, given, is_right):
    assert number(right).is_right(given) is is_right


def test_the_first_mistake_that_leads_to_an_answer_is_the_one_that_it_shows():
    question = number(4.0, Slip((1.0, 2.0), "first"), Slip((2.0, 3.0), "second"))
    assert question.slip(2.0).hint == "first"
    assert question.slip(3.0).hint == "second"
    assert question.slip(5.0) is None


def test_a_number_is_no_answer_where_a_cell_is_clicked_nor_a_cell_where_a_number_is_typed():
    routing = LESSONS["routing"]
    question = routing.predict(routing.case(LIGHT))
    assert question.takes((5, 5))
    assert not question.takes((6, 0))
    assert not question.takes(1.0)
    assert not number(4.0).takes((0, 0))
