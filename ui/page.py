"""What every page has in common: its frame, its colours, the menu, and warnings from a link."""

from __future__ import annotations

# Streamlit imports pandas in the middle of its first run, and Plotly, at work for another visitor in that moment,
# would find half a module. Imported here, it is there as a whole before any page draws.
import pandas  # type: ignore[import-untyped]  # noqa: F401
import streamlit as st

from figures.plain import plain
from figures.theme import THEMES, Theme, css_variables
from ui import address, embed, link, memory, present, state, turns, uploads, widgets
from ui.keeping import LONGEST, Kept, follow, keep, refused
from ui.sources import source

PAGES = {
    "app.py": "Explore",
    "pages/1_Step_through.py": "Step through",
    "pages/2_Lessons.py": "Lessons",
    "pages/5_Check.py": "Check mine",
    "pages/6_Quiz.py": "Quiz",
    "pages/3_Image.py": "Image",
    "pages/4_Frameworks.py": "Frameworks",
    "pages/9_Mathematics.py": "Mathematics",
}

memory.settle()


def start(title: str) -> Theme:
    """Set a page up; the first call of every page. Gives the theme that the visitor's browser shows."""
    theme = frame(title)
    address.opened(title)
    state.enter(title)
    link.adopt()
    if state.current().knobs:  # of a lesson whose link was opened here
        state.change(knobs={})
    follow(link.kept())
    return theme


def frame(title: str) -> Theme:
    """What a page looks like before anything is on it: its name, its style, the menu."""
    uploads.guard()
    widgets.settle()
    state.free(title)
    turns.begin()
    st.set_page_config(page_title=f"{title} · Pooling Lab", page_icon="🔲", layout="wide")
    theme = THEMES.get(st.context.theme.type or "light", THEMES["light"])
    css = source("page.css", "welcome.css", "phone.css", "arrival.css")
    st.html(f"<style>.stApp{{{css_variables(theme)}}}\n{css}</style>")
    embed.style()
    if not embed.embedded():
        with st.sidebar, st.container(key="menu"):
            for file, label in PAGES.items():
                st.page_link(file, label=label)
    return theme


def finish(*kept: Kept) -> None:
    """Have the address and the browser keep what is on the page; the last call of every page."""
    present.say()
    keep(*kept)
    longest = max((len(thing.text) for thing in kept), default=0)
    if longest > LONGEST:
        where = "and this browser keeps nothing: copy the link" if refused() else "but this browser keeps it"
        st.caption(f"This state is too long for an address ({longest:,} characters), {where}.")
    widgets.finish()
    turns.end()
    memory.tidy()


def title(text: str, caption: str, kind: str = "lab-caption") -> None:
    """The heading of a page."""
    st.html(f'<div class="lab-title"><h1>{text}</h1><p class="{kind}">{caption}</p></div>')


def presented(text: str, caption: str, hint: bool = True) -> bool:
    """The heading of a page that can be presented, with the switch for it; gives whether it is on.

    A caption that is only a hint how to use the page is not shown to a class. In a frame there is neither.
    """
    if embed.embedded():
        return False
    with st.container(key="top", horizontal=True, vertical_alignment="top", gap="small"):
        title(text, caption, "lab-hint" if hint else "lab-caption")
        return present.toggle()


def notice() -> None:
    """What was changed on the visitor's behalf: settings lowered to fit, parts of a link dropped.

    It has a place of its own over the heading: nothing below moves when it comes and goes.
    """
    with st.container(key="notice"):
        warn(state.current().notice)


def warn(text: str) -> None:
    """A warning, where there is one to give."""
    if text:
        st.warning(plain(text))


def refuse(text: str) -> None:
    """An error, where there is one to tell."""
    if text:
        st.error(plain(text))
