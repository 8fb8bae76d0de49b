"""A file in place of the grid: its own downloads come back as they were, of larger arrays a part that is named."""

import io
import json
from dataclasses import replace

import numpy as np
import pytest

from lab.arrays.opened import opened
from lab.export import to_json, to_npz
from lab.settings import Settings
from lab.state import fresh
from pooling import PoolSpec, pool
from tests.pooling.checks import message_of, same

LAYERS = {
    "max": PoolSpec("max", (3, 2), (2, 1), (1, 1), (1, 2), True),
    "avg": PoolSpec("avg", 2, padding=1, count_include_pad=False, divisor_override=3),
    "lp": PoolSpec("lp", 2, norm_type=3.0),
    "range": PoolSpec("range", 3),
}


def npz(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


@pytest.mark.parametrize("spec", LAYERS.values(), ids=LAYERS)
@pytest.mark.parametrize("ending", ["npz", "json"])
def test_a_download_comes_back_as_it_was(spec, ending):
    rng = np.random.default_rng(0)
    x = rng.random((16, 9))
    pooled = pool(x, spec)
    grad_output = rng.normal(size=pooled.output.shape)
    content = to_npz(pooled, grad_output) if ending == "npz" else to_json(pooled, grad_output).encode()
    lab = opened(content, f"pooling.{ending}", fresh())
    same(lab.x, x)
    same(lab.grad_output, grad_output)
    assert lab.spec == spec
    assert lab.notice == f"Opened 'x' of 'pooling.{ending}': 16×9 cells, with its layer and its upstream gradient."


def test_edits_under_way_are_too_late_and_the_selection_is_in_the_grid():
    before = fresh()
    lab = opened(b"[[5]]", "a.txt", before)
    assert lab.input_editing.version == before.input_editing.version + 1
    assert (lab.selection.row, lab.selection.column) == (0, 0)


def test_of_many_planes_16_by_16_of_the_first_are_on_screen():
    x = np.arange(2 * 3 * 20 * 5.0).reshape(2, 3, 20, 5)
    lab = opened(npz(x=x), "a.npz", fresh())
    same(lab.x, x[0, 0, :16])
    assert lab.notice == (
        "Opened 'x' of 'a.npz': 2×3×20×5 cells. On screen: rows 0 to 15, columns 0 to 4 of plane (0, 0)."
    )


def test_an_array_alone_keeps_the_layer_on_screen():
    before = replace(fresh(), settings=Settings("avg", (2, 1)))
    assert opened(b"1,2,3\n4,5,6\n7,8,9", "a.csv", before).settings == before.settings


def test_a_layer_that_does_not_fit_is_lowered_and_told():
    lab = opened(b"7", "a.txt", fresh())
    assert lab.settings.kernel_size == (1, 1)
    assert "To fit the 1×1 grid, kernel_size is now (1, 1)" in lab.notice


def test_what_a_layer_says_that_is_no_value_is_dropped_and_told():
    content = json.dumps(
        {"spec": {"operator": "avg", "kernel_size": 99, "stride": 2, "evil": 1}, "x": [[1, 2], [3, 4]]}
    )
    lab = opened(content.encode(), "a.json", fresh())
    assert lab.settings == Settings("avg")
    assert "kernel_size must be at most 16 on each axis in the lab, but got (99, 99)" in lab.notice
    assert "layer must hold no fields but " in lab.notice


def test_an_upstream_gradient_of_another_size_is_not_taken():
    content = json.dumps({"spec": {"operator": "max"}, "x": [[1, 2], [3, 4]], "grad_output": [[1, 2]]})
    same(opened(content.encode(), "a.json", fresh()).grad_output, np.ones((1, 1)))


@pytest.mark.parametrize(("cell", "got"), [("nan", "nan"), ("-inf", "-inf"), ("1e10", "10000000000.0")])
def test_a_cell_that_no_grid_may_hold_is_named(cell, got):
    message = f"input row 0 column 1 must be a finite number from −1e9 to 1e9, but got {got}"
    assert message_of(opened, f"1 {cell} 2".encode(), "a.txt", fresh()) == message


SPECS = {
    "a huge one": np.array("x" * 100_000),
    "no text": np.array(1.0),
    "no JSON": np.array("{"),
    "nested": np.array("[" * 3000),
    "a list": np.array("[1]"),
    "no operator": np.array("{}"),
    "bytes": np.array(b"{}"),
}


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_a_spec_that_is_no_layer_is_passed_over(spec):
    before = fresh()
    assert opened(npz(spec=spec, x=np.ones((4, 4))), "a.npz", before).settings == before.settings


@pytest.mark.parametrize("operator", [None, [], {}, "evil", 3, "<b>"], ids=repr)
def test_an_operator_that_is_none_is_dropped(operator):
    content = json.dumps({"spec": {"operator": operator}, "x": [[1, 2], [3, 4]]}).encode()
    lab = opened(content, "a.json", fresh())
    assert lab.settings == Settings()
    assert "Dropped: operator must be " in lab.notice
