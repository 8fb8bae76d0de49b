"""Lesson: how many windows fit, and which cells no window reads (erratum E6)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from figures.heatmap import Picture
from figures.lessons.kit.boards import counted, input_grid, marked, output_grid, together, window_marks
from figures.lessons.kit.lesson import Case, Grid, Item, Lesson, Pick, Posed, Rows, Slide, Step
from figures.lessons.kit.predict import Predict, Slip
from figures.numbers import in_words
from figures.phrases import count
from figures.stories.size import size_formula, size_note
from lab.settings import Settings
from pooling import PoolSpec
from pooling.windows import Windows

# The largest number stands where no window of the first layer reads it.
X = np.array(
    [
        [1, 0, 2, 4, 1, 0, 3, 2],
        [3, 5, 1, 0, 2, 6, 1, 0],
        [0, 2, 7, 1, 0, 3, 2, 4],
        [4, 1, 0, 2, 5, 1, 0, 1],
        [2, 0, 3, 6, 1, 4, 2, 0],
        [1, 4, 2, 0, 3, 0, 1, 5],
        [0, 3, 1, 5, 2, 1, 4, 0],
        [6, 1, 0, 2, 4, 0, 3, 9],
    ]
)
LARGER = 14
ROUNDINGS = {"floor": "Down (floor)", "ceil": "Up (ceil_mode)"}


def layer(knobs: Mapping[str, Any]) -> Settings:
    """The layer under the lesson's controls."""
    kernel, stride, padding = (knobs[name] for name in ("kernel", "stride", "padding"))
    pairs = ((kernel, kernel), (stride, stride), (padding, padding))
    return Settings("max", *pairs, ceil_mode=knobs["rounding"] == "ceil")


def room(spec: PoolSpec, n: int) -> Fraction:
    """How many steps of the stride there is room for after the first window, along an axis of `n` cells.

    >>> room(PoolSpec("max", 3, 2), 8)
    Fraction(5, 2)
    """
    return Fraction(n + 2 * spec.padding[0] - spec.kernel_size[0], spec.stride[0])


def _spec(case: Case) -> PoolSpec:
    return case.pooled.spec


def _note(spec: PoolSpec, n: int) -> str:
    """What rounding leaves out of n × n cells, if anything."""
    whole = "" if unread(Windows.of(spec, n, n)).any() else "Every row and every column is in a window."
    return " ".join(filter(None, (size_note(spec, n, n), whole)))


def unread(windows: Windows) -> NDArray:
    """Where no window reads a cell."""
    return windows.coverage() == 0


def _marks(where: NDArray, mark: str) -> dict[tuple[int, int], str]:
    return marked(np.argwhere(where), mark)


def _steps(steps: Fraction) -> str:
    """So many steps, whole ones or not."""
    return f"{in_words(float(steps))} {'step' if steps == 1 else 'steps'}"


def _tell_half(case: Case) -> str:
    spec, n = _spec(case), case.x.shape[0]
    steps, out = room(spec, n), spec.output_size(n, n)[0]
    way, whole = ("up", math.ceil(steps)) if spec.ceil_mode else ("down", math.floor(steps))
    if steps.denominator == 1:
        rounded = f"Both ways of rounding agree: {count(out, 'window')} along each axis."
    elif out == whole + 1:
        rounded = f"Rounded {way}: {count(whole, 'step')}, so {count(out, 'window')} along each axis."
    else:
        rounded = f"Rounded {way}: {count(whole, 'step')}, yet only {count(out, 'window')} along each axis."
    over = ""
    if out - 1 > steps:
        edge = "the edge of the padding" if spec.padding[0] else "the edge"
        over = f" The last window hangs over {edge}."
    begin = f"After the first window there is room for {_steps(steps)} of {spec.stride[0]}."
    return f"{begin} {rounded}{over}\n\n{_note(spec, n)}"


def _show_half(case: Case) -> tuple[Item, ...]:
    return input_grid(case, _marks(unread(case.pooled.windows), "unread")), output_grid(case)


def _formula_half(case: Case) -> str:
    return size_formula(_spec(case), *case.x.shape)


def _coverage_grid(windows: Windows, case: Case, title: str) -> Grid:
    """How many windows hold each cell; those that none holds are hatched and empty."""
    held = windows.coverage()
    return Grid(
        title, _blank(counted(held, case), held == 0), "windows that hold each cell", _marks(held == 0, "unread")
    )


def _blank(picture: Picture, where: NDArray) -> Picture:
    """A picture of counts without a number at these cells."""
    text = [["" if where[r, c] else label for c, label in enumerate(row)] for r, row in enumerate(picture.text)]
    return replace(picture, text=text)


