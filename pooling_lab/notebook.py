"""What the library asks for where a notebook is to show a pass: the app's player, from the app's own folders."""

from __future__ import annotations

from html import escape
from typing import Any

from numpy.typing import NDArray

from pooling import Pooled, PoolingError, PoolSpec
from pooling_lab.apart import folders

#: Pixels that a player takes where nobody says how many.
HEIGHT = 780


def played(
    x: NDArray,
    spec: PoolSpec,
    grad_output: Any = None,
    way: str = "both",
    by: str = "window",
    at: int = 0,
    theme: str = "light",
    height: int = HEIGHT,
) -> tuple[str, str, str]:
    """The player of a layer over `x`: what it plays in words, the file that plays it, the frame that holds the file.

    Raises
    ------
    PoolingError
        When the pass cannot be played, or an argument breaks its rule.
    """
    with folders():
        from ui.stepping import notebook

        return notebook.played(x, spec, grad_output, way, by, at, theme, height)


def seen(pooled: Pooled) -> str:
    """A forward pass as HTML: its player, or in words what it is and why it is not played."""
    try:
        return played(pooled.x, pooled.spec)[2]
    except PoolingError as error:
        said = f"{pooled.operator.label} pooling, {pooled.x.shape} to {pooled.output.shape}. To be played, {error}."
        return f"<p>{escape(said)}</p>"
