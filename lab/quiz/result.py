"""A result code: what a student hands in, and what a teacher reads again; and the answers of a round as a table.

Nothing is stored anywhere: the code holds the name of the round and what was right at the first try. Its checksum finds
what was mistyped or cut off. Who knows how it is made can make one by hand: it is no proof.
"""

from __future__ import annotations

import base64
import binascii
import csv
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lab.quiz.rounds import LONGEST_NAME, MOST_QUESTIONS, read
from pooling.errors import PoolingError, shown

#: How a code begins, with the number of its form.
BEGINS = "PL1"
#: Characters of a student's name, of a code, and how many codes are read at once.
LONGEST_WHO, LONGEST_CODE, MOST_CODES = 60, 900, 300
#: How a question went at the first try, a sign each; a point for one that was not tried.
SIGNS = {True: "1", False: "0", None: "."}
#: What begins a formula where a spreadsheet opens a table.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Result:
    """How a round went: the name of its first question, who says so, and of each question whether it was right."""

    first: str
    who: str
    marks: tuple[bool | None, ...]

    @property
    def right(self) -> int:
        return sum(mark is True for mark in self.marks)


def code(result: Result) -> str:
    """The code of a result.

    >>> read_code(code(Result("7-easy-any-0", "Ada", (True, False) * 5))).right
    5
    """
    marks = "".join(SIGNS[mark] for mark in result.marks)
    said = json.dumps([result.first, result.who, marks], ensure_ascii=False, separators=(",", ":")).encode()
    packed = base64.urlsafe_b64encode(said).decode().rstrip("=")
    return f"{BEGINS}.{packed}.{_checksum(packed)}"


def read_code(text: str) -> Result:
    """The result that a code holds, checked as what comes from strangers: size, form, checksum, then values.

    Raises
    ------
    PoolingError
        When it is no code, or not whole.
    """
    whole = "".join(text.split())
    if len(whole) > LONGEST_CODE:
        raise PoolingError.broken("code", f"be at most {LONGEST_CODE} characters", f"{len(whole)}")
    begins, _, rest = whole.partition(".")
    packed, _, checksum = rest.partition(".")
    if begins != BEGINS or not checksum:
        raise PoolingError.broken("code", f"begin with {BEGINS} and have three parts", shown(whole))
    if checksum != _checksum(packed):
        raise PoolingError.broken("code", "be whole, as it was copied", shown(whole))
    try:
        found = json.loads(base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        found = None
    return _checked(found)


def read_codes(text: str) -> list[tuple[str, Result | PoolingError]]:
    """Every line that is not empty with its result, or with why it is none.

    Raises
    ------
    PoolingError
        When there are too many.
    """
    if len(text) > MOST_CODES * LONGEST_CODE:
        raise PoolingError.broken("codes", f"be at most {MOST_CODES * LONGEST_CODE} characters", f"{len(text)}")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_CODES:
        raise PoolingError.broken("codes", f"be at most {MOST_CODES}, one a line", f"{len(lines)}")
    return [(line, _result(line)) for line in lines]


def _result(line: str) -> Result | PoolingError:
    try:
        return read_code(line)
    except PoolingError as error:
        return error


def _checked(found: Any) -> Result:
    """The values of a code, each by its rule."""
    form = isinstance(found, list) and len(found) == 3 and all(isinstance(part, str) for part in found)
    if not form:
        raise PoolingError.broken("code", "hold a round, a name and marks", shown(found))
    first, who, marks = found
    if len(who) > LONGEST_WHO:
        raise PoolingError.broken("name in the code", f"be at most {LONGEST_WHO} characters", f"{len(who)}")
    if not 1 <= len(marks) <= MOST_QUESTIONS or not set(marks) <= set(SIGNS.values()):
        raise PoolingError.broken("marks in the code", f"be 1 to {MOST_QUESTIONS} signs", shown(marks))
    asked, number = read(first[: LONGEST_NAME + 1])
    if number or asked.count != len(marks):
        raise PoolingError.broken("code", f"have marks for the {asked.count} questions of its round", f"{len(marks)}")
    of = {sign: mark for mark, sign in SIGNS.items()}
    return Result(first, who, tuple(of[sign] for sign in marks))


def _checksum(packed: str) -> str:
    return hashlib.blake2b(f"{BEGINS}.{packed}".encode(), digest_size=4).hexdigest()


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV; a cell that a spreadsheet would take for a formula begins with an apostrophe.

    >>> table(["who"], [["=1+1"]])
    "who\\r\\n'=1+1\\r\\n"
    """
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(head)
    writer.writerows([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row] for row in rows)
    return file.getvalue()
