"""What the pages with grids are made of: titled panels, the arrows between them, and charts that are mounted once."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import streamlit as st

from figures.figure import figure
from figures.glossary import meanings
from figures.heatmap import Picture
from figures.theme import Theme
from figures.voices.voice import Title
from pooling import Pooled
from ui import state
from ui.fitting import PRESENTED, READ, Counts, rules
from ui.shared import shared

NOTHING: Mapping[str, str] = MappingProxyType({})


def panel(name: str, title: Title, pooled: Pooled, editable: bool = False) -> Any:
    """A container with a title, in its own place on the page; a word of art in it tells what it means."""
    box = st.container(key=f"panel_{name}")
    box.html(head(*title, editable, meanings(name, pooled)))
    return box


def head(title: str, symbol: str, caption: str, editable: bool = False, means: Mapping[str, str] = NOTHING) -> str:
    """What stands above a grid; with what its words mean, the title is a button that tells it."""
    chip = ' <span class="lab-chip"><span aria-hidden="true">✎ </span>editable</span>' if editable else ""
    told = ""
    if means:
        title, told = _term(title, title, means)
    return f'<div class="lab-head"><h2>{title}</h2>{told} <i>{symbol}</i><div>{caption}{chip}</div></div>'


def glossary(means: Mapping[str, str]) -> str:
    """Words of art in a row, each a button that tells what it means; nothing where there are none."""
    terms = ("".join(_term(term, f"word {term}", {term: text})) for term, text in means.items())
    buttons = "".join(f'<div class="lab-word">{term}</div>' for term in terms)
    return f'<div class="lab-words" role="group" aria-label="what the words mean">{buttons}</div>' if means else ""


def _term(title: str, name: str, means: Mapping[str, str]) -> tuple[str, str]:
    """A button, and what it tells: what words mean. Its `name` is one that nothing else on the page has."""
    place = f"lab-means-{zlib.crc32(name.encode())}"
    words = "".join(f"<p>{'' if term == title else f'<b>{term}</b> '}{text}</p>" for term, text in means.items())
    button = f'<button type="button" class="lab-term" popovertarget="{place}">{title}</button>'
    return button, f'<div class="lab-means" id="{place}" popover>{words}</div>'


def explanation(folded: bool = False) -> Any:
    """The container for what is said of the grids; on a phone a sheet at its foot, open at first or `folded`."""
    box = st.container(key="panel_explain")
    is_open = "" if folded else " open"
    box.html(f'<details class="lab-fold"{is_open}><summary aria-label="explanation"></summary></details>')
    return box


def image(svg: str, title: str) -> str:
    """An SVG picture; one without a title is an ornament."""
    source = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
    return f'<div class="lab-scroll"><img class="lab-memory" alt="{title}" src="{source}"></div>'


def arrow(name: str, sign: str, text: str, weight: str = "") -> None:
    """The arrow from one grid to the next, with what happens on the way."""
    with st.container(key=f"panel_{name}"):
        st.html(f'<div class="lab-arrow"><span aria-hidden="true">{sign}</span>{text}<b>{weight}</b></div>')


def sizes(drawn: Mapping[str, Picture], longest: int | None = None) -> None:
    """Tell the style sheet how many cells there are, and where the grids stand in windows that are narrower."""
    st.html(f"<style>{rules(Counts.of(drawn, longest), PRESENTED if state.presenting() else READ)}</style>")


def chart(name: str, picture: Picture, theme: Theme, ready: bool, for_all: bool) -> None:
    """One chart, maybe one that is shown `for_all` at first.

    Once the page's script is `ready` to fill it, its spec changes with its shape and the theme alone.

    It is kept as a figure, which was checked when it was made: Streamlit would check a spec at every run.
    """
    signature = (picture.z.shape, picture.frame, theme.name)

    def made() -> Any:
        about = (picture.signature, theme.name, ready)
        return shared("chart", about, lambda: figure(picture, theme, with_text=not ready), for_all)

    spec = state.kept(name, signature, made, renew=not ready)
    with st.container(key=f"heatmap_{name}"):
        st.plotly_chart(spec, key=f"chart_{name}", theme=None, height="stretch", config={"displayModeBar": False})
