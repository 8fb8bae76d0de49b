"""The state of a page as a link says it: taken where the session has none yet, given to the address at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lab.share import decode, encode
from lab.state import Lab, fresh, in_place_of
from ui import address, state
from ui.keeping import Kept, rebuilt

PARAMETER = "s"


def adopt(first: Callable[[], Lab] = fresh) -> None:
    """Take the state of this place from the address, or from what the browser kept of it; `first` is taken else."""
    place = state.place()
    rebuilt(place, address.new(PARAMETER), lambda text: _take(text, place, first))


def _take(text: str, place: str, first: Callable[[], Lab]) -> None:
    """Put a state in its place; warn of what was dropped."""
    lab, dropped = decode(text, first)
    notice = ""
    if dropped:
        notice = "This link could not be read in full. Dropped or adjusted: " + "; ".join(dropped) + "."
    state.rebuild(in_place_of(replace(lab, notice=notice), state.at(place)), place)


def kept(first: Callable[[], Lab] = fresh) -> Kept:
    """The state of this place, for the address and the browser; no text where it is as at first."""
    text = text_of(state.current())
    if text == encode(first()):
        text = ""
    place = state.place()
    return Kept(place, PARAMETER, text, lambda text: _take(text, place, first))


def text_of(lab: Lab) -> str:
    """A state in full, made once for each."""
    return state.once("link", lab, encode)


def whole(lab: Lab) -> str:
    """The address of this page with the state in full, however long; a lesson, a step, a presentation stay in it."""
    return address.whole(**{PARAMETER: text_of(lab)})
