"""Files of arrays that lie, bomb or are cut: each is refused by name, at once and in little memory."""

from __future__ import annotations

import json
import time
import tracemalloc
import zipfile
from dataclasses import asdict
from random import Random

import numpy as np
import pytest

from lab.arrays.files import read_file
from lab.arrays.numbers import LARGEST_CELLS
from lab.arrays.opened import opened
from lab.arrays.text import read
from lab.entry import block
from lab.export import to_json, to_npz
from lab.share import decode, encode
from lab.state import fresh
from pooling import PoolingError, PoolSpec, pool
from tests.hostile import words
from tests.hostile.amount import cases, portions
from tests.hostile.array_files import FILES, MAGIC, ONE, headed, npy, plain, zipped


def refused(name: str, content: bytes) -> str:
    with pytest.raises(PoolingError) as caught:
        read_file(name, content)
    return str(caught.value)


@pytest.mark.parametrize(("name", "content", "why"), FILES.values(), ids=FILES)
def test_a_file_is_refused_by_name_at_once_and_in_little_memory(name, content, why):
    begun = time.process_time()
    message = refused(name, content)
    took = time.process_time() - begun
    assert message.startswith(why)
    assert len(message) < 300
    assert took < 1
    tracemalloc.start()
    refused(name, content)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 200e6


def test_more_cells_than_are_taken_are_refused_before_they_are_there():
    content = headed(plain((2, LARGEST_CELLS), "|i1"))
    assert refused("a.npy", content) == "file must have at most 16,777,216 cells, but got shape (2, 16777216)"


SEEDS = {
    "a.npy": ONE,
    "b.npz": zipped(("x.npy", ONE), ("y.npy", npy(np.ones((1, 2, 3), np.float32)))),
    "c.csv": b"1,2\n3,4",
    "d.txt": b"tensor([[1., 2.], [3., 4.]])",
    "e.json": b'{"spec": {"operator": "max"}, "x": [[1.0, null]]}',
}


def mutated(content: bytes, chance: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 12))):
        at = chance.randrange(len(changed) + 1)
        way = chance.randrange(4)
        if way == 0:
            del changed[at : at + chance.choice((1, 5, 50))]
        elif way == 1:
            changed[at:at] = chance.choice((b"\0", b"[", b'"', b",", b"9", b"PK\5\6", MAGIC, chance.randbytes(9)))
        elif at < len(changed):
            changed[at] = chance.choice((0, 0xFF, 0x7F, 0x5B, 0x2C, 0x39, chance.randrange(256)))
    return bytes(changed)


def outcome(take, *args):
    """What was read, or None and why it was not."""
    try:
        return take(*args), " must "
    except PoolingError as error:
        return None, str(error)


@portions(4000, 400)
def test_a_damaged_file_is_arrays_or_refused(seed, many):
    for case, chance in cases("arrays", seed, many):
        name = chance.choice(list(SEEDS))
        content = mutated(SEEDS[chance.choice((name, name, name, *SEEDS))], chance)
        found, why = outcome(read_file, name, content)
        assert " must " in why, case
        assert len(why) < 400, case
        for array in (found or {}).values():
            assert array.dtype.kind in "fiu", case
            assert 2 <= array.ndim <= 4, case
            assert array.size > 0, case


POOLED = pool(np.arange(12.0).reshape(3, 4), PoolSpec("avg", 2, 1))
DOWNLOADS = {
    "pooling.npz": to_npz(POOLED, np.ones((2, 3))),
    "pooling.json": to_json(POOLED, np.ones((2, 3))).encode(),
    "stored.npz": zipped(
        ("spec.npy", npy(np.array(json.dumps(asdict(POOLED.spec))))), ("x.npy", ONE), method=zipfile.ZIP_STORED
    ),
}


@portions(2000, 200)
def test_a_damaged_download_is_a_grid_or_refused(seed, many):
    for case, chance in cases("download", seed, many):
        name = chance.choice(list(DOWNLOADS))
        lab, why = outcome(opened, mutated(DOWNLOADS[name], chance), name, fresh())
        assert " must " in why, case
        if lab is not None:
            lab.pooled().backward(lab.grad_output)
            assert np.isfinite(lab.x).all(), case
            assert decode(encode(lab))[1] == [], case


@portions(4000, 400)
def test_a_pasted_text_is_an_array_or_refused(seed, many):
    for case, chance in cases("pasted", seed, many):
        good = chance.choice([content.decode() for name, content in SEEDS.items() if name[0] > "b"])
        at = chance.randrange(len(good))
        text = chance.choice((good[:at] + words.text(chance, 3000) + good[at:], words.text(chance, 3000)))
        assert len(outcome(read, text, "x")[1]) < 400, case
        assert len(outcome(block, text)[1]) < 17_000, case


PIECES = (
    "[",
    "]",
    "[]",
    "\\\\",
    "|",
    "1,",
    "1 ",
    "1\n",
    "\\begin{",
    "$",
    "(",
    "x = ",
    "- ",
    "\\\\[",
    "\\",
    "&",
    "1;",
    '"',
)


@pytest.mark.parametrize("piece", PIECES)
def test_a_paste_of_one_thing_over_and_over_takes_no_time(piece):
    text = piece * (500_000 // len(piece))
    for around in (text, f"[[{text}", f"tensor({text}]", f"[[1]], {text}"):
        begun = time.process_time()
        assert len(outcome(read, around, "x")[1]) < 300
        assert time.process_time() - begun < 2
