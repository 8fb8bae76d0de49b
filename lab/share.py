"""The whole state as text, for the address and what the browser keeps, and back with every value checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from functools import partial
from typing import Any

import numpy as np

from lab import fields
from lab.editing import on_screen, resumed
from lab.entry import grid, side
from lab.fills import poured_anew
from lab.legal import fitted
from lab.length import grain, length, why_coarser
from lab.link import pack, unpack
from lab.settings import LEAST
from lab.state import Lab, Selection, Stepping, fresh, laid, settled
from pooling import PoolingError
from pooling.parameters import Pair

#: Links made before these fields were part of one lack them.
OPTIONAL = ("example", "seed", "locks", "stepping", "knobs", "drafts")
#: Characters of drafts in a text; more would make one that is too long to be read again.
MOST_DRAFTED = 8_000
NAMES = ("settings", "height", "width", "x", "grad_output", "selection", *OPTIONAL)


def encode(lab: Lab) -> str:
    """The state as text: grids as they are on screen, every setting, the selection, what fills the grid next."""
    packed = {"settings": asdict(lab.settings), "height": lab.height, "width": lab.width}
    packed |= {"x": lab.x.tolist(), "grad_output": lab.grad_output.tolist()}
    packed |= {"selection": [lab.selection.kind, lab.selection.row, lab.selection.column]}
    packed |= {"stepping": [lab.stepping.way, grain(lab), _place(lab)]}
    packed |= {"knobs": dict(lab.knobs)}
    if drafts := _drafts(lab):
        packed["drafts"] = drafts
    return pack(packed | {"example": lab.example, "seed": lab.seed, "locks": sorted(lab.locks)})


def _drafts(lab: Lab) -> dict[str, list[list[Any]]]:
    """What was typed and is no number yet, by the grid that it is in: [row, column, text] each."""
    grids = {"x": (lab.input_editing, lab.x), "grad_output": (lab.grad_editing, lab.grad_output)}
    found = {name: on_screen(editing.drafts, (len(z), len(z[0]))) for name, (editing, z) in grids.items()}
    room = MOST_DRAFTED // len(found)
    return {name: newest for name, drafts in found.items() if (newest := _newest(drafts, room))}


def _newest(drafts: Mapping[Pair, str], room: int) -> list[list[Any]]:
    """The drafts typed last, of so many characters together, in their order."""
    kept: list[list[Any]] = []
    for at, text in reversed(list(drafts.items())):
        room -= len(text)
        if room < 0:
            break
        kept.append([*at, text])
    return kept[::-1]


def _place(lab: Lab) -> int:
    """How many steps have been made: all, where the pass has become shorter since on a page that shows none."""
    return min(lab.stepping.at, length(lab, grain(lab))) if lab.stepping.at else 0


def decode(text: str, first: Callable[[], Lab] = fresh) -> tuple[Lab, list[str]]:
    """The state that a link asks for, else `first`, and what had to be dropped or adjusted, in words."""
    lab, dropped = first(), []  # type: Lab, list[str]
    try:
        given = unpack(text)
    except PoolingError as error:
        return lab, [str(error)]

    def take(name: str, check: Callable[[Any], Any], otherwise: Any) -> Any:
        return fields.take(given, name, check, otherwise, dropped, optional=name in OPTIONAL)

    fields.name_unknown(given, NAMES, "link", dropped)
    size = tuple(take(n, partial(side, name=n), getattr(lab, n)) for n in ("height", "width"))
    settings = take("settings", lambda v: fields.settings(v, dropped), lab.settings)
    try:
        settings.spec(*size)
    except PoolingError as error:
        dropped.append(str(error))
        settings = fitted(settings, *size)
    x = take("x", lambda v: grid(v, size, "input"), lab.canvas[: size[0], : size[1]])
    out = settings.spec(*size).output_size(*size)
    grad_output = take("grad_output", lambda v: grid(v, out, "upstream gradient"), np.ones(out))
    drafts = take("drafts", lambda v: fields.drafts(v, {"x": size, "grad_output": out}), {})
    equal = {name for name in LEAST if len(set(getattr(settings, name))) == 1}
    lab = replace(
        lab,
        height=size[0],
        width=size[1],
        grad_canvas=laid(np.ones_like(lab.grad_canvas), grad_output),
        settings=settings,
        input_editing=resumed(drafts.get("x", {}), "input"),
        grad_editing=resumed(drafts.get("grad_output", {}), "upstream gradient"),
        selection=take("selection", lambda v: Selection(*fields.selection(v, size, out)), lab.selection),
        locks=take("locks", fields.locks, lab.locks) & equal,
        example=take("example", fields.example, lab.example),
        seed=take("seed", fields.seed, lab.seed),
        stepping=take("stepping", lambda v: Stepping(*fields.stepping(v)), lab.stepping),
        knobs=take("knobs", fields.knobs, lab.knobs),
    )
    lab = replace(lab, canvas=laid(poured_anew(lab, size), x))
    if why_coarser(lab):
        dropped.append(why_coarser(lab).removesuffix("."))
    by = grain(lab)
    at = fields.within(lab.stepping.at, length(lab, by), dropped)
    return settled(replace(lab, stepping=replace(lab.stepping, by=by, at=at))), dropped
