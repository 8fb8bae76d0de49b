"""Lesson: one matrix for both passes: y = J·x, and grad_input = Jᵀ·grad_output (reference B7)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from figures.latex import Numbers, aligned, broken, relation
from figures.lessons.kit.boards import grad_input_grid, input_grid, marked, plane, together, upstream_grid, window_marks
from figures.lessons.kit.lesson import Case, Code, Grid, Item, Lesson, Pick, Posed, Rows, Slide, Step
from figures.lessons.kit.predict import Predict, Slip
from figures.lessons.kit.source import lines
from figures.lessons.kit.words import defined
from figures.numbers import adds_up, in_words, sum_text, typed
from figures.phrases import count
from figures.pictures import size_of
from figures.table import Marks
from figures.voices import voice_of
from lab.settings import Settings
from pooling import OPERATORS, pool
from pooling.jacobian import jacobian
from pooling.parameters import Pair

KERNEL, STRIDE = 2, 1
# Cell 5 wins two windows, cell 4 none until it is raised.
X = np.array([[1, 3, 2], [4, 0, 6], [2, 5, 1]])
GRAD_OUTPUT = np.array([[1, 2], [3, 4]])
WIDTH, OUT = X.shape[1], GRAD_OUTPUT.shape[1]
#: One operator that selects a cell, and one that is linear.
SHOWN = ("max", "avg")
#: Sides of the square planes of the last step.
SIDES = (3, 32, 224)


def by_matrix(j: NDArray, grad_output: NDArray, shape: Pair) -> NDArray:
    """The input gradient with the whole matrix."""
    return (j.T @ grad_output.ravel()).reshape(shape)


def by_index(indices: NDArray, grad_output: NDArray, shape: Pair) -> NDArray:
    """The same of a max pooling, with one index for each row of J."""
    flat = np.zeros(shape[0] * shape[1])
    np.add.at(flat, indices.ravel(), grad_output.ravel())
    return flat.reshape(shape)


def by_window(kernel: int, grad_output: NDArray, shape: Pair) -> NDArray:
    """The same of an average pooling with stride 1, with nothing kept at all."""
    grad_input = np.zeros(shape)
    for i, j in np.ndindex(grad_output.shape):
        grad_input[i : i + kernel, j : j + kernel] += grad_output[i, j] / kernel**2
    return grad_input


def raised(case: Case) -> tuple[int, NDArray]:
    """The first smallest cell, and the input with that cell above all others."""
    n = int(case.x.argmin())
    x = case.x.copy()
    x.flat[n] = case.x.max() + 1
    return n, x


def _selects(case: Case) -> bool:
    """Whether an output is one of the cells, so that its row of J has a single 1; the other operator is linear."""
    return case.pooled.operator.selects


def _row(case: Case) -> tuple[int, NDArray]:
    """The chosen row of J, and the columns in which it is not 0."""
    o = int(case.knobs["row"])
    return o, np.flatnonzero(jacobian(case.pooled)[o])


def _column(case: Case) -> tuple[int, NDArray]:
    """The chosen column of J, and the rows in which it is not 0."""
    c = int(case.knobs["column"])
    return c, np.flatnonzero(jacobian(case.pooled)[:, c])


def _matrix(j: NDArray, title: str, case: Case, marks: Marks, rows: str, columns: str) -> Grid:
    caption = f"{size_of(j)} · a row for each {rows} cell, a column for each {columns} cell"
    return Grid(title, plane(j, case.theme.counts, (0.0, 1.0), case), caption, marks)


def _vector(grid: Grid, title: str, marks: Marks, about: str = "") -> Grid:
    """A grid flattened to a column, in the same colours."""
    picture = grid.picture
    flat = replace(picture, z=picture.z.reshape(-1, 1), text=[[text] for row in picture.text for text in row])
    return Grid(title, flat, size_of(flat.z) + about, marks)


def _sum(name: str, meaning: str, weights: NDArray, values: NDArray, total: float) -> str:
    """A weighted sum with its numbers; nothing to add is 0."""
    head, weight, number = rf"{name} &= {meaning}", Numbers(*weights), Numbers(*values, total)
    if not weights.size:
        return aligned(head, "&= 0")
    terms = [rf"{weight.term(w)} \cdot {number.term(v)}" for w, v in zip(weights, values, strict=True)]
    exact = weight.exact(*weights) and number.exact(*values)
    sure = exact and adds_up(total, weights * values)
    return aligned(head, f"&{relation(exact)}" + broken(terms, " + "), f"&{number.equals(total, sure=sure)}")


def _tell_rows(case: Case) -> str:
    j, (o, columns) = jacobian(case.pooled), _row(case)
    takes = (
        f"a single 1, in the column of the winner, cell {columns[0]} at {divmod(int(columns[0]), WIDTH)}"
        if _selects(case)
        else f"{in_words(float(j[o, columns[0]]))} of each of the {len(columns)} cells of its window"
    )
    tied = int(case.pooled.tied.sum())
    choice = (
        f" Where cells tie, as in {count(tied, 'window')} here, there is no slope, and J takes the first winner."
        if tied
        else ""
    )
    matrix = (
        "At this x, y = J·x; another x may have another J."
        if _selects(case)
        else "For every x, y = J·x, with the same J."
    )
    return (
        f"Number the cells in reading order, an input cell by {WIDTH} · row + column: the {case.x.size} inputs become "
        f"a vector x, the {len(j)} outputs a vector y. J = ∂y/∂x, the Jacobian, has the slope of every "
        f"output by every input. {matrix}\n\n"
        f"Row {o} says what output {o} takes: {takes}. Of the {j.size} entries of J, {np.count_nonzero(j)} are "
        f"not 0.{choice}"
    )


def _formula_rows(case: Case) -> str:
    (o, columns), j = _row(case), jacobian(case.pooled)
    total = float(case.pooled.output.ravel()[o])
    return _sum(f"y_{{{o}}}", rf"\sum_c J_{{{o},c}}\, x_c", j[o, columns], case.x.ravel()[columns], total)


def _show_rows(case: Case) -> tuple[Item, ...]:
    (o, columns), j = _row(case), jacobian(case.pooled)
    taken = marked(((c, 0) for c in columns), "focus")
    x, y = input_grid(case), plane(case.pooled.output, case.theme.values, None, case)
    y = replace(y, low=x.picture.low, high=x.picture.high)
    window, winners = window_marks(case, *divmod(o, OUT)), marked((divmod(int(c), WIDTH) for c in columns), "focus")
    return (
        input_grid(case, together(window, winners) if _selects(case) else window),
        _matrix(j, "J", case, marked(((o, c) for c in range(case.x.size)), "line"), "output", "input"),
        _vector(x, "x", taken),
        _vector(Grid("", y), "y = J·x", {(o, 0): "focus"}),
    )


def _tell_columns(case: Case) -> str:
    c, rows = _column(case)
    held = len(case.pooled.windows.holding(*divmod(c, WIDTH)))
    lies = f"It lies in {count(held, 'window')}"
    chose = f"{lies} and wins {len(rows)}" if _selects(case) else lies
    gets = (
        "its row is all 0, and so is its gradient." if len(rows) == 0 else
        "one gradient arrives." if len(rows) == 1 else
        f"{len(rows)} gradients arrive and add up."
    )  # fmt: skip
    return defined(
        "Backward, the same matrix is turned over: row and column change places, and it multiplies the upstream "
        "gradient g.\n\n"
        f"Row {c} of Jᵀ is column {c} of J: the outputs that send their gradient to input cell {c}. {chose}: {gets}"
    )


def _formula_columns(case: Case) -> str:
    (c, rows), j = _column(case), jacobian(case.pooled)
    name, meaning = rf"\tfrac{{\partial E}}{{\partial x_{{{c}}}}}", rf"\sum_o J_{{o,{c}}}\, g_o"
    return _sum(name, meaning, j[rows, c], case.grad_output.ravel()[rows], float(case.grad_input.ravel()[c]))


def _show_columns(case: Case) -> tuple[Item, ...]:
    (c, rows), j = _column(case), jacobian(case.pooled)
    senders = marked((divmod(int(o), OUT) for o in rows), "focus")
    line = marked(((c, o) for o in range(len(j))), "line")
    upstream = upstream_grid(case, senders)
    return (
        upstream,
        _matrix(j.T, "Jᵀ, J transposed", case, line, "input", "output"),
        _vector(upstream, "g", marked(((o, 0) for o in rows), "focus")),
        _vector(grad_input_grid(case), "Jᵀ·g", {(c, 0): "focus"}, " · the input gradient"),
    )


def _tell_changes(case: Case) -> str:
    n, x = raised(case)
    changed = int((jacobian(pool(x, case.pooled.spec)) != jacobian(case.pooled)).sum())
    which = "the smallest" if (case.x == case.x.min()).sum() == 1 else "one of the smallest"
    what = f"Cell {n}, {which}, is raised to {in_words(float(x.flat[n]))}, above all others."
    noun = voice_of(case.pooled.operator).noun
    if not _selects(case):
        return (
            f"{what} No entry of J changes, as none does for any x: J of {noun.lower()} is made from the windows "
            f"alone. {noun} is a linear function. Edit x: J stays."
        )
    wins = f"It now wins each window that holds it: {changed} entries of J change."
    then = wins if changed else "It won its windows before: J stays."
    return (
        f"{what} {then}\n\nJ of {noun.lower()} is found anew for every x. {noun} is linear only piece by piece: "
        "as long as the same cells win."
    )


def _show_changes(case: Case) -> tuple[Item, ...]:
    n, x = raised(case)
    before, after = jacobian(case.pooled), jacobian(pool(x, case.pooled.spec))
    changed = marked(np.argwhere(before != after), "changed")
    return (
        input_grid(case, {divmod(n, WIDTH): "focus"}),
        Grid(f"Cell {n} raised", plane(x, case.theme.values, None, case), size_of(x), {divmod(n, WIDTH): "focus"}),
        _matrix(before, "J now", case, {}, "output", "input"),
        _matrix(after, f"J with cell {n} raised", case, changed, "output", "input"),
    )


def _filled(side: int, selects: bool) -> tuple[int, int, int]:
    """Outputs of a square plane under the lesson's windows, entries of J, and how many of them are not 0."""
    outputs = (side - KERNEL + 1) ** 2
    return outputs, outputs * side**2, outputs * (1 if selects else KERNEL**2)