def _tell_coverage(case: Case) -> str:
    missing = unread(case.pooled.windows)
    many, most = int(missing.sum()), case.x.max()
    held = "Coverage counts, for each cell, the windows that hold it."
    if not many:
        return f"Every cell is in a window here.\n\n{held}"
    lost = f"{many} of {case.x.size} cells are in no window (hatched): whatever they hold, no output changes."
    at = np.argwhere(case.x == most)
    largest = ""
    if len(at) == 1 and missing[tuple(at[0])]:
        place = tuple(map(int, at[0]))
        largest = f" The largest number of all, {in_words(float(most))} at {place}, is among them."
    return f"{lost}{largest}\n\n{held}"


def _formula_coverage(case: Case) -> str:
    """A cell's coverage is that of its row times that of its column."""
    held = case.pooled.windows.coverage()
    row, column = (int(n) for n in np.unravel_index(held.argmax(), held.shape))
    along = [
        int((taps == place).sum())
        for taps, place in zip((case.pooled.windows.rows, case.pooled.windows.columns), (row, column), strict=True)
    ]
    return (
        rf"n_{{{row},{column}}} = n_{{{row}}} \cdot n_{{{column}}} = {along[0]} \cdot {along[1]} = {held[row, column]}"
    )


def _show_coverage(case: Case) -> tuple[Item, ...]:
    windows = case.pooled.windows
    return (
        input_grid(case, _marks(unread(windows), "unread")),
        _coverage_grid(windows, case, "Coverage"),
    )


def kinds(case: Case) -> dict[str, NDArray]:
    """Which cells no window reads, which are read but never chosen, which are chosen."""
    missing, chosen = unread(case.pooled.windows), case.pooled.weight_sum() > 0
    return {"unread": missing, "passed": ~missing & ~chosen, "chosen": chosen}


def _numbers(case: Case) -> list[int]:
    return [int(where.sum()) for where in kinds(case).values()]


def _tell_chosen(case: Case) -> str:
    _, passed, chosen = _numbers(case)
    more = int((case.pooled.weight_sum() > 1).sum())
    read = "To be read is not to be chosen, though here every cell that is read is chosen, too."
    if passed:
        verb = "is" if passed == 1 else "are"
        read = f"To be read is not to be chosen: {count(passed, 'cell')} {verb} in a window, but never chosen (dotted)."
    win = f"{count(chosen, 'cell')} {'wins' if chosen == 1 else 'win'} (ringed)."
    if more:
        win = f"{chosen} cells win (ringed), {more} of them several windows."
    if more == chosen:
        win = f"{chosen} cells win (ringed), each of them several windows."
    if more == chosen == 1:
        win = "1 cell wins (ringed), and it wins several windows."
    return f"{read} {win}\n\nGradient can reach the cells that win, and no others."


def _formula_chosen(case: Case) -> str:
    named = zip(_numbers(case), ("in no window", "never chosen", "chosen"), strict=True)
    terms = " + ".join(rf"\underbrace{{{n}}}_{{\text{{{name}}}}}" for n, name in named)
    return f"{terms} = {case.x.size}"


def _show_chosen(case: Case) -> tuple[Item, ...]:
    chose, where = case.pooled.weight_sum(), kinds(case)
    marks = together(*(_marks(cells, name) for name, cells in where.items()))
    picture = _blank(counted(chose, case), where["unread"])
    facts = [("in no window", str(_numbers(case)[0])), ("in a window, never chosen", str(_numbers(case)[1]))]
    for times in sorted({int(n) for n in chose[where["chosen"]]}):
        facts.append((f"chosen by {count(times, 'window')}", str(int((chose == times).sum()))))
    return (
        input_grid(case, marks),
        Grid("Argmax mask", picture, "windows that chose each cell", marks),
        Rows("All cells", ("cells", "how many"), tuple(facts)),
    )


def _tell_larger(case: Case) -> str:
    spec = _spec(case)
    out = spec.output_size(LARGER, LARGER)[0]
    lost = int(unread(Windows.of(spec, LARGER, LARGER)).sum())
    in_all = f" In all {lost} of {LARGER**2} cells are not read." if lost else ""
    return (
        f"Kernel 3 and stride 2 make 5.5 + 1 = 6.5 windows along {LARGER} cells. Written as 6, that hides a row and a "
        "column that are left out.\n\n"
        f"The layer as set below gives {out} × {out}. {_note(spec, LARGER)}{in_all}"
    )


def _formula_larger(case: Case) -> str:
    return size_formula(_spec(case), LARGER, LARGER)


def _show_larger(case: Case) -> tuple[Item, ...]:
    windows = Windows.of(_spec(case), LARGER, LARGER)
    return (_coverage_grid(windows, case, f"Coverage of {LARGER} × {LARGER}"),)


