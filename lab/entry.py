"""What a visitor types, pastes or sends: every value is checked here, size first, then form, then value."""

from __future__ import annotations

import math
import re
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import NDArray

from lab.arrays.cells import cells
from lab.arrays.numbers import LONGEST_WORD
from pooling.errors import PoolingError, shown
from pooling.parameters import Pair

#: The rules of a grid that a person edits. The functions of the core have no such limits.
LARGEST_SIDE = 16
LARGEST_VALUE = 1e9
LONGEST_NUMBER = LONGEST_WORD
#: A number as it is written where a comma is the decimal point.
COMMA = re.compile(r"[+\-−]?\d*,\d+", re.ASCII)
#: Begins what a browser sends of a block that is too long to be sent: how many characters it has (`typed.js`).
TOO_LONG = "\0"


def number(text: object, name: str) -> float:
    """`text`, typed or sent by a visitor, as a float.

    Raises
    ------
    PoolingError
        When it is no finite number within ±1e9 (room for a p-th power and a sum that stay finite).

    Examples
    --------
    >>> number(" −1.5 ", "input row 0 column 0")
    -1.5
    """
    rule = "be a finite number from −1e9 to 1e9"
    if isinstance(text, str) and is_comma(text):
        rule += ", with a point for decimals"
    if isinstance(text, str):
        try:
            # A spreadsheet may write the minus sign itself; float() alone would also take "1_000".
            value = (
                float(text.strip().replace("−", "-")) if "_" not in text and len(text) <= LONGEST_NUMBER else math.nan
            )
        except ValueError:
            value = math.nan
    elif isinstance(text, (int, float)) and not isinstance(text, bool):
        value = float(text) if abs(text) <= LARGEST_VALUE else math.nan
    else:
        value = math.nan
    if not abs(value) <= LARGEST_VALUE:
        raise PoolingError.broken(name, rule, "nothing" if text == "" else shown(text))
    return value + 0.0  # −0 is shown as 0


def is_comma(text: str) -> bool:
    """Whether a comma stands where a number has its decimal point. It is refused: 1,500 may as well be a thousand.

    >>> is_comma("1,5"), is_comma("−0,25 "), is_comma("1.5"), is_comma("1,2,3")
    (True, True, False, False)
    """
    return COMMA.fullmatch(text.strip()) is not None


def block(text: object, at: Pair = (0, 0), room: Pair = (LARGEST_SIDE, LARGEST_SIDE)) -> list[list[str]]:
    """A block of cells as it was copied from a spreadsheet, a file, a notebook or a page; size first.

    `lab/arrays/cells.py` tells the forms. The block is to stand with its first cell at `at` in a grid of at most
    `room` cells.

    Raises
    ------
    PoolingError
        When it does not fit, its rows differ in length, or it is a print that is not whole.

    Examples
    --------
    >>> block("1\\t2\\n3\\t4\\n")
    [['1', '2'], ['3', '4']]
    >>> block("array([[1., 2.]])")
    [['1.', '2.']]
    """
    most = 64 * LARGEST_SIDE * LARGEST_SIDE
    if not isinstance(text, str) or len(text) > most or text.startswith(TOO_LONG):
        raise PoolingError.broken("pasted block", f"be text of at most {most} characters", _size_of(text))
    rows = cells(text, "pasted block")
    width = max(len(row) for row in rows)
    if at[0] + len(rows) > room[0] or at[1] + width > room[1]:
        rule = f"fit into {room[0]}×{room[1]} cells from row {at[0]} column {at[1]}"
        raise PoolingError.broken("pasted block", rule, f"{len(rows)}×{width}")
    if any(len(row) != width for row in rows):
        raise PoolingError.broken("pasted block", "have rows of one length", [len(row) for row in rows])
    return rows


def _size_of(text: object) -> str:
    if not isinstance(text, str):
        return type(text).__name__
    told = text.removeprefix(TOO_LONG)
    return f"{told if told != text and told.isdecimal() and len(told) < 16 else len(text)} characters"


def is_whole(value: object, least: int, most: float) -> TypeGuard[int]:
    """Whether a value from outside is an int (no bool) from `least` to `most`.

    >>> is_whole(3, 1, 16), is_whole(True, 0, 1), is_whole(2.0, 0, 9)
    (True, False, False)
    """
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def side(value: object, name: str) -> int:
    """A grid's height or width in cells: an int from 1 to 16."""
    if not is_whole(value, 1, LARGEST_SIDE):
        raise PoolingError.broken(name, f"be an int from 1 to {LARGEST_SIDE}", shown(value))
    return value


def grid(value: object, size: Pair, name: str) -> NDArray:
    """A whole grid, rows of numbers, as float64 of `size`; the first bad cell is named.

    >>> grid([[1, 2]], (1, 2), "input")
    array([[1., 2.]])
    """
    height, width = size
    rows: list[Any] = value if isinstance(value, list) else []
    if len(rows) != height or not all(isinstance(row, list) and len(row) == width for row in rows):
        raise PoolingError.broken(name, f"be {height} rows of {width} numbers", shown(value))
    return np.array(
        [[number(v, f"{name} row {r} column {c}") for c, v in enumerate(row)] for r, row in enumerate(rows)]
    )
