"""The button that copies the address: the state of the page as a link."""

from __future__ import annotations

import streamlit as st

from lab.state import Lab
from ui import link
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
    text = link.whole(lab) if lab is not None and len(link.text_of(lab)) > LONGEST else ""
    label = "Copy the whole link" if text else "Copy the address"
    _button(key="copy", data={"label": label, "text": text}, width="content")
