"""Which of these is mine?: two entries for what a model was given and what it gave, and who gives the same."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from figures.stories.mine import others, verdict
from lab.mine import LARGEST, which
from lab.state import Lab
from pooling import PoolingError
from ui import page, state
from ui.widgets import show, wish

TITLE = "Which of these is mine?"
HELP = "Paste an input and the output that your model gave for it; the layer is the one at the left."
ENTRIES = {"x": "Input of the model", "output": "Output of the model"}


def which_is_mine(lab: Lab) -> None:
    """Draw the entries and, once both are filled, which conventions give that output."""
    texts: dict[str, str] = st.session_state.setdefault("whose", dict.fromkeys(ENTRIES, ""))
    st.html(f'<h2>{TITLE}</h2><p class="lab-note">{HELP}</p>')
    for column, (role, label) in zip(st.columns(2, gap="medium"), ENTRIES.items(), strict=True):
        key = f"whose_{role}"
        show(key, texts[role])
        with column:
            st.text_area(
                label, key=key, height=130, max_chars=LARGEST, placeholder="A list, print(array), tensor([…]), CSV",
                on_change=wish(key, partial(_text, role)),
            )  # fmt: skip
    if all(text.strip() for text in texts.values()):
        _answer(texts, lab)


def _text(role: str, text: str) -> None:
    st.session_state["whose"] = st.session_state["whose"] | {role: text}


def _answer(texts: dict[str, str], lab: Lab) -> None:
    about = (*texts.values(), lab.settings)
    try:
        found = state.kept("whose_found", about, lambda: which(texts["x"], texts["output"], lab.settings), renew=False)
    except PoolingError as error:
        page.refuse(str(error))
        return
    st.html(f'<p aria-live="polite"><b>{escape(verdict(found))}</b></p>')
    lines = "".join(f"<li><b>{escape(name)}</b>: {escape(why)}</li>" for name, why in others(found))
    if lines:
        with st.expander("Why not the others"):
            st.html(f"<ul>{lines}</ul>")
