"""Numbers against a step, as a Plotly figure of lines with a dot at each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import Any

from figures.theme import FONT, TRANSPARENT, Theme

DASHES = ("solid", "dash", "dot")


def lines_chart(
    lines: Mapping[str, Sequence[float]], x_title: str, y_title: str, theme: Theme, now: float | None = None
) -> dict[str, Any]:
    """A line for each name, whose values stand at 0, 1, 2 …; the first is the strong one, `now` is marked."""
    data = [
        _line(name, values, theme.selection if first else theme.values[3] if n == 1 else theme.muted, dash)
        for n, ((name, values), dash) in enumerate(zip(lines.items(), cycle(DASHES), strict=False))
        for first in [n == 0]
    ]
    axis = {"gridcolor": theme.line, "zerolinecolor": theme.line, "fixedrange": True}
    here = {"type": "line", "x0": now, "x1": now, "yref": "paper", "y0": 0, "y1": 1}
    layout = {
        "margin": {"l": 45, "r": 10, "t": 10, "b": 40},
        "paper_bgcolor": TRANSPARENT,
        "plot_bgcolor": TRANSPARENT,
        "font": {"family": FONT, "color": theme.muted, "size": 13},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"color": theme.ink}},
        "xaxis": axis | {"title": {"text": x_title}, "dtick": 1},
        "yaxis": axis | {"title": {"text": y_title}},
        "dragmode": False,
        "shapes": [] if now is None else [here | {"line": {"color": theme.ink, "width": 1, "dash": "dot"}}],
    }
    return {"data": data, "layout": layout}


def _line(name: str, values: Sequence[float], colour: str, dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": list(range(len(values))),
        "y": list(values),
        "line": {"color": colour, "width": 3, "dash": dash},
        "marker": {"color": colour, "size": 8},
        "hoverinfo": "x+y",
    }
