"""The output-size equation, literally."""

import pytest
from hypothesis import given

from figures.stories.size import size_formula, size_note
from pooling import PoolSpec
from pooling.windows import Windows
from tests.pooling.checks import spec_of
from tests.pooling.strategies import PROFILE, problems

CASES = {
    "the 6×6 of the reference": (
        PoolSpec("max", 2),
        (6, 6),
        r"H_{out} = W_{out} = \lfloor (6 + 2{\cdot}0 - 2) / 2 \rfloor + 1 = 3",
    ),
    "two axes": (
        PoolSpec("avg", (2, 3), (1, 2)),
        (4, 5),
        r"\begin{aligned}H_{out} &= \lfloor (4 + 2{\cdot}0 - 2) / 1 \rfloor + 1 = 3\\ "
        r"W_{out} &= \lfloor (5 + 2{\cdot}0 - 3) / 2 \rfloor + 1 = 2\end{aligned}",
    ),
    "padding and dilation": (
        PoolSpec("max", 3, 2, 1, 2),
        (7, 7),
        r"H_{out} = W_{out} = \lfloor (7 + 2{\cdot}1 - 2{\cdot}(3-1) - 1) / 2 \rfloor + 1 = 3",
    ),
    "ceil_mode": (
        PoolSpec("max", 2, 2, ceil_mode=True),
        (5, 5),
        r"H_{out} = W_{out} = \lceil (5 + 2{\cdot}0 - 2) / 2 \rceil + 1 = 3",
    ),
    "ceil_mode takes one back": (
        PoolSpec("max", 2, 3, 1, ceil_mode=True),
        (4, 4),
        r"H_{out} = W_{out} = \lceil (4 + 2{\cdot}1 - 2) / 3 \rceil + 1 = 3 \to 2",
    ),
}


@pytest.mark.parametrize(("spec", "size", "formula"), CASES.values(), ids=CASES.keys())
def test_size_formula(spec, size, formula):
    assert size_formula(spec, *size) == formula


def test_a_window_beyond_the_input_is_left_out_and_that_is_said():
    spec = PoolSpec("max", (2, 1), (2, 1), (1, 0), ceil_mode=True)
    note = "A last row of windows would start beyond the input, so it is left out."
    assert size_note(spec, 3, 4) == note


def test_a_window_may_start_beyond_the_input_without_padding():
    assert size_note(PoolSpec("max", 1, (1, 3), ceil_mode=True), 1, 6) == (
        "A last column of windows would start beyond the input, so it is left out. "
        "Columns 1–2 and 4–5 are in no window."
    )


UNREAD = {
    "the division does not come out even": (PoolSpec("max", 2), (7, 6), "Row 6 is in no window."),
    "more than one is left": (PoolSpec("avg", 3), (5, 3), "Rows 3–4 are in no window."),
    "both axes": (PoolSpec("lp", 2), (5, 7), "Row 4 is in no window. Column 6 is in no window."),
    "between windows": (PoolSpec("min", 1, (1, 3)), (1, 8), "Columns 1–2, 4–5 and 7 are in no window."),
    "too many gaps to list": (PoolSpec("max", 1, (2, 1)), (9, 1), "4 of the 9 rows are in no window."),
    "skipped by dilation": (
        PoolSpec("max", 2, 4, dilation=2),
        (3, 3),
        "Row 1 is in no window. Column 1 is in no window.",
    ),
    "skipped by dilation, held by another window": (PoolSpec("max", 2, 1, dilation=2), (4, 4), ""),
    "held through padding": (PoolSpec("max", 2, 2, 1), (6, 6), ""),
    "held through ceil_mode": (PoolSpec("max", 2, ceil_mode=True), (7, 7), ""),
}


@pytest.mark.parametrize(("spec", "size", "note"), UNREAD.values(), ids=UNREAD.keys())
def test_rows_and_columns_in_no_window_are_named(spec, size, note):
    assert size_note(spec, *size) == note


@given(problems())
@PROFILE
def test_there_is_a_note_of_cells_in_no_window_exactly_where_there_are_some(problem):
    layer, size, _ = problem
    spec = spec_of(layer)
    assert ("in no window" in size_note(spec, *size)) == (Windows.of(spec, *size).coverage() == 0).any()


def test_there_is_no_note_where_the_formula_says_it_all():
    assert size_note(PoolSpec("max", 2, 2, ceil_mode=True), 5, 5) == ""
