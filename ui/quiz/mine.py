"""A teacher's own cases: kept for the visit, in the address of their round, and by the browser."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lab.link import MOST_CHARACTERS
from lab.quiz.answer import named
from lab.quiz.own import MOST_CASES, OWN, OwnCase, OwnRound, decode, encode, round_of
from lab.quiz.rounds import Asked, read
from lab.quiz.task import Task
from pooling import PoolingError
from pooling.errors import shown
from ui import address, keeping
from ui.keeping import Kept, rebuilt

PLACE = PARAMETER = "cases"
KEY = "own_cases"
#: Where the session has why cases of a link were refused.
REFUSED = "own_refused"


def cases() -> tuple[OwnCase, ...]:
    """The cases as they stand."""
    return st.session_state.get(KEY, ())


def put(new: Sequence[OwnCase]) -> None:
    """Replace them.

    Raises
    ------
    PoolingError
        When they are too many for a round, or too long for a link.
    """
    if len(new) > MOST_CASES:
        raise PoolingError.broken("quiz", f"have at most {MOST_CASES} cases", f"{len(new)}")
    if len(encode(new)) > MOST_CHARACTERS:
        raise PoolingError.broken("quiz", f"fit into a link of {MOST_CHARACTERS:,} characters", "more")
    st.session_state[KEY] = tuple(new)
    keeping.known(PLACE)


def adopt_aside() -> None:
    """Take the cases from what the browser kept of them, on a page whose address does not say them."""
    rebuilt(PLACE, None, _take)


def adopt() -> None:
    """Take the cases from the address, or from what the browser kept of them."""
    rebuilt(PLACE, address.new(PARAMETER), _take)


def waits() -> bool:
    """Whether they are still on their way from the browser."""
    return keeping.waits(PLACE)


def _take(text: str) -> None:
    """Put the cases of a link in place; those that were collected in this visit come after them."""
    try:
        found = decode(text) if text else ()
    except PoolingError as error:
        st.session_state[REFUSED] = str(error)
        return
    st.session_state[KEY] = found or cases()


def refused() -> str:
    """Why the cases of a link were refused; told once."""
    return st.session_state.pop(REFUSED, "")


def kept() -> Kept:
    """The cases, for the address and the browser."""
    return Kept(PLACE, PARAMETER, encode(cases()), _take)


def kept_aside() -> Kept:
    """The cases where no address says them: the browser keeps them for the next page."""
    return Kept(PLACE, "", encode(cases()), _take)


def with_cases(asked: OwnRound) -> OwnRound:
    """A round with its cases.

    Raises
    ------
    PoolingError
        When those at hand are others.
    """
    here = round_of(cases())
    if (here.digest, here.count) != (asked.digest, asked.count):
        raise PoolingError.broken("quiz", "come with its own cases", shown(asked.digest))
    return here


def find(name: str) -> Task:
    """The question of a name, one of these cases too."""
    if not name.startswith(OWN):
        return named(name)
    asked, number = read(name)
    if not isinstance(asked, OwnRound) or number == asked.count:
        raise PoolingError.broken("quiz", "name a question", shown(name))
    return Asked(with_cases(asked), number).task
