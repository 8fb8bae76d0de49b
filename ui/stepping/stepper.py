"""The player: both passes step by step over five charts, driven in the browser without asking the server."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from figures.film.prepared import WAY_NAMES, PreparedPass, prepare
from figures.pictures import titles
from figures.theme import Theme
from figures.voices import voice_of
from lab.entry import is_whole
from lab.fields import LARGEST_STEP
from lab.length import grain, length, why_coarser
from lab.state import Lab, alike, fresh
from pooling import Pooled
from ui import state, turns
from ui.panels import arrow, chart, explanation, panel, sizes
from ui.queue import heavy
from ui.shared import shared
from ui.sources import script, source
from ui.stepping import show_me
from ui.stepping.standalone import TOLD
from ui.widgets import show, told, wish

PLAYER, CODE = "player", "loops"
#: Steps and taps of a pass from which on it is heavy work: a quarter of a second.
HEAVY = 8_000
GRAIN_NAMES = {"window": "Whole windows", "tap": "Tap by tap"}

_player = st.components.v2.component(
    "pooling_lab_player",
    html='<div class="lab-transport" role="group" aria-label="player"></div>',
    css=source("scene.css", "player.css", "code.css"),
    js=script("stepper.js"),
    isolate_styles=False,
)
_told = st.components.v2.component("pooling_lab_told", html=TOLD, isolate_styles=False)


def choose(lab: Lab) -> None:
    """Which pass, and how fine; where it cannot be as fine as the visitor wants it, why."""
    with st.container(key="choose", horizontal=True, gap="medium"):
        shown = {"way": lab.stepping.way, "by": grain(lab)}
        for name, label, options in (("way", "pass", WAY_NAMES), ("by", "steps", GRAIN_NAMES)):
            key = f"set_{name}"
            show(key, shown[name])
            st.segmented_control(
                label,
                list(options),
                format_func=options.__getitem__,
                key=key,
                required=True,
                label_visibility="collapsed",
                on_change=wish(key, partial(_choose, name)),
            )
        if why_coarser(lab):
            st.caption(why_coarser(lab))


def shows_code() -> bool:
    """Whether the loops of the pass stand beside its words."""
    return bool(st.session_state.get(CODE))


def _choose(name: str, said: str) -> None:
    now = state.current().stepping
    change: dict[str, Any] = {name: said}
    state.change(stepping=replace(now, **change, at=0, version=now.version + 1))


def prepared(lab: Lab, pooled: Pooled, theme: Theme) -> PreparedPass:
    """The pass that the visitor has chosen; made anew only when something of it has changed."""
    by = grain(lab)
    about = (lab.signature, lab.stepping.way, by, theme.name)
    name = hashlib.blake2b(repr(about).encode(), digest_size=8).hexdigest()

    def make() -> PreparedPass:
        return in_turn(name, lab, pooled, by, theme)

    at_first = alike(lab, fresh())
    return state.kept("pass", name, lambda: shared("pass", about, make, at_first), renew=False)


def in_turn(name: str, lab: Lab, pooled: Pooled, by: str, theme: Theme) -> PreparedPass:
    """The pass of a lab, made when it is this visitor's turn."""
    with heavy(length(lab, by) + pooled.windows.flat.size > HEAVY):
        return prepare(name, pooled, lab.grad_output, lab.stepping.way, by, theme, turns.pass_by)


def held_within(lab: Lab, run: PreparedPass) -> Lab:
    """The state at a step that the pass has: the last, where it has become shorter than the visitor's place."""
    if lab.stepping.at > run.length:
        state.change(stepping=replace(lab.stepping, at=run.length))
    return state.current()


def stepper(lab: Lab, pooled: Pooled, run: PreparedPass, theme: Theme) -> None:
    """The bar, the five charts and the words; a plain slider steps the same page where the script does not run."""
    at = lab.stepping.at
    ready = bool(st.session_state.get(PLAYER, {}).get("ready"))
    at_first = alike(lab, fresh())
    drawn = run.playback.blank if ready else run.playback.pictures(at)
    forward, keep, back = voice_of(pooled.operator).arrows
    sizes(drawn, run.playback.longest)
    bar = st.container(key="panel_transport")
    arrows = {"input": ("forward", "→", forward), "output": ("keep", "→", keep), "grad_output": ("backward", "←", back)}
    for name, head in titles(pooled).items():
        with panel(name, head, pooled):
            chart(name, drawn[name], theme, ready, at_first)
        if name in arrows:
            arrow(*arrows[name])
    with explanation():
        _told(key="told")
    with bar:
        _player(
            key=PLAYER,
            data=_packed(lab, run, theme, at),
            default={"ready": False},
            on_ready_change=told(),
            on_place_change=told(_on_place),
            on_theme_change=told(),
        )
        if not ready:
            _fallback(run, at)


def _fallback(run: PreparedPass, at: int) -> None:
    """Hidden at first by the style sheet: it comes up if the script has not taken over after a while."""
    with st.container(key="fallback"):
        show("fallback_step", at, run.length)
        st.slider("step", 0, run.length, key="fallback_step", on_change=wish("fallback_step", _on_slider))
        words = run.words(at)
        st.text(words.sentence)
        st.text(words.equation)


def _on_slider(at: int) -> None:
    now = state.current().stepping
    state.change(stepping=replace(now, at=at, version=now.version + 1))


def _packed(lab: Lab, run: PreparedPass, theme: Theme, at: int) -> bytes:
    """What the player is sent: the length of a head of JSON, the head, and the steps, deflated."""
    now = lab.stepping
    about = {"id": run.id, "theme": theme.name, "visit": state.visit()}
    head = about | {"at": at, "version": now.version, "seen": now.seen, "code": shows_code(), "until": show_me.until()}
    plain = json.dumps(head).encode()
    return len(plain).to_bytes(4, "big") + plain + run.payload


def _on_place() -> None:
    show_me.seen()
    now = state.current().stepping
    place = checked_place(st.session_state[PLAYER].get("place"))
    if place is not None and place[0] == now.version:  # else it was sent before the place was set from elsewhere
        state.change(stepping=replace(now, at=place[1], seen=place[2]))


def checked_place(message: Any) -> tuple[int, int, int] | None:
    """The version, the step and the number of a message from the player; None for anything else."""
    if not isinstance(message, dict):
        return None
    numbers = [n for name in ("version", "at", "rev") if is_whole(n := message.get(name), 0, LARGEST_STEP)]
    if len(numbers) < 3:
        return None
    return numbers[0], numbers[1], numbers[2]