def _tell_without(case: Case) -> str:
    *_, side = SIDES
    _, entries, _ = _filled(side, _selects(case))
    kept = (
        "one index for each row of J, and adds at these places"
        if _selects(case)
        else "nothing but the size of the windows, and adds each window's share"
    )
    return (
        f"J is good to think with, not to compute with. For one plane of {side} × {side} it has {entries:,} entries, "
        f"{entries * 8 / 1e9:.1f} GB in double precision, nearly all of them 0.\n\nA layer keeps {kept}: the same "
        "gradient, without the matrix."
    )


def _show_without(case: Case) -> tuple[Item, ...]:
    rows = []
    for side in SIDES:
        outputs, entries, filled = _filled(side, _selects(case))
        rows.append((f"{side} × {side}", f"{outputs:,} × {side**2:,}", f"{entries:,}", f"{filled:,}"))
    short = by_index if _selects(case) else by_window
    return (
        Rows("The size of J", ("input", "J", "entries", "not 0"), tuple(rows), 0),
        Code("Right: the whole matrix", lines(by_matrix), "right"),
        Code("Right: no matrix", lines(short), "right"),
    )


def _predict(case: Case) -> Predict:
    """How many entries of J are not 0."""
    j = jacobian(case.pooled)
    outputs, inputs = j.shape
    entries, filled, held = j.size, int(np.count_nonzero(j)), outputs * KERNEL**2
    noun = voice_of(case.pooled.operator).noun
    none = ", or decide none" if _selects(case) else ""
    why = f"A row is an output, and says what it takes: {_takes_in_all(case)} So {filled} are not 0."
    return Predict(
        ask=f"{noun} pooling with windows of {KERNEL} × {KERNEL} in steps of {STRIDE} makes {outputs} outputs of "
        f"{inputs} inputs. How fast each output changes with each input is a matrix J: a row for each output, a column "
        f"for each input, {entries} entries.\n\n**How many of them are not 0?**",
        right=float(filled),
        slips=(
            Slip((float(entries),), "Most inputs are in another window: the output does not change with them."),
            Slip(
                (float(held),),
                "That is how many cells the windows hold. Does an output change with all cells of its window?",
            ),
            Slip((float(outputs),), "That is one for each output. But each takes a part of every cell of its window."),
            Slip((float(inputs),), f"That is one for each input. An input may be in several windows{none}."),
            Slip(
                (float(np.count_nonzero(j.any(axis=0))),),
                "That is how many inputs change an output. Some may change several.",
            ),
        ),
        hint="Go row by row: with how many cells does this one output change?",
        why=why,
        given=(input_grid(case, edits=False),),
        result=(_matrix(j, "J", case, {}, "output", "input"),),
    )


