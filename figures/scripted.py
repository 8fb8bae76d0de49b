"""A layer and its pictures as the scripts of a page take them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from figures.heatmap import Picture
from figures.pictures import frame_of
from figures.theme import MARGIN
from pooling import Pooled


def board(pooled: Pooled) -> dict[str, Any]:
    """What both pages' scripts know of a layer: where its cells and windows are, and which cells were chosen."""
    return {
        "margin": MARGIN,
        "input_size": pooled.x.shape,
        "output_size": pooled.output.shape,
        "frame": asdict(frame_of(pooled)),
        "padding": pooled.spec.padding,
        "taps_h": pooled.windows.rows.tolist(),
        "taps_w": pooled.windows.columns.tolist(),
        "winners": [cell for chosen in pooled.chosen_cells for cell in chosen],
    }


def filling(picture: Picture) -> dict[str, Any]:
    """A picture as the page's script takes it."""
    return {
        "z": picture.cells,
        "text": picture.text,
        "low": picture.low,
        "high": picture.high,
        "ramp": picture.ramp,
    }
