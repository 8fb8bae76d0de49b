"""An address of the Check page in plain words, as `pooling.verify` prints it or a person writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from lab.check.state import FORMATS, ROLES, WHATS, Check
from lab.settings import setting
from pooling import PoolingError
from pooling.errors import shown
from pooling.registry import OPERATORS

NAMES = ("what", "operator", *OPERATORS.parameters(), "data_format", *ROLES)
LONGEST = 20_000


def asked(said: Mapping[str, str]) -> tuple[Check, list[str]]:
    """The state that the words of an address ask for, and what of them is none.

    >>> check, dropped = asked({"operator": "avg", "kernel_size": "2", "x": "[[1,5]]"})
    >>> check.settings.operator, check.settings.stride, check.texts, dropped
    ('avg', (2, 2), {'x': '[[1,5]]'}, [])
    """
    dropped: list[str] = []
    texts = {role: said[role] for role in ROLES if role in said}
    for role in [role for role in texts if len(texts[role]) > LONGEST]:
        dropped.append(
            str(PoolingError.broken(role, f"be at most {LONGEST:,} characters", f"{len(texts.pop(role)):,}"))
        )
    check = Check(texts=texts)
    for name in NAMES:
        if name not in said or name in ROLES:
            continue
        try:
            if name in ("what", "data_format"):
                allowed = tuple(WHATS) if name == "what" else FORMATS
                if said[name] not in allowed:
                    raise PoolingError.broken(name, f"be one of {', '.join(allowed)}", shown(said[name]))
                word: dict[str, Any] = {name: said[name]}
                check = replace(check, **word)
            else:
                value = setting(name, _value(said[name]))
                change: dict[str, Any] = {name: value}
                if name == "kernel_size" and "stride" not in said:
                    change["stride"] = value
                check = replace(check, settings=replace(check.settings, **change))
        except PoolingError as error:
            dropped.append(str(error))
    return check, dropped


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
