"""Files of arrays: how large they are, what they are, and only then what they hold."""

from __future__ import annotations

import io
from pathlib import PurePath

from numpy.typing import NDArray

from lab.arrays.npy import MAGIC, read_npy
from lab.arrays.npz import read_npz
from lab.arrays.objects import read_json
from lab.arrays.text import parsed
from pooling.errors import PoolingError, shown

#: Bytes of a file: 64 MB as a browser counts them.
LARGEST_FILE = 64 * 2**20
ENDINGS = ("npy", "npz", "csv", "txt", "json")


def read_file(filename: str, content: bytes) -> dict[str, NDArray]:
    """The arrays in a file by their names; one that is alone in its file has the name "".

    Each has 2 to 4 axes and keeps its dtype: float16 to float64, or ints up to 2⁵³; those of texts are int64 or
    float64. The layer in the lab's own downloads is passed over.

    Raises
    ------
    PoolingError
        When the file is too large, is not what its name says, is damaged, or holds anything but numbers.

    Examples
    --------
    >>> read_file("mine.csv", b"1,2\\n3,4")
    {'': array([[1, 2],
           [3, 4]])}
    """
    kind = ending(filename, content)
    if kind == "npy":
        return {"": read_npy(io.BytesIO(content), len(content), "file")}
    if kind == "npz":
        return read_npz(content)
    text = text_of(content)
    return read_json(text) if kind == "json" else {"": parsed(text, "file")}


def ending(filename: str, content: bytes) -> str:
    """How the name of a file ends, where that is a kind that is read here and the file is not too large."""
    if len(content) > LARGEST_FILE:
        raise PoolingError.broken("file", f"be at most {LARGEST_FILE:,} bytes", f"{len(content):,}")
    kind = PurePath(filename[-100:]).suffix.lower().removeprefix(".")
    if kind not in ENDINGS:
        raise PoolingError.broken("file", f"be .{', .'.join(ENDINGS)}", shown(filename))
    if not content:
        raise PoolingError.broken("file", "hold an array", "nothing")
    if kind == "npy" and content.startswith(b"PK"):
        return "npz"
    return kind


def text_of(content: bytes) -> str:
    """The text in a file, in UTF-8, or in UTF-16 as spreadsheets save it."""
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if content.startswith((MAGIC, b"PK\3\4")) or (not is_wide and b"\0" in content):
        raise PoolingError.broken("file", "be text, as its name says", shown(content[:8]))
    try:
        return content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise PoolingError.broken("file", "be text in UTF-8", shown(content[:8])) from None
