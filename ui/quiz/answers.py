"""What a visitor has answered in the quiz: kept for the visit, and beyond it by the address and the browser."""

from __future__ import annotations

import numpy as np
import streamlit as st

from lab.quiz.answer import Answer, decode, encode
from ui import address
from ui.keeping import Kept, rebuilt
from ui.quiz import mine

PLACE, PARAMETER = "quiz", "a"


def answer(name: str, shape: tuple[int, ...]) -> Answer:
    """The answer to a question as it stands."""
    return _answers().get(name) or Answer(np.full(shape, np.nan))


def set_answer(name: str, given: Answer) -> None:
    """Replace an answer; what was answered last comes last."""
    _answers().pop(name, None)
    _answers()[name] = given


def scores() -> dict[str, bool]:
    """Whether the first answer to each question of this visit was right."""
    return st.session_state.setdefault("scores", {})


def score(name: str, is_right: bool) -> None:
    """Note the first answer to a question; later ones change nothing."""
    scores().setdefault(name, is_right)


def _answers() -> dict[str, Answer]:
    return st.session_state.setdefault("answers", {})


def adopt() -> None:
    """Take what was answered before this session, where the address or the browser has it."""
    rebuilt(PLACE, address.new(PARAMETER), _take)


def _take(text: str) -> None:
    """Add what is known of before; what was answered in this session stays."""
    answers, right = decode(text, mine.find)
    for name, given in answers.items():
        _answers().setdefault(name, given)
    for name, is_right in right.items():
        score(name, is_right)


def kept() -> Kept:
    """Answers and scores, for the address and the browser."""
    return Kept(PLACE, PARAMETER, encode(_answers(), scores()), _take)
