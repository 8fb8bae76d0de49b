"""The share link: the whole state in one query parameter, and back with every value checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import numpy as np
import streamlit as st

from pooling import PoolingError
from pooling.entry import grid, side
from pooling.fit import fitted
from pooling.link import pack, unpack
from pooling.settings import Settings, setting
from ui import state
from ui.state import Editing, Lab, Selection

PARAMETER = "s"


def link(lab: Lab) -> str:
    """The address of this page with the present state in it."""
    here = urlsplit(st.context.url or "")
    return urlunsplit((here.scheme, here.netloc, here.path or "/", f"{PARAMETER}={encode(lab)}", ""))


def encode(lab: Lab) -> str:
    """The state as text: grids as they are on screen, every setting, the selection."""
    packed = {"settings": asdict(lab.settings), "height": lab.height, "width": lab.width}
    packed |= {"x": lab.x.tolist(), "grad_output": lab.grad_output.tolist()}
    return pack(packed | {"selection": [lab.selection.kind, lab.selection.row, lab.selection.column]})


def decode(text: str) -> tuple[Lab, list[str]]:
    """The state that a link asks for, and what had to be dropped from it, in words."""
    lab, dropped = state.fresh(), []  # type: Lab, list[str]
    try:
        fields = unpack(text)
    except PoolingError as error:
        return lab, [str(error)]

    def take(name: str, check: Callable[[Any], Any], otherwise: Any) -> Any:
        try:
            if name not in fields:
                raise PoolingError.broken(name, "be part of the link", "nothing")
            return check(fields[name])
        except PoolingError as error:
            dropped.append(str(error))
            return otherwise

    size = tuple(take(name, lambda v, name=name: side(v, name), getattr(lab, name)) for name in ("height", "width"))
    settings = take("settings", lambda given: _settings(given, dropped), lab.settings)
    try:
        settings.spec(*size)
    except PoolingError as error:
        dropped.append(str(error))
        settings = fitted(settings, *size)
    canvas, grad_canvas = lab.canvas.copy(), np.ones_like(lab.grad_canvas)
    x = take("x", lambda v: grid(v, size, "input"), canvas[: size[0], : size[1]])
    canvas[: size[0], : size[1]] = x
    out = settings.spec(*size).output_size(*size)
    grad_canvas[: out[0], : out[1]] = take("grad_output", lambda v: grid(v, out, "upstream gradient"), 1)
    lab = replace(lab, height=size[0], width=size[1], canvas=canvas, grad_canvas=grad_canvas, settings=settings)
    locks = frozenset(name for name in lab.locks if len(set(getattr(settings, name))) == 1)
    lab = replace(lab, locks=locks, selection=take("selection", _selection, lab.selection))
    return state.settled(lab), dropped


def _settings(given: Any, dropped: list[str]) -> Settings:
    if not isinstance(given, dict):
        raise PoolingError.broken("settings", "be an object", type(given).__name__)
    taken = {}
    for name in Settings.__dataclass_fields__:
        try:
            taken[name] = setting(name, given.get(name))
        except PoolingError as error:
            dropped.append(str(error))
    return Settings(**taken)


def _selection(given: Any) -> Selection:
    form = isinstance(given, list) and len(given) == 3 and given[0] in ("window", "cell")
    if not form or not all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in given[1:]):
        raise PoolingError.broken("selection", 'be ["window" or "cell", row, column]', "something else")
    return Selection(*given)


def adopt_link() -> None:
    """Take the state from the page's address, once for each link; warn of what was dropped."""
    text = st.query_params.get(PARAMETER)
    if text is None or not state.is_new_link(text):
        return
    before = state.current()
    lab, dropped = decode(text)
    renewed = {
        name: Editing(version=getattr(before, name).version + 1, seen=getattr(before, name).seen)
        for name in ("input_editing", "grad_editing")
    }
    notice = ""
    if dropped:
        notice = "This link could not be read in full. Dropped and replaced by defaults: " + "; ".join(dropped) + "."
    state.adopt(replace(lab, **renewed, selection_seen=before.selection_seen, notice=notice))
