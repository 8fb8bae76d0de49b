"""Several arrays in one .npz file: how many there are and how large, before one of them is unpacked."""

from __future__ import annotations

import io
import zipfile

from numpy.typing import NDArray

from lab.arrays.npy import read_npy
from lab.arrays.numbers import LARGEST_CELLS, bounded
from pooling.errors import PoolingError, shown

MOST_ARRAYS = 64
#: Bytes of all arrays, unpacked: 2²⁴ cells of float64, and headers.
LARGEST_UNPACKED = 8 * LARGEST_CELLS + 2**18
#: Bytes of the list of what a zip file holds; where it ends, and what would lead to another list.
LARGEST_LIST = 64_000
_END, _END_64 = b"PK\5\6", b"PK\6\7"
_END_SIZE, _END_64_SIZE = 22, 20
#: The layer in the lab's own downloads, which is text (`lab/export.py`).
SPEC = "spec"


def read_npz(content: bytes) -> dict[str, NDArray]:
    """The arrays of a .npz file by their names.

    Raises
    ------
    PoolingError
        When it is no such file, holds something else than arrays of numbers, or would unpack to too much.
    """
    with open_zip(content) as packed:
        found: dict[str, NDArray] = {}
        for entry in packed.infolist():
            name = entry.filename.removesuffix(".npy")
            if name != SPEC:
                found[name] = _unpacked(packed, entry, f"array {shown(name)}")
    return bounded(found)


def open_zip(content: bytes) -> zipfile.ZipFile:
    """A zip file that lists at most 64 .npy files of at most 128 MB together."""
    _check_list(content)
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
    except Exception as error:  # zipfile raises what it stumbles over
        raise PoolingError.broken("file", "be a whole .npz file", "a damaged one") from error
    entries = packed.infolist()
    if len(entries) > MOST_ARRAYS:
        raise PoolingError.broken("file", f"hold at most {MOST_ARRAYS} arrays", len(entries))
    other = next((e.filename for e in entries if not e.filename.endswith(".npy")), None)
    if other is not None:
        raise PoolingError.broken("file", "hold .npy files alone", shown(other))
    if len({e.filename for e in entries}) < len(entries):
        raise PoolingError.broken("file", "hold every array once", "two of one name")
    size = sum(entry.file_size for entry in entries)
    if size > LARGEST_UNPACKED:
        raise PoolingError.broken("file", f"unpack to at most {LARGEST_UNPACKED:,} bytes", f"{size:,}")
    return packed


def _check_list(content: bytes) -> None:
    """Refuse a list of entries that would itself be large; NumPy ends its files with the plain form of it."""
    end = content[-_END_SIZE:]
    beyond = content[-_END_SIZE - _END_64_SIZE :][:4]
    if not end.startswith(_END) or not end.endswith(b"\0\0") or beyond == _END_64:
        raise PoolingError.broken("file", "be a whole .npz file", "one without its list of arrays at the end")
    if int.from_bytes(end[12:16], "little") > LARGEST_LIST:
        raise PoolingError.broken(
            "file", f"hold at most {MOST_ARRAYS} arrays", f"{int.from_bytes(end[10:12], 'little'):,}"
        )


def _unpacked(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> NDArray:
    if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise PoolingError.broken(name, "be stored or deflated, as NumPy does it", "another kind of compression")
    try:
        with packed.open(entry) as file:
            return read_npy(file, entry.file_size, name)
    except PoolingError:
        raise
    except Exception as error:  # zlib, zipfile and struct each raise their own
        raise PoolingError.broken(name, "be whole", "a damaged one") from error
