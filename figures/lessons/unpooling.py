"""Lesson: unpooling assigns where the backward pass adds, though both go by the same indices."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from figures.heatmap import symmetric_range, value_range
from figures.latex import Numbers, aligned, broken, partial
from figures.lessons.kit.boards import (
    chosen_marks,
    counted,
    differing,
    input_grid,
    marked,
    output_grid,
    plane,
    second_grid,
    value_grids,
    winner,
)
from figures.lessons.kit.changes import exact
from figures.lessons.kit.lesson import Case, Code, Grid, Item, Lesson, Pick, Posed, Step
from figures.lessons.kit.predict import Predict, Slip
from figures.lessons.kit.source import lines
from figures.narration.text import at, listed
from figures.numbers import in_words, sum_text, typed
from figures.phrases import count
from figures.pictures import size_of
from figures.table import Marks
from lab.settings import Settings
from pooling.parameters import Pair
from pooling.scatter import in_order

STRIDE = 2
# With kernel 3 cell (2, 2) lies in all four windows and wins three of them.
X = np.array([[1, 0, 3, 1, 2], [0, 4, 1, 2, 0], [2, 1, 9, 0, 1], [3, 0, 2, 4, 2], [1, 5, 0, 12, 6]])
VALUES = np.array([[5, 1], [2, 7]])
SHARED = (2, 2)
NAME = "Numbers V"


def unpool(flat: NDArray, values: NDArray, indices: NDArray) -> None:
    """Every number goes where its index says; where two meet, the last one stays."""
    for window, index in np.ndenumerate(indices):
        flat[index] = values[window]


def backward(flat: NDArray, values: NDArray, indices: NDArray) -> None:
    """Every number is added where its index says."""
    for window, index in np.ndenumerate(indices):
        flat[index] += values[window]


def gather(grad: NDArray, indices: NDArray) -> NDArray:
    """The gradient of unpooling: every number is given what arrives at its place."""
    return grad.ravel()[indices]


def _indices(case: Case) -> NDArray:
    assert case.pooled.indices is not None, "max pooling has indices"
    return case.pooled.indices


def laid(case: Case, rule: Callable[[NDArray, NDArray, NDArray], None], values: NDArray) -> NDArray:
    """A grid of zeros, as large as the input, into which numbers were put by a rule."""
    flat = np.zeros(case.x.size)
    rule(flat, values, _indices(case))
    return flat.reshape(case.x.shape)


def chose(case: Case, cell: Pair) -> list[Pair]:
    """The windows that chose a cell, in reading order."""
    return [window for window in np.ndindex(case.grad_output.shape) if winner(case, *window) == cell]


def busiest(case: Case) -> Pair:
    """The cell that most windows chose, the first of several."""
    return divmod(int(np.bincount(_indices(case).ravel()).argmax()), case.x.shape[1])


def repeated(case: Case) -> Pair:
    """The cell that most windows chose of those that adding makes wrong; of all, where it makes none so."""
    times, wrong = np.bincount(_indices(case).ravel(), minlength=case.x.size), _added_wrongly(case)
    return max(wrong, key=lambda cell: times[cell[0] * case.x.shape[1] + cell[1]], default=busiest(case))


def _filled(case: Case) -> int:
    """How many cells any window chose."""
    return len(np.unique(_indices(case)))


def _sent(case: Case) -> list[float]:
    """What the windows that chose the busiest cell bring there."""
    return [float(case.grad_output[window]) for window in chose(case, busiest(case))]


def placed(case: Case) -> NDArray:
    """V unpooled."""
    return laid(case, unpool, case.grad_output)


def overwritten(case: Case) -> NDArray:
    """Which numbers do not stay: a later window chose the same cell."""
    indices = _indices(case).ravel()
    return np.array([index in indices[n + 1 :] for n, index in enumerate(indices)]).reshape(case.grad_output.shape)


def _tell_back(case: Case) -> str:
    filled, size = _filled(case), case.x.size
    return (
        f"Max pooling can hand on, with each maximum, where it stood: its index, {case.x.shape[1]} · row + column. "
        "Unpooling puts every number back at its index and a 0 everywhere else.\n\n"
        f"Of {size} cells {filled} {'gets its' if filled == 1 else 'get their'} own number back. The other "
        f"{size - filled} are 0, whatever they held: whoever unpools learns where the maxima stood, and nothing "
        "of what lay around them."
    )


def _formula_back(case: Case) -> str:
    (row, column), value = winner(case, 0, 0), float(case.pooled.output[0, 0])
    number, width = Numbers(value), case.x.shape[1]
    return aligned(
        rf"\text{{index}}_{{0,0}} &= {width} \cdot {row} + {column} = {width * row + column}",
        rf"u_{{{row},{column}}} &= y_{{0,0}} {number.equals(value)}",
    )


def _index_grid(case: Case) -> Grid:
    return Grid("Indices", counted(_indices(case).astype(float), case), size_of(case.grad_output), {(0, 0): "focus"})


def _show_back(case: Case) -> tuple[Item, ...]:
    back = laid(case, unpool, case.pooled.output)
    picture = plane(back, case.theme.values, value_range(case.x, back), case)
    return (
        input_grid(case, chosen_marks(case)),
        output_grid(case, {(0, 0): "focus"}),
        _index_grid(case),
        Grid("Y unpooled", picture, size_of(back), {winner(case, 0, 0): "focus"}),
    )


def _tell_rules(case: Case) -> str:
    windows, sent = chose(case, busiest(case)), _sent(case)
    two = (
        "A decoder, the half of a network that enlarges pictures, has its own numbers, V, for the same indices. "
        "Unpooling **assigns** them: where several meet, "
        "one stays. Done in order it is the last; PyTorch promises no order. Were V the upstream gradient, the "
        "backward pass would **add** them.\n\n"
    )
    if len(windows) == 1:
        how = "Choose kernel 3, and raise" if case.pooled.spec.kernel_size[0] < 3 else "Raise"
        return two + (
            "Here no two windows chose the same cell, so that both give the same. "
            f"{how} cell {at(SHARED)}, which then lies in four windows, above all others."
        )
    last, total = in_words(sent[-1]), sum_text(float(sum(map(typed, sent))), in_order(map(abs, sent)))
    return two + (
        f"Cell {at(busiest(case))} was chosen by {count(len(windows), 'window')}. Unpooling leaves {last} there, from "
        f"window {at(windows[-1])}; backward gives it the sum, {total}."
    )


def _formula_rules(case: Case) -> str:
    cell, windows, sent = busiest(case), chose(case, busiest(case)), _sent(case)
    total = float(sum(map(typed, sent)))
    number = Numbers(*sent, total)
    (i, j), sure = windows[-1], number.exact(*sent)
    return aligned(
        rf"u_{{{cell[0]},{cell[1]}}} &= v_{{{i},{j}}} {number.equals(sent[-1])}",
        rf"{partial('E', 'x', *cell)} &{number.relation(*sent)}{broken([number.term(v) for v in sent], ' + ')}",
        f"&{number.equals(total, sure=sure)}",
    )


def _show_rules(case: Case) -> tuple[Item, ...]:
    assigned, added = placed(case), case.grad_input
    span = symmetric_range(case.grad_output, assigned, added)
    passing = laid(case, backward, np.abs(case.grad_output))
    marks = dict.fromkeys(differing(assigned, added, passing), "differs")
    grids = [
        Grid(title, plane(array, case.theme.gradients, span, case), size_of(array), marks)
        for title, array in (("Unpooling assigns", assigned), ("Backward adds", added))
    ]
    return (
        second_grid(case, NAME, marked(chose(case, busiest(case)), "chose")),
        *grids,
        Code("Unpooling, into zeros", lines(unpool), "right"),
        Code("Backward, into zeros", lines(backward), "right"),
    )


def _tell_duplicates(case: Case) -> str:
    cell = repeated(case)
    many = len(chose(case, cell))
    start = (
        "Why not add, as backward does? All windows that chose a cell bring the same number back: its own. "
        "Assigned, it stands there again, however often it comes.\n\n"
    )
    wrong = len(_added_wrongly(case))
    if many == 1:
        return start + "Here each number comes once, and adding would do no harm."
    if not wrong:
        return start + "Here each number that comes more than once is 0, and adding would do no harm."
    value = float(case.x[cell])
    total = sum_text(float(many * typed(value)), abs(many * value))
    return start + (
        f"Added, the number of cell {at(cell)} would become {many} times as large, {total}. "
        f"So {count(wrong, 'cell')} would be wrong."
    )


def _added(case: Case) -> NDArray:
    """Y unpooled by the wrong rule."""
    return laid(case, backward, case.pooled.output)


def _added_wrongly(case: Case) -> dict[Pair, str]:
    return differing(_added(case), laid(case, unpool, case.pooled.output))


def _formula_duplicates(case: Case) -> str:
    cell = repeated(case)
    many = len(chose(case, cell))
    value = float(case.x[cell])
    total = float(many * typed(value))
    number = Numbers(value, total)
    sure = number.exact(value)
    return aligned(
        rf"\text{{assigned: }} u_{{{cell[0]},{cell[1]}}} &{number.equals(value)}",
        rf"\text{{added: }} u_{{{cell[0]},{cell[1]}}} &= {many} \cdot {number.term(value)} "
        rf"{number.equals(total, sure=sure)}",
    )


def _show_duplicates(case: Case) -> tuple[Item, ...]:
    right = laid(case, unpool, case.pooled.output)
    wrong, assigned = value_grids(case, right, ("Wrong: adds", _added(case)))
    title, cell = "Right: assigns", repeated(case)
    return (
        input_grid(case, {cell: "focus"}),
        output_grid(case, marked(chose(case, cell), "chose")),
        wrong,
        Grid(title, assigned.picture, assigned.caption),
    )


def arriving(case: Case) -> NDArray:
    """∂L/∂U of L = ½ Σ (U − X)²: how far each cell is from the input."""
    return (exact(placed(case)) - exact(case.x)).astype(float)


def _tell_gather(case: Case) -> str:
    lost = int(overwritten(case).sum())
    start = (
        "Let the loss be L = ½ Σ (U − X)², U being V unpooled. What arrives at U is U − X, and each number of V gets "
        "what arrives at its place: unpooling scatters, its gradient **gathers**.\n\n"
    )
    if not lost:
        return start + "Here every number stands at a place of its own, and this is its true slope."
    return start + (
        f"{count(lost, 'number')} of V {'was' if lost == 1 else 'were'} overwritten (≠): no small change of "
        f"{'it' if lost == 1 else 'them'} changes U, so that the true slope is 0. PyTorch gathers for "
        f"{'it' if lost == 1 else 'them'} all the same."
    )


def _formula_gather(case: Case) -> str:
    row, column = winner(case, 0, 0)
    u, x, g = (float(grid[row, column]) for grid in (placed(case), case.x, arriving(case)))
    number = Numbers(u, x, g)
    return aligned(
        rf"{partial('L', 'v', 0, 0)} &\leftarrow {partial('L', 'u', row, column)}",
        rf"&= u_{{{row},{column}}} - x_{{{row},{column}}}",
        rf"&{number.relation(u, x)}{number(u)} - {number.term(x)} {number.equals(g, sure=number.exact(u, x))}",
    )


def _show_gather(case: Case) -> tuple[Item, ...]:
    gathered = gather(arriving(case), _indices(case))
    span = symmetric_range(arriving(case))
    slopes = np.where(overwritten(case), 0.0, gathered)
    changed = marked(np.argwhere(overwritten(case)), "differs")
    ramp = case.theme.gradients
    return (
        second_grid(case, NAME, {(0, 0): "focus"}),
        Grid("Arrives: U − X", plane(arriving(case), ramp, span, case), size_of(case.x), chosen_marks(case)),
        Grid("Gathered", plane(gathered, ramp, span, case), size_of(gathered), changed),
        Grid("True slopes", plane(slopes, ramp, span, case), size_of(slopes), changed),
        Code("The gradient of unpooling", lines(gather)),
    )


def _predict(case: Case) -> Predict:
    """What unpooling leaves in the cell that most windows chose."""
    cell, windows, sent = busiest(case), chose(case, busiest(case)), _sent(case)
    return Predict(
        ask=f"Unpooling puts the numbers V back at the indices of a max pool, one window after the other, in "
        f"reading order. Cell {at(cell)}, outlined, was chosen by {count(len(windows), 'window')}, outlined in V.\n\n"
        f"**What stands in cell {at(cell)} in the end?**",
        right=sent[-1],
        slips=(
            Slip((float(sum(map(typed, sent))),), "That is their sum. Adding is what the backward pass does."),
            Slip((sent[0], max(sent)), "That is what one of them puts there. Does it stay? Which one writes last?"),
            Slip((float(case.x[cell]),), "That is what the cell held. The numbers that come back are those of V."),
        ),
        hint="Each window outlined in V writes its number into the cell, in reading order.",
        why=f"Window {at(windows[-1])} writes last, and unpooling assigns."
        if len(windows) > 1
        else f"Only window {at(windows[0])} writes there.",
        given=(
            input_grid(case, {cell: "focus"}, edits=False),
            second_grid(case, NAME, marked(windows, "chose"), edits=False),
        ),
        result=(_placed_grid(case, {cell: "focus"}),),
    )


def _placed_grid(case: Case, marks: Marks) -> Grid:
    picture = plane(placed(case), case.theme.gradients, symmetric_range(case.grad_output), case)
    return Grid("V unpooled", picture, size_of(case.x), marks)


def _ask_left(case: Case) -> Posed:
    cell, windows, sent = busiest(case), chose(case, busiest(case)), _sent(case)
    total, size = float(sum(map(typed, sent))), in_order(map(abs, sent))
    right, *others = dict.fromkeys(sum_text(v, size) for v in (sent[-1], total, sent[0], max(sent), 0.0, 1.0, 2.0))
    chosen = f"{'Window' if len(windows) == 1 else 'Windows'} {listed(windows)} chose cell {at(cell)}."
    return Posed(
        f"{chosen} What does unpooling in reading order leave there of V?",
        right,
        tuple(others[:3]),
        "Unpooling assigns, and the last number stays; only the backward pass adds.",
    )


def _ask_filled(case: Case) -> Posed:
    filled, windows, size = _filled(case), case.grad_output.size, case.x.size
    right, *others = dict.fromkeys(map(str, (filled, windows, size - filled, size, 1, filled - 1)))
    return Posed(
        f"At how many of the {size} cells does unpooling put a number?",
        right,
        tuple(others[:3]),
        f"At every cell that some window chose: {count(windows, 'window')} chose {count(filled, 'different cell')}.",
    )


def _ask_gradient(case: Case) -> Posed:
    return Posed(
        "What is the gradient of unpooling?",
        "gather: each number gets what arrives at its index",
        (
            "scatter: each cell adds up what its windows send",
            "average pooling of what arrives",
            "max pooling of what arrives",
        ),
        "Forward, a number goes from its window to its index; backward, the gradient comes from there.",
    )


def _given(case: Case) -> tuple[Item, ...]:
    return input_grid(case), second_grid(case, NAME)


LESSON = Lesson(
    slug="unpooling",
    title="Unpooling",
    teaches="Unpooling and the backward pass go by the same indices: the one assigns, the other adds.",
    x=X,
    grad_output=VALUES,
    settings=lambda knobs: Settings("max", (int(knobs["kernel"]),) * 2, (STRIDE, STRIDE)),
    knobs=(Pick("kernel", "kernel, with stride 2", {"3": "3: windows overlap", "2": "2: side by side"}),),
    steps=(
        Step("Back to where it came from", _tell_back, _show_back, _formula_back),
        Step("Assign or add", _tell_rules, _show_rules, _formula_rules),
        Step("The same number twice", _tell_duplicates, _show_duplicates, _formula_duplicates),
        Step("The gradient of unpooling", _tell_gather, _show_gather, _formula_gather),
    ),
    predict=_predict,
    questions=(_ask_left, _ask_filled, _ask_gradient),
    topic="overlap",
    code_note="It is the code of the pooling, with V as the upstream gradient: its backward pass adds.",
    given=_given,
)
