"""The player for a notebook: the file that plays, deflated, in a frame that nothing around it can reach."""

from __future__ import annotations

import base64
import zlib
from html import escape
from string import Template
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from figures.film.prepared import prepare
from figures.narration.text import layer
from figures.phrases import by as sized
from figures.theme import THEMES
from lab.entry import LARGEST_SIDE, is_whole
from lab.length import MOST_STEPS
from lab.settings import LARGEST, within_reach
from pooling import PoolingError, PoolSpec, pool
from pooling.errors import shown
from pooling.steps.trace import count
from ui.sources import script, source
from ui.stepping.standalone import of_pass

#: Pixels: the least and the most that a frame is high.
HEIGHTS = (200, 4000)


class Played(NamedTuple):
    """What is played, in words; the file that plays it; the frame that holds the file."""

    about: str
    page: str
    frame: str


def played(x: NDArray, spec: PoolSpec, grad_output: Any, way: str, by: str, at: int, theme: str, height: int) -> Played:
    """The player of a layer over `x`, with an upstream gradient of ones where there is none.

    Raises
    ------
    PoolingError
        When the pass cannot be played, or an argument breaks its rule.
    """
    check(x.shape, spec)
    pooled = pool(x.astype(np.float64), spec)
    upstream = np.ones(pooled.output.shape) if grad_output is None else grad_output
    if theme not in THEMES:
        raise PoolingError.broken("theme", f"be one of {', '.join(THEMES)}", shown(theme))
    steps = count(pooled.windows, way, by)
    if steps > MOST_STEPS:
        raise PoolingError.broken("by", f'be "window" where taps make more than {MOST_STEPS} steps', shown(by))
    for name, value, least, most in (("at", at, 0, steps), ("height", height, *HEIGHTS)):
        if not is_whole(value, least, most):
            raise PoolingError.broken(name, f"be an int from {least} to {most}", shown(value))
    run = prepare("", pooled, upstream, way, by, THEMES[theme])
    about = f"{pooled.operator.label} pooling of {sized(x.shape)} cells, {layer(spec)}: {run.length} steps"
    page = of_pass(run, at, THEMES[theme])
    return Played(about, page, frame(page, about, height))


def check(shape: tuple[int, ...], spec: PoolSpec) -> None:
    """Refuse what the player has no room for.

    Raises
    ------
    PoolingError
        When it is not one plane of at most 16 × 16 cells, or a parameter is larger than those of the lab.
    """
    if len(shape) != 2 or spec.axes != 2 or max(shape) > LARGEST_SIDE:
        rule = f"be one plane (H, W) of at most {LARGEST_SIDE} × {LARGEST_SIDE} cells"
        raise PoolingError.broken("x", rule, f"shape {shape}")
    for name in LARGEST:
        within_reach(name, getattr(spec, name))


def frame(page: str, title: str, height: int) -> str:
    """A page in a frame: its style, keys and names meet nothing else; it can neither store nor open anything.

    It comes deflated, a third as large, and unfolds itself: a notebook keeps what its cells gave.
    """
    packed = base64.b64encode(zlib.compress(page.encode(), 9)).decode()
    inner = Template(source("folded.html")).substitute(title=escape(title), script=script("folded.js"), page=packed)
    style = f"width:100%;height:{height}px;border:0"
    return f'<iframe sandbox="allow-scripts" title="{escape(title)}" style="{style}" srcdoc="{escape(inner)}"></iframe>'
