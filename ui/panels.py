"""What the pages with grids are made of: titled panels, the arrows between them, and charts that are mounted once."""

from __future__ import annotations

import base64
from typing import Any

import streamlit as st
from numpy.typing import NDArray

from figures.heatmap import Picture, heatmap
from figures.pictures import most_decimals
from figures.theme import Theme
from pooling import Pooled
from ui import state

#: What the arrows between the grids say, by operator: forward, to the mask, backward.
ARROWS = {
    "max": ("max over each window", "remember the winner", "route to the winner"),
    "min": ("min over each window", "remember the winner", "route to the winner"),
    "avg": ("sum over divisor", "add up the shares", "split evenly"),
    "lp": ("p-th root of the sum", "add up the slopes", "times each slope"),
}


def by(array: NDArray) -> str:
    """The size of a grid, for its caption."""
    return f"{array.shape[0]} × {array.shape[1]}"


def mask_title(pooled: Pooled) -> tuple[str, str, str]:
    """Title, symbol and caption of the mask; of the weights, for an operator without an argmax."""
    if pooled.operator.selects:
        name = "Argmax mask" if pooled.operator.name == "max" else "Argmin mask"
        return name, "", "how many windows chose each cell"
    return "Weight of each cell", "Σ ∂y/∂x", "in all outputs together"


def panel(name: str, title: str, symbol: str, caption: str, editable: bool = False) -> Any:
    """A container with a title, in its own place on the page."""
    box = st.container(key=f"panel_{name}")
    box.html(head(title, symbol, caption, editable))
    return box


def head(title: str, symbol: str, caption: str, editable: bool = False) -> str:
    """What stands above a grid."""
    chip = ' <span class="lab-chip">✎ editable</span>' if editable else ""
    return f'<div class="lab-head"><h2>{title}</h2> <i>{symbol}</i><div>{caption}{chip}</div></div>'


def image(svg: str, title: str) -> str:
    """An SVG picture; one without a title is an ornament."""
    source = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
    return f'<div class="lab-scroll"><img class="lab-memory" alt="{title}" src="{source}"></div>'


def arrow(name: str, sign: str, text: str, weight: str = "") -> None:
    """The arrow from one grid to the next, with what happens on the way."""
    with st.container(key=f"panel_{name}"):
        st.html(f'<div class="lab-arrow"><span aria-hidden="true">{sign}</span>{text}<b>{weight}</b></div>')


def counts(drawn: dict[str, Picture]) -> str:
    """How many cells there are, as CSS properties."""
    rows, columns = drawn["input"].frame.size(drawn["input"].z.shape)
    out_rows, out_columns = drawn["output"].z.shape
    ratio = 0.29 if most_decimals(rows, columns) == 3 else 0.33
    cells = f"--rows-in:{rows};--columns-in:{columns};--rows-out:{out_rows};--columns-out:{out_columns}"
    return f"{cells};--font-ratio:{ratio}"


def sizes(drawn: dict[str, Picture]) -> None:
    """Tell the style sheet how many cells there are; it makes all cells as large as the screen allows."""
    st.html(f"<style>.st-key-scene{{{counts(drawn)}}}</style>")


def chart(name: str, picture: Picture, theme: Theme, ready: bool) -> None:
    """One chart. Once the page's script is `ready` to fill it, its spec changes with its shape and the theme alone."""
    signature = (picture.z.shape, picture.frame, theme.name)
    spec = state.kept(name, signature, lambda: heatmap(picture, theme, with_text=not ready), renew=not ready)
    with st.container(key=f"heatmap_{name}"):
        st.plotly_chart(spec, key=f"chart_{name}", theme=None, height="stretch", config={"displayModeBar": False})


def filling(picture: Picture) -> dict[str, Any]:
    """A picture as the page's script takes it."""
    return {
        "z": picture.cells,
        "text": picture.text,
        "low": picture.low,
        "high": picture.high,
        "ramp": picture.ramp,
    }
