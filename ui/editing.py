"""What an editable grid sends is applied here: cell by cell or as a pasted block, nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from numpy.typing import NDArray

from pooling import PoolingError
from pooling.entry import LARGEST_SIDE, block, number
from ui.state import Editing

MOST_EVENTS = 1000


def apply(
    message: Any, canvas: NDArray, size: tuple[int, int], editing: Editing, name: str, may_grow: bool
) -> tuple[NDArray, tuple[int, int], Editing]:
    """The canvas, its visible size and the editing state after a message of the grid called `name`.

    A message is ``{"rev": n, "version": v, "events": [[kind, row, column, text], …]}``, kind "cell" or
    "paste". Events that were made on an older version of the grid are dropped. Anything that is not of
    this form is ignored: only a browser that was tampered with sends it.
    """
    if not isinstance(message, dict) or not isinstance(message.get("rev"), int):
        return canvas, size, editing
    events = message.get("events")
    stale = message.get("version") != editing.version
    editing = replace(editing, seen=message["rev"])
    if stale or not isinstance(events, list) or len(events) > MOST_EVENTS:
        return canvas, size, editing
    canvas, editing = canvas.copy(), replace(editing, message="", drafts=dict(editing.drafts))
    for event in events:
        if not _is_event(event, canvas.shape):
            continue
        kind, row, column, text = event
        if kind == "paste":
            size, editing = _paste(text, (row, column), canvas, size, editing, name, may_grow)
        elif row < size[0] and column < size[1]:
            editing = _cell(text, (row, column), canvas, editing, name)
    return canvas, size, editing


def _is_event(event: Any, shape: tuple[int, ...]) -> bool:
    if not isinstance(event, list) or len(event) != 4 or event[0] not in ("cell", "paste"):
        return False
    _, row, column, text = event
    places = all(isinstance(v, int) and not isinstance(v, bool) for v in (row, column))
    return places and 0 <= row < shape[0] and 0 <= column < shape[1] and isinstance(text, str)


def _cell(text: str, at: tuple[int, int], canvas: NDArray, editing: Editing, name: str) -> Editing:
    """Take one typed entry; one that is no number waits as a draft, and the number before it stays."""
    drafts = dict(editing.drafts)
    try:
        canvas[at] = number(text, f"{name} row {at[0]} column {at[1]}")
        drafts.pop(at, None)
        message = editing.message
    except PoolingError as error:
        drafts[at] = text[:400]
        message = str(error)
    return replace(editing, drafts=drafts, message=message)


def _paste(
    text: str,
    at: tuple[int, int],
    canvas: NDArray,
    size: tuple[int, int],
    editing: Editing,
    name: str,
    may_grow: bool,
) -> tuple[tuple[int, int], Editing]:
    """Take a block with its top-left corner at `at`; the input grows to hold it, up to 16×16."""
    room = (LARGEST_SIDE, LARGEST_SIDE) if may_grow else size
    try:
        rows = block(text, at, room)
    except PoolingError as error:
        return size, replace(editing, message=str(error))
    for r, row in enumerate(rows):
        for c, entry in enumerate(row):
            editing = _cell(entry, (at[0] + r, at[1] + c), canvas, editing, name)
    return (max(size[0], at[0] + len(rows)), max(size[1], at[1] + len(rows[0]))), editing
