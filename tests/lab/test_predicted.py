"""Predictions as text and back; whatever a text holds, only what a visitor could have answered comes out."""

import pytest

from lab.link import pack
from lab.predicted import LONGEST_NAME, Predicted, decode, encode

ASKED = {"of": "ab12", "tries": [[1, 2], 0.5], "told": False}


@pytest.mark.parametrize(
    "predicted",
    [Predicted("ab12", ((0, 5),)), Predicted("ab12", (2.5, -1e9)), Predicted("ab12", (), True), Predicted()],
)
def test_a_prediction_comes_back_as_it_was(predicted):
    told = predicted.tries or predicted.told
    assert decode(encode(predicted)) == (predicted if told else Predicted())


def test_nothing_answered_is_no_text():
    assert encode(Predicted("ab12", refusal="answer must …")) == ""


def test_a_refusal_is_not_kept():
    assert decode(encode(Predicted("ab12", (1.0,), refusal="answer must …"))).refusal == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"of": None},
        {"of": "x" * (LONGEST_NAME + 1)},
        {"told": 1},
        {"tries": None},
        {"tries": [1, 2, 3]},
        {"tries": [[1, 2, 3]]},
        {"tries": [[-1, 0]]},
        {"tries": [[0, 16]]},
        {"tries": [[True, 0]]},
        {"tries": [2e9]},
        {"tries": [True]},
        {"tries": ["<b>"]},
        {"tries": [{"row": 1}]},
        {"tries": [None]},
    ],
)
def test_what_is_no_prediction_is_left_out(changes):
    assert decode(pack(ASKED)) == Predicted("ab12", ((1, 2), 0.5))
    assert decode(pack(ASKED | changes)) == Predicted()


@pytest.mark.parametrize("text", ["", "x", "~abc", "x" * 100_000, pack({}), pack({"of": "ab12"})])
def test_what_is_no_text_of_one_is_left_out(text):
    assert decode(text) == Predicted()
