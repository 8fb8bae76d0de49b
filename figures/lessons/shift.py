"""Lesson: what a shift of the input does to an output, and what a stride makes of it."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from figures.heatmap import value_range
from figures.latex import Numbers, aligned
from figures.lessons.kit.boards import chosen_marks, counted, input_grid, output_grid, plane, winner
from figures.lessons.kit.changes import exact
from figures.lessons.kit.lesson import Case, Chart, Grid, Item, Lesson, Pick, Posed, Rows, Slide, Step
from figures.lessons.kit.lines import lines_chart
from figures.lessons.kit.predict import Predict, Slip
from figures.numbers import adds_up, in_words
from figures.phrases import count
from figures.pictures import size_of
from figures.table import Marks
from lab.settings import Settings
from pooling.parameters import Pair

# 6 is a multiple of 2 and of 3: every window lies in the grid, and after 6 columns all numbers are back.
X = np.array(
    [
        [1, 4, 2, 0, 3, 1],
        [6, 2, 0, 7, 1, 2],
        [0, 3, 9, 1, 0, 5],
        [2, 1, 0, 4, 8, 1],
        [5, 0, 3, 2, 1, 6],
        [1, 7, 0, 1, 3, 2],
    ]
)
SIDE = len(X)
SHIFT = Slide("shift", "Shift, in columns", 0, SIDE, 1)
KERNEL = Pick("kernel", "kernel and stride", {"2": "2", "3": "3"})
#: The 8 neighbours of a cell: rows down, columns to the right.
DIRECTIONS = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1) if down or right]
#: In how many of them a winner stays in its window, by its place. The tutorial that says 3 of 8 and 5 of 8 is
#: deeplearning.net/tutorial/lenet.html; what it means is asked at stackoverflow.com/questions/43200877.
STAYS = {"corner": 3, "edge": 5, "middle": 8}
MAX, EDGES, BLURRED = "max pool", "convolution with stride", "max, blur, stride"


def moved(x: NDArray, down: int, right: int) -> NDArray:
    """`x` moved; what leaves at one side comes in at the other.

    >>> moved(np.array([[1, 2, 3]]), 0, 1)
    array([[3, 1, 2]])
    """
    return np.roll(x, (down, right), axis=(0, 1))


def _k(case: Case) -> int:
    return int(case.knobs["kernel"])


def _shift(case: Case) -> int:
    return int(case.knobs["shift"])


def outputs(x: NDArray, k: int) -> NDArray:
    """The largest number of each k × k window side by side."""
    n = len(x) // k
    return x.reshape(n, k, n, k).max(axis=(1, 3))


def _shifted(case: Case) -> NDArray:
    return moved(exact(case.x), 0, _shift(case))


def followed(case: Case) -> dict[str, list[Fraction]]:
    """What each of three layers gives for window (0, 0) at every shift."""
    x, k = exact(case.x), _k(case)
    windows = [moved(x, 0, s)[:k, :k] for s in range(SIDE + 1)]
    largest = [window.max() for window in windows]
    edges = [window[:, -1].sum() - window[:, 0].sum() for window in windows]
    return {MAX: largest, EDGES: edges, BLURRED: [_blur(largest, s) for s in range(SIDE + 1)]}


def _blur(line: list[Fraction], s: int) -> Fraction:
    """A point with its neighbours: ¼, ½, ¼; the line comes round."""
    before, here, after = (line[n % SIDE] for n in (s - 1, s, s + 1))
    return before / 4 + here / 2 + after / 4


def unchanged(line: list[Fraction]) -> int:
    """How many of the shifts that move something leave the output as it is."""
    return sum(value == line[0] for value in line[1:SIDE])


def jump(line: list[Fraction]) -> Fraction:
    """The largest change from one shift to the next."""
    return max(abs(b - a) for a, b in pairwise(line))


def place(case: Case, window: Pair) -> str:
    """Where in its window the winner stands."""
    k = _k(case)
    outer = sum(n % k in (0, k - 1) for n in winner(case, *window))
    return ("middle", "edge", "corner")[outer]


def _windows(case: Case) -> list[Pair]:
    return list(np.ndindex(case.pooled.output.shape))


def staying(case: Case) -> NDArray:
    """For each window in how many of the 8 directions its output stays, counted out."""
    x, k = exact(case.x), _k(case)
    same = [outputs(moved(x, *by), k) == outputs(x, k) for by in DIRECTIONS]
    return np.sum(same, axis=0)


def _values(case: Case, title: str, array: NDArray, caption: str = "", marks: Marks | None = None) -> Grid:
    span = value_range(case.x)
    return Grid(title, plane(array.astype(float), case.theme.values, span, case), caption, marks or {})


def _kept(before: NDArray, after: NDArray) -> Marks:
    return {at: "kept" if before[at] == after[at] else "changed" for at in np.ndindex(before.shape)}


def _tell_slide(case: Case) -> str:
    s, k = _shift(case), _k(case)
    if s in (0, SIDE):
        still = f"After {SIDE} columns every number is back where it was." if s else "Nothing has moved."
        return f"{still} Choose a shift from 1 to 5, and see which outputs stay."
    before, after = outputs(exact(case.x), k), outputs(_shifted(case), k)
    kept = int((before == after).sum())
    return (
        f"Every number moves {count(s, 'column')} to the right; what leaves at the right edge comes in at the left. "
        f"{kept} of {before.size} outputs {'stays' if kept == 1 else 'stay'}.\n\n"
        "Max pooling is said not to mind small shifts. An output does not mind as long as its largest number stays in "
        "the window and no larger one comes in; one column further on, that number may lie in the next window."
    )


def _formula_slide(case: Case) -> str:
    s, top = _shift(case), _k(case) - 1
    return rf"y_{{0,0}} = \max_{{0 \le r,c \le {top}}} x_{{r,\,(c - {s}) \bmod 6}}"


def _show_slide(case: Case) -> tuple[Item, ...]:
    before, after = outputs(exact(case.x), _k(case)), outputs(_shifted(case), _k(case))
    return (
        input_grid(case, chosen_marks(case)),
        output_grid(case),
        _values(case, "Shifted input", _shifted(case), size_of(case.x)),
        _values(case, "Output after", after, "= stays, ≠ changes", _kept(before, after)),
    )


def _tell_lines(case: Case) -> str:
    lines, k = followed(case), _k(case)
    sharp, soft = jump(lines[MAX]), jump(lines[BLURRED])
    less = (
        f"Here blurring does not lessen it: the largest change from one shift to the next is {in_words(float(soft))} "
        "with or without it."
        if soft == sharp
        else "A blurred line has less of it: its largest change from one shift to the next is "
        f"{in_words(float(soft))}, not {in_words(float(sharp))}."
    )
    return (
        "Window (0, 0) through all shifts, under three layers: max; a convolution that subtracts the window's left "
        "column from its right one; and BlurPool, which blurs the maxima (¼, ½, ¼) before the stride drops any.\n\n"
        f"A stride of {k} keeps one point in {k} of each line. What happens between them is seen at one shift and "
        f"missed at the next: **aliasing**. {less}"
    )


def _formula_lines(case: Case) -> str:
    line, s = followed(case)[MAX], _shift(case)
    parts = [float(line[n % SIDE]) for n in (s - 1, s, s + 1)]
    total = float(_blur(line, s))
    number = Numbers(*parts, total)
    sure = number.exact(*parts) and adds_up(total, [parts[0] / 4, parts[1] / 2, parts[2] / 4])
    names = [f"m_{{{n % SIDE}}}" for n in (s - 1, s, s + 1)]
    terms = [number.term(part) for part in parts]
    return aligned(
        rf"b_{{{s}}} &= \tfrac14 {names[0]} + \tfrac12 {names[1]} + \tfrac14 {names[2]}",
        rf"&{number.relation(*parts)}\tfrac14 \cdot {terms[0]} + \tfrac12 \cdot {terms[1]} + \tfrac14 \cdot {terms[2]}",
        f"&{number.equals(total, sure=sure)}",
    )


def _show_lines(case: Case) -> tuple[Item, ...]:
    lines = followed(case)
    chart = lines_chart(
        {name: [float(v) for v in line] for name, line in lines.items()},
        "shift, in columns",
        "output",
        case.theme,
        _shift(case),
    )
    rows = [(name, f"{unchanged(line)} of 5", in_words(float(jump(line)))) for name, line in lines.items()]
    head = ("layer", "shifts that leave the output as it is", "largest change to the next shift")
    window = dict.fromkeys(np.ndindex(_k(case), _k(case)), "window")
    return (
        input_grid(case, window),
        Chart("Output against shift", chart, tall=250),
        Rows("Shifts by 1 to 5 columns", head, tuple(rows)),
    )


def _tell_eighths(case: Case) -> str:
    k, total = _k(case), 8 * len(_windows(case))
    stay = sum(STAYS[place(case, window)] for window in _windows(case))
    kept = int(staying(case).sum())
    places = (
        "A window of 2 × 2 has corners alone: 3 of 8, as the LeNet tutorial of deeplearning.net says."
        if k == 2
        else "A window of 3 × 3 has 4 corners, 4 edges and a middle: on average over these 9 places about 4.4 of 8. "
        "The 5 of 8 of the LeNet tutorial of deeplearning.net are those of an edge."
    )
    return (
        "A shift by one cell has 8 directions. A winner stays in its window for 3 of them if it stands in a corner, "
        f"for 5 at an edge, for all 8 in the middle. {places}\n\n"
        f"By the winners alone that makes {stay} of {total} here. But a larger number may come in, or an equal one "
        f"take the winner's place: counted out, the output stays in {kept} of {total}."
    )


def _formula_eighths(case: Case) -> str:
    if _k(case) == 2:
        return r"\frac{4 \cdot 3}{4} = 3 \text{ of } 8"
    return r"\frac{4 \cdot 3 + 4 \cdot 5 + 1 \cdot 8}{9} = \frac{40}{9} \approx 4.4 \text{ of } 8"


def _show_eighths(case: Case) -> tuple[Item, ...]:
    shape = case.pooled.output.shape
    own = np.array([STAYS[place(case, window)] for window in _windows(case)]).reshape(shape)
    places = [place(case, window) for window in _windows(case)]
    rows = [(f"{name}: {stays} of 8", str(places.count(name))) for name, stays in STAYS.items()]
    return (
        input_grid(case, chosen_marks(case)),
        Grid("Winner stays", counted(own.astype(float), case), "of 8 directions"),
        Grid("Output stays", counted(staying(case).astype(float), case), "of 8 directions"),
        Rows("Where the winner stands in its window", ("place", "windows here"), tuple(rows)),
    )


def _tell_equivariant(case: Case) -> str:
    k, top = _k(case), in_words(float(case.x.max()))
    return (
        "**Invariant** is what stays as it is, **equivariant** what moves along. The maximum of the whole grid is "
        f"invariant: {top} at every shift.\n\n"
        f"The layer is equivariant, but in strides: shift the input by {k} columns, and its output moves by one, "
        "whatever the numbers. For shifts in between nothing is promised. At a real edge, where numbers do not come "
        "round again, it holds only away from the edge."
    )


def _formula_equivariant(case: Case) -> str:
    return aligned(
        rf"\text{{layer}}(x \text{{ moved by }} {_k(case)}) &= \text{{layer}}(x) \text{{ moved by }} 1",
        r"\max(x \text{ moved by } s) &= \max(x)",
    )


def _show_equivariant(case: Case) -> tuple[Item, ...]:
    x, k = exact(case.x), _k(case)
    before, after = outputs(x, k), outputs(moved(x, 0, _shift(case)), k)
    rows = []
    for s in range(SIDE + 1):
        there = outputs(moved(x, 0, s), k)
        by = (
            f"{int((there == moved(before, 0, s // k)).sum())} of {before.size}, moved by {s // k}"
            if s % k == 0
            else "–"
        )
        rows.append((str(s), f"{int((there == before).sum())} of {before.size}", by, in_words(float(there.max()))))
    head = ("shift", "outputs as before", "outputs as before, moved", "maximum of all")
    return (
        input_grid(case),
        output_grid(case),
        _values(case, "Output after", after, "= stays, ≠ changes", _kept(before, after)),
        Rows("Invariant or equivariant", head, tuple(rows), _shift(case)),
    )


def _predict(case: Case) -> Predict:
    """How many outputs of the smaller windows stay when all moves by one column."""
    k, x = 2, exact(case.x)
    before, after = outputs(x, k), outputs(moved(x, 0, 1), k)
    kept = int((before == after).sum())
    # A winner in the left column of its window moves to the right one.
    inside = sum(int(x[k * i : k * i + k, k * j : k * j + k].argmax()) % k == 0 for i, j in np.ndindex(before.shape))
    return Predict(
        ask="A max pool with windows of 2 × 2, side by side. Every number moves one column to the right; what leaves "
        f"at the right edge comes in at the left.\n\n**How many of the {before.size} outputs stay as they are?**",
        right=float(kept),
        slips=(
            Slip((float(before.size),), "That would be a layer that no shift changes. Which winners leave?"),
            Slip((0.0,), "Some stay: look for windows whose largest number is the same before and after."),
            Slip((float(before.size - kept),), "That is how many change."),
            Slip(
                (float(inside),),
                "That is how many winners stay in their window. But a larger number may come in, or an equal one take "
                "the place of one that leaves.",
            ),
        ),
        hint="Take window after window: is its largest number as large as before?",
        why="An output stays where the largest number of its window is as large as before. A winner in a left column "
        "stays in the window, but a larger number may come in, or an equal one take the place of one that leaves.",
        given=(
            _values(case, "Input", case.x, size_of(case.x)),
            _values(case, "Output", before, size_of(before)),
        ),
        result=(
            _values(case, "Shifted input", moved(x, 0, 1), size_of(case.x)),
            _values(case, "Output after", after, "= stays, ≠ changes", _kept(before, after)),
        ),
    )


def _ask_eighths(case: Case) -> Posed:
    where = place(case, (0, 0))
    right = STAYS[where]
    said = {"corner": "in a corner", "edge": "at an edge", "middle": "in the middle"}[where]
    return Posed(
        "A shift by one cell has 8 directions. For how many of them does the winner of window (0, 0) stay inside?",
        str(right),
        tuple(str(n) for n in (3, 4, 5, 8) if n != right),
        f"It stands {said}.",
    )


def _ask_stride(case: Case) -> Posed:
    k = _k(case)
    return Posed(
        "By how many columns must the numbers move for the output to move by one cell, whatever they are?",
        str(k),
        tuple(str(n) for n in dict.fromkeys((1, 2 * k, 5 - k)) if n != k),
        f"The windows lie {k} columns apart: then each has exactly the numbers that the one before it had.",
    )


def _ask_invariant(case: Case) -> Posed:
    del case
    return Posed(
        "What stays the same under every shift of numbers that come round again?",
        "the maximum of the whole grid",
        ("max pooling", "a convolution with a stride", "max pooling with a blur before the stride"),
        "The whole grid holds the same numbers wherever they stand. All others look at a part of it.",
    )


BOTH = ("shift", "kernel")
LESSON = Lesson(
    slug="shift",
    title="Shift and aliasing",
    teaches="A stride sees only some places: what a shift does to an output depends on where the windows begin.",
    x=X,
    settings=lambda knobs: Settings("max", (int(knobs["kernel"]),) * 2, (int(knobs["kernel"]),) * 2),
    knobs=(SHIFT, KERNEL),
    steps=(
        Step("Slide the input", _tell_slide, _show_slide, _formula_slide, knobs=BOTH),
        Step("One output through all shifts", _tell_lines, _show_lines, _formula_lines, knobs=BOTH),
        Step("Three of eight, five of eight", _tell_eighths, _show_eighths, _formula_eighths, knobs=("kernel",)),
        Step("Invariant or equivariant", _tell_equivariant, _show_equivariant, _formula_equivariant, knobs=BOTH),
    ),
    predict=_predict,
    questions=(_ask_eighths, _ask_stride, _ask_invariant),
    topic="forward",
    given=lambda case: (input_grid(case),),
)
