"""A teacher's own cases: there and back by link and file; what is too large, of no form or no question is refused."""

import json
from dataclasses import replace

import numpy as np
import pytest

from lab.link import pack
from lab.quiz.answer import decode as decode_answers
from lab.quiz.own import MOST_CASES, OwnCase, OwnRound, decode, encode, from_json, round_of, to_json
from lab.quiz.result import Result, code, read_code
from lab.quiz.rounds import read
from lab.settings import Settings
from pooling import PoolingError
from tests.pooling.checks import message_of, same

X = np.array([[1.0, 3, 2, 0], [4, 0, 5, 1], [2, 2, 6, 1], [0, 7, 1, 1.5]])
G = np.array([[1.0, 2], [3, -4]])
ROUTE = OwnCase("route", Settings(), X, G, (0, 1))
CASES = (
    ROUTE,
    OwnCase("grad_input", Settings("avg", padding=(1, 1)), X, np.ones((3, 3))),
    OwnCase("output", Settings("lp"), X, G),
)


@pytest.mark.parametrize("back", [lambda c: decode(encode(c)), lambda c: from_json(to_json(c).encode())])
def test_cases_there_and_back(back):
    found = back(CASES)
    for one, other in zip(CASES, found, strict=True):
        same(one.x, other.x)
        same(one.grad_output, other.grad_output)
        assert (one.kind, one.settings, one.asked) == (other.kind, other.settings, other.asked)
    assert round_of(found).digest == round_of(CASES).digest


def test_a_case_is_asked_as_it_is():
    task = round_of(CASES).task(0)
    assert (task.kind, task.asked, task.number) == ("route", (0, 1), 0)
    assert np.argwhere(task.answer).tolist() == [[1, 2]]


def test_a_name_there_and_back_without_the_cases():
    own = round_of(CASES)
    for number in range(4):
        assert read(own.name(number)) == (OwnRound(own.digest, 3), number)
    assert message_of(read(own.name(0))[0].task, 0).startswith("quiz must come with its cases")


def test_other_cases_are_another_round():
    assert round_of(CASES[:2]).digest != round_of(CASES).digest != round_of(CASES[::-1]).digest


def test_a_result_of_own_cases_has_a_code():
    result = Result(round_of(CASES).name(0), "Ada", (True, None, False))
    assert read_code(code(result)) == result


def test_no_answer_is_read_for_cases_that_are_not_at_hand():
    assert decode_answers(pack({"answers": {round_of(CASES).name(0): [[0, 0], [], [], True]}, "scores": {}})) == (
        {},
        {},
    )


@pytest.mark.parametrize(
    "name",
    [
        *("own", "own-", "own-10afd229cc-0", "own-10afd229cc-3-of3", "own-10afd229c!-0-of3", "own-10AFD229CC-0-of3"),
        *("own-10afd229cc-0-of21", "own-10afd229cc-0-of0", "own-10afd229cc-x-of3", "own-10afd229cc-0-of3-0"),
    ],
)
def test_another_name_names_no_own_round(name):
    with pytest.raises(PoolingError, match="quiz must be own-digest"):
        read(name)


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (replace(ROUTE, x=np.ones((9, 4)), grad_output=np.ones((4, 2))), "input must be at most 8×8 in a question"),
        (replace(ROUTE, asked=None), "asked must be an output cell for a route"),
        (replace(CASES[1], asked=(0, 0)), "asked must be an output cell for a route, and for nothing else"),
        (replace(CASES[1], kind="route", asked=(0, 0)), "kind must be one of output, grad_input for this layer"),
        (replace(CASES[1], grad_output=np.zeros((3, 3))), "answer must have a number other than 0"),
        (replace(CASES[2], kind="grad_input", settings=Settings("lp", norm_type=1.5), x=-X), "answer must be a number"),
    ],
)
def test_what_can_not_be_asked_is_said(case, why):
    assert message_of(case.check).startswith(why)


def said(**changes):
    return json.loads(to_json(CASES))["cases"][0] | changes


ILLEGAL = {
    "empty": {},
    "no cases": {"cases": []},
    "too many": {"cases": [said()] * (MOST_CASES + 1)},
    "more": {"cases": [said()], "x": 1},
    "no case": {"cases": [3]},
    "a field more": {"cases": [said(y=1)]},
    "no kind": {"cases": [said(kind="sum")]},
    "a kind that is a list": {"cases": [said(kind=[])]},
    "no settings": {"cases": [said(settings=3)]},
    "an unknown setting": {"cases": [said(settings={"k": 1})]},
    "a large kernel": {"cases": [said(settings={"kernel_size": [99, 99]})]},
    "no layer": {"cases": [said(settings={"kernel_size": [5, 5]})]},
    "no grid": {"cases": [said(x=3)]},
    "an empty grid": {"cases": [said(x=[[]])]},
    "ragged": {"cases": [said(x=[[1, 2], [3]])]},
    "a large grid": {"cases": [said(x=[[1] * 9] * 9)]},
    "a word": {"cases": [said(x=[["a"] * 4] * 4)]},
    "another gradient": {"cases": [said(grad_output=[[1]])]},
    "a cell outside": {"cases": [said(asked=[9, 9])]},
    "a cell that is none": {"cases": [said(asked="00")]},
}


@pytest.mark.parametrize("value", ILLEGAL.values(), ids=ILLEGAL.keys())
def test_what_is_no_quiz_is_refused_by_link_and_file(value):
    for act in (lambda: decode(pack(value)), lambda: from_json(json.dumps(value).encode())):
        with pytest.raises(PoolingError) as refused:
            act()
        assert len(str(refused.value)) < 700


@pytest.mark.parametrize("content", [b"", b"\xff", b"3", b"[" * 100_000, b" " * 300_000, b'{"cases": NaN}'])
def test_a_file_that_is_none_is_refused(content):
    with pytest.raises(PoolingError, match="must"):
        from_json(content)
