"""What every page has in common: its frame, its colours, the menu, and warnings from a link."""

from __future__ import annotations

import re
import string
import unicodedata

import streamlit as st

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

#: Joins what is on both sides, and is not seen.
JOINER = "\u2060"
#: Where Streamlit's Markdown reads more than there is: https://…, :streamlit:, a@b.c, www.…, arrows and dashes.
_READ_INTO = re.compile(r"(?<=:)(?=\S)|(?<=@)(?=\S)|(?<=www)(?=\.)|(?<=[<>~-])(?=[-=>])", re.IGNORECASE)
#: Unicode's classes of characters that embed, override or isolate a direction.
_TURNS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


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
    """What was changed on the visitor's behalf: settings lowered to fit, parts of a link dropped."""
    warn(state.current().notice)


def warn(text: str) -> None:
    """A warning, where there is one to give."""
    if text:
        st.warning(plain(text))


def refuse(text: str) -> None:
    """An error, where there is one to tell."""
    if text:
        st.error(plain(text))


def plain(text: str) -> str:
    r"""Text that may quote what a stranger wrote: no mark-up, no link, no picture, no formula, in the order it is read.

    A backslash takes the meaning from marks. Addresses, arrows and `:streamlit:` have one without any mark, which an
    invisible joiner takes away. What would turn the direction of the text around it is shown by its number.

    >>> print(plain("a*\u202e")), plain("www.b.c") == f"www{JOINER}" + r"\.b\.c"
    a\*\\u202e
    (None, True)
    """
    seen = "".join(_escaped(sign) if _acts(sign) else sign for sign in text)
    apart = re.sub(_READ_INTO, JOINER, seen)
    return re.sub(f"([{re.escape(string.punctuation)}])", r"\\\1", apart)


def named(text: str) -> str:
    r"""A name that a stranger gave, `plain` and to stand in a sentence: letters from right to left turn it alone.

    >>> print(named("a.png"))
    a\.png
    """
    turns = any(unicodedata.bidirectional(sign) in ("R", "AL", "AN") for sign in text)
    return f"\u2068{plain(text)}\u2069" if turns else plain(text)


def _acts(sign: str) -> bool:
    """Whether a character is no sign to be seen but a control, of direction or otherwise; half a character is, too."""
    kind = unicodedata.category(sign)
    return kind in ("Cc", "Cs") or sign in "\u061c\u200e\u200f" or unicodedata.bidirectional(sign) in _TURNS


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape").decode()
