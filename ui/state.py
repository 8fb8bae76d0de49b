"""The one owner of what a visitor has set: `current()` reads it, `change()` replaces it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import streamlit as st

from lab.history import History, noted
from lab.state import Lab, fresh, settled
from ui import widgets

#: Where the lab that the pages share is kept; every lesson has one of its own, "lab:" and its name.
KEY = "lab"
#: Where the steps of that lab are kept, which Explore undoes.
HISTORY = "history"


def place() -> str:
    """Where the state of the page on screen is kept."""
    return st.session_state.get("place", KEY)


def current() -> Lab:
    """The visitor's state on this page; the 6×6 worked example at first."""
    return at(place())


def at(where: str) -> Lab:
    """The visitor's state in some place."""
    if where not in st.session_state:
        st.session_state[where] = fresh()
    return st.session_state[where]


def change(**changes: Any) -> None:
    """Replace parts of the state; settings that no longer fit are lowered, and the visitor is told."""
    adopt(settled(replace(current(), **changes)))


def adopt(lab: Lab, where: str = "") -> None:
    """Put a whole state in place: an example, a fill, a lesson. In the lab that the pages share it is a step."""
    where = where or place()
    if where == KEY:
        st.session_state[HISTORY] = noted(history(), at(KEY), lab)
    st.session_state[where] = lab


def rebuild(lab: Lab, where: str) -> None:
    """Put a state in place that came from the address or the browser; what undo led back to was another's."""
    remember(History(), lab, where)


def history() -> History:
    """What undo and redo go through in the lab that the pages share."""
    return st.session_state.get(HISTORY, History())


def remember(steps: History, lab: Lab, where: str = KEY) -> None:
    """Put a state in place together with the steps that lead away from it, and make none of it."""
    if where == KEY:
        st.session_state[HISTORY] = steps
    st.session_state[where] = lab


def kept(name: str, signature: Any, make: Callable[[], Any], renew: bool) -> Any:
    """What `make` gave under this name in the visitor's session, made anew with another signature or to `renew`."""
    store = st.session_state.setdefault("kept", {})
    if renew or store.get(name, (None,))[0] != signature:
        store[name] = (signature, make())
    return store[name][1]


def kept_now(name: str, signature: Any) -> Any:
    """What is kept under this name and signature in the visitor's session; None if nothing is."""
    kept_as, value = st.session_state.get("kept", {}).get(name, (None, None))
    return value if kept_as == signature else None


def once(name: str, thing: Any, make: Callable[[Any], Any]) -> Any:
    """What `make` gives of a thing, made once for each that comes under this name."""
    before = kept_now(name, None)
    return kept(name, None, lambda: (thing, make(thing)), renew=before is None or before[0] is not thing)[1]


#: What is kept that is large, by how its name begins, and the page that makes it.
LARGE = {
    "pass": "Step through",
    "step_page": "Lessons",
    "gif": "Step through",
    "compared": "Frameworks",
    "photo_": "Image",
    "check_": "Check mine",
}


def free(page: str) -> None:
    """Forget what other pages than this one keep that is large; they make it anew when the visitor comes back."""
    store = st.session_state.get("kept", {})
    for name in list(store):
        if any(name.startswith(start) and owner != page for start, owner in LARGE.items()):
            del store[name]


def enter(page: str, where: str = KEY, first: Callable[[], Lab] | None = None) -> None:
    """Note which page is drawn, on another one all widgets are new; and where its state is kept, `first` at first."""
    if (st.session_state.get("page"), place()) != (page, where):
        st.session_state["page"], st.session_state["place"] = page, where
        widgets.forget()
    if first is not None and where not in st.session_state:
        st.session_state[where] = first()


def visit() -> str:
    """What tells this session from every other: edits that another one did not live to see are sent to it again."""
    return st.session_state.setdefault("visit", uuid4().hex)


def count(name: str) -> int:
    """How often this was asked before in the visitor's session: 0, 1, 2 …"""
    counts = st.session_state.setdefault("counts", {})
    counts[name] = counts.get(name, -1) + 1
    return counts[name]


def presenting() -> bool:
    """Whether the visitor presents."""
    return st.session_state.get("presenting", False)


def present(on: bool) -> None:
    """Begin or end a presentation."""
    st.session_state["presenting"] = on
