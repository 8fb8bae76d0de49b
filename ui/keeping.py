"""What outlives the visitor's session: in the address, and what is too long for it or is on no screen in the browser.

A reload, a restarted server or another one begins a session that knows nothing. The page on screen is rebuilt from its
address. For the other pages the tab keeps the same texts (until it is closed), and asks are answered by `keeper.js`;
so are those for a text that is too long for an address, which says its fingerprint instead.

A note is what the browser keeps for good: a cookie, since the server has to know it before it draws anything.
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
from ui.widgets import told

KEY = "keeper"
#: Of an address most servers take 8 kB, with the rest of what a browser says.
LONGEST = 6_000
#: How the fingerprint of a text begins that the browser keeps; no text of a link begins so.
LONG = "~"

#: How the names of the cookies begin that notes are kept in.
COOKIE = "pooling_lab_"

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

    Without a name the tab keeps it, and the address says it in another way, or not at all. The text is empty where
    nothing differs from the start. `take` puts a text that came back into the session.
    """

    place: str
    name: str
    text: str
    take: Callable[[str], None]


def rebuilt(place: str, text: str | None, take: Callable[[str], None]) -> None:
    """Bring back what the session does not hold, once for each place: `text` of the address, else what is kept."""
    met = st.session_state.setdefault("met", set())
    if place in met:
        return
    met.add(place)
    if text is not None and not text.startswith(LONG):
        take(text)
    elif text is not None or not address.is_first():
        st.session_state.setdefault("asks", {})[place] = text or ""


def known(place: str) -> None:
    """A place has been given a state: what was kept of it before is not asked for any more."""
    st.session_state.setdefault("met", set()).add(place)
    st.session_state.get("asks", {}).pop(place, None)


def waits(place: str) -> bool:
    """Whether the state of a place is still on its way from the browser."""
    return place in st.session_state.get("asks", {})


def follow(*things: Kept) -> None:
    """Bring the address to the state: as early as it is known, since a browser that has seen what came of an edit must
    find the edit in its address too, should the server be gone the moment after."""
    asked = _asked(things)
    short = _short({thing.name: thing.text for thing in things if thing.name})
    address.follow(**{t.name: asked.get(t.place) or short[t.name] for t in things if t.name})


def _short(texts: dict[str, str]) -> dict[str, str]:
    """Texts that fit into one address: the longest are said by their fingerprints."""
    fitting = dict(texts)
    while sum(map(len, fitting.values())) > LONGEST:
        longest = max(fitting, key=lambda name: len(fitting[name]))
        fitting[longest] = fingerprint(fitting[longest])
    return fitting


def _asked(things: tuple[Kept, ...]) -> dict[str, str]:
    """The places of these whose text is still on its way."""
    asks: dict[str, str] = st.session_state.get("asks", {})
    return {thing.place: asks[thing.place] for thing in things if thing.place in asks}


def keep(*things: Kept) -> None:
    """Bring the address to the state, and give the browser what it is to keep; the last call of a page."""
    asks = _asked(things)
    here = {thing.place: thing.text for thing in things if thing.place not in asks}
    names = {thing.name: thing.place for thing in things if thing.name}
    short = _short({name: here[place] for name, place in names.items() if place in here})
    long = {names[name]: [said, here[names[name]]] for name, said in short.items() if said.startswith(LONG)}
    _keeper(
        key=KEY,
        data={
            "visit": state.visit(),
            "keeps": here,
            "long": long,
            "asks": asks,
            "places": address.PLACES,
            "notes": [COOKIE + note for note in st.session_state.get("notes", ())],
        },
        default={"refuses": False},
        on_found_change=told(lambda: _found({thing.place: thing for thing in things})),
        on_again_change=told(_again),
        on_refuses_change=told(),
    )
    follow(*things)


def note(name: str) -> None:
    """Have this browser keep, for good, that something was said or seen."""
    st.session_state["notes"] = [*st.session_state.get("notes", ()), name]


def noted(name: str) -> bool:
    """Whether it was noted, in this visit or in an earlier one."""
    return name in st.session_state.get("notes", ()) or st.context.cookies.get(COOKIE + name) == "1"


def refused() -> bool:
    """Whether the browser keeps nothing for this page."""
    return bool(st.session_state.get(KEY, {}).get("refuses"))


def fingerprint(text: str) -> str:
    """What an address says instead of a text that is too long for it."""
    return LONG + hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def _again() -> None:
    """The connection is back: the run that this asks for takes what was changed meanwhile."""
    message: Any = st.session_state[KEY].get("again")
    search = message.get("search") if isinstance(message, dict) else None
    if isinstance(search, str):
        address.back_at(search[:MOST_CHARACTERS])


def _found(things: dict[str, Kept]) -> None:
    """Take what the browser had kept, for the places that were asked for; it is checked like any link."""
    message: Any = st.session_state[KEY].get("found")
    asks: dict[str, str] = st.session_state.get("asks", {})
    for place, text in message.items() if isinstance(message, dict) else ():
        if place not in asks or place not in things or not isinstance(text, str):
            continue
        asked = asks.pop(place)
        if text and (not asked or fingerprint(text) == asked):
            things[place].take(text)
        elif asked:
            state.change(notice="The browser that this address is from keeps its state; this one does not have it.")
