"""What a stranger may write where a text, a value or a link is read: odd, huge, nested, bidirectional, mark-up."""

from __future__ import annotations

import base64
import json
import zlib
from random import Random
from typing import Any

#: Nothing of it may become part of the page; `MARK` tells it from what pages write, data of pictures too.
MARK = "zq-x"
MARKUP = (
    f"<img src={MARK}>", f"<script>{MARK}</script>", f"![{MARK}](//a.b/c)", f"[{MARK}](javascript:alert(1))",
    "$$x^2$$", f"https://{MARK}.example/a_b", f"www.{MARK}.example", f"{MARK}@mail.example",
    f"mailto:{MARK}@mail.example", ":red[x]", ":material/home:", "**b**", "`", "&lt;b&gt;", "&#60;b&#62;", "\\",
    "\\<b>", "-->", "]]>", "#", "|a|b|", "> a", "1. a",
)  # fmt: skip
TEXTS = (
    "", " ", "\t", "\n", "\0", "a", "true", "false", "null", "None", "NaN", "inf", "-inf", "0", "1", "-1", "²", "١٢",
    "１２", "1e400", "1_000", "0x10", "1,5", "1 5", "−3", "+7", "007", "9" * 30, "~", "~0", "~" + "0" * 24, "%", "%00",
    "é", "日本", "\u202e123", "\u200f", "\u2066a\u2069", "\ufeff1", "a\u0301", "😀", "../../etc/passwd",
    "'; DROP TABLE x; --", "{}", "[]", "forward", "overlap", "average", "max", "pytorch", "keras_same",
    "7-easy-any-0", "7-hard-any-9", "42-medium-overlap-3", "7-easy-any-0-0", "7-easy-", "99999-easy-any-0", "3-9",
    "9-3", "0-0", "-", "0-999999", "x" * 500, "<" * 3000,
)  # fmt: skip
#: JSON knows these beside what a query string can hold.
HALVES = ("\ud800", "a\udfff", "\ud83d")
NUMBERS: tuple[Any, ...] = (
    0, 1, 2, 3, -1, 5, 16, 17, 255, 9999, 10_000, 10**9, 10**9 + 1, 10**18, 10**400, -(10**400), 0.0, -0.0, 0.5, 2.0,
    2.5, 3.0, 1e-320, 1e9, 1e10, 1e308, -1e308,
)  # fmt: skip


def text(chance: Random, longest: int = 30_000) -> str:
    """Any text that an address can hold."""
    kind = chance.randrange(10)
    if kind < 4:
        return chance.choice(TEXTS)
    if kind < 7:
        return chance.choice(MARKUP)
    if kind < 9:
        return "".join(chance.choice((*TEXTS, *MARKUP))[:40] for _ in range(chance.randint(2, 4)))
    return chance.choice(("x", "<b>", "日", "9", "-", "[", "😀", "\u202e")) * chance.choice((300, longest))


def value(chance: Random, depth: int = 0) -> Any:
    """Anything that JSON can hold."""
    kind = chance.randrange(9 if depth < 3 else 6)
    if kind < 2:
        return chance.choice(NUMBERS)
    if kind < 4:
        return chance.choice(HALVES) if chance.random() < 0.1 else text(chance, 3000)
    if kind < 6:
        return chance.choice((None, True, False))
    if kind < 8:
        return [value(chance, depth + 1) for _ in range(chance.choice((0, 1, 2, 2, 3, 5)))]
    return {text(chance, 300): value(chance, depth + 1) for _ in range(chance.choice((0, 1, 2, 5)))}


def places(inside: Any) -> list[tuple[Any, Any]]:
    """Every place in lists and objects where a value stands, as what holds it and its key."""
    here = inside.items() if isinstance(inside, dict) else enumerate(inside) if isinstance(inside, list) else ()
    return [place for key, part in list(here) for place in [(inside, key), *places(part)]]


def changed(fields: dict[str, Any], chance: Random) -> dict[str, Any]:
    """The same fields with one to four of their parts replaced, taken out, exchanged or added."""
    fields = json.loads(json.dumps(fields))
    for _ in range(chance.randint(1, 4)):
        # A grid has many cells: a field, or a part of a field that is drawn first, so that all have their turn.
        top = chance.choice(list(fields)) if fields else ""
        inner = [(fields, top)] if chance.random() < 0.5 else places(fields.get(top)) or [(fields, top)]
        holder, key = chance.choice(inner)
        way = chance.randrange(8)
        if way == 0 and isinstance(holder, dict):
            holder.pop(key, None)
        elif way == 1:
            fields[text(chance, 300)] = value(chance)
        elif way == 2 and isinstance(holder, list):
            holder.insert(0, value(chance))
        elif way == 3:
            holder[key] = nested(chance)
        elif way == 4 and isinstance(holder, dict):
            holder[key] = holder[chance.choice(list(holder))] if holder else None
        else:
            holder[key] = value(chance)
    return fields


def nested(chance: Random) -> Any:
    """A list in a list in a list …, deeper than anything is in a link."""
    inside: Any = []
    for _ in range(chance.choice((3, 50, 300))):
        inside = [inside] if chance.random() < 0.9 else {"a": inside}
    return inside


def packed(plain: str | bytes) -> str:
    """Text as a link holds it, whatever it says."""
    content = plain.encode("utf-8", "surrogatepass") if isinstance(plain, str) else plain
    return base64.urlsafe_b64encode(zlib.compress(content)).decode().rstrip("=")


def damaged(good: str, chance: Random) -> str:
    """A text that was a link once, or never."""
    way, at = chance.randrange(9), chance.randrange(len(good) or 1)
    if way == 0:
        return good[:at]
    if way == 1:
        return good[:at] + text(chance, 300) + good[at:]
    if way == 2:
        return good[:at] + chance.choice("-_Az09+/=%") + good[at + 1 :]
    if way == 3:
        return packed(chance.choice(("null", "1", '"a"', "[]", "[" * 5000, '{"x":NaN}', '{"x":1e400}', "{")))
    if way == 4:
        return packed(b"\xff\xfe" + chance.randbytes(30))
    if way == 5:
        return packed(b'{"x":"' + b"0" * chance.choice((10, 250_000, 30_000_000)) + b'"}')
    if way == 6:
        return packed('{"seed":' + "9" * chance.choice((10, 4000, 5000)) + "}")
    if way == 7:
        return packed('{"seed":1,"seed":2,"":{"":[]}}')
    return text(chance)
