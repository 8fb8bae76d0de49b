"""A class is given the case and nothing of the answer."""

import io

import numpy as np

from figures.check.sheet import sheet
from lab.check.handout import as_task, layer_text, npz
from lab.check.link import decode, encode
from lab.check.state import Check
from lab.settings import Settings
from pooling import PoolSpec
from tests.pooling.checks import same

X = "1 2 3 4\n5 6 7 8\n9 10 11 12\n13 14 15 16"
CASE = Check(texts={"x": X, "grad_output": "1 2\n3 4", "mine": "77 78\n79 80"})


def test_the_link_of_an_assignment_holds_no_answer():
    found, dropped = decode(encode(as_task(CASE, "cells")))
    assert dropped == []
    assert (found.task, found.has("mine")) == ("cells", False)
    same(found.case.x, CASE.case.x)
    same(found.case.right("grad_input"), CASE.case.right("grad_input"))


def test_arrays_of_a_file_are_written_out():
    check = Check(texts={"mine": "1"}, arrays={"x": np.arange(16.0).reshape(4, 4)}, files={"x": "x.npy"})
    found, _ = decode(encode(as_task(check, "verdict")))
    same(found.case.x, check.case.x)


def test_the_file_holds_the_case():
    with np.load(io.BytesIO(npz(CASE)), allow_pickle=False) as file:
        assert set(file) == {"spec", "x", "grad_output"}
        same(file["x"], CASE.case.x)


def blanks(page):
    """Cells to be filled in; the corner of a table is none."""
    return page.count("<td></td>") - page.count("<thead><tr><td></td>")


def test_the_page_to_print_has_a_blank_for_every_cell_and_no_answer():
    page = sheet(CASE)
    assert blanks(page) == 16
    assert "77" not in page
    assert "kernel_size=(2, 2), stride=(2, 2)" in page
    assert blanks(sheet(Check(CASE.settings, "output", texts=CASE.texts))) == 4


def test_a_layer_is_said_with_what_differs_from_the_defaults():
    spec = Settings("avg", (3, 2), (1, 1), (1, 0), count_include_pad=False).spec(5, 5)
    assert layer_text(spec) == "avg, kernel_size=(3, 2), stride=(1, 1), padding=(1, 0), count_include_pad=False"
    assert layer_text(PoolSpec("max", 2)) == "max, kernel_size=(2, 2), stride=(2, 2)"
