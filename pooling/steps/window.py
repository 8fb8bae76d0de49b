"""One window as plain Python numbers: its places, and all that both passes know of them."""

from __future__ import annotations

from typing import NamedTuple

from pooling.parameters import Pair


class Tap(NamedTuple):
    """One place of a window.

    `term` is what the operator compares or adds up, `weight` its ∂y/∂x, `share` the gradient that it is sent; a
    place outside the grid has a share where it counts in the average's divisor.
    """

    number: int
    place: Pair
    inside: bool
    counted: bool
    term: float
    weight: float
    share: float


class Window(NamedTuple):
    """One window: its output cell (i, j), its taps, the number of the last that is an input cell, y and ∂E/∂y."""

    name: Pair
    taps: tuple[Tap, ...]
    last: int
    output: float
    grad: float
    chosen: tuple[Pair, ...]
