"""Files of arrays come back as they were saved; each keeps its dtype and its names."""

import io
import json

import numpy as np
import pytest

from lab.arrays import numbers
from lab.arrays.files import read_file
from lab.export import to_json, to_npz
from pooling import PoolSpec, pool
from tests.pooling import worked
from tests.pooling.checks import message_of, same

WORKED = pool(worked.X, PoolSpec("max", 2))
DTYPES = ("float16", "float32", "float64", "int8", "uint8", "int32", "int64", "uint64", ">f4", ">i8")


def npy(array):
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def npz(save=np.savez, **arrays):
    file = io.BytesIO()
    save(file, **arrays)
    return file.getvalue()


@pytest.mark.parametrize("dtype", DTYPES)
def test_npy_keeps_its_dtype(dtype):
    x = np.arange(24).reshape(1, 2, 3, 4).astype(dtype)
    same(read_file("x.npy", npy(x))[""], x.astype(x.dtype.newbyteorder("=")))


def test_npy_in_the_order_of_fortran():
    x = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    same(read_file("x.npy", npy(x))[""], x)


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_npz_gives_its_arrays_by_name(save):
    found = read_file("a.NPZ", npz(save, X=np.ones((2, 2)), mine=np.ones((1, 3), np.float32)))
    assert {name: (array.shape, array.dtype.name) for name, array in found.items()} == {
        "X": ((2, 2), "float64"),
        "mine": ((1, 3), "float32"),
    }


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pooling.npz", to_npz(WORKED, worked.GRAD_OUTPUT)),
        ("pooling.json", to_json(WORKED, worked.GRAD_OUTPUT).encode()),
    ],
    ids=["npz", "json"],
)
def test_the_lab_s_own_downloads(name, content):
    found = read_file(name, content)
    assert set(found) == {"x", "output", "grad_output", "grad_input", "indices"}
    same(found["x"], worked.X)
    same(found["indices"], worked.INDICES)
    same(found["grad_input"], worked.GRAD_INPUT)


def test_json_s_null_is_nan():
    same(read_file("a.json", b'{"x": [[1.5, null]]}')["x"], np.array([[1.5, np.nan]]))


def test_json_may_be_one_array():
    same(read_file("a.json", b"[[1, 2], [3, 4]]")[""], np.array([[1, 2], [3, 4]]))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_as_spreadsheets_save_it(encoding):
    same(read_file("a.csv", "1,5;−2\r\n3;4\r\n".encode(encoding))[""], np.array([[1.5, -2.0], [3.0, 4.0]]))


def test_txt_as_numpy_saves_it():
    file = io.BytesIO()
    np.savetxt(file, [[1.5, -0.0], [1e-300, 2]], header="made by hand")
    same(read_file("a.txt", file.getvalue())[""], np.array([[1.5, -0.0], [1e-300, 2]]))


@pytest.mark.parametrize("ending", ["npz", "json"])
def test_all_arrays_of_a_file_together_are_bounded(ending, monkeypatch):
    monkeypatch.setattr(numbers, "LARGEST_CELLS", 7)
    arrays = {"a": np.ones((2, 2)), "b": np.ones((2, 2))}
    packed = io.BytesIO()
    np.savez(packed, **arrays)
    plain = json.dumps({name: array.tolist() for name, array in arrays.items()}).encode()
    content = packed.getvalue() if ending == "npz" else plain
    message = "file must have at most 7 cells in all its arrays, but got more"
    assert message_of(lambda: read_file(f"a.{ending}", content)) == message
