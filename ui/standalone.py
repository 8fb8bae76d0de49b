"""A pass as one HTML file that plays without a server."""

from __future__ import annotations

import base64
import html
from pathlib import Path
from string import Template

from figures.pictures import Title
from figures.theme import FONT, Theme, css_variables

HERE = Path(__file__).parent
SCRIPTS = ("colour.js", "board.js", "routes.js", "cells.js", "reel.js", "transport.js", "player.js", "standalone.js")
STYLES = ("page.css", "scene.css", "player.css")
PANEL = (
    '<div class="st-key-panel_{name} stVerticalBlock"><div class="lab-head"><h2>{title}</h2> <i>{symbol}</i>'
    '<div>{caption}</div></div><div class="st-key-heatmap_{name} stVerticalBlock"></div></div>'
)


def standalone(
    title: str,
    caption: str,
    titles: dict[str, Title],
    told: str,
    counts: str,
    payload: bytes,
    at: int,
    theme: Theme,
) -> str:
    """The file.

    Parameters
    ----------
    title, caption : what stands above the grids
    titles : what stands above each of the five grids
    told : the elements that the words go to
    counts : CSS properties that say how many cells there are
    payload : the steps as the player on the page is given them
    at : how many steps have been made when it opens
    """
    return Template((HERE / "standalone.html").read_text()).substitute(
        title=html.escape(title),
        caption=html.escape(caption),
        variables=css_variables(theme),
        css="\n".join((HERE / name).read_text() for name in STYLES),
        font=FONT,
        counts=counts,
        panels="\n".join(PANEL.format(name=name, **head._asdict()) for name, head in titles.items()),
        told=told,
        script="\n".join((HERE / name).read_text() for name in SCRIPTS),
        steps=base64.b64encode(payload).decode(),
        at=at,
    )
