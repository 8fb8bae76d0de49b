"""Both passes of a layer, step by step, in the output of a notebook's cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pooling import player
from pooling.arguments import real_array
from pooling.spec import PoolSpec


@dataclass(frozen=True)
class Player:
    """A pass that can be played.

    Attributes
    ----------
    about : what it plays, in words
    page : all of it as one HTML file, which needs no server and no network: write it to a file for a slide or a course
    frame : the same as HTML for a part of a page, which is what a notebook shows
    """

    about: str
    page: str
    frame: str

    def __repr__(self) -> str:
        return self.about

    def _repr_html_(self) -> str:
        return self.frame


def show(
    x: Any,
    operator: str = "max",
    *,
    grad_output: Any = None,
    way: str = "both",
    by: str = "window",
    at: int = 0,
    theme: str = "light",
    height: int | None = None,
    **layer: Any,
) -> Player:
    """Play what a pooling layer does to `x` (H, W), and the way back of the gradient, in Jupyter, Colab or marimo.

    The last expression of a cell is shown: buttons and a slider step through both passes; each step says in a sentence
    and an equation what is compared, added or sent. Nothing is loaded, and no server is asked.

    Parameters
    ----------
    x : array (H, W)
        One plane of at most 16 × 16 cells.
    operator : str
        One of `OPERATORS`.
    grad_output : array (H_out, W_out), optional
        The upstream gradient ∂E/∂y; ones where there is none.
    way : str
        "both", "forward", "backward" (by window) or "gather" (backward by input cell).
    by : str
        "window", a step for each window, or "tap", a step for each cell in it.
    at : int
        How many steps have been made when it opens.
    theme : str
        "light" or "dark".
    height : int, optional
        Pixels that it takes in the notebook.
    **layer
        What the layer is, with the names and defaults of `PoolSpec`: kernel_size, stride, padding, …

    Raises
    ------
    PoolingError
        When an argument breaks its rule.
    ModuleNotFoundError
        Where the library was taken without the player, which `pip install pooling-lab` brings.

    Examples
    --------
    >>> show([[1.0, 5.0, 3.0], [4.0, 2.0, 0.0]], "max", kernel_size=2, stride=1)
    Max pooling of 2 × 3 cells, kernel 2×2, stride 1×1: 5 steps
    """
    found = player.find()
    if found is None:
        raise ModuleNotFoundError(player.MISSING)
    spec = PoolSpec(operator, **layer)
    return Player(
        *found.played(
            real_array(x, "x"), spec, grad_output, way, by, at, theme, found.HEIGHT if height is None else height
        )
    )
