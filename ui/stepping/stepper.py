"""The player: both passes step by step over five charts, driven in the browser without asking the server."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st

from figures.film.playback import Playback, payload, playback
from figures.narration.narrate import StepText, narrate, opening
from figures.pictures import titles
from figures.theme import Theme
from figures.voices import voice_of
from lab.entry import is_whole
from lab.fields import LARGEST_STEP
from lab.length import grain, length, why_coarser
from lab.state import Lab
from pooling import Pooled
from pooling.steps.trace import trace
from ui import state, turns
from ui.fitting import sizes
from ui.panels import arrow, board, chart, explanation, filling, panel
from ui.queue import heavy
from ui.sources import script, source
from ui.stepping import show_me
from ui.widgets import show, told, wish

PLAYER = "player"
#: Steps and taps of a pass from which on it is heavy work: a quarter of a second.
HEAVY = 8_000
WAY_NAMES = {
    "forward": "Forward",
    "backward": "Backward by window",
    "gather": "Backward by input cell",
    "both": "Forward, then backward",
}
GRAIN_NAMES = {"window": "Whole windows", "tap": "Tap by tap"}
TOLD = (
    '<div class="lab-told"><h2 class="lab-aloud">What this step does</h2>'
    '<p class="lab-sentence" aria-live="polite"></p><p class="lab-equation"></p>'
    '<dl class="lab-ledger" hidden><div><dt>Σ upstream sent</dt><dd></dd></div>'
    "<div><dt>Σ input gradient</dt><dd></dd></div>"
    "<div><dt>lost to padding</dt><dd></dd></div></dl></div>"
)

_player = st.components.v2.component(
    "pooling_lab_player",
    html='<div class="lab-transport" role="group" aria-label="player"></div>',
    css=source("scene.css", "player.css"),
    js=script("stepper.js"),
    isolate_styles=False,
)
_told = st.components.v2.component("pooling_lab_told", html=TOLD, isolate_styles=False)


@dataclass(frozen=True, eq=False)
class PreparedPass:
    """A pass made ready for the player: its steps, their words, and all of it as the player takes it."""

    id: str
    playback: Playback
    opening: StepText
    told: list[StepText]
    payload: bytes

    @property
    def length(self) -> int:
        return len(self.told)

    def words(self, at: int) -> StepText:
        """What is said after `at` steps."""
        return self.told[at - 1] if at else self.opening


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
        with heavy(length(lab, by) + pooled.windows.flat.size > HEAVY):
            steps = trace(pooled, lab.grad_output, lab.stepping.way, by)
            turns.pass_by()
            film = playback(steps, theme)
            turns.pass_by()
            told, first = narrate(steps), opening(steps)
            turns.pass_by()
            start = {grid: filling(picture) for grid, picture in film.pictures(0).items()}
            return PreparedPass(name, film, first, told, payload(film, told, first, board(pooled) | {"charts": start}))

    return state.kept("pass", name, make, renew=False)


def held_within(lab: Lab, run: PreparedPass) -> Lab:
    """The state at a step that the pass has: the last, where it has become shorter than the visitor's place."""
    if lab.stepping.at > run.length:
        state.change(stepping=replace(lab.stepping, at=run.length))
    return state.current()


def stepper(lab: Lab, pooled: Pooled, run: PreparedPass, theme: Theme) -> None:
    """The bar, the five charts and the words; a plain slider steps the same page where the script does not run."""
    at = lab.stepping.at
    ready = bool(st.session_state.get(PLAYER, {}).get("ready"))
    drawn = run.playback.blank if ready else run.playback.pictures(at)
    forward, keep, back = voice_of(pooled.operator).arrows
    sizes(drawn, run.playback.longest)
    bar = st.container(key="panel_transport")
    arrows = {"input": ("forward", "→", forward), "output": ("keep", "→", keep), "grad_output": ("backward", "←", back)}
    for name, head in titles(pooled).items():
        with panel(name, head, pooled):
            chart(name, drawn[name], theme, ready)
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
    head = about | {"at": at, "version": now.version, "seen": now.seen, "until": show_me.until()}
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
