"""Text of a film in Pillow's own font, which has few signs: the others are spelled out, so that no box appears."""

from __future__ import annotations

from functools import lru_cache

from PIL import ImageFont

#: The signs of the mathematics as they are typed on a plain keyboard.
SPELLED = {
    "−": "-", "–": "-", "—": "-", "‑": "-", "×": "x", "÷": "/", "⋅": "·", "∂": "d", "Σ": "sum ", "∑": "sum ",
    "√": "root ", "≈": "~", "≠": "!=", "≤": "<=", "≥": ">=", "∞": "inf", "→": "->", "←": "<-", "∈": "in",
    "½": "1/2", "⁻": "^-", "ᵖ": "^p", "²": "^2", "³": "^3", "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")",
}  # fmt: skip
TEXT = str.maketrans(SPELLED)


@lru_cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """Pillow's font, `size` pixels high."""
    found = ImageFont.load_default(size)
    assert isinstance(found, ImageFont.FreeTypeFont)  # for the type checker: with a size it is always one
    return found


@lru_cache(maxsize=1024)
def is_drawn(sign: str) -> bool:
    """Whether the font has a glyph of its own for a character.

    >>> is_drawn("x"), is_drawn("∂")
    (True, False)
    """
    return sign == " " or bytes(font(16).getmask(sign)) != bytes(font(16).getmask("\uffff"))


def plain(text: str) -> str:
    """`text` in signs that the font has; what has no spelling either becomes "?".

    >>> plain("∂E/∂X ≈ −2 × Σ"), plain("✎")
    ('dE/dX ~ -2 x sum', '?')
    """
    spelled = " ".join(text.translate(TEXT).split())
    return spelled if spelled.isascii() else "".join(sign if is_drawn(sign) else "?" for sign in spelled)


@lru_cache(maxsize=8192)
def width(text: str, size: int) -> float:
    """Pixels that a plain text takes."""
    return font(size).getlength(text)


def wrapped(text: str, size: int, room: float) -> list[str]:
    """`text` in plain signs, in lines of at most `room` pixels; a word that is longer is broken."""
    lines = [""]
    for word in plain(text).split():
        joined = f"{lines[-1]} {word}".strip()
        if width(joined, size) <= room:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for sign in word:
            if width(lines[-1] + sign, size) > room:
                lines.append("")
            lines[-1] += sign
    return [line for line in lines if line]
