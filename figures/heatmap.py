"""One grid of numbers as a Plotly heatmap: row 0 on top, its frame of padding drawn. The page gives it its size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from figures.theme import FONT, MARGIN, TRANSPARENT, Ramp, Theme, colour_scale


@dataclass(frozen=True)
class Frame:
    """Cells drawn around a grid: the padding, and what the last windows of ceil_mode hang over."""

    top: int = 0
    left: int = 0
    bottom: int = 0
    right: int = 0

    def size(self, shape: tuple[int, ...]) -> tuple[int, int]:
        """Rows and columns of a grid of `shape` with its frame."""
        return self.top + shape[0] + self.bottom, self.left + shape[1] + self.right


NO_FRAME = Frame()


@dataclass(frozen=True, eq=False)
class Picture:
    """What a heatmap shows: the exact numbers, the text of each cell, a ramp and its range."""

    z: NDArray
    text: list[list[str]]
    ramp: Ramp
    low: float
    high: float
    frame: Frame = NO_FRAME

    @property
    def signature(self) -> tuple[Any, ...]:
        """All that is drawn of it: equal for pictures that look alike."""
        return self.z.shape, self.z.tobytes(), repr(self.text), self.ramp, self.low, self.high, self.frame

    @property
    def cells(self) -> list[list[float | None]]:
        """`z` as JSON can hold it: None where a value is NaN or infinite."""
        return [[float(v) if np.isfinite(v) else None for v in row] for row in self.z]


def value_range(*arrays: NDArray) -> tuple[float, float]:
    """The range that all finite values of the arrays share; never empty.

    >>> value_range(np.array([1.0, 4.0]), np.array([np.nan, 6.0]))
    (1.0, 6.0)
    """
    values = np.concatenate([a[np.isfinite(a)].ravel() for a in arrays])
    if not values.size:
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    return (low, high) if low < high else (low - 0.5, high + 0.5)


def symmetric_range(*arrays: NDArray) -> tuple[float, float]:
    """A range symmetric about 0 that holds all finite values of the arrays.

    >>> symmetric_range(np.array([-3.0, 1.0]))
    (-3.0, 3.0)
    """
    most = max((float(np.abs(a[np.isfinite(a)]).max(initial=0)) for a in arrays), default=0.0) or 1.0
    return -most, most


def heatmap(picture: Picture, theme: Theme, with_text: bool) -> dict[str, Any]:
    """The Plotly figure of `picture`, a plain dict; `with_text` where nothing else writes numbers and indices."""
    height, width = picture.z.shape
    frame = picture.frame
    trace: dict[str, Any] = {
        "type": "heatmap",
        "z": picture.cells,
        "zmin": picture.low,
        "zmax": picture.high,
        "colorscale": colour_scale(picture.ramp),
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hoverinfo": "skip",
        "text": picture.text,
        "texttemplate": "%{text}" if with_text else "",
    }
    axis = {
        "showgrid": False,
        "zeroline": False,
        "ticks": "outside",
        "ticklen": 3,
        "tickcolor": TRANSPARENT,
        "fixedrange": True,
        "tickfont": {"size": 10},
    }
    axis |= {"showticklabels": with_text}
    layout: dict[str, Any] = {
        "margin": MARGIN,
        "dragmode": False,
        "hovermode": False,
        "paper_bgcolor": TRANSPARENT,
        "plot_bgcolor": TRANSPARENT,
        "font": {"family": FONT, "color": theme.muted, "size": 11},
        "xaxis": axis
        | {
            "side": "top",
            "range": [-frame.left - 0.5, width + frame.right - 0.5],
            "tickvals": list(range(width)),
        },
        "yaxis": axis
        | {
            "range": [height + frame.bottom - 0.5, -frame.top - 0.5],
            "tickvals": list(range(height)),
        },
        "shapes": [_padding(picture, theme)] if frame != NO_FRAME else [],
    }
    return {"data": [trace], "layout": layout}


def _padding(picture: Picture, theme: Theme) -> dict[str, Any]:
    """The whole framed area in the colour of padding, below the cells."""
    height, width = picture.z.shape
    frame = picture.frame
    corners = {"x0": -frame.left - 0.5, "x1": width + frame.right - 0.5}
    corners |= {"y0": -frame.top - 0.5, "y1": height + frame.bottom - 0.5}
    fill = {"fillcolor": theme.padding, "line": {"width": 0}, "layer": "below"}
    return {"type": "rect", **corners, **fill}
