"""Lesson: where windows overlap, gradients must add up (errata E3, E7, E9)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from figures.latex import Numbers, aligned, broken, partial
from figures.lessons.kit.boards import (
    counted,
    differing,
    grad_input_grid,
    gradient_grids,
    input_grid,
    marked,
    output_grid,
    passing,
    together,
    upstream_grid,
    window_marks,
)
from figures.lessons.kit.lesson import Case, Code, Grid, Item, Lesson, Measure, Posed, Step
from figures.lessons.kit.predict import Predict, Slip
from figures.lessons.kit.source import lines
from figures.lessons.kit.words import defined
from figures.numbers import adds_up, sum_text, typed
from figures.phrases import count
from figures.stories.story import routes_to_cell
from lab.examples import OVERLAP_GRAD_OUTPUT, OVERLAP_X
from lab.settings import Settings
from pooling import PoolSpec, pool
from pooling.parameters import Pair
from pooling.verify import mistakes

KERNEL, STRIDE = 3, 2
# Cell (2, 2) wins four windows; (2, 4) wins one, and loses a later one: to overwrite is another mistake than to assign.
X = OVERLAP_X.copy()
X[2, 4] = 7
#: So many grids are pooled at once while the lesson measures.
CHUNK = 2_000


def busiest(case: Case) -> Pair:
    """The input cell that most windows chose, the first of several."""
    row, column = np.unravel_index(int(case.pooled.weight_sum().argmax()), case.x.shape)
    return int(row), int(column)


def _wins(case: Case) -> int:
    return int(case.pooled.weight_sum().max())


def _tell_shared(case: Case) -> str:
    at, wins = busiest(case), _wins(case)
    held = len(case.pooled.windows.holding(*at))
    chose = f"Cell {at} lies in {count(held, 'window')}, and {wins} windows chose it."
    if wins == 1:
        chose = f"Cell {at} lies in {count(held, 'window')}, and each window has a winner of its own here."
    return (
        f"Windows of {KERNEL} × {KERNEL} cells that move by {STRIDE} share rows and columns. {chose}\n\n"
        "The argmax mask counts, for each cell, the windows that chose it."
    )


def _show_shared(case: Case) -> tuple[Item, ...]:
    at = busiest(case)
    chose = [route.window for route in routes_to_cell(case.pooled, *at)]
    cells = (cell for window in chose for cell in window_marks(case, *window))
    counts = Grid(
        "Argmax mask", counted(case.pooled.weight_sum(), case), "how many windows chose each cell", {at: "focus"}
    )
    return (
        input_grid(case, together(marked(cells, "chose"), {at: "focus"})),
        output_grid(case, marked(chose, "chose")),
        counts,
    )


def _tell_add(case: Case) -> str:
    wins = _wins(case)
    if wins == 1:
        return defined(
            "No cell wins twice on this grid: each one that wins gets one gradient. Raise a shared cell to see a sum."
        )
    return defined(
        f"Cell {busiest(case)} made {wins} outputs at once. Raise it, and every one of them rises; so its gradient is "
        f"the sum of what these {wins} windows send."
    )


def _formula_add(case: Case) -> str:
    at = busiest(case)
    sent = [(route.window, float(case.grad_output[route.window])) for route in routes_to_cell(case.pooled, *at)]
    number = Numbers(*(g for _, g in sent))
    total = float(case.grad_input[at])
    sure = number.exact(*(g for _, g in sent)) and adds_up(total, [g for _, g in sent])
    return aligned(
        rf"{partial('E', 'x', *at)} &= " + broken([partial("E", "y", *window) for window, _ in sent], " + "),
        f"&{number.relation(*(g for _, g in sent))}" + broken([number.term(g) for _, g in sent], " + "),
        f"&{number.equals(total, sure=sure)}",
    )


def _show_add(case: Case) -> tuple[Item, ...]:
    at = busiest(case)
    chose = [route.window for route in routes_to_cell(case.pooled, *at)]
    return (
        upstream_grid(case, marked(chose, "chose")),
        grad_input_grid(case, {at: "focus"}),
    )


def _wrong(x: np.ndarray, grad_output: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The input gradient by assigning, and by overwriting."""
    return mistakes.assign(x, grad_output, KERNEL, STRIDE), mistakes.overwrite(x, grad_output, KERNEL, STRIDE)


