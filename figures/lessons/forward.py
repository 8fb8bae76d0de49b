"""Lesson: a window, its largest number, and the size of what comes out (F1, F3)."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from figures.heatmap import value_range
from figures.lessons.kit.boards import (
    counted,
    input_grid,
    marked,
    output_grid,
    plane,
    together,
    value_grids,
    walked,
    window_marks,
    winner,
)
from figures.lessons.kit.lesson import Case, Grid, Item, Lesson, Posed, Rows, Slide, Step
from figures.lessons.kit.predict import Predict, Slip
from figures.lessons.kit.scenery import scenery
from figures.numbers import in_words
from figures.phrases import NO_BREAK, by, count
from figures.pictures import size_of
from figures.stories.size import size_formula
from figures.stories.story import cells_of
from figures.stories.window import window_story
from lab.examples import WORKED_X
from lab.settings import Settings
from pooling import PoolSpec, pool

KERNEL = STRIDE = 2
#: Erratum E4: what was printed, by cell.
MISPRINTED = {(1, 1): 0.330, (1, 2): 1.030}
#: The window that the picture of the first question is pooled with, and one of a layer behind.
WIDE, BEHIND = 8, 3
WALK = Slide("window", "Output cell, in reading order", 0, 8, 0, help="0 is (0, 0), 1 is (0, 1), and so on.")
#: Layers of published code: how their sizes are ordered, the sizes, and which of them is the height; width follows.
LAYERS = (("C × H × W", (16, 111, 111), 1), ("N × H × W × C", (8, 32, 48, 16), 1))


def _tell_window(case: Case) -> str:
    (i, j), windows = walked(case), case.pooled.windows
    values = cells_of(case.pooled, windows.number(i, j))
    rows, columns = (" and ".join(map(str, some.tolist())) for some in (windows.rows[i], windows.columns[j]))
    ties = values.count(max(values))
    others = f"The other {len(values) - 1} leave no trace in the output."
    tied = f"Here {ties} cells are equal and largest: whichever is taken, the output is the same."
    return (
        f"Output cell ({i}, {j}) sees a window of {KERNEL} × {KERNEL} cells: rows {rows}, columns {columns} "
        f"of the input. It takes the largest number, {in_words(max(values))}.\n\n{others if ties == 1 else tied}"
    )


def _formula_window(case: Case) -> str:
    return window_story(case.pooled, case.grad_output, *walked(case)).formulas[0]


def _show_window(case: Case) -> tuple[Item, ...]:
    at = walked(case)
    return (
        input_grid(case, together(window_marks(case, *at), {winner(case, *at): "chosen"})),
        output_grid(case, {at: "focus"}),
    )


def _tell_size(case: Case) -> str:
    starts = case.pooled.windows.rows[:, 0].tolist()
    return (
        f"The stride is {STRIDE}: a window starts at rows {', '.join(map(str, starts[:-1]))} and {starts[-1]}, and at "
        f"the same columns. After the first window there is room for {count(len(starts) - 1, 'step')} of {STRIDE} "
        f"cells, so {len(starts)} windows fit on each axis.\n\n"
        "Stride and kernel are equal: the windows touch and do not overlap, and every cell lies in one of them."
    )


def _formula_size(case: Case) -> str:
    return size_formula(case.pooled.spec, *case.x.shape)


def _show_size(case: Case) -> tuple[Item, ...]:
    at, windows = walked(case), case.pooled.windows
    owner = np.zeros(case.x.size)
    owner[windows.flat] = np.arange(len(windows.flat))[:, None]
    marks = window_marks(case, *at)
    numbers = owner.reshape(case.x.shape)
    # Which window, not how much: neighbours differ, and no number is stronger than another.
    tint = (np.indices(case.x.shape) // KERNEL).sum(axis=0) % 2
    picture = replace(counted(numbers, case), z=tint.astype(float))
    grid = Grid("Window of each cell", picture, "numbered in reading order", dict(marks))
    return input_grid(case, marks), grid, output_grid(case, marked([at], "focus"))


def _tell_channels(case: Case) -> str:
    before, after = case.x.size, case.pooled.output.size
    return (
        "Each channel is pooled by itself: height H and width W shrink, the number of channels C stays.\n\n"
        f"Of {before} numbers here {after} are left. The layers in the table have the same kernel and stride. "
        "Where a side is odd, as 111, no window fits over the last row or column, and it is left out."
    )


def _show_channels(case: Case) -> tuple[Item, ...]:
    sizes = [("H × W, this grid", case.x.shape, case.pooled.output.shape)]
    for order, size, at in LAYERS:
        smaller = PoolSpec("max", KERNEL, STRIDE).output_size(*size[at : at + 2])
        sizes.append((order, size, (*size[:at], *smaller, *size[at + 2 :])))
    rows = [(order, by(a), by(b), str(math.prod(a)), str(math.prod(b))) for order, a, b in sizes]
    unbroken = tuple(tuple(cell.replace(" ", NO_BREAK) for cell in row) for row in rows)
    head = ("sizes", "input", "output", "numbers in", "numbers out")
    return input_grid(case), output_grid(case), Rows("Sizes before and after", head, unbroken)


def _printed(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """The output of this lesson's first grid as it was once misprinted, and what it is (E4)."""
    right = pool(WORKED_X, case.pooled.spec).output
    printed = right.copy()
    for cell, number in MISPRINTED.items():
        printed[cell] = number
    return printed, right


