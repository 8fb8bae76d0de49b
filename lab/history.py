"""What undo and redo go through: the states before and after, as they were. After a new step nothing can be redone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from lab.state import Lab, fresh, in_place_of, settled

#: Steps that are kept. A state is two canvases of a few kilobytes.
MOST_STEPS = 100


@dataclass(frozen=True, eq=False)
class History:
    """The states that undo leads back to, and those that redo leads to, the nearest last; `moves` made so far."""

    past: tuple[Lab, ...] = ()
    future: tuple[Lab, ...] = ()
    moves: int = 0


def content(lab: Lab) -> tuple[Any, ...]:
    """What undo brings back: grids with all that was ever typed, size, layer, fills, drafts. No selection, no place."""
    grids = (lab.canvas.tobytes(), lab.grad_canvas.tobytes(), lab.height, lab.width)
    drafts = tuple(tuple(editing.drafts.items()) for editing in (lab.input_editing, lab.grad_editing))
    return grids, lab.settings, lab.locks, lab.example, lab.seed, drafts


def noted(history: History, before: Lab, now: Lab) -> History:
    """`history` after one state took the place of another: a step, where there is another content."""
    if now is before or content(now) == content(before):
        return history
    return replace(history, past=(*history.past, _bare(before))[-MOST_STEPS:], future=())


def undone(history: History, now: Lab) -> tuple[History, Lab]:
    """One step back, and the state there; both as they are where there is none."""
    if not history.past:
        return history, now
    *past, then = history.past
    return History(tuple(past), (*history.future, _bare(now)), history.moves + 1), brought_back(then, now)


def redone(history: History, now: Lab) -> tuple[History, Lab]:
    """One step forward, and the state there; both as they are where there is none."""
    if not history.future:
        return history, now
    *future, then = history.future
    return History((*history.past, _bare(now)), tuple(future), history.moves + 1), brought_back(then, now)


def brought_back(then: Lab, now: Lab) -> Lab:
    """The content of `then` in the place of `now`: its grids are a new version, and what is selected stays so."""
    stays = replace(then, selection=now.selection, stepping=now.stepping, knobs=now.knobs, notice="")
    return settled(in_place_of(stays, now))


def reset(now: Lab) -> Lab:
    """The state that everybody starts from, in the place of `now`."""
    return in_place_of(fresh(), now)


def _bare(lab: Lab) -> Lab:
    """A state without the passes that it has computed."""
    return replace(lab)