def _never_wrong(case: Case) -> bool:
    """Whether both mistakes give the right gradient, whatever is sent: no two sums of powers of two are equal."""
    sent = np.exp2(np.arange(case.grad_output.size)).reshape(case.grad_output.shape)
    right = mistakes.accumulate(case.x, sent, KERNEL, STRIDE)
    return all((wrong == right).all() for wrong in _wrong(case.x, sent))


def _tell_wrong(case: Case) -> str:
    assigned, overwritten = _wrong(case.x, case.grad_output)
    off = [len(differing(wrong, case.grad_input, passing(case))) for wrong in (assigned, overwritten)]
    size = float(np.abs(case.grad_output).sum())
    sums = [sum_text(float(g.sum()), size) for g in (case.grad_output, assigned, overwritten)]
    if _never_wrong(case):
        return (
            "On these numbers no cell wins twice and no window erases another's gradient: all three give the same, "
            "and the bugs stay hidden."
        )
    if off == [0, 0]:
        return "On these numbers the gradients happen to agree: all three give the same, and the bugs stay hidden."
    return (
        "Public code has `=` where `+=` belongs, or lets each window overwrite all of its cells: with its gradient "
        "where its winner stands, with zeros elsewhere. "
        f"Assigning is wrong in {count(off[0], 'cell')} here, overwriting in {count(off[1], 'cell')}.\n\n"
        f"The upstream gradient adds up to {sums[0]}; assigned, the sum is {sums[1]}, overwritten {sums[2]}."
    )


def _show_wrong(case: Case) -> tuple[Item, ...]:
    assigned, overwritten = _wrong(case.x, case.grad_output)
    return (
        *gradient_grids(case, case.grad_input, ("Wrong: assigns", assigned), ("Wrong: overwrites", overwritten)),
        Code("Wrong: the last window wins", lines(mistakes.assign), "wrong"),
        Code("Wrong: a window erases earlier ones", lines(mistakes.overwrite), "wrong"),
        Code("Right: every window adds", lines(mistakes.accumulate), "right"),
    )


def _tell_often(case: Case) -> str:
    return (
        "A rare case? Not at all: on random normal numbers, 7 × 7 with these windows, nearly every grid has a cell "
        f"that wins two windows or more. Measure it yourself, on up to {count(MEASURE.most, 'grid')}."
    )


def shared_grids(many: int, seed: int, progress: Callable[[float], None] = lambda part: None) -> int:
    """In how many of `many` random normal 7×7 grids some cell wins two windows or more."""
    rng, shared = np.random.default_rng(seed), 0
    for done in range(0, many, CHUNK):
        x = rng.normal(size=(min(CHUNK, many - done), 7, 7))
        wins = pool(x, PoolSpec("max", KERNEL, STRIDE)).weight_sum()
        shared += int((wins.max(axis=(1, 2)) >= 2).sum())
        progress(min(done + CHUNK, many) / many)
    return shared


def _measured(many: int, seed: int, progress: Callable[[float], None]) -> str:
    shared = shared_grids(many, seed, progress)
    return (
        f"In {shared} of {count(many, 'grid')} ({100 * shared / many:.1f} %) some cell wins two windows or more: "
        "there an assignment loses gradient."
    )


MEASURE = Measure("Random grids to try", 200_000, 1_000, _measured)


def _show_often(case: Case) -> tuple[Item, ...]:
    return input_grid(case), grad_input_grid(case)


