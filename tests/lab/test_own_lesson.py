"""A lesson of one's own there and back by link and file; what is too large, of no form or no lesson is refused."""

import json
from dataclasses import replace

import numpy as np
import pytest

from lab.link import pack
from lab.own_lesson import MOST_STEPS, OwnLesson, OwnQuestion, OwnStep, begun, decode, encode, from_json, to_json
from lab.settings import Settings
from pooling import PoolingError
from tests.pooling.checks import message_of, same

STEPS = (OwnStep("One", "It *is*."), OwnStep("Two", "- a\n- b", ("grad_output", "grad_input")))
ONE = OwnLesson(
    np.arange(16.0).reshape(4, 4),
    np.array([[1.0, 2], [3, -4]]),
    Settings("avg"),
    "Mine",
    STEPS,
    OwnQuestion("Which?", "this", ("that", ""), "Because."),
)


@pytest.mark.parametrize("back", [lambda o: decode(encode(o)), lambda o: from_json(to_json(o).encode())])
def test_a_lesson_there_and_back(back):
    found = back(ONE)
    same(found.x, ONE.x)
    same(found.grad_output, ONE.grad_output)
    for name in ("settings", "title", "steps", "question", "digest"):
        assert getattr(found, name) == getattr(ONE, name)
    found.check()


def test_an_unfinished_lesson_is_kept_and_says_what_is_missing():
    blank = begun(ONE.x, ONE.grad_output, Settings())
    same(decode(encode(blank)).x, ONE.x)
    told = message_of(blank.check)
    assert told == (
        "lesson must have every part filled in, "
        "but got nothing for title, title of step 1, text of step 1, ask, right, why"
    )


@pytest.mark.parametrize("others", [("",), ("this",), ("that", "that")])
def test_answers_that_leave_no_choice_are_refused(others):
    lesson = replace(ONE, question=replace(ONE.question, others=others))
    assert message_of(lesson.check).startswith("answers must be a right one and 1 to 3 others, all different")


def said(**changes):
    return json.loads(to_json(ONE)) | changes


STEP, ASKED = said()["steps"][0], said()["question"]
ILLEGAL = {
    "empty": {},
    "a field more": said(y=1),
    "a field less": {name: value for name, value in said().items() if name != "title"},
    "a title that is a number": said(title=3),
    "a long title": said(title="x" * 81),
    "no steps": said(steps=[]),
    "too many steps": said(steps=[STEP] * (MOST_STEPS + 1)),
    "steps that are none": said(steps=[3]),
    "a step with more": said(steps=[STEP | {"html": "x"}]),
    "a long text": said(steps=[STEP | {"text": "x" * 1501}]),
    "a text that is none": said(steps=[STEP | {"text": ["x"]}]),
    "a grid that is none": said(steps=[STEP | {"grids": ["argmax"]}]),
    "grids that are none": said(steps=[STEP | {"grids": "input"}]),
    "grids of lists": said(steps=[STEP | {"grids": [[]]}]),
    "no question": said(question=None),
    "no others": said(question=ASKED | {"others": []}),
    "too many others": said(question=ASKED | {"others": ["x"] * 4}),
    "a long answer": said(question=ASKED | {"right": "x" * 161}),
    "a large grid": said(x=[[1] * 17] * 17),
    "no number": said(x=[["a"] * 4] * 4),
    "no layer": said(settings={"kernel_size": [16, 16]}),
    "another gradient": said(grad_output=[[1]]),
}


@pytest.mark.parametrize("value", ILLEGAL.values(), ids=ILLEGAL.keys())
def test_what_is_no_lesson_is_refused_by_link_and_file(value):
    for act in (lambda: decode(pack(value)), lambda: from_json(json.dumps(value).encode())):
        with pytest.raises(PoolingError) as refused:
            act()
        assert len(str(refused.value)) < 700


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b"{" * 100_000, b" " * 300_000])
def test_a_file_that_is_none_is_refused(content):
    with pytest.raises(PoolingError, match="file must"):
        from_json(content)
