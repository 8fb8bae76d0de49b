"""Numbers against a step, as a Plotly figure of lines with a dot at each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import Any

from figures.lessons.kit.plot import layout
from figures.theme import Theme

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
    axes = {"title": {"text": x_title}, "dtick": 1}, {"title": {"text": y_title}}
    return {"data": data, "layout": layout(theme, *axes, now)}


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