def _tell_misprint(case: Case) -> str:
    printed, right = _printed(case)
    wrong = " and ".join(f"{in_words(printed[at])} for {in_words(right[at])} at {at}" for at in MISPRINTED)
    return (
        f"Here is the output of this lesson's first grid with {len(MISPRINTED)} numbers misprinted: {wrong}. Neither "
        "wrong number is in the input, so neither can be a maximum of it.\n\n"
        "The output of max pooling holds numbers of the input and no others: a quick check of any example."
    )


def _show_misprint(case: Case) -> tuple[Item, ...]:
    printed, right = _printed(case)
    span = value_range(WORKED_X, right)
    start = plane(WORKED_X, case.theme.values, span, case)
    return (
        Grid("The lesson's first grid", start, size_of(WORKED_X)),
        *value_grids(case, right, ("Wrong: misprinted", printed)),
    )


def _predict(case: Case) -> Predict:
    """Why pool at all: what is left of a picture, which is the same whatever was typed."""
    del case
    scene = scenery(WIDE)
    (height, width, colours), (before, after) = scene.size, scene.numbers
    dark, light = scene.means
    return Predict(
        title="Why pool at all?",
        ask=f"A picture is many numbers: this one {before:,}, {by((height, width))} pixels in {colours} colours. "
        f"Must every layer of a network work on all of them? Max pooling moves a window over it, here {WIDE} × {WIDE} "
        f"pixels in steps of {WIDE}, and keeps the largest number of each, colour by colour.\n\n"
        "**Of how many numbers is one left?**",
        right=before / after,
        slips=(
            Slip((float(WIDE),), f"Along one side 1 of {WIDE} is left. The other side becomes shorter, too."),
            Slip((float(2 * WIDE),), "That adds both sides up. Think of the area of a window."),
            Slip(
                (float(WIDE * WIDE - 1),),
                "That is how many of each window are dropped; the one that stays counts, too.",
            ),
            Slip(
                (float(after),), "That is how many are left in all. Of how many is each of them the one that is left?"
            ),
        ),
        hint="One number is left of each window, in each colour. How many pixels has a window?",
        why=f"A window is {WIDE} · {WIDE} pixels. So {after:,} numbers are left, and the lake is still there. "
        f"Layers behind have less to do, and a window of {BEHIND} × {BEHIND} there sees {BEHIND * WIDE} × "
        f"{BEHIND * WIDE} pixels. The price: which pixel it was is gone, and the largest numbers are lighter, "
        f"{light:.0f} of 255 in the mean, {dark:.0f} before.",
        given=(scene.before,),
        result=(scene.after,),
    )


def _ask_size(case: Case) -> Posed:
    n = case.x.shape[0] + 1
    fits = case.pooled.spec.output_size(n, n)[0]
    return Posed(
        f"One row and one column more, {n} × {n}: how large is the output of the same layer?",
        by((fits, fits)),
        (by((fits + 1, fits + 1)), by((n - 1, n - 1))),
        f"({n} − {KERNEL}) / {STRIDE} is {(n - KERNEL) / STRIDE}, rounded down: "
        "over the last row or column no whole window fits.",
    )


def _ask_smallest(case: Case) -> Posed:
    i, j = walked(case)
    values = cells_of(case.pooled, case.pooled.windows.number(i, j))
    return Posed(
        f"One of the smallest numbers in the window of output ({i}, {j}) falls by 1. What does the output do?",
        "It stays.",
        ("It falls by 1.", f"It falls by {1 / len(values)}."),
        f"The largest number is still there, {in_words(max(values))}; an average would fall.",
    )


LESSON = Lesson(
    slug="forward",
    title="What pooling does",
    teaches="A window moves over the input, and of each window only the largest number is left.",
    x=WORKED_X,
    settings=Settings("max", (KERNEL, KERNEL), (STRIDE, STRIDE)),
    knobs=(WALK,),
    steps=(
        Step("One window, one number", _tell_window, _show_window, _formula_window),
        Step("How many windows fit", _tell_size, _show_size, _formula_size),
        Step("A misprint, found by recomputing", _tell_misprint, _show_misprint, knobs=(), errata=("E4",)),
        Step("Smaller planes, as many channels", _tell_channels, _show_channels, knobs=()),
    ),
    predict=_predict,
    questions=(_ask_size, _ask_smallest),
    topic="largest",
)
