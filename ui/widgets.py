"""What the widgets show, and what they say: a value is taken only where it is news of the visitor's own.

A message of the browser brings the values of all widgets along, as they stood when it left. Where the server has set
one meanwhile (a pasted block made the grid grow, a smaller kernel lowered the padding), the old value comes along with
the next edit; taken for a wish, it would undo what was set. So wishes are gathered first, and at the beginning of the
page it is seen which of them are news.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from ui import connection

NOTHING = object()
#: Seconds after which a message that says what a widget said before it was set is no old one, if it says nothing else.
LATE = 3.0


@dataclass(frozen=True)
class Shown:
    """What a widget shows; `before` is what the browser said of it, if it was set and no message has confirmed it;
    `since` when.

    It `is_there` once a run that drew it has come to its end. One that was cut short may have set a widget that the
    browser never saw, and then makes with a value of its own.
    """

    value: Any
    signature: Any = None
    before: Any = NOTHING
    since: float = 0.0
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
    came_again = last is not None and last.before == said  # an old value came along, and was not taken
    _shown()[key] = Shown(value, signature, said, last.since if last and came_again else time.monotonic())


def finish() -> None:
    """The run has come to its end: the browser has what it drew."""
    st.session_state["shown"] = {key: replace(shown, is_there=True) for key, shown in _shown().items()}


def wish(key: str, take: Callable[[Any], None], emptied: Callable[[], None] = lambda: None) -> Callable[[], None]:
    """The `on_change` of a widget that is shown: have `take` called with what it says if that is news.

    None is no value: a field that was `emptied` says it, and a widget that goes with its page.
    """

    def news(said: Any) -> None:
        if said is None:
            emptied()
        else:
            take(said)

    def heard() -> None:
        st.session_state.setdefault("wishes", {})[key] = news

    return heard


def told(act: Callable[..., None] = lambda: None) -> Callable[..., None]:
    """The callback of what is pressed or written by a script: `act`, and note that this is what the message is for."""

    def heard(*args: Any, **kwargs: Any) -> None:
        st.session_state["told"] = True
        act(*args, **kwargs)

    return heard


def told_last(act: Callable[[], None]) -> Callable[[], None]:
    """As `told`, but all else that the message says comes before `act`: undo takes back an edit sent just before it.

    Streamlit joins messages that come close together, and calls their callbacks in no order that can be relied on.
    """

    def heard() -> None:
        st.session_state.setdefault("last", []).append(act)

    return told(heard)


def settle() -> None:
    """Take what the widgets say that is news; before a page looks at anything."""
    wishes: dict[str, Callable[[Any], None]] = st.session_state.pop("wishes", {})
    among_others = st.session_state.pop("told", False) or len(wishes) > 1
    for key, take in wishes.items():
        said, last = st.session_state.get(key, NOTHING), _shown().get(key, Shown(NOTHING))
        late = among_others or time.monotonic() - last.since < LATE
        if said in (NOTHING, last.value) or (said == last.before and late) or (among_others and not last.is_there):
            continue
        _shown()[key] = replace(last, value=said, before=NOTHING)
        take(said)
    for act in st.session_state.pop("last", ()):
        act()
    if connection.is_another():
        _set_anew()


def _set_anew() -> None:
    """A browser that a run was lost on the way to has taken the page down, and makes widgets of values of its own."""
    st.session_state["shown"] = {key: replace(shown, is_there=False) for key, shown in _shown().items()}
