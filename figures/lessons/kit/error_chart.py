"""How far central differences are off, by their step: measured, and drawn on two logarithmic axes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import cycle
from typing import Any

import numpy as np
from numpy.typing import NDArray

from figures.lessons.kit.lesson import Case
from figures.lessons.kit.plot import layout
from figures.theme import FONT, TRANSPARENT, Theme
from pooling import PoolSpec, pool
from pooling.verify.finite_differences import differences, rounding, slopes

#: Steps from 1e-12 to 1, two a decade.
STEPS = 10.0 ** (np.arange(-24, 1) / 2)
#: All that Plotly has by name; with more operators they begin again.
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")


def errors(x: NDArray, spec: PoolSpec, grad_output: NDArray) -> NDArray:
    """The largest error at each of `STEPS` over the cells that have a derivative; NaN where none has."""
    pooled = pool(x, spec)
    left, right = slopes(pooled, grad_output)
    smooth, gradient = left == right, pooled.backward(grad_output)
    if not smooth.any():
        return np.full(len(STEPS), np.nan)
    found = (differences(x, spec, grad_output, float(h)).central for h in STEPS)
    return np.array([np.abs(central - gradient)[smooth].max() for central in found])


def error_chart(case: Case, h: float, operators: Mapping[str, str]) -> dict[str, Any]:
    """A line for each operator, what rounding can do to the present one, and the present step."""
    theme, spec = case.theme, case.pooled.spec
    lines = []
    for (name, label), dash in zip(operators.items(), cycle(DASHES), strict=False):
        off, strong = errors(case.x, replace(spec, operator=name), case.grad_output), name == spec.operator
        lines.append(_line(label, off, theme.selection if strong else theme.muted, dash, 3 if strong else 1.5))
    noise = np.array([rounding(case.pooled, case.grad_output, float(step)).max() for step in STEPS])
    lines.append(_line("one unit in the last place", noise, theme.line, "solid", 6))
    return {"data": lines[::-1], "layout": _layout(theme, h)}


def _line(name: str, values: NDArray, colour: str, dash: str, width: float) -> dict[str, Any]:
    """One line; an error of 0 has no place on a logarithmic axis."""
    return {
        "type": "scatter",
        "mode": "lines+markers" if width < 6 else "lines",
        "name": name,
        "x": STEPS.tolist(),
        "y": [float(v) if v > 0 else None for v in values],
        "line": {"color": colour, "dash": dash, "width": width},
        "marker": {"color": colour, "size": 2 * width},
        "hoverinfo": "skip",
    }


def _layout(theme: Theme, h: float) -> dict[str, Any]:
    axis = {"type": "log", "zeroline": False, "exponentformat": "power", "showexponent": "all", "dtick": 2}
    x = axis | {"title": {"text": "step h (logarithmic)"}, "range": [-12.3, 0.3], "dtick": 3}
    return layout(theme, x, axis | {"title": {"text": "error (logarithmic)"}}, h) | {
        "margin": {"l": 60, "t": 10, "r": 10, "b": 45},
        "font": {"family": FONT, "color": theme.ink, "size": 13},
        # Low at the left, where rounding leaves no error so small.
        "legend": {"x": 0.02, "y": 0.02, "xanchor": "left", "yanchor": "bottom", "traceorder": "reversed"}
        | {"bgcolor": TRANSPARENT},
    }
