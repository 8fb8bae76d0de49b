"""The one owner of what a visitor has set on the Image page; the address follows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from lab.photo.address import NAMES, query, read, span
from lab.photo.file import decoded
from lab.photo.state import Photo, PhotoLab, fitted, part
from pooling import PoolingError
from pooling.errors import shown
from ui import address, state, uploads
from ui.keeping import Kept, rebuilt
from ui.queue import heavy

PAGE, KEY = "Image", "photo"


def current() -> PhotoLab:
    """The state on screen."""
    return st.session_state.setdefault(KEY, PhotoLab())


def change(**changes: Any) -> None:
    """Replace parts of the state; what no longer fits is lowered and named."""
    before = current()
    if changes.keys() & {"kernel_size", "padding"}:
        changes = {"asked": None, **changes}
    elif "photo" in changes and before.asked:  # what a smaller picture had lowered comes back as far as it fits
        kernel, padding = before.asked
        changes = {"kernel_size": kernel, "padding": padding, "asked": None, **changes}
    lab = fitted(replace(before, **{"notice": "", "refused": "", **changes}))
    if lab.output_size != before.output_size:
        lab = replace(lab, moved=lab.moved + 1)
    st.session_state[KEY] = lab


def choose(asked: Any) -> None:
    """Take a region that was drawn on the output, as the browser tells it."""
    lab = current()
    try:
        form = isinstance(asked, dict) and all(isinstance(asked.get(name), str) for name in ("rows", "columns"))
        if not form:
            raise PoolingError.broken("region", "have rows and columns", shown(asked))
        sides = zip(("rows", "columns"), lab.output_size, strict=True)
        spans = {name: part(span(name, asked[name], n), n) for name, n in sides}
    except PoolingError as error:
        change(refused=f"{error}.")
        return
    change(**spans, moved=lab.moved + 1)


def opened() -> None:
    """Take the state from the address where the session has none yet; warn of what was dropped.

    A visitor's picture is in no address: where one was on screen, that it has to be opened again is said.
    """
    address.opened(PAGE)
    state.enter(PAGE)
    said = {name: text for name in NAMES if (text := address.new(name)) is not None}
    rebuilt(KEY, urlencode(said) or None, _take)
    _upload()
    _say()
    address.follow()


def _take(text: str) -> None:
    """Put a state in place that an address says, or the tab has kept."""
    said = {name: value for name, value in parse_qsl(text) if name in NAMES}
    lab, dropped = read(said, current())
    if dropped:
        notice = f"This link could not be read in full. Dropped: {'; '.join(dropped)}. {lab.notice}".strip()
        lab = replace(lab, notice=notice)
    st.session_state[KEY] = lab


def _say() -> None:
    """Have the address say the state on screen."""
    said = query(current())
    address.say(**{name: said.get(name) for name in NAMES})


def kept() -> Kept:
    """The state on screen, for the tab to keep."""
    return Kept(KEY, "", urlencode(query(current())), _take)


def file_key(lab: PhotoLab) -> str:
    """The key of the widget that takes the next file."""
    return f"photo_file_{lab.uploads}"


def _upload() -> None:
    """Take a file that has come."""
    file = st.session_state.get(file_key(current()))
    if file is not None:
        uploads.take(file, upload)


def upload(name: str, content: bytes) -> None:
    """Put a visitor's file in place of the picture, or say why it cannot be."""
    number = current().uploads + 1
    try:
        with heavy():  # however small the file is, the picture may be large
            found = decoded(content)
    except PoolingError as error:
        change(refused=f"{error}. The picture on screen stays.", uploads=number)
        return
    change(photo=Photo(found.pixels, name, found.notes, number), uploads=number)


def restore() -> None:
    """Bring the picture of the beginning back."""
    change(photo=PhotoLab().photo)
