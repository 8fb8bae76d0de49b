"""Text of a film in Pillow's own font, which has few signs: some others are drawn, the rest are spelled out."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from PIL import Image, ImageDraw, ImageFont

from figures.film.signs import SIGNS, mask

#: The signs of the mathematics as they are typed on a plain keyboard.
SPELLED = {
    "–": "-", "—": "-", "‑": "-", "÷": "/", "⋅": "·", "∑": "Σ",
    "√": "root ", "≠": "!=", "≤": "<=", "≥": ">=", "∞": "inf", "←": "<-", "∈": "in",
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
    """Whether there is a glyph for a character.

    >>> is_drawn("x"), is_drawn("∂"), is_drawn("√")
    (True, True, False)
    """
    return sign == " " or sign in SIGNS or bytes(font(16).getmask(sign)) != bytes(font(16).getmask("\uffff"))


def plain(text: str) -> str:
    """`text` in signs that can be drawn; what has no spelling either becomes "?".

    >>> plain("∂E/∂X ≈ −2 × Σ ≤ 3"), plain("✎")
    ('∂E/∂X ≈ −2 × Σ <= 3', '?')
    """
    spelled = " ".join(text.translate(TEXT).split())
    return spelled if spelled.isascii() else "".join(sign if is_drawn(sign) else "?" for sign in spelled)


@lru_cache(maxsize=8192)
def width(text: str, size: int) -> float:
    """Pixels that a plain text takes."""
    return sum(_length(run, size) for run in _runs(text))


def _runs(text: str) -> list[str]:
    """A plain text in pieces that the font draws at once, and single signs that it does not have."""
    return [
        run for own, letters in groupby(text, SIGNS.__contains__) for run in (letters if own else ["".join(letters)])
    ]


def _length(run: str, size: int) -> float:
    return SIGNS[run][0] * size if run in SIGNS else font(size).getlength(run)


def write(strength: Image.Image, text: str, size: int, middle: bool = False) -> None:
    """Draw a plain text on a picture of strengths: from its upper left corner, or in its middle."""
    above, below = font(size).getmetrics()
    left = (strength.width - width(text, size)) / 2 if middle else 0.0
    line = (strength.height + above - below) / 2 if middle else float(above)
    drawing = ImageDraw.Draw(strength)
    for run in _runs(text):
        if run in SIGNS:
            strength.paste(255, (round(left), round(line) - size), mask(run, size))
        else:
            drawing.text((left, line), run, 255, font(size), "ls")
        left += _length(run, size)


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
