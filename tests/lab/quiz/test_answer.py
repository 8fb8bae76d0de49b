"""Answers and scores as text and back; whatever a text holds, only what a visitor could have answered comes out."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.link import pack, unpack
from lab.quiz.answer import MOST_ANSWERS, MOST_SCORES, Answer, decode, encode, name_of, named
from lab.quiz.task import LEVELS, task, topics
from lab.state import Editing
from pooling import PoolingError
from tests.pooling.checks import same
from tests.pooling.strategies import PROFILE

OUTPUT = next(one for n in range(10) if (one := task(7, n, "easy")).kind == "output")
ROUTE = next(one for n in range(10) if (one := task(7, n, "easy")).kind == "route")
BLANK = Answer(np.full(OUTPUT.answer.shape, np.nan))


def filled(**changes):
    cells = BLANK.cells.copy()
    cells[0, 0] = 2.5
    return replace(BLANK, cells=cells, **changes)


def packed(value, name=None):
    return pack({"answers": {name or name_of(OUTPUT): value}, "scores": {}})


def equal(one, other):
    same(one.cells, other.cells)
    assert (one.clicked, one.checked) == (other.clicked, other.checked)
    assert one.editing.drafts == other.editing.drafts


@given(st.integers(0, 9999), st.sampled_from(list(LEVELS)), st.sampled_from(list(topics())), st.integers(0, 9))
@PROFILE
def test_a_name_names_its_question(seed, level, topic, number):
    one = named(name_of(task(seed, number, level, topic)))
    assert (one.seed, one.level, one.topic, one.number) == (seed, level, topic, number)


@pytest.mark.parametrize(
    "name", ["", "7", "7-easy-any", "7-easy-any-10", "x-easy-any-0", "7-easy-any-0-0", "7-ea-any-0"]
)
def test_another_name_names_none(name):
    with pytest.raises(PoolingError, match="must"):
        named(name)


@pytest.mark.parametrize(
    "answer",
    [
        filled(),
        filled(checked=True),
        filled(editing=Editing(drafts={(0, 1): "ab"})),
        replace(BLANK, editing=Editing(drafts={(1, 1): "1,5"})),
    ],
    ids=["number", "checked", "draft", "draft alone"],
)
def test_an_answer_there_and_back(answer):
    answers, scores = decode(encode({name_of(OUTPUT): answer}, {}))
    equal(answers[name_of(OUTPUT)], answer)
    assert scores == {}


def test_a_click_there_and_back():
    clicked = Answer(np.full(ROUTE.answer.shape, np.nan), (1, 0), checked=True)
    equal(decode(encode({name_of(ROUTE): clicked}, {}))[0][name_of(ROUTE)], clicked)


def test_scores_there_and_back():
    scores = {name_of(OUTPUT): True, name_of(ROUTE): False}
    assert decode(encode({}, scores)) == ({}, scores)


def test_nothing_answered_is_no_text():
    assert encode({name_of(OUTPUT): BLANK}, {}) == ""


def test_of_many_the_last_are_kept():
    many = {name_of(task(n, 0, "easy")): True for n in range(MOST_SCORES + 5)}
    assert list(decode(encode({}, many))[1]) == list(many)[-MOST_SCORES:]
    answers = {name_of(replace(OUTPUT, seed=n)): filled() for n in range(MOST_ANSWERS + 5)}
    assert list(unpack(encode(answers, {}))["answers"]) == list(answers)[-MOST_ANSWERS:]


ROWS = [[None] * BLANK.cells.shape[1] for _ in BLANK.cells]
ILLEGAL = {
    "no list": 3,
    "too few": [None, ROWS, []],
    "no rows": [None, 3, [], False],
    "another size": [None, [[1]], [], False],
    "a word": [None, [["a"] * len(row) for row in ROWS], [], False],
    "too large": [None, [[1e12] * len(row) for row in ROWS], [], False],
    "a click outside": [[99, 0], ROWS, [], False],
    "a click of one": [[0], ROWS, [], False],
    "a draft outside": [None, ROWS, [[99, 0, "a"]], False],
    "no drafts": [None, ROWS, 3, False],
    "checked by a number": [None, ROWS, [], 1],
}


@pytest.mark.parametrize("value", ILLEGAL.values(), ids=ILLEGAL.keys())
def test_what_cannot_have_been_answered_is_left_out(value):
    assert decode(packed(value)) == ({}, {})


@pytest.mark.parametrize("name", ["nothing", "1" * 1000, "7-easy-any-99"])
def test_an_answer_to_no_question_is_left_out(name):
    assert decode(packed([None, ROWS, [], False], name)) == ({}, {})


@pytest.mark.parametrize("text", ["", "noise", "x" * 100_000, pack({"answers": 3, "scores": [1]}), pack({})])
def test_any_text_is_read(text):
    assert decode(text) == ({}, {})


@pytest.mark.parametrize("scores", [{"nothing": True}, {name_of(OUTPUT): 1}, {name_of(OUTPUT): None}])
def test_a_score_is_of_a_question_and_true_or_false(scores):
    assert decode(pack({"answers": {}, "scores": scores})) == ({}, {})
