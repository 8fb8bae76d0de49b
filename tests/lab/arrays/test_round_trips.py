"""300 random arrays through every text and every file: each number comes back to the bit, and its dtype with it."""

import io
import json
import sys

import numpy as np
import pytest

from lab.arrays.files import read_file
from lab.arrays.text import read
from tests.pooling.checks import message_of, same

DTYPES = ("float64", "float32", "float16", "int64", "int32", "uint8")
#: What breaks careless readers and writers: zeros of both signs, ends of ranges, what is no number at all.
ODD = (0.0, -0.0, 1e-300, -1e-300, 5e-324, 1e300, 2.0**53, 0.1, 1 / 3, -1e-5, np.inf, -np.inf, np.nan, 123456.75)
SEEDS = range(300)


def some(seed, largest_axes=4):
    """An array of 2 to 4 axes of some dtype, its numbers of many sizes, some of them odd."""
    rng = np.random.default_rng(seed)
    shape = tuple(rng.integers(1, 6, rng.integers(2, largest_axes + 1)))
    dtype = np.dtype(DTYPES[seed % len(DTYPES)])
    if dtype.kind in "iu":
        limits = np.iinfo(dtype)
        most = min(limits.max, 2**53)
        return rng.integers(max(limits.min, -most), most, shape, endpoint=True).astype(dtype)
    wide = rng.normal(size=shape) * 10.0 ** rng.integers(-12, 13, shape)
    wide = np.where(rng.random(shape) < 0.3, rng.choice(ODD, shape), wide)
    with np.errstate(over="ignore"):
        return wide.astype(dtype)


def plane(seed):
    """An array of two axes as text without a dtype gives it: float64 or int64."""
    x = some(seed, 2)
    return x.astype("int64" if x.dtype.kind in "iu" else "float64")


def rows(x, between, end="\n"):
    return end.join(between.join(map(repr, row)) for row in x.tolist())


def printed(x):
    with np.printoptions(threshold=sys.maxsize, floatmode="unique", linewidth=60):
        return str(x)


def represented(x):
    with np.printoptions(threshold=sys.maxsize, floatmode="unique"):
        return repr(x)


def tensor(x):
    """As PyTorch prints it, every digit shown."""
    said = {"float64": ", dtype=torch.float64", "float32": ", dtype=torch.float32", "int64": ""}
    dtype = said.get(x.dtype.name, f", dtype=torch.{x.dtype.name}")
    return f"tensor({x.tolist()}{dtype}, device='cuda:0', grad_fn=<MaxPool2DWithIndicesBackward0>)"


def written(x):
    """As Python writes lists of NumPy's own numbers."""
    return repr([[np.float64(v) if x.dtype.kind == "f" else np.int64(v) for v in row] for row in x])


PLANES = {
    "tabs": lambda x: rows(x, "\t"),
    "tabs of Windows": lambda x: rows(x, "\t", "\r\n") + "\r\n",
    "commas": lambda x: rows(x, ","),
    "commas and spaces": lambda x: rows(x, ", "),
    "semicolons": lambda x: rows(x, ";"),
    "spaces": lambda x: rows(x, " "),
    "aligned": lambda x: rows(x, "   "),
    "lists": lambda x: repr(x.tolist()),
    "lists on lines": lambda x: ",\n".join(map(repr, x.tolist())),
    "tuples": lambda x: f"({', '.join(repr(tuple(row)) for row in x.tolist())},)",
    "numbers of NumPy": written,
    "a print": printed,
    "MATLAB": lambda x: f"[{rows(x, ' ', '; ')}]",
    "LaTeX": lambda x: rf"\begin{{bmatrix}} {rows(x, ' & ', chr(92) * 2 + chr(10))} \end{{bmatrix}}",
    "Markdown": lambda x: "\n".join(f"| {line} |" for line in rows(x, " | ").split("\n")),
    "the sign −": lambda x: rows(x, "\t").replace("-", "−"),
    "a name": lambda x: f"x = np.array({x.tolist()})",
}
ALL = {"lists": lambda x: repr(x.tolist()), "a print": printed, "JSON": lambda x: json.dumps(x.tolist())}
SAID = {"repr": represented, "tensor": tensor}


@pytest.mark.parametrize("form", PLANES.values(), ids=PLANES)
def test_a_plane_through_every_text(form):
    for seed in SEEDS:
        x = plane(seed)
        same(read(form(x), "x"), x)


@pytest.mark.parametrize("sign", ["\t", ";"])
def test_a_plane_with_decimal_commas(sign):
    for seed in SEEDS:
        x = np.random.default_rng(seed).normal(size=(3, 4))
        same(read(rows(x, sign).replace(".", ","), "x"), x)


@pytest.mark.parametrize("form", ALL.values(), ids=ALL)
def test_an_array_of_any_axes_through_every_list(form):
    for seed in SEEDS:
        x = some(seed)
        x = x.astype("int64" if x.dtype.kind in "iu" else "float64")
        found = read(form(x), "x")
        same(found.reshape(x.shape), x)
        assert found.shape == x.shape or x.shape[0] == 1


@pytest.mark.parametrize("form", SAID.values(), ids=SAID)
def test_an_array_that_says_its_dtype(form):
    for seed in SEEDS:
        x = some(seed)
        found = read(form(x), "x")
        same(found.reshape(x.shape), x)


def npy(x):
    file = io.BytesIO()
    np.save(file, x)
    return file.getvalue()


def npz(x):
    file = io.BytesIO()
    np.savez_compressed(file, mine=x, other=x[:1])
    return file.getvalue()


def test_an_array_through_npy():
    for seed in SEEDS:
        same(read_file("x.npy", npy(some(seed)))[""], some(seed))


def test_an_array_through_npz():
    for seed in SEEDS:
        same(read_file("x.npz", npz(some(seed)))["mine"], some(seed))


def test_an_array_through_json():
    for seed in SEEDS:
        x = some(seed)
        x = x.astype("int64" if x.dtype.kind in "iu" else "float64")
        found = read_file("x.json", json.dumps({"mine": x.tolist()}, indent=seed % 2 or None).encode())["mine"]
        same(found.reshape(x.shape), x)


@pytest.mark.parametrize("ending", ["csv", "txt"])
def test_a_plane_through_a_text_file(ending):
    for seed in SEEDS:
        file = io.BytesIO()
        x = plane(seed)
        np.savetxt(file, x, "%d" if x.dtype.kind == "i" else "%.17e", "," if ending == "csv" else " ")
        same(read_file(f"x.{ending}", file.getvalue())[""], x)


@pytest.mark.parametrize("form", [*PLANES.values(), *ALL.values()], ids=[*PLANES, *ALL])
def test_an_int_beyond_2_to_the_53_is_refused_by_name(form):
    text = form(np.array([[1, 2], [3, 2**53 + 1]]))
    rule = "lie within ±2⁵³ if it is an int: float64 holds no larger one"
    assert message_of(read, text, "mine") == f"mine row 1 column 1 must {rule}, but got '9007199254740993'"


FLOATS = {name: form for name, form in PLANES.items() if name not in ("numbers of NumPy",)}


@pytest.mark.parametrize("form", FLOATS.values(), ids=FLOATS)
def test_a_word_is_named_with_its_place(form):
    text = form(np.array([[1, 2], [3, 777]])).replace("777", "x1")
    assert message_of(read, text, "mine") == "mine row 1 column 1 must be a number, but got 'x1'"
