"""Lesson: which places an average counts, and which windows hold a row (errata E1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from figures.latex import aligned, partial
from figures.lessons.kit.boards import (
    counted,
    differing,
    grad_input_grid,
    gradient_grids,
    input_grid,
    output_grid,
    upstream_grid,
    window_marks,
)
from figures.lessons.kit.lesson import Case, Code, Grid, Item, Lesson, Pick, Posed, Rows, Slide, Step
from figures.lessons.kit.predict import Predict, Slip
from figures.lessons.kit.source import lines
from figures.numbers import in_words, sum_text, typed
from figures.phrases import count, listed
from figures.pictures import size_of
from figures.stories.story import gradient_formula
from figures.stories.window import window_story
from figures.table import Marks
from lab.settings import Settings
from pooling import PoolSpec
from pooling.operators.avg import OPERATOR as AVERAGE
from pooling.parameters import Pair
from pooling.verify import mistakes

KERNEL, PADDING = 3, 1
#: The input cell whose gradient is written out: with stride 2 it lies in four windows.
CELL = (1, 1)
#: The (k, s, m) that the misprint is tried on.
MOST, ROWS = 5, 20

# Multiples of 18, so that a division by 9 or 6 leaves whole numbers.
X = np.array(
    [
        [54, 18, 36, 0, 18, 36],
        [0, 36, 18, 54, 0, 18],
        [18, 54, 0, 36, 36, 0],
        [36, 0, 18, 18, 54, 36],
        [0, 18, 36, 0, 18, 54],
        [54, 36, 0, 18, 36, 0],
    ]
)
GRAD_OUTPUT = np.array([[36, 18, 18, 36], [18, 9, 27, 18], [18, 27, 9, 36], [36, 18, 36, 9]])


def layer(knobs: Mapping[str, Any]) -> Settings:
    """The average that the controls ask for."""
    stride = int(knobs["stride"])
    return Settings(
        "avg",
        (KERNEL, KERNEL),
        (stride, stride),
        (PADDING, PADDING),
        ceil_mode=knobs["ceil"] == "on",
        count_include_pad=knobs["include"] == "yes",
        divisor_override=int(knobs["divisor"]) or None,
    )


def _divisors(case: Case) -> NDArray:
    return AVERAGE.divisor(case.pooled.windows, case.pooled.spec).reshape(case.pooled.output.shape)


def _last(case: Case) -> Pair:
    rows, columns = case.pooled.output.shape
    return rows - 1, columns - 1


def _places(case: Case, window: Pair) -> tuple[int, int, int]:
    """How many places of a window are cells, counted padding, and overhang."""
    windows = case.pooled.windows
    n = windows.number(*window)
    inside, counted_here = int(windows.inside[n].sum()), int(windows.counted[n].sum())
    return inside, counted_here - inside, windows.counted.shape[1] - counted_here


def _divisor_grid(case: Case, focus: Pair) -> Grid:
    array = _divisors(case)
    return Grid("Divisors", counted(array, case), size_of(array), {focus: "focus"})


def _tell_divisor(case: Case) -> str:
    cells, padding, _ = _places(case, (0, 0))
    spec = case.pooled.spec
    start = (
        "An average is the sum of a window over a divisor. Padding adds nothing to the sum; the question is whether "
        "its places count in the divisor.\n\n"
    )
    if spec.divisor_override is not None:
        return start + f"Here `divisor_override` settles it: every sum is divided by {spec.divisor_override}."
    if spec.count_include_pad:
        return start + (
            f"With `count_include_pad=True` they do. Window (0, 0) holds {count(cells, 'cell')} and "
            f"{count(padding, 'place')} of padding: it divides by {cells + padding}, not by {cells}."
        )
    return start + (
        f"With `count_include_pad=False` they do not. Window (0, 0) divides by its {count(cells, 'cell')} alone; "
        f"the {count(padding, 'place')} of padding might as well not be there."
    )


def _formula_divisor(case: Case) -> str:
    return window_story(case.pooled, case.grad_output, 0, 0).formulas[0]


def _show_divisor(case: Case) -> tuple[Item, ...]:
    marks = window_marks(case, 0, 0)
    return input_grid(case, marks), _divisor_grid(case, (0, 0)), output_grid(case, {(0, 0): "focus"})


def _ceil_adds(case: Case) -> bool:
    """Whether ceil_mode gives more windows than the floor."""
    both = [replace(case.settings, ceil_mode=on).spec(*case.x.shape).output_size(*case.x.shape) for on in (True, False)]
    return both[0] != both[1]


def _tell_overhang(case: Case) -> str:
    spec, last = case.pooled.spec, _last(case)
    cells, padding, overhang = _places(case, last)
    if not _ceil_adds(case):
        first = f"With stride {spec.stride[0]}, `ceil_mode` adds no window here."
    elif spec.ceil_mode:
        first = (
            f"`ceil_mode=True` adds a row and a column of windows at the far edge. The last one, {last}, has "
            f"{count(cells, 'cell')}, {count(padding, 'place')} of padding and {count(overhang, 'place')} beyond even "
            "the padding. This overhang never counts, whatever `count_include_pad` says."
        )
    else:
        first = (
            "Turn `ceil_mode` on: it adds a row and a column of windows at the far edge that hang over even the "
            "padding. This overhang never counts."
        )
    if spec.divisor_override is None:
        return first + "\n\n`divisor_override` replaces all counting by one number; at 0 there is none."
    return first + f"\n\nNow `divisor_override` replaces all counting: every sum is divided by {spec.divisor_override}."


def _show_overhang(case: Case) -> tuple[Item, ...]:
    spec, last = case.pooled.spec, _last(case)
    cells, padding, _ = _places(case, last)
    rows = [
        ("count_include_pad=True: cells and padding", str(cells + padding)),
        ("count_include_pad=False: cells alone", str(cells)),
    ]
    strong = 0 if spec.count_include_pad else 1
    if spec.divisor_override is not None:
        rows.append(("divisor_override: what it says", str(spec.divisor_override)))
        strong = 2
    table = Rows(f"What the sum of window {last} is divided by", ("setting", "divisor"), tuple(rows), strong)
    return input_grid(case, window_marks(case, *last)), _divisor_grid(case, last), table


def _tell_backward(case: Case) -> str:
    spec, upstream = case.pooled.spec, case.grad_output
    size = float(np.abs(upstream).sum())
    sent, arrived = (sum_text(float(g.sum()), size) for g in (upstream, case.grad_input))
    lost = case.pooled.lost(upstream)
    start = "Backward, each place that counted is sent the window's gradient over its divisor, whatever its value.\n\n"
    totals = f"The upstream gradient adds up to {sent}, the input gradient to {arrived}"
    if lost is None:
        start = "Backward, each cell is sent the window's gradient over the divisor, whatever its value.\n\n"
        return start + (
            f"{totals}. A window with n cells passes on n/{spec.divisor_override} of its gradient, which keeps the sum "
            f"only where n is {spec.divisor_override}."
        )
    if spec.count_include_pad:
        return (
            start + f"{totals}. The shares of the padding, {sum_text(lost, size)} in all, reach no cell: they are lost."
        )
    return start + f"{totals}: only cells count, so nothing is lost to padding."


def _formula_backward(case: Case) -> str:
    return aligned(gradient_formula(case.pooled, case.grad_output, *CELL))


def _show_backward(case: Case) -> tuple[Item, ...]:
    holding = dict.fromkeys(case.pooled.windows.holding(*CELL), "window")
    return upstream_grid(case, holding), _divisor_grid_of(case, holding), grad_input_grid(case, {CELL: "focus"})


def _divisor_grid_of(case: Case, marks: Mapping[Pair, str]) -> Grid:
    array = _divisors(case)
    return Grid("Divisors", counted(array, case), size_of(array), marks)


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
    """For how many (k, s, m) with k, s ≤ 5 and m < 20 the floor is wrong, and of how many."""
    tried = list(product(range(1, MOST + 1), range(1, MOST + 1), range(ROWS)))
    wrong = [mistakes.first_window(m, k, s) != mistakes.first_window_floored(m, k, s) for k, s, m in tried]
    return sum(wrong), len(tried)


def _tell_range(case: Case) -> str:
    wrong, tried = floor_errs_in_all()
    errs, s = len(_floor_errs(case)), _stride(case)
    here = (
        f"With stride {s} it errs for {errs} of {len(_padded_rows(case))} rows; over all k, s ≤ {MOST} and m < {ROWS} "
        f"it errs for {wrong} of {tried}."
        if errs
        else f"With stride 1 the fraction is whole, and the two agree; over all k, s ≤ {MOST} and m < {ROWS} they "
        f"differ for {wrong} of {tried}."
    )
    return (
        f"Backward may also go cell by cell: which windows i hold row m? Count m in the padded input; window i covers "
        f"the {KERNEL} rows from i·s on.\n\n"
        "A published derivation prints a floor where the lower bound needs a ceiling: it can name windows that end "
        f"before row m. {here}"
    )


def _formula_range(case: Case) -> str:
    general = r"\left\lceil \tfrac{m - k + 1}{s} \right\rceil &\le i \le \left\lfloor \tfrac{m}{s} \right\rfloor"
    errs, s = _floor_errs(case), _stride(case)
    if not errs:
        return aligned(general)
    m = errs[0]
    fraction = rf"\tfrac{{{m} - {KERNEL} + 1}}{{{s}}}"
    right, wrong = mistakes.first_window(m, KERNEL, s), mistakes.first_window_floored(m, KERNEL, s)
    return aligned(
        general,
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
    wrong, off = _floored(case, case.grad_output), len(_misled(case))
    if not _floor_errs(case):
        return "With stride 1 floor and ceiling agree, and the misprint stays hidden. Choose a larger stride."
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
    """What the average of a window at the corner is, of cells and of padding."""
    spec, at = case.pooled.spec, (0, 0)
    windows = case.pooled.windows
    cells = [float(case.x.ravel()[n]) for n in windows.flat[windows.number(*at)] if n >= 0]
    total, divisor = float(sum(map(typed, cells))), int(_divisors(case)[at])
    held, pads, _ = _places(case, at)
    told = f"count_include_pad={spec.count_include_pad}"
    if spec.divisor_override is not None:
        told += f", divisor_override={spec.divisor_override}"
    return Predict(
        ask=f"Window {at}, framed, holds {count(held, 'cell')}, {listed([in_words(v) for v in cells])}, and "
        f"{count(pads, 'place')} of padding. The layer has `{told}`.\n\n**What is its average?**",
        right=total / divisor,
        slips=(
            Slip((total / held,), f"That divides by the {count(held, 'cell')} alone."),
            Slip((total / (held + pads),), f"That divides by all {held + pads} places, those of the padding too."),
            Slip((total,), "That is the sum. By what is it divided?"),
            Slip((max(cells),), "That is the largest cell, as a max pool gives it."),
        ),
        hint="Add up the cells; padding adds nothing. Then see what the layer says of the divisor.",
        why=f"The sum, {sum_text(total, _size_of(cells))}, is divided by {divisor}: {_reason(spec)}",
        given=(input_grid(case, window_marks(case, *at), edits=False),),
        result=(output_grid(case, {at: "focus"}), _divisor_grid(case, at)),
    )


def _size_of(cells: list[float]) -> float:
    return sum(map(abs, cells))


def _reason(spec: PoolSpec) -> str:
    if spec.divisor_override is not None:
        return "the override beats all counting."
    return "places of padding count, too." if spec.count_include_pad else "places of padding do not count."


def _ask_divisor(case: Case) -> Posed:
    spec = case.pooled.spec
    cells, padding, _ = _places(case, (0, 0))
    right = int(_divisors(case)[0, 0])
    override = "" if spec.divisor_override is None else f" and divisor_override={spec.divisor_override}"
    why = f"It holds {count(cells, 'cell')} and {count(padding, 'place')} of padding" + (
        "; the override beats all counting."
        if override
        else "; with count_include_pad both count."
        if spec.count_include_pad
        else "; without count_include_pad only cells count."
    )
    numbers = dict.fromkeys((cells, cells + padding, KERNEL * 2, 1))
    return Posed(
        f"count_include_pad={spec.count_include_pad}{override}: by what is the sum of window (0, 0) divided?",
        str(right),
        tuple(str(n) for n in numbers if n != right),
        why,
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


COUNTING = ("include", "ceil", "divisor")
LESSON = Lesson(
    slug="average",
    title="Average: who counts",
    teaches="The divisor of an average depends on which places count, and the gradient is shared by the same rule.",
    x=X,
    grad_output=GRAD_OUTPUT,
    settings=layer,
    knobs=(
        Pick("include", "count_include_pad", {"yes": "True", "no": "False"}),
        Pick("ceil", "ceil_mode", {"off": "False", "on": "True"}),
        Slide("divisor", "divisor_override", 0, 12, 0, help="0 stands for none"),
        Slide("stride", "stride", 1, 4, 2),
    ),
    steps=(
        Step("A divisor for each window", _tell_divisor, _show_divisor, _formula_divisor, knobs=("include",)),
        Step("Overhang and override", _tell_overhang, _show_overhang, knobs=COUNTING),
        Step("Shares of the gradient", _tell_backward, _show_backward, _formula_backward, knobs=COUNTING),
        Step("Which windows hold a row", _tell_range, _show_range, _formula_range, knobs=("stride",)),
        Step("What the wrong bound does", _tell_misled, _show_misled, _formula_misled, knobs=("stride",)),
    ),
    predict=_predict,
    questions=(_ask_divisor, _ask_first),
    topic="average",
)
