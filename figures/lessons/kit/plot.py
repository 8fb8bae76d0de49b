"""What the Plotly charts of lessons have in common: their ground, their axes, and the line where a control stands."""

from __future__ import annotations

from typing import Any

from figures.theme import FONT, TRANSPARENT, Theme


def layout(theme: Theme, x: dict[str, Any], y: dict[str, Any], now: float | None = None) -> dict[str, Any]:
    """The layout of a chart with these axes; the place `now` on the first is marked."""
    axis: dict[str, Any] = {"gridcolor": theme.line, "zerolinecolor": theme.line, "fixedrange": True}
    here = {"type": "line", "x0": now, "x1": now, "yref": "paper", "y0": 0, "y1": 1}
    return {
        "margin": {"l": 45, "r": 10, "t": 10, "b": 40},
        "paper_bgcolor": TRANSPARENT,
        "plot_bgcolor": TRANSPARENT,
        "font": {"family": FONT, "color": theme.muted, "size": 13},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"color": theme.ink}},
        "xaxis": axis | x,
        "yaxis": axis | y,
        "dragmode": False,
        "shapes": [] if now is None else [here | {"line": {"color": theme.ink, "width": 1, "dash": "dot"}}],
    }
