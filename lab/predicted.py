"""What a visitor predicted at the beginning of a lesson, as data; and as text, every value checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lab import fields
from lab.entry import LARGEST_SIDE, number
from lab.link import pack, unpack
from pooling.errors import PoolingError, shown
from pooling.parameters import Pair

#: How often one may answer before the answer is told.
TRIES = 2
LONGEST_NAME = 40


@dataclass(frozen=True)
class Predicted:
    """The answers to one question, in their order: cells that were clicked, or numbers that were typed.

    `of` tells this question from others; `told` whether the answer was asked for. `refusal` says why what was typed
    last is no number; it is no try, and it is not kept.
    """

    of: str = ""
    tries: tuple[Pair | float, ...] = ()
    told: bool = False
    refusal: str = ""


def encode(predicted: Predicted) -> str:
    """As text; nothing where nothing was answered."""
    if not predicted.tries and not predicted.told:
        return ""
    return pack({"of": predicted.of, "tries": list(predicted.tries), "told": predicted.told})


def decode(text: str) -> Predicted:
    """What `encode` made a text from; what is none is left out.

    >>> decode(encode(Predicted("ab", ((1, 2), 0.5)))).tries, decode("x" * 9) == Predicted()
    (((1, 2), 0.5), True)
    """
    try:
        return _read(unpack(text))
    except PoolingError:
        return Predicted()


def _read(found: dict[str, Any]) -> Predicted:
    of, tries, told = found.get("of"), found.get("tries"), found.get("told")
    if not isinstance(of, str) or len(of) > LONGEST_NAME or not isinstance(told, bool):
        raise PoolingError.broken("prediction", "be of a question, told or not", shown(found))
    if not isinstance(tries, list) or len(tries) > TRIES:
        raise PoolingError.broken("prediction", f"have at most {TRIES} tries", shown(tries))
    return Predicted(of, tuple(map(_try, tries)), told)


def _try(value: Any) -> Pair | float:
    if not isinstance(value, list):
        return number(value, "prediction")
    row, column = value if len(value) == 2 else (None, None)
    return fields.cell({"row": row, "column": column}, (LARGEST_SIDE, LARGEST_SIDE))
