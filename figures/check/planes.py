"""One plane of a case, right and as it was brought: pictures that share their colours, and large heatmaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from plotly.graph_objs import Figure  # type: ignore[import-untyped]

from figures.heatmap import Picture, symmetric_range, value_range
from figures.numbers import labels
from figures.phrases import by
from figures.table import Marks
from figures.theme import FONT, TRANSPARENT, Theme, colour_scale
from figures.voices.voice import Title
from pooling.parameters import Pair

#: Up to so many cells a side numbers stand in the cells; above, they are said on hover.
WRITTEN = 16
#: and up to so many characters a row.
MOST_WRITTEN = 96
#: Larger planes are shown in part.
SHOWN = 128
#: A large grid on the page, in pixels: as high as its cells are square, within these parts of its width.
WIDTH, LEFT, TOP = 284, 28, 20
LEAST, MOST = 0.2, 2.0
#: What a plane of a batch takes on each side, in pixels.
PLANE = 20


@dataclass(frozen=True, eq=False)
class Plane:
    """One plane of X and of both results (H, W); `wrong` tells the cells that differ too much."""

    x: NDArray
    right: NDArray
    mine: NDArray
    wrong: NDArray
    signed: bool

    @property
    def difference(self) -> NDArray:
        """What was brought, less what is right."""
        with np.errstate(invalid="ignore", over="ignore"):
            return self.mine - self.right


def pictures(plane: Plane, theme: Theme, alone: bool = False) -> dict[str, Picture]:
    """The four grids; right and yours have one range, gradients and the difference are symmetric about 0.

    `alone` gives yours a range of its own, which tells nothing of what is right.
    """
    ramp = theme.gradients if plane.signed else theme.values
    span = (symmetric_range if plane.signed else value_range)(*([] if alone else [plane.right]), plane.mine)
    gap = symmetric_range(plane.difference)
    return {
        "x": _picture(plane.x, theme.values, value_range(plane.x)),
        "right": _picture(plane.right, ramp, span),
        "mine": _picture(plane.mine, ramp, span),
        "difference": _picture(plane.difference, theme.gradients, gap),
    }


def _picture(z: NDArray, ramp: tuple[str, ...], span: tuple[float, float]) -> Picture:
    return Picture(z, labels(z, 3 if max(z.shape) <= 8 else 2), ramp, *span)


def are_written(drawn: dict[str, Picture]) -> bool:
    """Whether the numbers of these grids fit into their cells."""
    side = max(max(picture.z.shape) for picture in drawn.values())
    longest = max(len(text) for picture in drawn.values() for row in picture.text for text in row)
    return side <= WRITTEN and side * longest <= MOST_WRITTEN


def titles(plane: Plane, symbol: str) -> dict[str, Title]:
    """What stands above each grid."""
    size = by(plane.right.shape)
    return {
        "x": Title("Input", "X", by(plane.x.shape)),
        "right": Title("Right", symbol, size),
        "mine": Title("Yours", symbol, size),
        "difference": Title(
            "Difference", "yours − right", f"{int(plane.wrong.sum())} of {plane.wrong.size} cells differ"
        ),
    }


def marks(plane: Plane, cell: Pair) -> dict[str, Marks]:
    """Wrong cells have a shape of their own, besides their colour; in X the selected one is outlined."""
    wrong = {(int(r), int(c)): "wrong" for r, c in np.argwhere(plane.wrong)}
    return {"x": {cell: "focus"} if plane.signed else {}, "right": {}, "mine": wrong, "difference": wrong}


def heatmap(picture: Picture, wrong: NDArray | None, cell: Pair | None, theme: Theme) -> Figure:
    """A large grid: values on hover, a cross on every wrong cell, a frame around the selected one."""
    z = picture.cells[:SHOWN]
    rows, columns = len(z), len(z[0][:SHOWN])
    cells = {
        "type": "heatmap", "z": [row[:SHOWN] for row in z], "zmin": picture.low, "zmax": picture.high,
        "colorscale": colour_scale(picture.ramp), "showscale": False,
        "hovertemplate": "row %{y}, column %{x}: %{z:.6g}<extra></extra>",
    }  # fmt: skip
    found = np.argwhere(wrong[:SHOWN, :SHOWN] if wrong is not None else np.zeros((0, 0)))
    crosses = _points(found, "row %{y}, column %{x} is wrong") | {
        "marker": {"symbol": "x-thin", "size": 5, "line": {"width": 1.5, "color": theme.danger}},
    }  # fmt: skip
    size = {"width": WIDTH, "height": TOP + round((WIDTH - LEFT) * min(max(rows / columns, LEAST), MOST))}
    return Figure({"data": [cells, crosses], "layout": _layout((rows, columns), cell, theme) | size})


def strip(counts: NDArray, at: Pair, theme: Theme) -> Figure:
    """The planes (n, c) of a batch as small squares, coloured by how many of their cells are wrong; a ring has none."""
    each = counts.ravel().tolist()
    squares = _points(np.argwhere(np.ones_like(counts)), "n %{y}, c %{x}: %{customdata} wrong") | {
        "customdata": each,
        "marker": {
            "symbol": ["square" if wrong else "circle-open" for wrong in each], "size": 15,
            "color": each, "cmin": 0, "cmax": max(each), "colorscale": colour_scale(theme.counts),
            "line": {"width": 1, "color": theme.muted},
        },
    }  # fmt: skip
    rows, columns = counts.shape
    size = {"width": LEFT + PLANE * (columns + 1), "height": TOP + PLANE * (rows + 1), "dragmode": False}
    return Figure({"data": [squares], "layout": _layout((rows, columns), at, theme, around=0.1) | size})


def _points(places: NDArray, said: str) -> dict[str, Any]:
    """Marks at some (row, column), and what is said on hover."""
    return {
        "type": "scatter", "mode": "markers", "x": places[:, 1].tolist(), "y": places[:, 0].tolist(),
        "showlegend": False, "hovertemplate": f"{said}<extra></extra>",
    }  # fmt: skip


def _layout(shape: Pair, at: Pair | None, theme: Theme, around: float = 0.0) -> dict[str, Any]:
    """Row 0 on top, row and column numbers, room `around` the outermost, and a frame around one of them."""
    rows, columns = shape
    edge = 0.5 + around
    axis = {"showgrid": False, "zeroline": False, "fixedrange": True, "tickfont": {"size": 10}}
    few = {"dtick": 1} if around else {}
    frames = [] if at is None else [
        {"type": "rect", "x0": at[1] - 0.5, "x1": at[1] + 0.5, "y0": at[0] - 0.5, "y1": at[0] + 0.5,
         "line": {"color": theme.selection, "width": 2}},
    ]  # fmt: skip
    return {
        "margin": {"l": LEFT, "t": TOP, "r": 2, "b": 2}, "paper_bgcolor": TRANSPARENT, "plot_bgcolor": TRANSPARENT,
        "font": {"family": FONT, "color": theme.muted, "size": 11}, "shapes": frames,
        "xaxis": axis | few | {"side": "top", "range": [-edge, columns - 1 + edge]},
        "yaxis": axis | few | {"range": [rows - 1 + edge, -edge]},
    }  # fmt: skip
