"""A JSON object of arrays, as the lab writes it: walked name by name, so that nothing but numbers becomes Python's."""

from __future__ import annotations

import json
import re
from typing import Any

from numpy.typing import NDArray

from lab.arrays.npz import MOST_ARRAYS, SPEC
from lab.arrays.numbers import LARGEST_ROWS, bounded
from lab.arrays.text import parsed
from pooling.errors import PoolingError, shown

#: Characters of the layer in the lab's own downloads; they have 300.
LONGEST_SPEC = 4_000
_SPACE = re.compile(r"\s*")
_NAME = re.compile(r'"(?:[^"\\]|\\.){0,200}"')
_MARK = re.compile(r'[\[\]"{}]')


def read_json(text: str) -> dict[str, NDArray]:
    """The arrays of a JSON object by their names, or the array that a JSON list is, under no name; null is NaN.

    Raises
    ------
    PoolingError
        When it is no such thing.

    Examples
    --------
    >>> read_json('{"x": [[1, 2]]}')
    {'x': array([[1, 2]])}
    """
    if not text[:1000].lstrip().startswith("{"):
        return {"": parsed(text, "file", null=True)}
    found: dict[str, NDArray] = {}
    for name, inside in fields(text).items():
        if name != SPEC:
            found[name] = parsed(inside, f"array {shown(name)}", null=True)
    return bounded(found)


def fields(text: str) -> dict[str, str]:
    """The text of every list in an object, by name; `spec` may be an object itself.

    >>> fields('{"spec": {"stride": 2}, "x": [[1]]}')
    {'spec': '{"stride": 2}', 'x': '[[1]]'}
    """
    if text.count("[") > 3 * LARGEST_ROWS:
        raise PoolingError.broken("file", f"have at most {LARGEST_ROWS:,} rows", "more")
    found: dict[str, str] = {}
    at = _after(text, 0, "{")
    while text[at : at + 1] != "}":
        if found:
            at = _after(text, at, ",")
        name, at = _name(text, at)
        if name in found or len(found) > MOST_ARRAYS:
            raise PoolingError.broken("file", f"hold at most {MOST_ARRAYS} arrays, each once", shown(name))
        start = _after(text, at, ":")
        at = _end(text, start, name)
        found[name] = text[start:at]
        at = _blank(text, at)
    if text[at + 1 :].strip():
        raise _no_json(text[at + 1 :].strip())
    return found


def layer(text: str) -> Any:
    """What the `spec` of a download says, as JSON; None where it is none."""
    try:
        return json.loads(text) if len(text) <= LONGEST_SPEC else None
    except (ValueError, RecursionError):
        return None


def _blank(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _after(text: str, at: int, sign: str) -> int:
    at = _blank(text, at)
    if text[at : at + 1] != sign:
        raise _no_json(text[at : at + 20])
    return _blank(text, at + 1)


def _name(text: str, at: int) -> tuple[str, int]:
    said = _NAME.match(text, at)
    try:
        return json.loads(said.group() if said else ""), said.end() if said else at
    except ValueError:
        raise _no_json(text[at : at + 20]) from None


def _end(text: str, start: int, name: str) -> int:
    """Where the list or the object that begins at `start` ends."""
    begins, depth = text[start : start + 1], 0
    if begins != "[" and not (begins == "{" and name == SPEC):
        raise PoolingError.broken(f"array {shown(name)}", "be lists of numbers", shown(text[start : start + 20]))
    longest = len(text) if begins == "[" else start + LONGEST_SPEC
    for mark in _MARK.finditer(text, start, longest):
        sign = mark.group()
        if begins == "[" and sign not in "[]":
            where = mark.start()
            raise PoolingError.broken(f"array {shown(name)}", "be lists of numbers", shown(text[where : where + 20]))
        if sign != '"':
            depth += 1 if sign in "[{" else -1
        if depth == 0:
            return mark.end()
    raise _no_json("an end that does not come")


def _no_json(got: str) -> PoolingError:
    return PoolingError.broken("file", "be one JSON object of arrays", shown(got) if got else "nothing")
