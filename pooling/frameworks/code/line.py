"""A line of code that knows what it does: so that the player can light it, wherever in the code it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

INDENT = "    "


class Line(NamedTuple):
    """Its text, the name of what it does, and the name of the part of the walk that it is of; `at_work` knows both."""

    text: str
    does: str = ""
    part: str = ""


def plain(lines: Iterable[str]) -> list[Line]:
    """Lines that no step is about."""
    return [Line(text) for text in lines]


def within(heads: Iterable[Line], body: Iterable[Line]) -> list[Line]:
    """Loops and conditions, each within the one before, around a body.

    >>> [line.text for line in within([Line("for i in x:"), Line("if i:")], [Line("y += i", "add")])]
    ['for i in x:', '    if i:', '        y += i']
    """
    heads = list(heads)
    depths = [*range(len(heads)), *[len(heads)] * len(body := list(body))]
    return [line._replace(text=INDENT * d + line.text) for d, line in zip(depths, [*heads, *body], strict=True)]


def of(part: str, lines: Iterable[Line]) -> list[Line]:
    """The same lines as a part of the walk."""
    return [line._replace(part=part) for line in lines]
