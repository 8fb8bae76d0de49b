"""What an editable grid sends is applied here: cell by cell or as a pasted block, nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from numpy.typing import NDArray

from lab.entry import LARGEST_SIDE, LONGEST_NUMBER, block, is_whole, number
from lab.state import Editing
from pooling import PoolingError
from pooling.parameters import Pair

MOST_EVENTS = 1000
#: Of a draft: one more than a number may have, so that what is too long stays too long.
MOST_CHARACTERS = LONGEST_NUMBER + 1
Drafts = dict[Pair, str]


def apply(
    message: Any, canvas: NDArray, size: Pair, editing: Editing, name: str, may_grow: bool
) -> tuple[NDArray, Pair, Editing]:
    """The canvas, its visible size and the editing state after a message of the grid called `name`.

    A message is ``{"rev": n, "version": v, "events": [[kind, row, column, text], …]}``, kind "cell" or
    "paste". Events that were made on an older version of the grid are dropped. Anything that is not of
    this form is ignored: only a browser that was tampered with sends it. The editing state's message is
    the refusal of a paste that came last, else why the newest draft waits.
    """
    if not isinstance(message, dict) or not isinstance(message.get("rev"), int):
        return canvas, size, editing
    events = message.get("events")
    stale = message.get("version") != editing.version
    editing = replace(editing, seen=message["rev"])
    if stale or not isinstance(events, list) or len(events) > MOST_EVENTS:
        return canvas, size, editing
    canvas, drafts, refused = canvas.copy(), dict(editing.drafts), ""
    for event in events:
        if not _is_event(event, canvas.shape):
            continue
        kind, row, column, text = event
        if kind == "paste":
            size, refused = _paste(text, (row, column), canvas, size, drafts, name, may_grow)
        elif row < size[0] and column < size[1]:
            refused = ""
            _cell(text, (row, column), canvas, drafts, name)
    return canvas, size, replace(editing, drafts=drafts, message=refused or _why_the_newest_waits(drafts, size, name))


def _is_event(event: Any, shape: tuple[int, ...]) -> bool:
    if not isinstance(event, list) or len(event) != 4 or event[0] not in ("cell", "paste"):
        return False
    _, row, column, text = event
    return is_whole(row, 0, shape[0] - 1) and is_whole(column, 0, shape[1] - 1) and isinstance(text, str)


def _cell(text: str, at: Pair, canvas: NDArray, drafts: Drafts, name: str) -> None:
    """Take one typed entry; one that is no number waits as the newest draft, and the number before it stays."""
    drafts.pop(at, None)
    try:
        canvas[at] = number(text, name)
    except PoolingError:
        drafts[at] = text[:MOST_CHARACTERS]


def refusal(text: str, at: Pair, name: str) -> str:
    """The rule that an entry breaks, as the core words it; empty where it breaks none."""
    try:
        number(text, f"{name} row {at[0]} column {at[1]}")
    except PoolingError as error:
        return str(error)
    return ""


def on_screen(drafts: Drafts, size: Pair) -> Drafts:
    """The drafts in a grid of `size`, in the order in which they were typed."""
    return {at: text for at, text in drafts.items() if at[0] < size[0] and at[1] < size[1]}


def resumed(drafts: Drafts, name: str) -> Editing:
    """The editing state of a grid called `name` whose `drafts` came back; what has become a number is none."""
    shortened = {at: text[:MOST_CHARACTERS] for at, text in drafts.items()}
    waiting = {at: text for at, text in shortened.items() if refusal(text, at, name)}
    size = (LARGEST_SIDE + 1, LARGEST_SIDE + 1)
    return Editing(drafts=waiting, message=_why_the_newest_waits(waiting, size, name))


def _why_the_newest_waits(drafts: Drafts, size: Pair, name: str) -> str:
    """The rule that the newest draft on screen breaks; empty where none waits."""
    waiting = list(on_screen(drafts, size))
    return refusal(drafts[waiting[-1]], waiting[-1], name) if waiting else ""


def _paste(
    text: str, at: Pair, canvas: NDArray, size: Pair, drafts: Drafts, name: str, may_grow: bool
) -> tuple[Pair, str]:
    """Take a block with its top-left corner at `at`; the input grows to hold it, up to 16×16. Gives why not, too."""
    room = (LARGEST_SIDE, LARGEST_SIDE) if may_grow else size
    try:
        rows = block(text, at, room)
    except PoolingError as error:
        return size, str(error)
    for r, row in enumerate(rows):
        for c, entry in enumerate(row):
            _cell(entry, (at[0] + r, at[1] + c), canvas, drafts, name)
    return (max(size[0], at[0] + len(rows)), max(size[1], at[1] + len(rows[0]))), ""
