"""The share link: the whole state in one query parameter of the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from lab.share import decode, encode
from lab.state import Lab, fresh, in_place_of
from ui import present, state

PARAMETER = "s"


def link(lab: Lab) -> str:
    """The address of this page with the present state in it; a lesson, a step, a presentation stay in it."""
    return address({**st.query_params.to_dict(), **present.query(), PARAMETER: encode(lab)})


def address(query: dict[str, str]) -> str:
    """The address of this page with a query."""
    here = urlsplit(st.context.url or "")
    return urlunsplit((here.scheme, here.netloc, here.path or "/", urlencode(query), ""))


def adopt_link(first: Callable[[], Lab] = fresh) -> None:
    """Take the state from the page's address, once for each link; warn of what was dropped. `first` is taken else."""
    text = st.query_params.get(PARAMETER)
    if text is None or not state.is_new_link(text):
        return
    lab, dropped = decode(text, first)
    notice = ""
    if dropped:
        notice = "This link could not be read in full. Dropped or adjusted: " + "; ".join(dropped) + "."
    state.adopt(in_place_of(replace(lab, notice=notice), state.current()))
