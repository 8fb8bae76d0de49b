"""What the widgets show, and what they say: a value is taken only where it is news of the visitor's own.

A message of the browser brings the values of all widgets along, as they stood when it left. Where the server has set
one meanwhile (a pasted block made the grid grow, a smaller kernel lowered the padding), the old value comes along with
the next edit; taken for a wish, it would undo what was set. So wishes are gathered first, and at the beginning of the
page it is seen which of them are news.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

NOTHING = object()


@dataclass(frozen=True)
class Shown:
    """What a widget shows; `before` is what the browser said of it, if it was set and no message has confirmed it.

    It `is_there` once a run that drew it has come to its end. One that was cut short may have set a widget that the
    browser never saw, and then makes with a value of its own.
    """

    value: Any
    signature: Any = None
    before: Any = NOTHING
    is_there: bool = False


def _shown() -> dict[str, Shown]:
    return st.session_state.setdefault("shown", {})


def forget() -> None:
    """On another page all widgets are new."""
    st.session_state["shown"] = {}


def show(key: str, value: Any, signature: Any = None) -> None:
    """Set a widget to `value` before it is drawn, unless it shows it already.

    To set it again would throw a slider back that the visitor has moved on in the meantime. A widget
    that is drawn on another page or with other options (`signature`) is a new one and is always set.
    """
    said, last = st.session_state.get(key, NOTHING), _shown().get(key)
    if last is not None and last.is_there and (said, last.signature) == (value, signature):
        _shown()[key] = Shown(value, signature, is_there=True)
        return
    st.session_state[key] = value
    _shown()[key] = Shown(value, signature, said)


def finish() -> None:
    """The run has come to its end: the browser has what it drew."""
    st.session_state["shown"] = {key: replace(shown, is_there=True) for key, shown in _shown().items()}


def wish(key: str, take: Callable[[], None]) -> Callable[[], None]:
    """The `on_change` of a widget that is shown: have `take` called if what it says is news."""

    def heard() -> None:
        st.session_state.setdefault("wishes", {})[key] = take

    return heard


def told(act: Callable[..., None] = lambda: None) -> Callable[..., None]:
    """The callback of what is pressed or written by a script: `act`, and note that this is what the message is for."""

    def heard(*args: Any, **kwargs: Any) -> None:
        st.session_state["told"] = True
        act(*args, **kwargs)

    return heard


def settle() -> None:
    """Take what the widgets say that is news; before a page looks at anything."""
    wishes: dict[str, Callable[[], None]] = st.session_state.pop("wishes", {})
    among_others = st.session_state.pop("told", False) or len(wishes) > 1
    for key, take in wishes.items():
        said, last = st.session_state.get(key, NOTHING), _shown().get(key, Shown(NOTHING))
        if said in (NOTHING, last.value) or (among_others and (said == last.before or not last.is_there)):
            continue
        _shown()[key] = replace(last, value=said, before=NOTHING)
        take()
