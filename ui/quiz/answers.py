"""What a visitor has answered in the quiz, kept for the visit."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from lab.state import Editing


@dataclass(frozen=True, eq=False)
class Answer:
    """The answer to a question: the cell that was clicked, or what was filled in (NaN: nothing)."""

    cells: NDArray
    clicked: tuple[int, int] | None = None
    editing: Editing = field(default_factory=Editing)
    checked: bool = False


def answer(name: str, shape: tuple[int, ...]) -> Answer:
    """The answer to a question as it stands."""
    return st.session_state.get("answers", {}).get(name) or Answer(np.full(shape, np.nan))


def set_answer(name: str, given: Answer) -> None:
    """Replace an answer."""
    st.session_state.setdefault("answers", {})[name] = given


def scores() -> dict[str, bool]:
    """Whether the first answer to each question of this visit was right."""
    return st.session_state.get("scores", {})


def score(name: str, is_right: bool) -> None:
    """Note the first answer to a question; later ones change nothing."""
    st.session_state.setdefault("scores", {}).setdefault(name, is_right)
