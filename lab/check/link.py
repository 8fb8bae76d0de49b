"""The state of the Check page as text, for the address and what the browser keeps; files are in no link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from lab import fields
from lab.check.examples import EXAMPLES, opened
from lab.check.state import ROLES, WHATS, Check
from lab.entry import is_whole
from lab.link import MOST_CHARACTERS, pack, unpack
from pooling import PoolingError
from pooling.errors import shown
from pooling.parameters import Pair
from pooling.verify.case import DATA_FORMATS

NAMES = ("settings", "what", "data_format", "texts", "files", "example", "plane", "cell", "task")
OPTIONAL = ("example", "plane", "cell", "task", "files", "texts")
TASKS = ("", "verdict", "cells")
#: Characters of a text in a link, and of a name.
LONGEST_TEXT = 180_000
LONGEST_NAME = 100
LARGEST = 10**9


def encode(check: Check) -> str:
    """The state as text: what was pasted as it was pasted, the names of files, the layer, what is looked at.

    A text that is too long for a link is named like a file.
    """
    packed: dict[str, Any] = {"settings": asdict(check.settings), "what": check.what, "data_format": check.data_format}
    for name in ("plane", "cell", "task"):
        if getattr(check, name):
            packed[name] = getattr(check, name)
    if check.example:
        return pack(packed | {"example": check.example})
    files = {role: name[:LONGEST_NAME] for role, name in check.files.items()}
    texts = {role: text for role, text in check.texts.items() if text and role not in check.arrays}
    while len(text := pack(packed | {"texts": texts, "files": files})) > MOST_CHARACTERS and texts:
        longest = max(texts, key=lambda role: len(texts[role]))
        del texts[longest]
        files[longest] = f"the long text for {ROLES[longest]}"
    return text


def decode(text: str) -> tuple[Check, list[str]]:
    """The state that a link asks for, and what had to be dropped, in words."""
    dropped: list[str] = []
    try:
        given = unpack(text)
    except PoolingError as error:
        return Check(), [str(error)]

    def take(name: str, check: Callable[[Any], Any], otherwise: Any) -> Any:
        return fields.take(given, name, check, otherwise, dropped, optional=name in OPTIONAL)

    fields.name_unknown(given, NAMES, "link", dropped)
    example = take("example", lambda v: fields.one_of("example", v, ("", *EXAMPLES)), "")
    what = take("what", lambda v: fields.one_of("what", v, WHATS), Check().what)
    found = opened(example, what) if example else Check()
    files = take("files", partial(_texts, "files", LONGEST_NAME), {})
    lost = ", ".join(dict.fromkeys(files.values()))
    notice = f"Files and long texts are in no link: bring {lost} again." if files else ""
    return replace(
        found,
        settings=take("settings", lambda v: fields.settings(v, dropped), found.settings),
        what=what,
        data_format=take("data_format", lambda v: fields.one_of("data_format", v, DATA_FORMATS), found.data_format),
        texts=found.texts if example else take("texts", partial(_texts, "texts", LONGEST_TEXT), {}),
        plane=take("plane", partial(_pair, "plane"), None),
        cell=take("cell", partial(_pair, "cell"), None),
        task=take("task", lambda v: fields.one_of("task", v, TASKS), ""),
        notice=notice,
    ), dropped


def _texts(name: str, most: int, value: Any) -> dict[str, str]:
    form = isinstance(value, dict) and set(value) <= set(ROLES)
    if not form or not all(isinstance(v, str) and len(v) <= most for v in value.values()):
        raise PoolingError.broken(name, f"be texts for {', '.join(ROLES)}", shown(value))
    return value


def _pair(name: str, value: Any) -> Pair:
    if not isinstance(value, list) or len(value) != 2 or not all(is_whole(n, 0, LARGEST) for n in value):
        raise PoolingError.broken(name, "be two ints from 0", shown(value))
    return value[0], value[1]
