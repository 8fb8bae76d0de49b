"""Files of arrays that lie, bomb or are cut, each with the beginning of what is said of it."""

from __future__ import annotations

import io
import json
import pickle
import struct
import zipfile

import numpy as np
import pytest

from lab.arrays.files import LARGEST_FILE

MAGIC = b"\x93NUMPY"


def npy(array) -> bytes:
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def headed(header: str | bytes, body: bytes = b"", version: bytes = b"\1\0", length: int | None = None) -> bytes:
    """A .npy file with this header, whatever it says."""
    header = header.encode() if isinstance(header, str) else header
    size = struct.pack("<H" if version == b"\1\0" else "<I", len(header) if length is None else length)
    return MAGIC + version + size + header + body


def plain(shape, descr="<f8") -> str:
    return f"{{'descr': {descr!r}, 'fortran_order': False, 'shape': {shape}, }}\n"


def zipped(*entries: tuple[str, bytes], method=zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as packed:
        for name, content in entries:
            packed.writestr(name, content)
    return file.getvalue()


class Runs:
    """What a pickle would call."""

    def __reduce__(self):
        return (pytest.fail, ("a pickle was loaded",))


ONE = npy(np.ones((2, 2)))
PICKLED = headed(plain((1, 1), "|O"), pickle.dumps(np.array([[Runs()]], object)))
ZEROS = headed(plain((4096, 4096)), bytes(8 * 4096 * 4096))
GOOD_ZIP = zipped(("x.npy", ONE))


def swelling() -> bytes:
    """A zip file that says 32 bytes of what unpacks to 134 million."""
    content = bytearray(zipped(("x.npy", ZEROS)))
    at = content.rindex(b"PK\1\2")
    content[at + 24 : at + 28] = struct.pack("<I", len(ONE))
    return bytes(content)


def listing(count: int) -> bytes:
    """A zip file whose list has `count` entries, all of them the same."""
    content = zipped(("x.npy", ONE))
    at = content.rindex(b"PK\1\2")
    entry, end = content[at:-22], content[-22:]
    end = end[:8] + struct.pack("<HHI", count % 65536, count % 65536, len(entry) * count) + end[16:]
    return content[:at] + entry * count + end


FILES: dict[str, tuple[str, bytes, str]] = {
    "objects": ("a.npy", PICKLED, "file must hold numbers, float16 to float64 or ints, but got dtype object"),
    "a pickle": ("a.npy", pickle.dumps([[1]]), "file must be a .npy file, whose first bytes say so, but got b"),
    "objects in npz": ("a.npz", zipped(("x.npy", PICKLED)), "array 'x' must hold numbers, float16 to float64 or ints"),
    "complex": (
        "a.npy",
        npy(np.ones((2, 2), complex)),
        "file must hold numbers, float16 to float64 or ints, but got d",
    ),
    "bool": (
        "a.npy",
        npy(np.ones((2, 2), bool)),
        "file must hold numbers, float16 to float64 or ints, but got dtype b",
    ),
    "strings": (
        "a.npy",
        npy(np.array([["a"]])),
        "file must hold numbers, float16 to float64 or ints, but got dtype st",
    ),
    "times": ("a.npy", npy(np.zeros((1, 1), "M8[s]")), "file must hold numbers, float16 to float64 or ints, but got "),
    "records": ("a.npy", npy(np.zeros((1, 1), "f4,f4")), "file must hold numbers, float16 to float64 or ints, but got"),
    "longdouble": ("a.npy", npy(np.zeros((1, 1), "g")), "file must hold numbers, float16 to float64 or ints, but got "),
    "0-D": ("a.npy", npy(np.array(1.0)), "file must have 2 to 4 axes, but got 0: ()"),
    "1-D": ("a.npy", npy(np.ones(3)), "file must have 2 to 4 axes, but got 1: (3,)"),
    "5-D": ("a.npy", npy(np.ones((1,) * 5)), "file must have 2 to 4 axes, but got 5: (1, 1, 1, 1, 1)"),
    "empty": ("a.npy", npy(np.ones((0, 3))), "file must have at least one cell, but got shape (0, 3)"),
    "10¹² cells": ("a.npy", headed(plain((10**6, 10**6))), "file must have at most 16,777,216 cells, but got shape ("),
    "negative": ("a.npy", headed(plain((-1, -8))), "file must have at least one cell, but got shape (-1, -8)"),
    "10¹² cells in npz": (
        "a.npz",
        zipped(("x.npy", headed(plain((10**6, 10**6))))),
        "array 'x' must have at most 16,7",
    ),
    "huge ints as sides": (
        "a.npy",
        headed(plain(f"({'9' * 4000}, 1)")),
        "file must have a header of at most 2,000 byt",
    ),
    "too few bytes": ("a.npy", ONE[:-1], "file must have the 32 bytes of numbers that its header tells of, but got 31"),
    "too many bytes": ("a.npy", ONE + b"1", "file must have the 32 bytes of numbers that its header tells of, but got"),
    "cut in its header": ("a.npy", ONE[:40], "file must have a header as NumPy writes it, but got a damaged one"),
    "magic alone": ("a.npy", MAGIC, "file must be a .npy file of version 1 or 2, but got 0.0"),
    "version 3": (
        "a.npy",
        headed(plain((1, 1)), b"\0" * 8, b"\3\0"),
        "file must be a .npy file of version 1 or 2, but g",
    ),
    "huge header": (
        "a.npy",
        headed("(" * 50_000, version=b"\2\0"),
        "file must have a header of at most 2,000 bytes, b",
    ),
    "header of 4 GB": (
        "a.npy",
        headed("", version=b"\2\0", length=2**32 - 1),
        "file must have a header of at most 2,0",
    ),
    "nested header": (
        "a.npy",
        headed("(" * 1999 + "\n"),
        "file must have a header as NumPy writes it, but got a damag",
    ),
    "code as header": (
        "a.npy",
        headed("__import__('os').abort()\n"),
        "file must have a header as NumPy writes it, but ",
    ),
    "wrong magic": ("a.npy", b"\x93NUMPX" + ONE[6:], "file must be a .npy file, whose first bytes say so, but got b"),
    "text as npz": ("a.npz", b"1,2\n3,4", "file must be a whole .npz file, but got one without its list of arrays at"),
    "npy as csv": ("a.csv", ONE, "file must be text, as its name says, but got b'\\x93NUMPY"),
    "npz as txt": ("a.txt", GOOD_ZIP, "file must be text, as its name says, but got b'PK"),
    "latin-1": ("a.txt", b"1 2 \xe9", "file must be text in UTF-8, but got b'1 2 \\xe9'"),
    "another ending": ("a.pkl", b"1", "file must be .npy, .npz, .csv, .txt, .json, but got 'a.pkl'"),
    "no ending": ("x" * 10_000, b"1", "file must be .npy, .npz, .csv, .txt, .json, but got 'xxx"),
    "nothing": ("a.npy", b"", "file must hold an array, but got nothing"),
    "64 MB and 1": ("a.npy", bytes(LARGEST_FILE + 1), "file must be at most 67,108,864 bytes, but got 67,108,865"),
    "zip bomb": (
        "a.npz",
        zipped(("x.npy", ZEROS), ("y.npy", ZEROS)),
        "file must unpack to at most 134,479,872 bytes, b",
    ),
    "zip that swells": ("a.npz", swelling(), "array 'x' must be whole, but got a damaged one"),
    "zip in a zip": ("a.npz", zipped(("b.npz", GOOD_ZIP)), "file must hold .npy files alone, but got 'b.npz'"),
    "zip as npy in a zip": ("a.npz", zipped(("b.npy", GOOD_ZIP)), "array 'b' must be a .npy file, whose first bytes s"),
    "65 arrays": (
        "a.npz",
        zipped(*((f"{n}.npy", ONE) for n in range(65))),
        "file must hold at most 64 arrays, but got 6",
    ),
    "a million entries": ("a.npz", listing(1_000_000), "file must hold at most 64 arrays, but got 16,960"),
    "one name twice": ("a.npz", listing(2), "file must hold every array once, but got two of one name"),
    "lzma": (
        "a.npz",
        zipped(("x.npy", ONE), method=zipfile.ZIP_LZMA),
        "array 'x' must be stored or deflated, as NumPy",
    ),
    "cut npz": (
        "a.npz",
        GOOD_ZIP[:-30],
        "file must be a whole .npz file, but got one without its list of arrays at th",
    ),
    "no arrays": ("a.npz", zipped(), "file must hold an array, but got none"),
    "ints beyond 2⁵³": (
        "a.npy",
        npy(np.array([[1, 2**53 + 1]])),
        "file row 0 column 1 must lie within ±2⁵³ if it is an",
    ),
    "1-D in npz": ("a.npz", zipped(("y.npy", npy(np.ones(3)))), "array 'y' must have 2 to 4 axes, but got 1: (3,)"),
    "deep json": (
        "a.json",
        b"[" * 10_000_000,
        "file must close every list that it opens, but got a list that does not en",
    ),
    "deep json, closed": ("a.json", b"[" * 10**6 + b"]" * 10**6, "file must have 2 to 4 axes, but got 5 or more"),
    "empty lists": (
        "a.json",
        b"[" + b"[]," * 20_000_000 + b"[]]",
        "file must have at least one number in each row, but got none",
    ),
    "empty lists by name": (
        "a.json",
        b'{"x": [' + b"[]," * 20_000_000 + b"[]]}",
        "file must have at most 262,144 rows, but got more",
    ),
    "rows without end": ("a.txt", b"1\n" * 2_000_000, "file must have at most 262,144 rows, but got more"),
    "a row without end": (
        "a.csv",
        b"1," * 16_000_000,
        "file must have at most 2,000,000 characters in a row, but got 32,",
    ),
    "a list without end": (
        "a.json",
        b"[" + b"1," * 16_000_000 + b"1]",
        "file must have at most 2,000,000 characters in a",
    ),
    "a Markdown table": (
        "a.txt",
        b"|" * 32_000_000,
        "file must have at most 2,000,000 characters as a table of LaTeX or",
    ),
    "a LaTeX table": ("a.txt", b"\\" * 16_000_000, "file must have at most 2,000,000 characters as a table of LaTeX"),
    "not ASCII": (
        "a.txt",
        "−".encode() * 20_000_000,
        "file must have at most 2,000,000 characters in a row, but got 20",
    ),
    "deep objects": ("a.json", b'{"x":' * 1_000_000, "array 'x' must be lists of numbers, but got '{"),
    "deep spec": ("a.json", b'{"spec":' + b"{" * 10_000_000, "file must be one JSON object of arrays, but got 'an end"),
    "strings in json": ("a.json", b'{"x": [["1"]]}', "array 'x' must be lists of numbers, but got '\"1\"]]}'"),
    "a long name": (
        "a.json",
        b'{"' + b"x" * 10_000_000 + b'": [[1]]}',
        "file must be one JSON object of arrays, but go",
    ),
    "many names": (
        "a.json",
        json.dumps({str(n): [[1]] for n in range(99)}).encode(),
        "file must hold at most 64 arrays",
    ),
    "one name twice in json": (
        "a.json",
        b'{"x": [[1]], "x": [[2]]}',
        "file must hold at most 64 arrays, each once, but ",
    ),
    "bools in json": ("a.json", b'{"x": [[true]]}', "array 'x' row 0 column 0 must be a number, but got 'true'"),
    "a long number": ("a.txt", b"9" * 1_900_000, "file row 0 column 0 must be a number, but got '999"),
    "spaces": ("a.txt", b" " * 20_000_000, "file must have at most 2,000,000 characters in a row, but got 20,000,000"),
}
