"""The three entries: paste anything, or open a file; what it was read as is said below."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st
from numpy.typing import NDArray

from figures.phrases import by
from figures.plain import named
from lab.arrays.files import ENDINGS, LARGEST_FILE, read_file
from lab.arrays.layer import settings_in
from lab.arrays.roles import roles
from lab.arrays.text import LARGEST_PASTE
from lab.check.state import ROLES, WHATS, Check
from pooling import PoolingError
from ui import state, uploads
from ui.check import state as checks
from ui.page import refuse
from ui.queue import heavy
from ui.widgets import show, told, wish

HINTS = {
    "x": "Paste rows of numbers, a list, print(array), tensor([…]), CSV, a spreadsheet's block",
    "grad_output": "The gradient that comes from above; nothing stands for ones",
    "mine": "What your code gives",
}


def entries(check: Check) -> None:
    """Draw the entries side by side."""
    _take_files(check)
    check = checks.current()
    with st.container(key="check_entries"):
        for column, role in zip(st.columns(3, gap="medium"), ROLES, strict=True):
            with column:
                _entry(role, check)


def _entry(role: str, check: Check) -> None:
    label = {"x": "Input X", "grad_output": "Upstream gradient ∂E/∂Y", "mine": f"Yours: {WHATS[check.what]}"}[role]
    if role == "grad_output" and check.what != "grad_input":
        label += ": not used here"
    locked = bool(check.task) and role != "mine"
    if role in check.arrays:
        array = check.arrays[role]
        st.markdown(f"**{label}**")
        st.html(f"<p class='lab-note'>{by(array.shape)}, {array.dtype}, {named(check.files.get(role, ''))}</p>")
        if not locked:
            st.button("Paste instead", key=f"check_paste_{role}", on_click=told(_paste_instead), args=(role,))
    else:
        key = f"check_text_{role}"
        show(key, check.texts.get(role, ""))
        st.text_area(label, key=key, height=150, placeholder=HINTS[role], max_chars=LARGEST_PASTE,
                     on_change=wish(key, partial(_text, role)), disabled=locked)  # fmt: skip
        _read_as(role, check)


def _read_as(role: str, check: Check) -> None:
    """What a text was read as, or why it was not."""
    if not check.has(role):
        return
    try:
        array = check.given(role)
    except PoolingError as error:
        refuse(str(error))
        return
    st.html(f"<p class='lab-note'>read as {by(array.shape)}, {array.dtype}</p>")


def _text(role: str, text: str) -> None:
    checks.change(texts={**checks.current().texts, role: text})


def _paste_instead(role: str) -> None:
    check = checks.current()
    rest: dict[str, Any] = {name: {k: v for k, v in getattr(check, name).items() if k != role}
                            for name in ("arrays", "files")}  # fmt: skip
    checks.change(**rest)


def uploader(check: Check) -> None:
    """One place for files: what is in them is given to the entries by name and shape, and can be chosen anew."""
    st.file_uploader(
        "Or open files", list(ENDINGS), key=_key(check),
        help="They stay with this visit: they are not stored, and no link holds them.",
        max_upload_size=LARGEST_FILE >> 20,
    )  # fmt: skip
    _choices(check)


def _key(check: Check) -> str:
    return f"check_file_{check.uploads}"


def _take_files(check: Check) -> None:
    """Take a file that has come."""
    file = st.session_state.get(_key(check))
    if file is not None:
        uploads.take(file, _read)


def _read(name: str, content: bytes) -> None:
    """Give the arrays of a file to the entries that they are for; they wait in the visit until another file comes."""
    check = checks.current()
    changes: dict[str, Any] = {"uploads": check.uploads + 1}
    try:
        with heavy(uploads.are_heavy(name, content)):
            found = {key or Path(name).stem: array for key, array in read_file(name, content).items()}
    except PoolingError as error:
        checks.change(notice=f"{name}: {error}.", **changes)
        return
    state.kept("check_found", None, lambda: (name, found), renew=True)
    guessed = roles(found, _x(check), mine=check.what)
    taken = {("mine" if role == check.what else role): found[key] for role, key in guessed.items()}
    taken = {role: array for role, array in taken.items() if role == "mine" or (role in ROLES and not check.task)}
    if check.example and "x" in taken:  # nothing of an example goes with an input of one's own
        changes |= {"texts": {}, "arrays": {}, "files": {}}
    layer = None if check.task else settings_in(name, content, [])
    if layer:
        changes["settings"] = layer
    _put(taken, name, **changes)


def _x(check: Check) -> NDArray | None:
    """The visitor's own input, if there is one."""
    return check.given("x") if check.has("x") and check.is_read and not check.example else None


def _put(taken: dict[str, NDArray], name: str, **changes: Any) -> None:
    """Give arrays of a file to the entries, beside those that are there or what `changes` says instead."""
    check = checks.current()
    arrays, files = changes.pop("arrays", check.arrays), changes.pop("files", check.files)
    checks.change(arrays={**arrays, **taken}, files={**files, **dict.fromkeys(taken, name)}, **changes)


def _found() -> tuple[str, dict[str, NDArray]]:
    """The name of the last file, and its arrays."""
    return state.kept_now("check_found", None) or ("", {})


def _choices(check: Check) -> None:
    """The arrays of the last file: which stands for what."""
    name, found = _found()
    if not found:
        return
    for role, column in zip(ROLES, st.columns(3, gap="medium"), strict=True):
        if check.task and role != "mine":
            continue
        now = next((key for key, array in found.items() if array is check.arrays.get(role)), None)
        key = f"check_of_{role}"
        show(key, now, tuple(found))

        def take(chosen: str, role: str = role) -> None:
            _put({role: found[chosen]}, name)

        column.selectbox(
            f"{ROLES[role]} in the file", list(found), None, key=key, placeholder="none of the file",
            format_func=lambda key: f"{key or name} {by(found[key].shape)}", on_change=wish(key, take),
        )  # fmt: skip
