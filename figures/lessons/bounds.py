"""Lesson: backward cell by cell, and the range of windows that hold a cell (B3, erratum E1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from figures.latex import aligned, partial
from figures.lessons.average import GRAD_OUTPUT, KERNEL, PADDING, X
from figures.lessons.kit.boards import (
    differing,
    gradient_grids,
    input_grid,
    marked,
    upstream_grid,
)
from figures.lessons.kit.lesson import Case, Code, Item, Lesson, Posed, Rows, Slide, Step
from figures.lessons.kit.predict import Predict, Slip
from figures.lessons.kit.source import lines
from figures.lessons.kit.words import defined
from figures.numbers import sum_text
from figures.phrases import count, listed
from figures.stories.story import gradient_formula
from figures.table import Marks
from lab.settings import Settings
from pooling.operators.avg import OPERATOR as AVERAGE
from pooling.parameters import Pair
from pooling.verify import mistakes

#: The column of the cell whose row the control says.
COLUMN = 1
#: The cell that is asked about before the lesson begins: at the start the floor errs for its row.
ASKED = (2, COLUMN)
#: The (k, s, m) that the misprint is tried on.
MOST, ROWS = 5, 20


def layer(knobs: Mapping[str, Any]) -> Settings:
    """The average of the lesson before, under the stride that is set: every place of padding counts."""
    stride = int(knobs["stride"])
    return Settings("avg", (KERNEL, KERNEL), (stride, stride), (PADDING, PADDING))


def _divisors(case: Case) -> NDArray:
    return AVERAGE.divisor(case.pooled.windows, case.pooled.spec).reshape(case.pooled.output.shape)


def _cell(case: Case) -> Pair:
    return int(case.knobs["row"]), COLUMN


def _holding_row(case: Case, m: int) -> range:
    """The windows along one axis that hold the padded row m (B3)."""
    s = _stride(case)
    return range(mistakes.first_window(m, KERNEL, s), min(m // s, case.pooled.output.shape[0] - 1) + 1)


def _tell_holding(case: Case) -> str:
    cell = _cell(case)
    m, held = cell[0] + PADDING, len(case.pooled.windows.holding(*cell))
    return defined(
        f"An average pool, {KERNEL} × {KERNEL}, padding {PADDING} that counts: each window divides by D = {KERNEL**2}. "
        f"Cell {cell} lies in row m = {m} of the padded input.\n\n"
        f"{_held(list(_holding_row(case, m)), list(_holding_row(case, COLUMN + PADDING)), held)}"
    )


def _held(along: list[int], across: list[int], held: int) -> str:
    """Which windows along the rows and the columns hold those of a cell, and how many in all hold the cell."""
    if not along:
        return "No window along the rows holds it: this stride leaves it out, and the cell is sent nothing."
    one = len(along) == 1
    rows = f"{_named(along)} along the rows {'holds' if one else 'hold'} it"
    send = "holds the cell and sends it a share" if held == 1 else "hold the cell, and each sends it a share"
    columns = _named(across)
    return (
        f"{rows}. For its column, n = {COLUMN + PADDING}, {columns[0].lower()}{columns[1:]}: "
        f"{len(along)} · {len(across)} = {count(held, 'window')} {send}."
    )


def _named(windows: list[int]) -> str:
    return f"{'Window' if len(windows) == 1 else 'Windows'} {listed(list(map(str, windows)))}"


def _formula_holding(case: Case) -> str:
    m, s, out = _cell(case)[0] + PADDING, _stride(case), case.pooled.output.shape[0]
    low = rf"\left\lceil \tfrac{{{m} - {KERNEL} + 1}}{{{s}}} \right\rceil = {-((KERNEL - 1 - m) // s)}"
    high = rf"\left\lfloor \tfrac{{{m}}}{{{s}}} \right\rfloor = {m // s}"
    return aligned(
        rf"{low} &\le i \le {high}, \quad 0 \le i < {out}",
        gradient_formula(case.pooled, case.grad_output, *_cell(case)),
    )


def _show_holding(case: Case) -> tuple[Item, ...]:
    cell, s = _cell(case), _stride(case)
    holding = marked(case.pooled.windows.holding(*cell), "holds")
    m, held = cell[0] + PADDING, _holding_row(case, cell[0] + PADDING)
    rows = [
        (str(i), f"{i * s}–{i * s + KERNEL - 1}", "yes" if i in held else "no")
        for i in range(case.grad_output.shape[0])
    ]
    return (
        input_grid(case, {cell: "focus"}),
        upstream_grid(case, holding),
        Rows("Windows along the rows", ("window i", "padded rows", f"holds row {m}"), tuple(rows)),
    )


def _padded_rows(case: Case) -> range:
    return range(case.x.shape[0] + 2 * PADDING)


def _stride(case: Case) -> int:
    return case.pooled.spec.stride[0]


def _floor_errs(case: Case) -> list[int]:
    """The padded rows for which the floor names a wrong first window."""
    s = _stride(case)
    return [
        m
        for m in _padded_rows(case)
        if mistakes.first_window(m, KERNEL, s) != mistakes.first_window_floored(m, KERNEL, s)
    ]


@lru_cache(maxsize=1)
def floor_errs_in_all() -> tuple[int, int]:
    """For how many (k, s, m) with k and s up to `MOST` and m below `ROWS` the floor is wrong, and of how many."""
    tried = list(product(range(1, MOST + 1), range(1, MOST + 1), range(ROWS)))
    wrong = [mistakes.first_window(m, k, s) != mistakes.first_window_floored(m, k, s) for k, s, m in tried]
    return sum(wrong), len(tried)


def _tell_range(case: Case) -> str:
    wrong, tried = floor_errs_in_all()
    errs, s = len(_floor_errs(case)), _stride(case)
    here = (
        f"With stride {s} the two differ for {errs} of {len(_padded_rows(case))} rows (✗)."
        if errs
        else "With stride 1 the fraction is whole, and the two agree."
    )
    return (
        f"Of H_out = {case.pooled.output.shape[0]} windows along the rows of this average pool, with k = {KERNEL} and "
        f"a padding of {PADDING}, the first that holds padded row m is a fraction rounded up. A known mistake is to "
        f"round it down: a floor can name windows that end before row m.\n\n{here} Over all kernels k and strides s "
        f"from 1 to {MOST} and rows m from 0 to {ROWS - 1}, they differ in {wrong} of {tried} cases, in none of which "
        "the stride is 1."
    )


def _formula_range(case: Case) -> str:
    general = (
        r"\left\lceil \tfrac{m - k + 1}{s} \right\rceil &\le i \le \left\lfloor \tfrac{m}{s} \right\rfloor",
        r"0 &\le i < H_{out}",
    )
    errs, s = _floor_errs(case), _stride(case)
    if not errs:
        return aligned(*general)
    m = errs[0]
    fraction = rf"\tfrac{{{m} - {KERNEL} + 1}}{{{s}}}"
    right, wrong = mistakes.first_window(m, KERNEL, s), mistakes.first_window_floored(m, KERNEL, s)
    return aligned(
        *general,
        rf"m = {m}:\quad \left\lceil {fraction} \right\rceil &= {right},"
        rf"\quad \left\lfloor {fraction} \right\rfloor = {wrong}",
    )


def _range_text(first: int, last: int) -> str:
    if first > last:
        return "none"
    return str(first) if first == last else f"{first}–{last}"


def _show_range(case: Case) -> tuple[Item, ...]:
    s, out, errs = _stride(case), case.pooled.output.shape[0], _floor_errs(case)
    rows = []
    for m in _padded_rows(case):
        last = min(m // s, out - 1)
        right = _range_text(mistakes.first_window(m, KERNEL, s), last)
        wrong = _range_text(mistakes.first_window_floored(m, KERNEL, s), last)
        rows.append((str(m), right, wrong + (" ✗" if m in errs else "")))
    head = ("padded row m", "✓ ceiling: windows", "floor: windows")
    return (
        Rows("Which windows hold a row", head, tuple(rows), errs[0] if errs else None),
        Code("Wrong: the floor", lines(mistakes.first_window_floored), "wrong"),
        Code("Right: the ceiling, as −⌊−a/s⌋", lines(mistakes.first_window), "right"),
    )


def _floored(case: Case, grad_output: NDArray) -> NDArray:
    """The input gradient from the floor on."""
    first = mistakes.first_window_floored
    return mistakes.average_by_range(grad_output, _divisors(case), case.x.shape, KERNEL, _stride(case), PADDING, first)


def _misled(case: Case) -> Marks:
    """The cells whose gradient the floor changes, by more than rounding may of all that it adds up there."""
    wrong, size = (_floored(case, g) for g in (case.grad_output, np.abs(case.grad_output)))
    return differing(wrong, case.grad_input, size)


def _tell_misled(case: Case) -> str:
    return f"Each window divides by D = {KERNEL**2}.\n\n{_told_of_floor(case)}"


def _told_of_floor(case: Case) -> str:
    """What a backward pass from the floor on makes of these numbers."""
    wrong, off = _floored(case, case.grad_output), len(_misled(case))
    if not _floor_errs(case):
        return "With stride 1 floor and ceiling agree, and the mistake stays hidden. Choose a larger stride."
    if not off:
        return (
            "The floor names windows that do not hold the cell, but on these numbers their gradients change nothing. "
            "Edit the upstream gradient."
        )
    size = float(np.abs(case.grad_output).sum())
    sums = [sum_text(float(g.sum()), size) for g in (case.grad_input, wrong)]
    return (
        "A backward pass that trusts the floor adds gradients of windows that do not hold the cell. "
        f"{count(off, 'cell')} of {case.x.size} {'is' if off == 1 else 'are'} wrong here.\n\n"
        f"The right input gradient adds up to {sums[0]}, the wrong one to {sums[1]}."
    )


def _formula_misled(case: Case) -> str:
    """B4 in general: the sum runs over the range of the step before."""
    return rf"{partial('E', 'x', 'a', 'b')} = \sum_{{i, j}} {partial('E', 'y', 'i', 'j')} \cdot \frac{{1}}{{D_{{i,j}}}}"


def _show_misled(case: Case) -> tuple[Item, ...]:
    wrong = _floored(case, case.grad_output)
    floored, right = gradient_grids(case, case.grad_input, ("Wrong: from the floor on", wrong))
    return (
        upstream_grid(case),
        replace(floored, marks=_misled(case)),
        replace(right, title="Right: from the ceiling on"),
        Code("The pass of both: only first differs", lines(mistakes.average_by_range)),
    )


def _predict(case: Case) -> Predict:
    """How many windows hold a cell."""
    s, holding = _stride(case), case.pooled.windows.holding(*ASKED)
    padded = [place + PADDING for place in ASKED]
    rows, columns = (len(_holding_row(case, m)) for m in padded)
    last = case.pooled.output.shape[0] - 1
    floored = [len(range(mistakes.first_window_floored(m, KERNEL, s), min(m // s, last) + 1)) for m in padded]
    return Predict(
        ask=f"Windows of {KERNEL} × {KERNEL} places move by {s} over the input and {PADDING} row and column of padding "
        f"at each edge; the first begins in the padding.\n\n**How many windows hold cell {ASKED}, outlined?**",
        right=float(len(holding)),
        slips=(
            Slip(
                (float(floored[0] * floored[1]),),
                "That counts a window that ends before the cell: check the last row of each.",
            ),
            Slip((float(rows + columns),), "That adds rows and columns up. Each of the one meets each of the other."),
            Slip((float(rows), float(columns)), "That is along one side alone."),
            Slip(
                (float(KERNEL**2),),
                f"A window has {KERNEL**2} places, and in steps of 1 {KERNEL**2} windows would hold this cell. "
                f"Here they move by {s}.",
            ),
        ),
        hint="Which windows along the rows hold its row? Which along the columns its column? Every pair counts.",
        why=f"{count(rows, 'window')} along the rows times {columns} along the columns.",
        given=(input_grid(case, {ASKED: "focus"}, edits=False),),
        result=(upstream_grid(case, marked(holding, "holds"), edits=False),),
    )


def _ask_held(case: Case) -> Posed:
    cell = _cell(case)
    held = len(case.pooled.windows.holding(*cell))
    along = [len(_holding_row(case, place + PADDING)) for place in cell]
    right, *others = dict.fromkeys(map(str, (held, sum(along), KERNEL * KERNEL, held + 1, 1)))
    return Posed(
        f"Kernel {KERNEL}, stride {_stride(case)}, padding {PADDING}: how many windows hold cell {cell}?",
        right,
        tuple(others[:3]),
        f"{along[0]} along the rows times {along[1]} along the columns.",
    )


def _ask_first(case: Case) -> Posed:
    s, rows = _stride(case), _padded_rows(case)
    held = [m for m in rows if mistakes.first_window(m, KERNEL, s) <= min(m // s, case.pooled.output.shape[0] - 1)]
    m = next((m for m in _floor_errs(case) if m in held), KERNEL)
    right = mistakes.first_window(m, KERNEL, s)
    others = dict.fromkeys((mistakes.first_window_floored(m, KERNEL, s), m // s, m, right + 1))
    return Posed(
        f"Kernel {KERNEL}, stride {s}: which is the first window that holds padded row {m}?",
        f"window {right}",
        tuple(f"window {n}" for n in others if n != right),
        f"Window {right} covers rows {right * s} to {right * s + KERNEL - 1}; the one before ends at row "
        f"{(right - 1) * s + KERNEL - 1}.",
    )


LESSON = Lesson(
    slug="bounds",
    title="Which windows hold a cell",
    teaches="Backward can go cell by cell; the first window that holds a cell is a ceiling, not a floor.",
    x=X,
    grad_output=GRAD_OUTPUT,
    settings=layer,
    knobs=(Slide("row", "Row of the cell", 0, X.shape[0] - 1, 1), Slide("stride", "stride", 1, 4, 2)),
    steps=(
        Step("From a cell to its windows", _tell_holding, _show_holding, _formula_holding),
        Step("Floor or ceiling?", _tell_range, _show_range, _formula_range, knobs=("stride",), errata=("E1",)),
        Step(
            "What the wrong bound does", _tell_misled, _show_misled, _formula_misled, knobs=("stride",), errata=("E1",)
        ),
    ),
    predict=_predict,
    questions=(_ask_held, _ask_first),
    topic="average",
)
