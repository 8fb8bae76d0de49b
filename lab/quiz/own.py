"""A teacher's own cases: a grid and a layer with what is asked of them; as a link and a file hold them, all checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lab import fields
from lab.entry import grid, is_whole
from lab.link import json_object, pack, unpack
from lab.quiz.task import KINDS, TOLERANCE, Task
from lab.quiz.topics import kinds_of
from lab.settings import Settings
from pooling.errors import PoolingError, shown
from pooling.parameters import Pair
from pooling.registry import OPERATORS

#: What the level and the topic of an own case are called.
OWN = "own"
#: A case is filled in by hand, so it is small; a round of them fits into a link.
LARGEST_SIDE, MOST_CASES = 8, 20
FIELDS = ("kind", "settings", "x", "grad_output", "asked")


@dataclass(frozen=True, eq=False)
class OwnCase:
    """A question of a kind about a grid and a layer; for a route the output cell that is `asked` about."""

    kind: str
    settings: Settings
    x: NDArray
    grad_output: NDArray
    asked: Pair | None = None

    def task(self, number: int) -> Task:
        """The case as question `number` of its round."""
        spec = self.settings.spec(*self.x.shape)
        return Task(self.kind, OWN, OWN, number, 0, self.x, spec, self.grad_output, self.asked)

    def check(self) -> None:
        """Raise if nothing can be asked here: of this kind, of this size, with an answer that is not empty."""
        if max(self.x.shape) > LARGEST_SIDE:
            size = "×".join(map(str, self.x.shape))
            raise PoolingError.broken("input", f"be at most {LARGEST_SIDE}×{LARGEST_SIDE} in a question", size)
        kinds = kinds_of(OPERATORS[self.settings.operator])
        if self.kind not in kinds:
            raise PoolingError.broken("kind", f"be one of {', '.join(kinds)} for this layer", shown(self.kind))
        task = self.task(0)
        if (self.kind == "route") != (self.asked is not None):
            raise PoolingError.broken("asked", "be an output cell for a route, and for nothing else", shown(self.asked))
        if task.asked is not None and not 0 <= int(np.asarray(task.pooled.indices)[task.asked]) < self.x.size:
            raise PoolingError.broken("asked", "be an output cell whose window holds a cell", shown(self.asked))
        answer = task.answer.astype(np.float64)
        if not np.isfinite(answer).all():  # a root has no slope at 0
            raise PoolingError.broken("answer", "be a number in every cell", "one that is none")
        if not (np.abs(answer) > TOLERANCE).any():
            raise PoolingError.broken("answer", "have a number other than 0", "zeros alone")


@dataclass(frozen=True)
class OwnRound:
    """Own cases in their order. `digest` tells them from others: who has the name alone has no cases."""

    digest: str
    count: int
    cases: tuple[OwnCase, ...] = ()

    @property
    def is_plain(self) -> bool:
        return False

    def task(self, number: int) -> Task:
        """Question `number`.

        Raises
        ------
        PoolingError
            When the cases are not at hand.
        """
        if not self.cases:
            raise PoolingError.broken("quiz", "come with its cases: open the whole link", "its name alone")
        return self.cases[number].task(number)

    def name(self, number: int) -> str:
        """What question `number` is called."""
        return f"{OWN}-{self.digest}-{'end' if number == self.count else number}-of{self.count}"

    def names(self) -> list[str]:
        """The names of all questions."""
        return [self.name(number) for number in range(self.count)]


def round_of(cases: Sequence[OwnCase]) -> OwnRound:
    """The round of some cases; the same cases in the same order are the same round."""
    text = json.dumps([_fields(case) for case in cases])
    return OwnRound(hashlib.blake2b(text.encode(), digest_size=5).hexdigest(), len(cases), tuple(cases))


def read_own(parts: Sequence[str]) -> tuple[OwnRound, int]:
    """The round, without its cases, and the number that a name says, cut at its hyphens."""
    rule = f"be {OWN}-digest-number-of how many"
    if len(parts) != 4 or len(parts[1]) != 10 or not set(parts[1]) <= set("0123456789abcdef"):
        raise PoolingError.broken("quiz", rule, shown("-".join(parts)))
    count = _whole(parts[3].removeprefix("of"))
    number = count if parts[2] == "end" else _whole(parts[2])
    if not is_whole(count, 1, MOST_CASES) or not is_whole(number, 0, count - (parts[2] != "end")):
        raise PoolingError.broken("quiz", rule, shown("-".join(parts)))
    return OwnRound(parts[1], count), number


def _whole(part: str) -> int | None:
    return int(part) if part.isdecimal() and part.isascii() and len(part) < 4 else None


def encode(cases: Sequence[OwnCase]) -> str:
    """Cases as the text of a link; nothing where there are none."""
    return pack({"cases": [_fields(case) for case in cases]}) if cases else ""


def decode(text: str) -> tuple[OwnCase, ...]:
    """The cases of a link.

    Raises
    ------
    PoolingError
        When anything of it is not as `encode` makes it.
    """
    return _read(unpack(text))


def to_json(cases: Sequence[OwnCase]) -> str:
    """Cases as a file."""
    return json.dumps({"cases": [_fields(case) for case in cases]}, indent=1)


def from_json(content: bytes) -> tuple[OwnCase, ...]:
    """The cases of a file: size first, then form, then every value.

    Raises
    ------
    PoolingError
        When anything of it is not as `to_json` writes it.
    """
    return _read(json_object(content))


def _fields(case: OwnCase) -> dict[str, Any]:
    said = {
        "kind": case.kind,
        "settings": case.settings.changed(),
        "x": case.x.tolist(),
        "grad_output": case.grad_output.tolist(),
    }
    return said | ({"asked": list(case.asked)} if case.asked is not None else {})


def _read(found: dict[str, Any]) -> tuple[OwnCase, ...]:
    cases = found.get("cases")
    if set(found) != {"cases"} or not isinstance(cases, list) or not 1 <= len(cases) <= MOST_CASES:
        raise PoolingError.broken("quiz", f"hold 1 to {MOST_CASES} cases and nothing else", shown(found))
    return tuple(map(_case, cases))


def _case(given: Any) -> OwnCase:
    if not isinstance(given, dict) or not set(given) <= set(FIELDS):
        raise PoolingError.broken("case", f"have no fields but {', '.join(FIELDS)}", shown(given))
    kind = fields.one_of("kind", given.get("kind"), KINDS)
    settings, x, grad_output = board(given, LARGEST_SIDE)
    asked = given.get("asked")
    if asked is not None:
        pair = asked if isinstance(asked, list) and len(asked) == 2 else [None, None]
        asked = fields.cell({"row": pair[0], "column": pair[1]}, grad_output.shape)
    case = OwnCase(kind, settings, x, grad_output, asked)
    case.check()
    return case


def board(given: dict[str, Any], largest: int) -> tuple[Settings, NDArray, NDArray]:
    """The layer, the input and the upstream gradient that an object from outside says; sides up to `largest`."""
    dropped: list[str] = []
    settings = fields.settings(given.get("settings"), dropped, optional=True)
    if dropped:
        raise PoolingError.broken("settings", "be those of a layer", "; ".join(dropped)[:300])
    rows = given.get("x")
    size = (len(rows), len(rows[0])) if isinstance(rows, list) and rows and isinstance(rows[0], list) else (0, 0)
    if not all(1 <= side <= largest for side in size):
        raise PoolingError.broken("input", f"be 1 to {largest} rows of 1 to {largest} numbers", shown(rows))
    x = grid(rows, size, "input")
    out = settings.spec(*size).output_size(*size)
    return settings, x, grid(given.get("grad_output"), out, "upstream gradient")
