"""Lesson: one window for the whole plane (errata E2), and bins that follow from the output size."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from figures.heatmap import symmetric_range, value_range
from figures.latex import Numbers, aligned, partial
from figures.lessons.kit.boards import (
    counted,
    differing,
    gradient_grids,
    input_grid,
    marked,
    passing,
    plane,
    upstream_grid,
)
from figures.lessons.kit.lesson import Case, Code, Grid, Item, Lesson, Posed, Rows, Slide, Step
from figures.lessons.kit.predict import Predict, Slip
from figures.lessons.kit.source import lines
from figures.lessons.kit.words import defined
from figures.numbers import in_words, sum_text
from figures.phrases import count, listed
from figures.pictures import size_of
from figures.stories.story import gradient_formula
from lab.settings import Settings
from pooling import Pooled, PoolSpec, pool
from pooling.parameters import Pair
from pooling.passes import pool_windows
from pooling.verify import mistakes
from pooling.windows import Windows

SIDE = 5
#: What every bin sends: 4, 6 and 9 cells share it in whole numbers.
SENT = 36

X = np.array([[3, 0, 6, 3, 0], [0, 9, 0, 6, 3], [6, 3, 18, 0, 9], [3, 6, 0, 12, 3], [0, 3, 9, 3, 6]])


def _average(case: Case) -> Pooled:
    return pool(case.x, PoolSpec("avg", case.x.shape))


def _upstream(case: Case) -> float:
    return float(case.grad_output[0, 0])


def _winner(case: Case) -> Pair:
    assert case.pooled.indices is not None  # max has them
    row, column = divmod(int(case.pooled.indices[0, 0]), SIDE)
    return row, column


def _gradients(case: Case, *named: tuple[str, NDArray, dict[Pair, str]]) -> tuple[Grid, ...]:
    """Gradients side by side in one range of colours."""
    span = symmetric_range(*(array for _, array, _ in named))
    return tuple(
        Grid(title, plane(array, case.theme.gradients, span, case), size_of(array), marks)
        for title, array, marks in named
    )


def _tell_global(case: Case) -> str:
    equal = int((case.x == case.x.max()).sum())
    largest = "the largest cell" if equal == 1 else f"the first of the {equal} largest cells"
    return defined(
        f"Global pooling has one window: the whole plane, here {SIDE} × {SIDE}. One number is left, and one gradient "
        f"comes back.\n\nMax sends all of it to {largest}, {_winner(case)}. Average sends each of the {case.x.size} "
        "cells the same share."
    )


def _formula_global(case: Case) -> str:
    g, share = _upstream(case), _upstream(case) / case.x.size
    number = Numbers(g)
    return aligned(
        rf"\text{{max: }} {partial('E', 'x', *_winner(case))} &{number.equals(g)}",
        rf"\text{{average: }} {partial('E', 'x', 'a', 'b')} &{number.relation(g)}"
        rf"\tfrac{{{number(g)}}}{{{SIDE} \cdot {SIDE}}} {Numbers(share).equals(share, number.exact(g))}",
    )


def _show_global(case: Case) -> tuple[Item, ...]:
    at = {_winner(case): "chosen"}
    average = _average(case).backward(case.grad_output)
    return (
        input_grid(case, at),
        upstream_grid(case),
        *_gradients(case, ("Global max sends", case.grad_input, at), ("Global average sends", average, {})),
    )


def _by_output(case: Case) -> NDArray:
    return mistakes.global_average_gradient_by_output(_upstream(case), SIDE, SIDE)


def _tell_divisor(case: Case) -> str:
    start = (
        "A known mistake divides the gradient of the global average by the height of the output. That is 1; "
        f"the divisor has to be the number of cells, {SIDE} · {SIDE} = {case.x.size}.\n\n"
    )
    g = _upstream(case)
    if not len(differing(_by_output(case), _average(case).backward(case.grad_output), passing(case))):
        return start + "With an upstream gradient of 0 the mistake does not show: edit it."
    total = sum_text(g * case.x.size, abs(g))
    return start + (
        f"The shares of {in_words(g)} must add up to {in_words(g)}. By the output's height, every cell gets all of it, "
        f"and together they get {total}."
    )


def _formula_divisor(case: Case) -> str:
    return (
        r"\sum_{a,b} \tfrac{\partial E}{\partial x_{a,b}} = H \cdot W \cdot \tfrac{1}{H \cdot W} "
        r"\tfrac{\partial E}{\partial y} = \tfrac{\partial E}{\partial y}"
    )


def _show_divisor(case: Case) -> tuple[Item, ...]:
    right = mistakes.global_average_gradient(_upstream(case), SIDE, SIDE)
    wrong, fine = gradient_grids(case, right, ("Wrong: by the output's height", _by_output(case)))
    return (
        upstream_grid(case),
        wrong,
        replace(fine, title="Right: by the cells of the input"),
        Code("Wrong: H of the output", lines(mistakes.global_average_gradient_by_output), "wrong"),
        Code("Right: H and W of the input", lines(mistakes.global_average_gradient), "right"),
    )


def bins(case: Case) -> Windows:
    """The bins of the output size that the control asks for."""
    size = int(case.knobs["size"])
    return Windows.adaptive((size, size), *case.x.shape)


def _ranges(case: Case) -> list[tuple[int, int]]:
    """First and last row of each bin along one axis."""
    windows, size = bins(case), int(case.knobs["size"])
    held = np.asarray(windows.inside.reshape(size, size, len(windows.rows[0]), -1).any(axis=(1, 3)))
    return [(int(rows[there].min()), int(rows[there].max())) for rows, there in zip(windows.rows, held, strict=True)]


def _tell_bins(case: Case) -> str:
    size, ranges = int(case.knobs["size"]), _ranges(case)
    start = (
        "In adaptive pooling you choose the output size, and the layer finds that many bins of rows and of columns.\n\n"
    )
    if size == 1:
        return start + "One bin holds the whole plane: this is global pooling again."
    if size == SIDE:
        return start + "As many bins as rows: each cell is a bin of its own, and the output is the input."
    lengths = [last - first + 1 for first, last in ranges]
    sizes = (
        f"{count(lengths[0], 'row')} each" if len(set(lengths)) == 1 else f"{listed([str(n) for n in lengths])} rows"
    )
    shared = [row for row in range(SIDE) if sum(first <= row <= last for first, last in ranges) > 1]
    rows = f"row {shared[0]} lies" if len(shared) == 1 else f"rows {listed([str(row) for row in shared])} lie"
    more = " The output is larger than the input." if size > SIDE else ""
    return start + (
        f"These {size} bins hold {sizes}; columns alike.{more} They overlap where the division leaves a remainder: "
        f"{rows} in more than one bin. Cells in several bins are dotted."
    )


def _formula_bins(case: Case) -> str:
    size, ranges = int(case.knobs["size"]), _ranges(case)
    i = size // 2
    first, last = ranges[i]
    return aligned(
        r"\left\lfloor \tfrac{i \cdot n}{o} \right\rfloor &\le \text{row} \le "
        r"\left\lceil \tfrac{(i + 1) \cdot n}{o} \right\rceil - 1",
        rf"i = {i}:\ \left\lfloor \tfrac{{{i} \cdot {SIDE}}}{{{size}}} \right\rfloor = {first} &\le \text{{row}} \le "
        rf"\left\lceil \tfrac{{{i + 1} \cdot {SIDE}}}{{{size}}} \right\rceil - 1 = {last}",
    )


def _shared(case: Case) -> dict[Pair, str]:
    return marked(np.argwhere(bins(case).coverage() > 1), "shared")


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _show_bins(case: Case) -> tuple[Item, ...]:
    span, grids = value_range(case.x), []
    for operator, title in (("avg", "Adaptive average"), ("max", "Adaptive max")):
        output = pool_windows(case.x, PoolSpec(operator), bins(case)).output
        grids.append(Grid(title, plane(output, case.theme.values, span, case), size_of(output)))
    rows = [(str(i), _span(*ends), str(ends[1] - ends[0] + 1)) for i, ends in enumerate(_ranges(case))]
    table = Rows("Bins along the rows", ("bin", "rows", "how many"), tuple(rows), len(rows) // 2)
    return input_grid(case, _shared(case)), *grids, table


def _bin_gradients(case: Case) -> tuple[Pooled, Pooled, NDArray]:
    """Adaptive average and max, and the same upstream gradient for every bin."""
    average, largest = (pool_windows(case.x, PoolSpec(operator), bins(case)) for operator in ("avg", "max"))
    return average, largest, np.full(average.output.shape, float(SENT))


def _busiest(case: Case) -> Pair:
    """The first of the input cells that most bins hold."""
    row, column = np.unravel_index(int(bins(case).coverage().argmax()), case.x.shape)
    return int(row), int(column)


def _tell_backward(case: Case) -> str:
    _, largest, _ = _bin_gradients(case)
    at, held, wins = _busiest(case), int(bins(case).coverage().max()), int(largest.weight_sum().max())
    most = (
        "no cell wins twice here" if wins == 1 else f"a cell that wins {wins} bins gets {wins} · {SENT} = {wins * SENT}"
    )
    shares = f"cell {at} lies in {held} bins and adds up what they send" if held > 1 else "each cell lies in one bin"
    return (
        f"Let every output have the upstream gradient {SENT}. Average sends it in equal shares to the cells of the "
        f"bin: {shares}.\n\nMax sends it whole to the bin's largest cell, the first of equal ones: {most}."
    )


def _formula_backward(case: Case) -> str:
    average, _, upstream = _bin_gradients(case)
    return aligned(gradient_formula(average, upstream, *_busiest(case)))


def _show_backward(case: Case) -> tuple[Item, ...]:
    average, largest, upstream = _bin_gradients(case)
    focus, won = {_busiest(case): "focus"}, marked(np.argwhere(largest.weight_sum() > 0), "chosen")
    counts = Grid("Bins", counted(bins(case).coverage(), case), "how many bins hold each cell", focus)
    return (
        input_grid(case, won),
        counts,
        *_gradients(
            case,
            ("Adaptive average sends", average.backward(upstream), focus),
            ("Adaptive max sends", largest.backward(upstream), won),
        ),
    )


def _predict(case: Case) -> Predict:
    """What one cell gets from the average of the whole plane."""
    g, many = _upstream(case), case.x.size
    sent = _average(case).backward(case.grad_output)
    return Predict(
        ask=f"A global average makes one number of {SIDE} × {SIDE} cells. Its gradient, {in_words(g)}, comes back."
        "\n\n**What does each cell receive?**",
        right=float(sent[0, 0]),
        slips=(
            Slip((float(_by_output(case)[0, 0]),), "That is all of it to every cell, as if it were divided by 1."),
            Slip((g / SIDE,), "That divides by one side. How many cells are there?"),
            Slip((g * many,), "That multiplies. Together the cells cannot get more than was sent."),
            Slip((0.0,), "As if one cell got all of it, as with max. In an average every cell has a part."),
        ),
        hint="Every cell has the same part in the average, and gets that part of the gradient.",
        why=f"Raise one cell by 1, and the average of {many} cells rises by 1/{many}: so each gets 1/{many} of the "
        "gradient, and together they get it whole.",
        given=(input_grid(case, edits=False), upstream_grid(case, edits=False)),
        result=_gradients(case, ("Input gradient", sent, {})),
    )


def _ask_bin(case: Case) -> Posed:
    size, i = int(case.knobs["size"]), int(case.knobs["size"]) // 2
    first, last = _ranges(case)[i]
    rows = last - first + 1
    others = dict.fromkeys((max(1, SIDE // size), -(-SIDE // size), rows + 1, max(1, rows - 1), 2, 3))
    covers = f"row {first}" if rows == 1 else f"rows {first} to {last}"
    return Posed(
        f"Adaptive pooling of {SIDE} rows to an output of {count(size, 'row')}: how many rows does bin {i} hold?",
        count(rows, "row"),
        tuple(count(n, "row") for n in others if n != rows)[:3],
        f"From ⌊{i} · {SIDE}/{size}⌋ to ⌈{i + 1} · {SIDE}/{size}⌉ − 1: {covers}.",
    )


def _ask_share(case: Case) -> Posed:
    return Posed(
        f"Which part of the upstream gradient does each cell get from the global average of {SIDE} × {SIDE} cells?",
        f"1/{case.x.size} of it",
        ("all of it", f"1/{SIDE} of it", "all of it at the largest cell, nothing elsewhere"),
        f"Every cell has the weight 1/{case.x.size} in the average, so it gets this part of the gradient back.",
    )


LESSON = Lesson(
    slug="adaptive",
    title="Global and adaptive pooling",
    teaches="Global pooling has one window for the whole plane; adaptive pooling finds its bins from the output size.",
    x=X,
    grad_output=np.array([[50]]),
    settings=Settings("max", whole_plane=True),
    knobs=(Slide("size", "output size", 1, 7, 3),),
    steps=(
        Step("One window, the whole plane", _tell_global, _show_global, _formula_global, knobs=()),
        Step("Divided by what?", _tell_divisor, _show_divisor, _formula_divisor, knobs=(), errata=("E2",)),
        Step("Bins from the output size", _tell_bins, _show_bins, _formula_bins, knobs=("size",)),
        Step("Gradient through bins", _tell_backward, _show_backward, _formula_backward, knobs=("size",)),
    ),
    predict=_predict,
    questions=(_ask_bin, _ask_share),
    code_note="This is the global layer. Adaptive pooling is `adaptive_avg_pool2d(x, output_size)` and "
    "`adaptive_max_pool2d(x, output_size)`, under these names in NumPy (this package) and in PyTorch.",
    topic="sizes",
)
