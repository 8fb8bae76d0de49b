"""Numbers that were pasted, in whatever form they were copied: lists, prints of arrays, tables."""

from __future__ import annotations

from numpy.typing import NDArray

from lab.arrays.brackets import leaves, outer_shape, unwrapped
from lab.arrays.numbers import LARGEST_ROWS, Numbers
from lab.arrays.tables import is_latex, table
from pooling.errors import PoolingError, shown
from pooling.parameters import Pair

#: Characters that may be pasted; a file may have more.
LARGEST_PASTE = 2_000_000
#: What is written for a minus or a space elsewhere; a byte order mark that was copied along.
_PLAIN = {"−": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\ufeff": ""}
_TUPLES = {ord("("): "[", ord(")"): "]"}


def read(text: str, name: str, room: Pair | None = None) -> NDArray:
    """The array that a pasted text stands for, of 2 to 4 axes; a single row of n numbers is (1, n).

    It may be a block of a spreadsheet, CSV (, or ;), rows between spaces, lists of Python or JSON, what NumPy or
    PyTorch print, rows of a LaTeX matrix or a Markdown table. `room` is how many rows and columns it may have.

    Returns
    -------
    int64 where all numbers are written as ints, else float64; where the text says its dtype, that. NaN and
    infinities are numbers here.

    Raises
    ------
    PoolingError
        When the text is longer than 2,000,000 characters, holds no array, or a word that is no number.

    Examples
    --------
    >>> read("tensor([[1., 2.], [3., 4.]], dtype=torch.float32)", "x").dtype
    dtype('float32')
    >>> read("1,5; −2", "x")
    array([[ 1.5, -2. ]])
    """
    if len(text) > LARGEST_PASTE:
        rule = f"be pasted in at most {LARGEST_PASTE:,} characters: upload it as a file"
        raise PoolingError.broken(name, rule, f"{len(text):,}")
    found = parsed(text, name)
    if room is not None and (found.shape[-2] > room[0] or found.shape[-1] > room[1]):
        rule = f"have at most {room[0]}×{room[1]} cells a plane"
        raise PoolingError.broken(name, rule, "×".join(map(str, found.shape)))
    return found


def parsed(text: str, name: str, null: bool = False) -> NDArray:
    """As `read`, of any length; `null` says that null is NaN, as in JSON."""
    if not is_list(text):
        check_rows(text, name)
    text = plain(text)
    check_whole(text, name)
    return _lists(text, name, null) if is_list(text) else _table(text, name)


def plain(text: str) -> str:
    """`text` with the minus and the spaces that Python knows, tuples as lists."""
    for sign, its in () if text.isascii() else _PLAIN.items():
        text = text.replace(sign, its)
    return text.translate(_TUPLES) if text[:1000].lstrip().startswith("((") else text


def is_plain(text: str) -> bool:
    """Whether Python takes no number in `text` that is none here: digits of other scripts, 1_000."""
    return text.isascii() and "_" not in text


def is_list(text: str) -> bool:
    """Whether a text is written with brackets; those of LaTeX are no lists."""
    return "[" in text and not is_latex(text)


def check_whole(text: str, name: str) -> None:
    """Refuse what a print has left out.

    Raises
    ------
    PoolingError
        When there is "..." in the text.
    """
    if "..." in text or "…" in text:
        rule = "be printed whole (np.set_printoptions(threshold=10**9)) or saved as .npy"
        raise PoolingError.broken(name, rule, "'...' in place of numbers")


def check_rows(text: str, name: str) -> None:
    """Refuse a table that is large and not walked line by line, or whose lines are.

    Raises
    ------
    PoolingError
        When a LaTeX or Markdown table has more characters than may be pasted, or a row of any has.
    """
    if len(text) <= LARGEST_PASTE:
        return
    rule = f"have at most {LARGEST_PASTE:,} characters "
    if is_latex(text) or "|" in text:
        raise PoolingError.broken(name, f"{rule}as a table of LaTeX or Markdown", f"{len(text):,}")
    if max(text.count("\n"), text.count("\r")) > LARGEST_ROWS:
        raise PoolingError.broken(name, f"have at most {LARGEST_ROWS:,} rows", "more")
    longest = max(map(len, text.splitlines()))
    if longest > LARGEST_PASTE:
        raise PoolingError.broken(name, f"{rule}in a row", f"{longest:,}")


def _lists(text: str, name: str, null: bool) -> NDArray:
    body, dtype = unwrapped(text, name)
    if ";" in body and body.count("[") == 1:  # MATLAB: [1 2; 3 4]
        return _table(body.strip("[] ").replace(";", "\n"), name)
    numbers, largest, depth = Numbers(name, is_plain(body), null), [0], 0
    for path, words in leaves(body, name):
        depth = depth or len(path)
        if len(path) != depth:
            raise PoolingError.broken(name, "have lists of one depth", f"{depth} and {len(path)}")
        largest = [max(pair) for pair in zip(largest, path, strict=True)] if numbers.width >= 0 else list(path)
        numbers.add(path[1:] or path, words)
    outer = outer_shape(largest)
    if len(outer) > 3:
        raise PoolingError.broken(name, "have 2 to 4 axes", f"{len(outer) + 1}")
    return numbers.shaped(outer, dtype)


def _table(text: str, name: str) -> NDArray:
    rows, decimal = table(text)
    numbers, at = Numbers(name, is_plain(text)), -1
    for at, row in enumerate(rows()):
        if decimal is None:
            _check_commas(row, name)
        numbers.add((at,), [word.replace(",", ".") for word in row] if decimal else row)
    return numbers.shaped((at + 1,), None)


def _check_commas(row: list[str], name: str) -> None:
    word = next((word for word in row if "," in word), "")
    if word:
        rule = "write decimals with a dot, where a comma may also set thousands apart"
        raise PoolingError.broken(name, rule, shown(word))
