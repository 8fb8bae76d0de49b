"""The button that copies the address: the state of the page as a link."""

from __future__ import annotations

import streamlit as st

from lab.state import Lab
from ui import keeping, link
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


def copy_the_address(lab: Lab) -> None:
    """Draw it; where the state is too long for an address, the link that holds it all is copied, and that is said."""
    length = len(link.text_of(lab))
    if length <= LONGEST:
        _button(key="copy", data={"label": "Copy the address", "text": ""}, width="content")
        return
    _button(key="copy", data={"label": "Copy the whole link", "text": link.whole(lab)}, width="content")
    where = "this browser keeps nothing either: copy the link" if keeping.refused() else "this browser keeps it"
    st.caption(f"This state is too long for an address ({length:,} characters): {where}.")
