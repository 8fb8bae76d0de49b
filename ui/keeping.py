"""What outlives the visitor's session: in the address, and what is too long for it or is on no screen in the browser.

A reload, a restarted server or another one begins a session that knows nothing. The page on screen is rebuilt from its
address. For the other pages the tab keeps the same texts (until it is closed), and asks are answered by `keeper.js`;
so are those for a text that is too long for an address, which says its fingerprint instead.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from lab.link import MOST_CHARACTERS
from ui import address, state
from ui.sources import script, source

KEY = "keeper"
#: Of an address most servers take 8 kB, with the rest of what a browser says.
LONGEST = 6_000
#: How the fingerprint of a text begins that the browser keeps; no text of a link begins so.
LONG = "~"

_keeper = st.components.v2.component(
    "pooling_lab_keeper",
    html='<div class="lab-away" role="status"></div>',
    css=source("keeper.css"),
    js=script("keeper.js"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Kept:
    """Something of the visitor's on this page: the place of its own, its name in the address, its text.

    The text is empty where nothing differs from the start. `take` puts a text that came back into the session.
    """

    place: str
    name: str
    text: str
    take: Callable[[str], None]


def rebuilt(place: str, name: str, take: Callable[[str], None]) -> None:
    """Bring back what the session does not hold, once for each place: from the address, else from the browser."""
    met = st.session_state.setdefault("met", set())
    if place in met:
        return
    met.add(place)
    text = address.said(name) if address.is_news() else None
    if text is not None and not text.startswith(LONG):
        take(text)
    elif text is not None or not address.is_first():
        asks = st.session_state.setdefault("asks", {})
        asks[place] = text or ""


def waits() -> bool:
    """Whether the state that the address names is still on its way from the browser."""
    return any(st.session_state.get("asks", {}).values())


def follow(*things: Kept) -> None:
    """Bring the address to the state: as early as it is known, since a browser that has seen what came of an edit must
    find the edit in its address too, should the server be gone the moment after."""
    asked = _asked(things)
    address.follow(**{t.name: asked.get(t.place) or _short(t.text) for t in things})


def _short(text: str) -> str:
    return fingerprint(text) if len(text) > LONGEST else text


def _asked(things: tuple[Kept, ...]) -> dict[str, str]:
    """The places of these whose text is still on its way. One only looked for, and changed since, is not waited for."""
    asks: dict[str, str] = st.session_state.get("asks", {})
    for thing in things:
        if asks.get(thing.place) == "" and thing.text:
            del asks[thing.place]
    return {thing.place: asks[thing.place] for thing in things if thing.place in asks}


def keep(*things: Kept) -> None:
    """Bring the address to the state, and give the browser what it is to keep; the last call of a page."""
    here = _asked(things)
    texts = {thing.place: thing.text for thing in things if thing.place not in here}
    long = {fingerprint(text): text for text in texts.values() if len(text) > LONGEST}
    data = {"visit": state.visit(), "keeps": texts, "long": long, "asks": here}
    _keeper(
        key=KEY,
        data=data,
        default={"refuses": False},
        on_found_change=lambda: _found({thing.place: thing for thing in things}),
        on_again_change=lambda: None,
        on_refuses_change=lambda: None,
    )
    follow(*things)


def refused() -> bool:
    """Whether the browser keeps nothing for this page."""
    return bool(st.session_state.get(KEY, {}).get("refuses"))


def fingerprint(text: str) -> str:
    """What an address says instead of a text that is too long for it."""
    return LONG + hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def _found(things: dict[str, Kept]) -> None:
    """Take what the browser had kept, for the places that were asked for; it is checked like any link."""
    message: Any = st.session_state[KEY].get("found")
    asks: dict[str, str] = st.session_state.get("asks", {})
    for place, text in message.items() if isinstance(message, dict) else ():
        if place not in asks or place not in things or not isinstance(text, str):
            continue
        asked = asks.pop(place)
        if text[: MOST_CHARACTERS + 1]:
            things[place].take(text)
        elif asked:
            state.change(notice="The browser that this address is from keeps its state; this one does not have it.")
