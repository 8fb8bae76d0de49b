"""What the scripts of grids whose cells are elements are told of a picture."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from figures.heatmap import Picture
from figures.table import Marks, aloud


def grid_data(name: str, picture: Picture, marks: Marks, padding: str | None) -> dict[str, Any]:
    """The cells of `picture` as JSON: numbers, text, colours, the frame with what stands in it, the marks."""
    rows, columns = picture.z.shape
    return {
        "name": name,
        "rows": rows,
        "columns": columns,
        "frame": asdict(picture.frame),
        "values": picture.cells,
        "labels": picture.text,
        "ramp": picture.ramp,
        "low": picture.low,
        "high": picture.high,
        "padding": padding,
        "marks": [[*at, names, aloud(names)] for at, names in marks.items()],
    }
