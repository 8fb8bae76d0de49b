"""A pasted block as rows of cells, still text: what is no number waits in its cell."""

from __future__ import annotations

import re

from lab.arrays.brackets import leaves, unwrapped
from lab.arrays.numbers import is_number
from lab.arrays.tables import decimals, is_latex, table
from lab.arrays.text import check_whole, is_list, plain
from pooling.errors import PoolingError

#: A number whose thousands are set apart by spaces is one entry.
_SPACED_OUT = re.compile(r"[+-]?\d{1,3}(?: \d{3})*(?:[.,]\d*)?")

Rows = list[list[str]]


def cells(text: str, name: str) -> Rows:
    """The rows of a block in any form that `read` takes, perhaps of unequal length.

    What stands between tabs or on lines of its own is a cell, whatever it says.

    Raises
    ------
    PoolingError
        When lists do not close, are no single plane, or a print left numbers out.

    Examples
    --------
    >>> cells("[[1, 2],\\n [3, x]]", "pasted block")
    [['1', '2'], ['3', 'x']]
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    if "\t" in text:
        return _with_dots([line.split("\t") for line in lines])
    text = plain(text)
    if is_list(text):
        return _lists(text, name)
    if is_latex(text) or "|" in text:
        return _table(text)
    found = _table(text)
    is_one_column = all(len(row) == 1 for row in found)
    if is_one_column and any("," in line for line in lines) and len(found) == len(lines):
        return found
    if is_one_column or not any(is_number(word) for row in found for word in row) or _is_column(found, lines):
        return [[line] for line in lines]
    return found


def _is_column(found: Rows, lines: list[str]) -> bool:
    """Whether lines with spaces in them are entries themselves: "1 234" above "5"."""
    is_ragged = len({len(row) for row in found}) > 1
    return is_ragged and all(_SPACED_OUT.fullmatch(line.strip()) for line in lines if line.strip())


def _table(text: str) -> Rows:
    rows, decimal = table(text)
    return [[word.replace(",", ".") for word in row] if decimal else row for row in rows()]


def _with_dots(rows: Rows) -> Rows:
    if not decimals(word for row in rows for word in row):
        return rows
    return [[word.replace(",", ".") for word in row] for row in rows]


def _lists(text: str, name: str) -> Rows:
    check_whole(text, name)
    body, _ = unwrapped(text, name)
    if ";" in body and body.count("[") == 1:
        return _table(body.strip("[] ").replace(";", "\n"))
    rows: Rows = []
    for path, words in leaves(body, name):
        if len(path) > 2 and any(path[:-1]):
            raise PoolingError.broken(name, "be one plane", "several")
        rows.append(words)
    return rows
