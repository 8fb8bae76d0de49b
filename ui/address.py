"""The one owner of the address: it says the whole state of the page on screen, and whoever opens it finds that state.

What the address says is held in the session. A browser sends its own along with every edit, but that may be older than
what it was told a moment ago; so it is read only where it is news: at the first run of a visit, on another page, after
Back and Forward. `follow`, before the page is drawn and after, brings the browser's address to the state. A script
of the page (`keeper.js`) makes Streamlit replace the entry of the history, unless another place was opened.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

KEY = "address"
#: Where the session has the names that the address said when the visit began.
BEGAN = "began"
#: What leads elsewhere when it changes: Back leads here again. All else of an address is replaced.
PLACES = ("lesson", "step", "quiz")
#: What is the visitor's own: a link that is copied to be handed on leaves it out. `p` is what was predicted.
OWN = ("p",)


@dataclass(frozen=True)
class Address:
    """What the address of a page says: `said`; `written` is what the browser was told last.

    `is_first` tells the first run of a visit, `is_news` one whose address came from the visitor.
    """

    page: str
    said: dict[str, str] = field(default_factory=dict)
    written: dict[str, str] | None = None
    is_first: bool = False
    is_news: bool = False


def opened(page: str) -> None:
    """Take the address where it is news; the first call of every page."""
    before, given = st.session_state.get(KEY), st.query_params.to_dict()
    if before is None:
        st.session_state[BEGAN] = frozenset(given)
        now = Address(page, given, None, is_first=True, is_news=True)
    elif before.page != page or _by_history():
        now = Address(page, given, None, is_news=True)
    else:
        now = replace(before, is_first=False, is_news=False)
    st.session_state[KEY] = now


def _by_history() -> bool:
    """Whether this run was asked for by Back or Forward."""
    return bool(getattr(get_script_run_ctx(), "is_history_navigation", False))


def _now() -> Address:
    return st.session_state[KEY]


def page() -> str:
    """Which page is on screen."""
    return _now().page


def is_first() -> bool:
    """Whether this is the first run of a visit."""
    return _now().is_first


def began_with(name: str) -> bool:
    """Whether the visit began at an address that says something under a name: somebody's link, or a reload."""
    return name in st.session_state.get(BEGAN, ())


def is_news() -> bool:
    """Whether the address of this run came from the visitor: a link, another page, Back or Forward."""
    return _now().is_news


def said(name: str) -> str | None:
    """What the address says under a name."""
    return _now().said.get(name)


def new(name: str) -> str | None:
    """What the address says under a name, where it is news."""
    return said(name) if is_news() else None


def say(**changes: str | None) -> None:
    """Have the address say something else from the next run on; None takes a name out of it."""
    kept = {**_now().said, **changes}
    say_only(**{name: value for name, value in kept.items() if value is not None})


def say_only(**words: str) -> None:
    """Have the address say this and nothing else."""
    st.session_state[KEY] = replace(_now(), said=dict(words))


def follow(**states: str) -> None:
    """Bring the browser's address to what is said and to these states; one that is empty is left out of it."""
    say(**{name: text or None for name, text in states.items()})
    now = _now()
    # What the browser sent along may be older than what it was told last: it is right only if both are.
    if now.said != st.query_params.to_dict() or now.written not in (None, now.said):
        st.query_params.from_dict(now.said)
    st.session_state[KEY] = replace(now, written=now.said)


def back_at(search: str) -> None:
    """A browser that was away is back: where it has gone Back or Forward meanwhile, go there too."""
    given = dict(parse_qsl(search.removeprefix("?")))
    say(**{name: given.get(name) for name in PLACES})


def link(**words: Any) -> str:
    """The address of this page with other words."""
    here = urlsplit(st.context.url or "")
    return urlunsplit((here.scheme, here.netloc, here.path or "/", urlencode(words), ""))


def whole(**states: str) -> str:
    """The address of this page as it is, with these states in full."""
    return link(**{**_now().said, **states})
