"""A pass as one HTML file that plays without a server."""

from __future__ import annotations

import base64
import html
from string import Template

from figures.theme import FONT, Theme, css_variables
from figures.voices.voice import Title
from ui.sources import script, source

PANEL = (
    '<div class="st-key-panel_{name} stVerticalBlock"><div class="lab-head"><h2>{title}</h2> <i>{symbol}</i>'
    '<div>{caption}</div></div><div class="st-key-heatmap_{name} stVerticalBlock"></div></div>'
)


def standalone(
    title: str,
    caption: str,
    titles: dict[str, Title],
    told: str,
    sizes: str,
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
    sizes : the style sheet that says how large cells are and where grids stand
    payload : the steps as the player on the page is given them
    at : how many steps have been made when it opens
    """
    return Template(source("standalone.html")).substitute(
        title=html.escape(title),
        caption=html.escape(caption),
        variables=css_variables(theme),
        css=source("page.css", "scene.css", "player.css", "code.css"),
        font=FONT,
        sizes=sizes,
        panels="\n".join(PANEL.format(name=name, **head._asdict()) for name, head in titles.items()),
        told=told,
        script=script("standalone.js"),
        steps=base64.b64encode(payload).decode(),
        at=at,
    )
