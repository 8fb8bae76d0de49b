"""Numbers from words, a row at a time; the first word that is none is named with its place."""

from __future__ import annotations

import re
from array import array

import numpy as np
from numpy.typing import NDArray

from pooling.errors import PoolingError, shown

#: Cells of all arrays of a text or file: 64 MB of float32.
LARGEST_CELLS = 2**24
#: Rows of numbers of all planes of an array that is written as text.
LARGEST_ROWS = 2**18
#: Characters of a number.
LONGEST_WORD = 400
#: float64 holds every int up to here.
LARGEST_INT = 2**53
NUMBER = re.compile(r"[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|inf(?:inity)?|nan)", re.ASCII | re.IGNORECASE)
_INT = re.compile(r"[+-]?\d+", re.ASCII)
_BROKEN = re.compile(r"[.eEnN]")


def bounded(found: dict[str, NDArray]) -> dict[str, NDArray]:
    """The arrays of a file, if there are any and all of them together are not too large."""
    if sum(array.size for array in found.values()) > LARGEST_CELLS:
        raise PoolingError.broken("file", f"have at most {LARGEST_CELLS:,} cells in all its arrays", "more")
    if not found:
        raise PoolingError.broken("file", "hold an array", "none")
    return found


def is_number(word: str) -> bool:
    """Whether a word is a number of an array, nan and inf among them.

    >>> is_number("-1.5e3"), is_number("NaN"), is_number("1_000"), is_number("1,5")
    (True, True, False, False)
    """
    return len(word) <= LONGEST_WORD and NUMBER.fullmatch(word) is not None


def place(name: str, path: tuple[int, ...]) -> str:
    """How a message names a cell of the array called `name`.

    >>> place("x", (1, 0)), place("x", (0, 2, 1, 0))
    ('x row 1 column 0', 'x (0, 2) row 1 column 0')
    """
    *outer, row, column = (0, *path)[-max(2, len(path)) :]
    plane = f"({', '.join(map(str, outer))}) " if outer else ""
    return f"{name} {plane}row {row} column {column}"


class Numbers:
    """Rows of one length, gathered as float64; `whole` while all are written as ints."""

    def __init__(self, name: str, plain: bool, null: bool = False) -> None:
        """`plain` says that the text is ASCII without "_", so that `float` takes no more than `NUMBER` does.

        `null` says that a number may be null, which is NaN.
        """
        self.name, self.plain, self.null = name, plain, null
        self.values, self.whole, self.width, self.rows = array("d"), True, -1, 0

    def add(self, path: tuple[int, ...], words: list[str]) -> None:
        """Take the row that stands at `path`.

        Raises
        ------
        PoolingError
            When it is empty, has another length than the rows before, a word that is no number, or an int beyond
            2⁵³; and when there are too many.
        """
        self.rows += 1
        if not words:
            raise PoolingError.broken(self.name, "have at least one number in each row", "none")
        if self.rows > LARGEST_ROWS:
            raise PoolingError.broken(self.name, f"have at most {LARGEST_ROWS:,} rows", "more")
        if self.width not in (-1, len(words)):
            raise _ragged(self.name, f"{self.width} and {len(words)}")
        self.width = len(words)
        if len(self.values) + len(words) > LARGEST_CELLS:
            raise PoolingError.broken(self.name, f"have at most {LARGEST_CELLS:,} numbers", "more")
        if self.null:
            words = ["nan" if word == "null" else word for word in words]
        longest = max(map(len, words))
        try:
            if longest > LONGEST_WORD or not (self.plain or all(map(is_number, words))):
                raise ValueError
            self.values.extend(map(float, words))
        except ValueError:
            column = next(c for c, word in enumerate(words) if not is_number(word))
            got = shown(words[column]) if words[column] else "nothing"
            raise PoolingError.broken(place(self.name, (*path, column)), "be a number", got) from None
        if longest > 15:
            self._check_ints(path, words)
        self.whole = self.whole and not any(map(_BROKEN.search, words))

    def _check_ints(self, path: tuple[int, ...], words: list[str]) -> None:
        for column, word in enumerate(words):
            if len(word) > 15 and _INT.fullmatch(word) and abs(int(word)) > LARGEST_INT:
                raise _beyond(place(self.name, (*path, column)), word)

    def shaped(self, outer: tuple[int, ...], dtype: np.dtype | None) -> NDArray:
        """All rows as an array of shape (*outer, width): int64 where all are ints, else float64, or the `dtype` said.

        Raises
        ------
        PoolingError
            When the rows are no full array, are none, or do not fit into their `dtype`.
        """
        if not self.values:
            raise PoolingError.broken(self.name, "have at least one number", "none")
        shape = (*outer, self.width)
        if np.prod(shape, dtype=object) != len(self.values):
            raise _ragged(self.name, f"lists of {len(self.values) // self.width} rows in all for {outer}")
        wide = np.array(self.values).reshape(shape)
        dtype = dtype or np.dtype(np.int64 if self.whole else np.float64)
        if dtype.kind in "iu":
            limits = np.iinfo(dtype)
            if not (self.whole and wide.min() >= limits.min and wide.max() <= limits.max):
                raise PoolingError.broken(self.name, f"hold {dtype.name}, as it says", "others")
        with np.errstate(over="ignore"):
            return wide.astype(dtype)


def check_ints(found: NDArray, name: str) -> NDArray:
    """An array from a file, if float64 holds each of its numbers.

    Raises
    ------
    PoolingError
        When it holds an int beyond 2⁵³; the first is named.
    """
    if found.dtype.kind in "iu" and found.dtype.itemsize == 8:
        for most in (int(found.max()), int(found.min())):
            if abs(most) > LARGEST_INT:
                at = tuple(int(n) for n in np.argwhere(found == most)[0])
                raise _beyond(place(name, at), str(most))
    return found


def _beyond(where: str, word: str) -> PoolingError:
    return PoolingError.broken(where, "lie within ±2⁵³ if it is an int: float64 holds no larger one", shown(word))


def _ragged(name: str, got: str) -> PoolingError:
    return PoolingError.broken(name, "have rows of one length", got)