def _takes_in_all(case: Case) -> str:
    if _selects(case):
        return "one cell of its window, the winner."
    return f"an equal part of each of the {KERNEL**2} cells of its window."


def _ask_column(case: Case) -> Posed:
    c, rows = _column(case)
    held, outputs = len(case.pooled.windows.holding(*divmod(c, WIDTH))), case.pooled.output.size
    right, *others = dict.fromkeys(map(str, (len(rows), held, 1, outputs, 0)))
    why = (
        "These are the windows that hold it." if not _selects(case) else
        "These are the windows that chose it." if len(rows) else
        "No window chose it."
    )  # fmt: skip
    return Posed(
        f"How many entries of column {c} of J are not 0?",
        right,
        tuple(others),
        f"A column lists the outputs that send their gradient to its cell. {why}",
    )


def _ask_product(case: Case) -> Posed:
    c, rows = _column(case)
    # As typed, in fractions: 0.1 + 0.2 − 0.3 is 0.
    sent, weights = [typed(g) for g in case.grad_output.ravel().tolist()], jacobian(case.pooled)[:, c].tolist()
    held = [typed(float(case.grad_output[window])) for window in case.pooled.windows.holding(*divmod(c, WIDTH))]
    gets = sum((typed(weight) * g for weight, g in zip(weights, sent, strict=True)), Fraction())
    answers = map(float, (gets, sum(held), held[0], sum(sent), 0, 1, 2))
    right, *others = dict.fromkeys(sum_text(answer, abs(answer)) for answer in answers)
    return Posed(
        f"g holds the upstream gradient. What does Jᵀ·g have in place {c}?",
        right,
        tuple(others[:3]),
        f"Row {c} of Jᵀ times g: {count(len(rows), 'output')} of {len(sent)} {'has' if len(rows) == 1 else 'have'} a "
        "part in it. It is the gradient of that input cell.",
    )


LESSON = Lesson(
    slug="jacobian",
    title="The Jacobian",
    teaches="At one x, forward and backward are one matrix: multiply by J, and by J transposed.",
    x=X,
    grad_output=GRAD_OUTPUT,
    settings=lambda knobs: Settings(knobs["operator"], (KERNEL, KERNEL), (STRIDE, STRIDE)),
    knobs=(
        Pick("operator", "Operator", {name: OPERATORS[name].label for name in SHOWN}),
        Slide("row", "Output cell: a row of J", 0, GRAD_OUTPUT.size - 1, 1),
        Slide("column", "Input cell: a column of J", 0, X.size - 1, 5),
    ),
    steps=(
        Step("Forward: a row for each output", _tell_rows, _show_rows, _formula_rows, knobs=("operator", "row")),
        Step(
            "Backward: the same matrix, transposed",
            _tell_columns,
            _show_columns,
            _formula_columns,
            knobs=("operator", "column"),
        ),
        Step("When J changes", _tell_changes, _show_changes, knobs=("operator",)),
        Step("The gradient without the matrix", _tell_without, _show_without, knobs=("operator",)),
    ),
    predict=_predict,
    questions=(_ask_column, _ask_product),
    topic="backward",
)
