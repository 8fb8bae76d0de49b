"""The buttons that copy the state of the page: as a link, and as a frame for a slide or a page."""

from __future__ import annotations

import streamlit as st

from lab.state import Lab
from ui import address, link
from ui.keeping import LONGEST
from ui.sources import script, source

_button = st.components.v2.component(
    "pooling_lab_copying",
    html='<div class="lab-copying"><button type="button" class="lab-copy"><span></span></button>'
    '<span class="lab-copied" role="status"></span></div>',
    css=source("copying.css"),
    js=script("copying.js"),
    isolate_styles=False,
)


def copy_the_address(lab: Lab | None = None) -> None:
    """Draw it, for a page whose state is a `lab`; where that is too long for an address the whole link is copied."""
    text = _whole(lab)
    label = "Copy the whole link" if text else "Copy the address"
    _draw("copy", label, text, framed=False)


def copy_the_frame(lab: Lab) -> None:
    """Draw the button that copies the HTML of a frame in which others show this page as it is."""
    _draw("copy_frame", "Embed", _whole(lab), framed=True)


def _draw(key: str, label: str, text: str, framed: bool) -> None:
    data = {"label": label, "text": text, "framed": framed, "own": address.OWN}
    _button(key=key, data=data, width="content")


def _whole(lab: Lab | None) -> str:
    """The link of a state that is too long for an address."""
    return link.whole(lab) if lab is not None and len(link.text_of(lab)) > LONGEST else ""
