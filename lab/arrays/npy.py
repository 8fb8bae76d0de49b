"""NumPy's own files: what the header says is held against the bytes that are there before anything is made of them."""

from __future__ import annotations

import io
import math
from typing import IO, Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from lab.arrays.numbers import LARGEST_CELLS, check_ints
from pooling.errors import PoolingError, shown

MAGIC = b"\x93NUMPY"
#: Bytes of a header; NumPy's own of a plain array has 118.
LARGEST_HEADER = 2_000
#: Bytes that are read at a time.
PART = 2**20
_READERS: dict[tuple[int, int], Any] = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
_NUMBERS = {np.dtype(f"float{bits}") for bits in (16, 32, 64)}
_NUMBERS |= {np.dtype(f"{sign}int{bits}") for sign in ("", "u") for bits in (8, 16, 32, 64)}


def read_npy(file: IO[bytes], size: int, name: str) -> NDArray:
    """The array in a .npy file of `size` bytes, in the byte order of this machine.

    Raises
    ------
    PoolingError
        When it is no whole .npy file of numbers on 2 to 4 axes. Objects are never unpickled.

    Examples
    --------
    >>> file = io.BytesIO(); np.save(file, [[1, 2]]); size = file.tell(); _ = file.seek(0)
    >>> read_npy(file, size, "file")
    array([[1, 2]])
    """
    start = file.read(12)
    if not start.startswith(MAGIC):
        raise PoolingError.broken(name, "be a .npy file, whose first bytes say so", shown(start[:8]))
    shape, fortran, dtype, begin = header(file, start, name)
    if dtype.newbyteorder("=") not in _NUMBERS:
        raise PoolingError.broken(name, "hold numbers, float16 to float64 or ints", f"dtype {_kind(dtype)}")
    check_shape(shape, name)
    needed = math.prod(shape) * dtype.itemsize
    if size - begin != needed:
        rule = f"have the {needed:,} bytes of numbers that its header tells of"
        raise PoolingError.broken(name, rule, f"{max(size - begin, 0):,}")
    flat = _filled(file, np.empty(math.prod(shape), dtype), name).astype(dtype.newbyteorder("="), copy=False)
    found = flat.reshape(shape, order="F" if fortran else "C")
    return check_ints(np.ascontiguousarray(found), name)


def _filled(file: IO[bytes], flat: NDArray, name: str) -> NDArray:
    """`flat` with its bytes from a file, a part at a time: what is unpacked is never there twice."""
    room, done = flat.view(np.uint8), 0
    while done < len(room) and (part := file.read(min(PART, len(room) - done))):
        room[done : done + len(part)] = np.frombuffer(part, np.uint8)
        done += len(part)
    if done < len(room):
        raise PoolingError.broken(name, f"have {len(room):,} bytes of numbers", f"{done:,}")
    return flat


def check_shape(shape: tuple[int, ...], name: str) -> None:
    """Refuse what is no array of 2 to 4 axes with a cell at least, and at most 2²⁴ of them.

    >>> check_shape((3,), "x")
    Traceback (most recent call last):
    pooling.errors.PoolingError: x must have 2 to 4 axes, but got 1: (3,)
    """
    if not 2 <= len(shape) <= 4:
        raise PoolingError.broken(name, "have 2 to 4 axes", f"{len(shape)}: {shown(shape)}")
    if min(shape) < 1:
        raise PoolingError.broken(name, "have at least one cell", f"shape {shown(shape)}")
    if math.prod(shape) > LARGEST_CELLS:
        raise PoolingError.broken(name, f"have at most {LARGEST_CELLS:,} cells", f"shape {shown(shape)}")


def header(file: IO[bytes], start: bytes, name: str) -> tuple[tuple[int, ...], bool, np.dtype, int]:
    """What the header says, and where the numbers begin; a long one is refused before it is read."""
    version = (start[6], start[7]) if len(start) == 12 else (0, 0)
    wide = 2 if version == (1, 0) else 4
    length = int.from_bytes(start[8 : 8 + wide], "little")
    if version not in _READERS:
        raise PoolingError.broken(name, "be a .npy file of version 1 or 2", ".".join(map(str, version)))
    if length > LARGEST_HEADER:
        raise PoolingError.broken(name, f"have a header of at most {LARGEST_HEADER:,} bytes", f"{length:,}")
    begin = 8 + wide + length
    said = io.BytesIO(start[8:] + file.read(begin - len(start)))
    try:
        return *_READERS[version](said, max_header_size=LARGEST_HEADER), begin
    except Exception as error:  # it is a literal of Python: what odd ones raise is in no list
        raise PoolingError.broken(name, "have a header as NumPy writes it", "a damaged one") from error


def _kind(dtype: np.dtype) -> str:
    """How a message names a dtype that is refused.

    >>> _kind(np.dtype(object)), _kind(np.dtype("U3")), _kind(np.dtype("M8[s]"))
    ('object (a pickle, which may run code)', 'str', 'datetime64')
    """
    known = {"O": "object (a pickle, which may run code)", "U": "str", "S": "bytes", "V": "void (fields of records)"}
    return known.get(dtype.kind, dtype.type.__name__)
