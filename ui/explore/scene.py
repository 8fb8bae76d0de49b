"""The five linked grids: two editors, three charts that are mounted once, and the drawing over them."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

import streamlit as st

from figures.heatmap import Picture
from figures.pictures import pictures, titles
from figures.scripted import board, filling
from figures.stories.story import Route, routes_of_window, routes_to_cell
from figures.theme import Theme
from figures.voices import voice_of
from lab.entry import is_whole
from lab.state import Lab, Selection, alike, fresh
from pooling import Pooled
from ui import state
from ui.grids.grids import gradient_grid, input_grid
from ui.panels import arrow, chart, panel, sizes
from ui.sources import script, source
from ui.widgets import told

OVERLAY = "scene_overlay"
CHARTS = ("output", "argmax", "grad_input")

_overlay = st.components.v2.component(
    "pooling_lab_scene",
    css=source("scene.css"),
    js=script("scene.js"),
    isolate_styles=False,
)


def scene(lab: Lab, pooled: Pooled, theme: Theme) -> None:
    """Draw input, output and mask above, both gradients below; the caller adds the explanation."""
    drawn = pictures(pooled, lab.grad_output, lab.grad_input, theme)
    forward, keep, back = voice_of(pooled.operator).arrows
    routes = selected_routes(lab, pooled)
    weights = [voice_of(pooled.operator).weight(pooled, route) for route in routes]
    arrows = [(r, "" if _all_weights(weights) else w) for r, w in zip(routes, weights, strict=True)]
    sizes(drawn)
    ready, at_first = bool(st.session_state.get(OVERLAY, {}).get("ready")), alike(lab, fresh())
    heads = titles(pooled)
    with panel("input", heads["input"], pooled, editable=True):
        input_grid(lab, drawn["input"])
    arrow("forward", "→", forward)
    with panel("output", heads["output"], pooled):
        chart("output", drawn["output"], theme, ready, at_first)
    arrow("keep", "→", keep)
    with panel("argmax", heads["argmax"], pooled):
        chart("argmax", drawn["argmax"], theme, ready, at_first)
    with panel("grad_output", heads["grad_output"], pooled, editable=True):  # it is heard, and reached, as it goes
        gradient_grid(lab, drawn["grad_output"])
    arrow("backward", "←", back, _all_weights(weights))
    with panel("grad_input", heads["grad_input"], pooled):
        chart("grad_input", drawn["grad_input"], theme, ready, at_first)
    _overlay(
        key=OVERLAY,
        data=_data(lab, pooled, drawn, arrows, theme),
        default={"ready": False},
        on_ready_change=told(),
        on_selection_change=told(_on_selection),
        on_theme_change=told(),
    )


def _data(
    lab: Lab, pooled: Pooled, drawn: dict[str, Picture], routes: list[tuple[Route, str]], theme: Theme
) -> dict[str, Any]:
    """All that the drawing needs, as JSON: numbers, text, the index table along each axis, the selection."""
    return {
        "theme": theme.name,
        **board(pooled),
        "input": filling(drawn["input"]),
        "charts": {name: filling(drawn[name]) for name in CHARTS},
        "selection": asdict(lab.selection),
        "selection_seen": lab.selection_seen,
        "routes": [{"window": r.window, "cell": r.cell, "weight": weight} for r, weight in routes],
    }


def selected_routes(lab: Lab, pooled: Pooled) -> list[Route]:
    """The routes of the gradient that the selection asks for."""
    row, column = lab.selection.row, lab.selection.column
    return (routes_of_window if lab.selection.kind == "window" else routes_to_cell)(pooled, row, column)


def _all_weights(weights: list[str]) -> str:
    """What the arrow's caption says of the weights where they are all alike, else nothing."""
    if len(set(weights)) != 1:
        return ""
    return f"{weights[0]}{' each' if len(weights) > 1 else ''}"


def _on_selection() -> None:
    selection, seen = checked_selection(st.session_state[OVERLAY].get("selection"))
    if selection is not None:
        state.change(selection=selection, selection_seen=seen)


def checked_selection(message: Any) -> tuple[Selection | None, int]:
    """A selection as the page's script sends it and its number; None for anything else."""
    if not isinstance(message, dict) or message.get("kind") not in ("window", "cell"):
        return None, 0
    numbers = [n for name in ("row", "column", "rev") if is_whole(n := message.get(name), 0, math.inf)]
    if len(numbers) < 3:
        return None, 0
    return Selection(message["kind"], numbers[0], numbers[1]), numbers[2]
