"""What a stranger wrote, as text that stands for itself: no mark-up, no link, nothing that turns what is around it."""

from __future__ import annotations

import re
import string
import unicodedata

#: Joins what is on both sides, and is not seen.
JOINER = "\u2060"
#: Where Streamlit's Markdown reads more than there is: https://…, :streamlit:, a@b.c, www.…, arrows and dashes.
_READ_INTO = re.compile(r"(?<=:)(?=\S)|(?<=@)(?=\S)|(?<=www)(?=\.)|(?<=[<>~-])(?=[-=>])", re.IGNORECASE)
#: Unicode's classes of characters that embed, override or isolate a direction.
_TURNS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def plain(text: str) -> str:
    r"""Text that may quote what a stranger wrote: no mark-up, no link, no picture, no formula, in the order it is read.

    A backslash takes the meaning from marks. Addresses, arrows and `:streamlit:` have one without any mark, which an
    invisible joiner takes away. What would turn the direction of the text around it is shown by its number.

    >>> print(plain("a*\u202e")), plain("www.b.c") == f"www{JOINER}" + r"\.b\.c"
    a\*\\u202e
    (None, True)
    """
    apart = re.sub(_READ_INTO, JOINER, visible(text))
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


def visible(text: str) -> str:
    r"""Text as it is, but for what controls or turns it, which is shown by its number.

    >>> print(visible("a*\u202e"))
    a*\u202e
    """
    return "".join(_escaped(sign) if _acts(sign) else sign for sign in text)


def spoken(text: str) -> str:
    """What Markdown says, for where no Markdown is read: the marks of `plain` are taken off, others stay as they are.

    >>> spoken(plain("a*b: c->d"))
    'a*b: c->d'
    """
    return re.sub(f"\\\\([{re.escape(string.punctuation)}])", r"\1", text).replace(JOINER, "")
