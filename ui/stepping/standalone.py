"""A pass as one HTML file that plays without a server."""

from __future__ import annotations

import base64
import html
from string import Template
from typing import NamedTuple

from figures.film.prepared import WAY_NAMES, PreparedPass
from figures.narration.text import layer
from figures.pictures import titles
from figures.theme import FONT, Theme, css_variables
from figures.voices.voice import Title
from ui.fitting import FILE, Counts, rules
from ui.sources import script, source

PANEL = (
    '<div class="st-key-panel_{name} stVerticalBlock"><div class="lab-head"><h2>{title}</h2> <i>{symbol}</i>'
    '<div>{caption}</div></div><div class="st-key-heatmap_{name} stVerticalBlock"></div></div>'
)

_WORDS = (
    '<div class="lab-told"><h2 class="lab-aloud">What this step does</h2>'
    '<p class="lab-sentence" aria-live="polite"></p><p class="lab-equation"></p>'
    '<dl class="lab-ledger" hidden><div><dt>Σ upstream sent</dt><dd></dd></div>'
    "<div><dt>Σ input gradient</dt><dd></dd></div>"
    "<div><dt>lost to padding</dt><dd></dd></div></dl>"
    '<ol class="lab-loops" tabindex="0" aria-label="the loops of this pass"{}></ol></div>'
)
#: Where the words of a step go; the loops of the pass below them are shown where they are asked for, or at once.
TOLD, TOLD_WITH_CODE = _WORDS.format(" hidden"), _WORDS.format("")


class Before(NamedTuple):
    """What stands before the player: a title and a caption, more of it as HTML, and the style of that."""

    title: str
    caption: str
    above: str = ""
    style: str = ""


def of_pass(run: PreparedPass, at: int, theme: Theme, before: Before | None = None, code: bool = False) -> str:
    """The file of a pass, which opens after `at` of its steps; its name stands `before` it, or what is given.

    With `code` the loops of the pass stand beside its words.
    """
    pooled, way = run.playback.trace.pooled, run.playback.trace.way
    about = f"{WAY_NAMES[way]}: {layer(pooled.spec)}"
    title, caption, above, style = before or Before(f"{pooled.operator.label} pooling, step by step", about)
    sizes = rules(Counts.of(run.playback.blank, run.playback.longest), FILE) + style
    told = TOLD_WITH_CODE if code else TOLD
    return standalone(title, caption, titles(pooled), told, sizes, run.payload, at, theme, above)


def standalone(
    title: str,
    caption: str,
    titles: dict[str, Title],
    told: str,
    sizes: str,
    payload: bytes,
    at: int,
    theme: Theme,
    above: str = "",
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
    above : HTML between the title and the player
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
        above=above,
        script=script("standalone.js"),
        steps=base64.b64encode(payload).decode(),
        at=at,
    )