def _predict(case: Case) -> Predict:
    """What reaches the cell that most windows chose."""
    at, windows = busiest(case), case.pooled.windows
    holding, chose = windows.holding(*at), [route.window for route in routes_to_cell(case.pooled, *at)]
    held, sent = ([float(case.grad_output[window]) for window in some] for some in (holding, chose))
    assigned, overwritten = (float(wrong[at]) for wrong in _wrong(case.x, case.grad_output))
    return Predict(
        ask=f"Windows of {KERNEL} × {KERNEL} cells move by {STRIDE}, so they overlap: cell {at}, outlined, lies in "
        f"{count(len(holding), 'window')}, outlined in the upstream gradient.\n\n"
        f"**What gradient reaches cell {at}?**",
        right=float(sum(map(typed, sent))),
        slips=(
            Slip(
                (assigned, max(sent)),
                "That is what one window sends. Assigning (=) keeps one; the others send theirs, too.",
            ),
            Slip((overwritten,), "That is what overwriting leaves: a window writes over what earlier ones sent."),
            Slip((float(sum(map(typed, held))),), "That adds up all windows that hold it, also those that it lost."),
            Slip((float(len(chose)),), "That counts the windows that chose it. How much does each send?"),
            Slip((float(case.x[at]),), "That is the number in the cell. Its gradient comes from the outputs it made."),
        ),
        hint="In which of these windows is the cell the largest? Each of them sends it its whole gradient.",
        why=f"{count(len(sent), 'window')} chose it, and what they send adds up."
        if len(sent) > 1
        else "Only 1 window chose it, and sends it all of its gradient.",
        given=(
            input_grid(case, {at: "focus"}, edits=False),
            upstream_grid(case, marked(holding, "window"), edits=False),
        ),
        result=(grad_input_grid(case, {at: "focus"}),),
    )


def _ask_sum(case: Case) -> Posed:
    at = busiest(case)
    sent = [float(case.grad_output[route.window]) for route in routes_to_cell(case.pooled, *at)]
    total = float(sum(map(typed, sent)))
    right, *others = dict.fromkeys(sum_text(v, abs(v)) for v in (total, sent[-1], max(sent), sent[0], 0.0, 1.0, 2.0))
    return Posed(
        f"What reaches cell {at}, which {count(len(sent), 'window')} chose?",
        right,
        tuple(others[:3]),
        "Each window that chose the cell sends its whole gradient, and what arrives adds up.",
    )


def _ask_assigned(case: Case) -> Posed:
    at = busiest(case)
    chose = [route.window for route in routes_to_cell(case.pooled, *at)]
    sent = [float(case.grad_output[window]) for window in chose]
    total, left = float(sum(map(typed, sent))), float(_wrong(case.x, case.grad_output)[0][at])
    right, *others = dict.fromkeys(sum_text(v, abs(v)) for v in (left, total, sent[0], max(sent), 0.0, 1.0, 2.0))
    return Posed(
        f"The same cell, {at}, with = where += belongs: what is left in it after all windows?",
        right,
        tuple(others[:3]),
        f"An assignment keeps the last gradient alone, here that of window {chose[-1]}.",
    )


LESSON = Lesson(
    slug="overlap",
    title="Overlap: assign or accumulate",
    teaches="Where windows overlap, one cell can win several of them, and their gradients add up.",
    x=X,
    grad_output=OVERLAP_GRAD_OUTPUT,
    settings=Settings("max", (KERNEL, KERNEL), (STRIDE, STRIDE)),
    steps=(
        Step("One cell, several windows", _tell_shared, _show_shared),
        Step("What they send adds up", _tell_add, _show_add, _formula_add),
        Step("The bug in public code", _tell_wrong, _show_wrong, errata=("E3", "E7", "E9")),
        Step("How often it matters", _tell_often, _show_often, measure=MEASURE),
    ),
    predict=_predict,
    questions=(_ask_sum, _ask_assigned),
    topic="overlap",
)
