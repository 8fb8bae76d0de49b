"""An address of the Check page in plain words, as `pooling.verify` prints it or a person writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from lab import fields
from lab.check.state import ROLES, WHATS, Check
from lab.settings import setting
from pooling import PoolingError
from pooling.registry import OPERATORS
from pooling.verify.case import DATA_FORMATS

NAMES = ("what", "operator", *OPERATORS.parameters(), "data_format", *ROLES)
LONGEST = 20_000


def asked(said: Mapping[str, str]) -> tuple[Check, list[str]]:
    """The state that the words of an address ask for, and what of them is none.

    >>> check, dropped = asked({"operator": "avg", "kernel_size": "2", "x": "[[1,5]]"})
    >>> check.settings.operator, check.settings.stride, check.texts, dropped
    ('avg', (2, 2), {'x': '[[1,5]]'}, [])
    """
    dropped: list[str] = []
    check = Check()
    for name in NAMES:
        if name in said:
            try:
                check = _with(check, name, said[name], said)
            except PoolingError as error:
                dropped.append(str(error))
    return check, dropped


def _with(check: Check, name: str, word: str, said: Mapping[str, str]) -> Check:
    """The state with one word taken; a kernel is the stride too where none is said."""
    if name == "what":
        return replace(check, what=fields.one_of(name, word, WHATS))
    if name == "data_format":
        return replace(check, data_format=fields.one_of(name, word, DATA_FORMATS))
    if name in ROLES:
        if len(word) > LONGEST:
            raise PoolingError.broken(name, f"be at most {LONGEST:,} characters", f"{len(word):,}")
        return replace(check, texts={**check.texts, name: word})
    value = setting(name, _value(word))
    also = {"stride": value} if name == "kernel_size" and "stride" not in said else {}
    change: dict[str, Any] = {name: value, **also}
    return replace(check, settings=replace(check.settings, **change))


def _value(text: str) -> Any:
    """A word as the number, the pair, the yes or no, or the name that it is."""
    if text in ("True", "False"):
        return text == "True"
    kinds: tuple[Callable[[str], Any], ...] = (int, float, lambda word: tuple(map(int, word.split(","))))
    for kind in kinds:
        try:
            return kind(text)
        except ValueError:
            continue
    return text
