"""Lesson: which places an average counts, in the divisor and in the shares of the gradient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from figures.latex import aligned
from figures.lessons.kit.boards import (
    counted,
    grad_input_grid,
    input_grid,
    output_grid,
    upstream_grid,
    window_marks,
)
from figures.lessons.kit.lesson import Case, Grid, Item, Lesson, Pick, Posed, Rows, Slide, Step
from figures.lessons.kit.predict import Predict, Slip
from figures.lessons.kit.words import defined
from figures.numbers import in_words, sum_text, typed
from figures.phrases import count, listed
from figures.pictures import size_of
from figures.stories.story import gradient_formula
from figures.stories.window import window_story
from lab.settings import Settings
from pooling import PoolSpec
from pooling.operators.avg import OPERATOR as AVERAGE
from pooling.parameters import Pair

KERNEL, PADDING = 3, 1
#: What a question has window (0, 0) send: 4 and 9 places share it in whole numbers.
SENT = 36
#: The input cell whose gradient is written out: with stride 2 it lies in four windows.
CELL = (1, 1)

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
        return defined(
            start
            + f"{totals}. A window with n cells passes on n/{spec.divisor_override} of its gradient, which keeps the "
            f"sum only where n is {spec.divisor_override}."
        )
    if spec.count_include_pad:
        return defined(
            start + f"{totals}. The shares of the padding, {sum_text(lost, size)} in all, reach no cell: they are lost."
        )
    return defined(start + f"{totals}: only cells count, so nothing is lost to padding.")


def _formula_backward(case: Case) -> str:
    return aligned(gradient_formula(case.pooled, case.grad_output, *CELL))


def _show_backward(case: Case) -> tuple[Item, ...]:
    holding = dict.fromkeys(case.pooled.windows.holding(*CELL), "holds")
    return upstream_grid(case, holding), _divisor_grid_of(case, holding), grad_input_grid(case, {CELL: "focus"})


def _divisor_grid_of(case: Case, marks: Mapping[Pair, str]) -> Grid:
    array = _divisors(case)
    return Grid("Divisors", counted(array, case), size_of(array), marks)


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
        f"{count(pads, 'place')} of padding. The layer has `{told}`.\n\n**What does the layer give for it?**",
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


def _ask_lost(case: Case) -> Posed:
    """How much of what window (0, 0) sends arrives, under the other choice of what counts."""
    cells, padding, _ = _places(case, (0, 0))
    include = not case.settings.count_include_pad
    divisor = cells + padding if include else cells
    right, *others = dict.fromkeys(
        in_words(float(v)) for v in (SENT * cells / divisor, SENT, SENT * cells / (cells + padding), SENT / divisor, 0)
    )
    return Posed(
        f"With count_include_pad={include} and no override, window (0, 0) sends {SENT}: how much reaches the input?",
        right,
        tuple(others[:3]),
        f"Each of its {divisor} places is sent {in_words(SENT / divisor)}, and {cells} of them are cells."
        if include
        else f"Only its {cells} cells count, and each is sent {in_words(SENT / divisor)}.",
    )


COUNTING = ("include", "ceil", "divisor", "stride")
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
    ),
    predict=_predict,
    questions=(_ask_divisor, _ask_lost),
    topic="average",
)