def _predict(case: Case) -> Predict:
    """How many rows the output has under the layer as it is set."""
    spec, n = _spec(case), case.x.shape[0]
    steps, right = room(spec, n), spec.output_size(n, n)[0]
    kernel, stride, padding = (pair[0] for pair in (spec.kernel_size, spec.stride, spec.padding))
    other = replace(spec, ceil_mode=not spec.ceil_mode).output_size(n, n)[0]
    way, back, whole = ("up", "down", math.ceil(steps)) if spec.ceil_mode else ("down", "up", math.floor(steps))
    left_out = "" if right == whole + 1 else " A window that would begin beyond the input is left out."
    return Predict(
        ask=f"{n} rows of cells; a kernel of {kernel} rows, in steps (stride) of {stride}; {count(padding, 'row')} of "
        f"padding at each edge; sizes are rounded {way}.\n\n**How many rows has the output?**",
        right=float(right),
        slips=(
            Slip((float(other),), f"That is how many there are if the size is rounded {back}."),
            Slip(
                (float(math.floor(steps)), float(math.ceil(steps))),
                "That counts the steps. The window before the first step gives a row, too.",
            ),
            Slip((float(steps + 1),), "A part of a window gives no row: the number is rounded."),
            Slip(
                (float(n + 2 * padding - kernel + 1),),
                f"That is how many there are in steps of 1. Here they are {stride}.",
            ),
            Slip((n / stride, float(n // stride)), f"That is {n} by the stride, as if the kernel were no matter."),
            Slip((float(n),), "That is how many rows the input has."),
        ),
        hint=f"The first window needs {kernel} rows. How many steps of {stride} fit into what is left?",
        why=f"After the first window there is room for {_steps(steps)} of {stride}: rounded {way}, {whole}; and the "
        f"first window.{left_out}",
        given=(input_grid(case, window_marks(case, 0, 0), edits=False),),
        result=(output_grid(case),),
    )


def _ask_rounding(case: Case) -> Posed:
    """The size under the rounding that is not on screen."""
    n, now = case.x.shape[0], _spec(case)
    other = replace(now, ceil_mode=not now.ceil_mode)
    steps, right = room(now, n), other.output_size(n, n)[0]
    candidates = [right, now.output_size(n, n)[0], float(steps + 1), n // now.stride[0], right + 1, right + 2]
    first, *others = dict.fromkeys(in_words(float(v)) for v in candidates)
    name, mode = ("up", "on") if other.ceil_mode else ("down", "off")
    whole = math.ceil(steps) if other.ceil_mode else math.floor(steps)
    left_out = " A window that would start beyond the input is left out." if whole + 1 != right else ""
    layer_text = f"kernel {now.kernel_size[0]}, stride {now.stride[0]}, padding {now.padding[0]}"
    return Posed(
        f"{n} rows, {layer_text}, ceil_mode {mode}: how many rows has the output?",
        first,
        tuple(others[:3]),
        f"Room for {_steps(steps)}, rounded {name}: {whole}; and the first window.{left_out}",
    )


def _ask_unread(case: Case) -> Posed:
    n, windows = case.x.shape[0], case.pooled.windows
    read = len({int(row) for row in windows.rows.ravel() if 0 <= row < n})
    gone = n - read
    right, *others = dict.fromkeys(map(str, (n * n - read * read, 2 * gone * n, gone * n, 2 * gone, 0, n, 1)))
    given, why = f"{gone} of {n} rows and as many columns are in no window.", "every row and every column is read."
    if gone:
        why = "what is in such a row and in such a column must not be counted twice."
    else:
        given = "Every row and every column is in a window."
    if gone == 1:
        given = f"1 row and 1 column of {n} are in no window."
    return Posed(
        f"{given} How many of the {n * n} cells are not read?",
        right,
        tuple(others[:3]),
        f"{n * n} − {read} · {read}: {why}",
    )


LESSON = Lesson(
    slug="sizes",
    title="Sizes",
    teaches="Windows do not always fit: the size is rounded, and some cells may be in no window.",
    x=X,
    settings=layer,
    knobs=(
        Slide("kernel", "Kernel", 2, 5, 3),
        Slide("stride", "Stride", 1, 5, 2),
        Slide("padding", "Padding", 0, 1, 0),
        Pick("rounding", "Round the size", ROUNDINGS),
    ),
    steps=(
        Step("How many windows fit", _tell_half, _show_half, _formula_half),
        Step("Which cells are read", _tell_coverage, _show_coverage, _formula_coverage),
        Step("Read, but chosen?", _tell_chosen, _show_chosen, _formula_chosen),
        Step("The same on 14 × 14", _tell_larger, _show_larger, _formula_larger, errata=("E6",)),
    ),
    predict=_predict,
    questions=(_ask_rounding, _ask_unread),
    topic="sizes",
)
