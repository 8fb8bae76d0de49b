"""Lesson: each output's gradient goes to the cell that won, and what must be remembered for that (B2, E5)."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from figures.latex import Numbers, aligned, partial
from figures.lessons.kit.boards import (
    counted,
    grad_input_grid,
    input_grid,
    marked,
    together,
    upstream_grid,
    walked,
    window_marks,
    winner,
)
from figures.lessons.kit.lesson import Case, Code, Drawing, Grid, Item, Lesson, Posed, Rows, Slide, Step
from figures.lessons.kit.predict import Predict, Slip
from figures.lessons.kit.source import lines
from figures.lessons.kit.words import defined
from figures.numbers import MINUS, in_words, typed
from figures.phrases import NO_BREAK, by, count
from figures.stories.memory import four_ways, places_and_offsets, places_way
from figures.stories.story import cells_of, gradient_formula
from lab.examples import WORKED_GRAD_OUTPUT, WORKED_X
from lab.settings import Settings
from pooling import PoolSpec
from pooling.parameters import Pair
from pooling.verify import mistakes

KERNEL = STRIDE = 2
WALK = Slide("window", "Output cell, in reading order", 0, 8, 1, help="0 is (0, 0), 1 is (0, 1), and so on.")
LARGEST_NUDGE = Fraction(1, 10)
#: The window that the lesson asks about before it begins: not its first cell is the largest, nor the largest in size.
ASKED = (0, 2)
#: Of the random signs.
SEED = 1
#: A layer of published code, C × H × W, and the kernels that it is told with.
LARGE, KERNELS = (16, 111, 111), (2, 3)


def _marks(case: Case) -> dict[Pair, str]:
    at = walked(case)
    return together(window_marks(case, *at), {winner(case, *at): "chosen"})


def _tell_winner(case: Case) -> str:
    at = walked(case)
    losers = case.x.size - case.grad_output.size
    return defined(
        f"Output {at} was taken from input cell {winner(case, *at)}, so its gradient, "
        f"{in_words(float(case.grad_output[at]))}, goes there, all of it. "
        f"The other {KERNEL * KERNEL - 1} cells of the window get 0.\n\n"
        f"These windows do not overlap: {case.grad_output.size} cells won one each, and the {losers} that won none get "
        "0 whatever comes from above."
    )


def _formula_winner(case: Case) -> str:
    return aligned(gradient_formula(case.pooled, case.grad_output, *winner(case, *walked(case))))


def _show_winner(case: Case) -> tuple[Item, ...]:
    at = walked(case)
    return (
        input_grid(case, _marks(case)),
        upstream_grid(case, {at: "focus"}),
        grad_input_grid(case, _marks(case)),
    )


def _values(case: Case) -> list[Fraction]:
    """What was typed into the cells of the window."""
    return [typed(value) for value in cells_of(case.pooled, case.pooled.windows.number(*walked(case)))]


def nudge(values: list[Fraction]) -> Fraction:
    """A power of ten, at most a tenth, that carries no cell past the next larger number: at most half the gap.

    >>> nudge([Fraction(5), Fraction(4)]), nudge([Fraction(5), Fraction("4.98")]), nudge([Fraction(5)] * 2)
    (Fraction(1, 10), Fraction(1, 100), Fraction(1, 10))
    """
    best = max(values)
    gap = min((best - value for value in values if value < best), default=Fraction(1))
    small = LARGEST_NUDGE
    while small > gap / 2:
        small /= 10
    return small


def moves(values: list[Fraction], n: int, by: Fraction) -> Fraction:
    """By how much the output moves when cell `n` of its window does."""
    return max(value + by * (m == n) for m, value in enumerate(values)) - max(values)


def _tell_nudge(case: Case) -> str:
    values = _values(case)
    by, ties = in_words(float(nudge(values))), values.count(max(values))
    if ties > 1:
        return (
            f"{ties} cells of the window tie. Raise one of them by {by}, and the output rises too; lower it, and the "
            "output stays. There is no one slope here, and a rule must choose: as in PyTorch, the first of them in "
            "reading order counts as the winner, with slope 1, and all other cells have slope 0."
        )
    return (
        f"Raise the winner by {by}, and the output rises as much; lower it, and the output falls as much: its slope "
        f"∂y/∂x is 1. Move one of the other {len(values) - 1} so little, and the output stays: slope 0.\n\n"
        "The chain rule multiplies the gradient by the slope."
    )


def _formula_nudge(case: Case) -> str:
    (i, j), (row, column) = walked(case), winner(case, *walked(case))
    g = float(case.grad_output[i, j])
    number = Numbers(g)
    loss, local = partial("E", "y", i, j), partial(f"y_{{{i},{j}}}", "x", row, column)
    return aligned(
        rf"{partial('E', 'x', row, column)} &= {loss} \cdot {local}", rf"&{number.relation(g)}{number.term(g)} \cdot 1"
    )


def _show_nudge(case: Case) -> tuple[Item, ...]:
    i, j = at = walked(case)
    windows, values = case.pooled.windows, _values(case)
    window, by, chose = windows.number(i, j), nudge(values), winner(case, i, j)
    rows, cells = [], [divmod(int(n), case.x.shape[1]) for n in windows.flat[window]]
    for n, cell in enumerate(cells):
        up, down = (_signed(moves(values, n, change)) for change in (by, -by))
        rows.append((f"{cell}: {in_words(float(values[n]))}", up, down, str(int(cell == chose))))
    slopes = np.zeros(case.x.shape)
    slopes[chose] = 1
    head = ("cell", f"raised by {in_words(float(by))}", "lowered as much", "slope")
    return (
        input_grid(case, _marks(case)),
        Grid("Slopes", counted(slopes, case), f"of output {at} by each input cell", dict(window_marks(case, i, j))),
        Rows("What the output does when one cell moves", head, tuple(rows), cells.index(chose)),
    )


def _signed(value: Fraction) -> str:
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return sign + in_words(float(abs(value)))


def _tell_ways(case: Case) -> str:
    at, width = walked(case), case.x.shape[1]
    row, column = winner(case, *at)
    places, offsets = places_and_offsets(case.pooled)
    place, values = int(places[at]), _values(case)
    equal = values.count(max(values))
    mask = "is true in that cell" if equal == 1 else f"is true in {equal} cells, as they tie"
    return (
        f"The backward pass must know who won. Of window {at} it could keep the winner's index, {row} · {width} + "
        f"{column} = {row * width + column}; a row of a matrix, true in column {place}; a mask that {mask}; or the "
        f"winner's place, {place}, at offset {int(offsets[place])} from the window's first cell.\n\n"
        "An offset is r · W + s for row r and column s of the window, W being the width of the input: "
        "all windows share them."
    )


def _show_ways(case: Case) -> tuple[Item, ...]:
    pooled = case.pooled
    drawn = (*four_ways(pooled, case.theme), places_way(pooled, case.theme))
    ways, kept = {way.title: way for way in drawn}, stored(pooled.output.size, KERNEL * KERNEL)
    values = pooled.windows.gather(pooled.x)
    ties = int((values == values.max(axis=1, keepdims=True)).sum()) - len(values)
    many = f"; {count(ties, 'tied cell')} too many" if ties else ""
    captions = {
        "Flat index": f"{kept[INDEX]} bytes as int64",
        "Window matrix": f"{kept[MATRIX]} bytes as booleans; named by window",
        "Mask of each window": f"{kept[MASK]} bytes as booleans{many}",
        "Places and offsets": f"{kept[PLACES]} bytes: {pooled.output.size} as uint8, offsets as int64",
    }
    drawings = (Drawing(title, ways[title].svg, caption, ways[title].table) for title, caption in captions.items())
    return input_grid(case, _marks(case)), *drawings


INDEX, SHORT_INDEX, MATRIX = "flat index, int64", "flat index, int32", "window matrix, bool"
MASK, PLACES = "mask of each window, bool", "places, uint8, and offsets, int64"


def stored(windows: int, places: int) -> dict[str, int]:
    """The bytes that each way keeps of so many windows, in all channels, with so many places each, at most 256.

    >>> list(stored(9, 4).values())
    [72, 36, 36, 36, 41]
    """
    return {
        INDEX: 8 * windows,
        SHORT_INDEX: 4 * windows,
        MATRIX: places * windows,
        MASK: places * windows,
        PLACES: windows + 8 * places,
    }


def _tell_cost(case: Case) -> str:
    return (
        "As int64, which PyTorch returns, an index costs 8 bytes a window however large the kernel; booleans cost 1 "
        "byte a place. So here the booleans are smaller; from 9 places on, as with 3 × 3, the index is.\n\n"
        "Of these, places with shared offsets are the smallest in a large layer. The mask costs as much as the "
        "matrix and knows less: it marks every cell that ties, and each would get the whole gradient."
    )


def _show_cost(case: Case) -> tuple[Item, ...]:
    sizes = [("this grid", stored(case.pooled.output.size, KERNEL * KERNEL))]
    for kernel in KERNELS:
        fits = PoolSpec("max", kernel, STRIDE).output_size(*LARGE[1:])
        layer = by(LARGE).replace(" ", NO_BREAK)
        sizes.append((f"{layer}, kernel {kernel}, stride {STRIDE}", stored(LARGE[0] * math.prod(fits), kernel**2)))
    rows = tuple((way, *(_bytes(kept, way) for _, kept in sizes)) for way in sizes[0][1])
    head = ("kept", *(name for name, _ in sizes))
    return (Rows("Bytes to keep for the backward pass", head, rows),)


def _bytes(kept: dict[str, int], way: str) -> str:
    return f"{kept[way]}{f',{NO_BREAK}least' if kept[way] == min(kept.values()) else ''}"


def _matrices(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """The window matrix of random signs and that of the forward pass."""
    return mistakes.random_winners(case.pooled.output.size, KERNEL, SEED), mistakes.window_matrix(
        case.x, KERNEL, STRIDE
    )


def _tell_random(case: Case) -> str:
    (wrong, right), places = _matrices(case), KERNEL * KERNEL
    off = wrong.sum(axis=1) != 1
    astray = int(((wrong != right).any(axis=1) & ~off).sum())
    return (
        f"With k = {KERNEL} columns a window matrix is too narrow for a loop over k·k places: it stops with an error. "
        "Random signs have no forward pass behind them.\n\n"
        f"Of {2**places} patterns of a row only {places} have one winner. Here {int(off.sum())} of {len(wrong)} rows "
        f"have none or several: gradient is lost, or sent more than once. {_astray(astray, int(off.sum()))}"
    )


def _astray(astray: int, off: int) -> str:
    """What is wrong with the rows of random signs that have one winner."""
    if not astray:
        return "The others name the right cell, by chance."
    names = "1 more names" if astray == 1 else f"{astray} more name"
    return f"{names} a cell that is not the winner: {off + astray} rows are wrong."


def _formula_random(case: Case) -> str:
    return rf"P(\text{{one winner}}) = \frac{{k \cdot k}}{{2^{{k \cdot k}}}} = \frac{{{KERNEL**2}}}{{{2**KERNEL**2}}}"


def _show_random(case: Case) -> tuple[Item, ...]:
    wrong, right = _matrices(case)
    marks = marked(np.argwhere(wrong != right), "wrong")
    caption = "a row a window, a column a place"
    return (
        Grid("Wrong: random signs", counted(wrong.astype(float), case), caption, marks),
        Grid("Right: one winner a row", counted(right.astype(float), case), caption),
        Code("Wrong: no forward pass", lines(mistakes.random_winners), "wrong"),
        Code("Right: the largest cell of each window", lines(mistakes.window_matrix), "right"),
    )


def _predict(case: Case) -> Predict:
    """Which cell of a window gets its gradient; of equal cells the first."""
    windows, best = case.pooled.windows, winner(case, *ASKED)
    cells = [divmod(int(n), case.x.shape[1]) for n in windows.flat[windows.number(*ASKED)]]
    values = {cell: float(case.x[cell]) for cell in cells}
    equal = tuple(cell for cell in cells if values[cell] == values[best] and cell != best)
    size = max(map(abs, values.values()))
    sent = in_words(float(case.grad_output[ASKED]))
    rule = " Several are equally large: then the first in reading order counts." if equal else ""
    return Predict(
        ask=f"Forward, window {ASKED}, outlined, gave one output. Backward, that output's gradient, {sent}, comes "
        f"back.{rule}\n\n**Click the input cell that receives it.**",
        right=(best,),
        slips=(
            Slip(equal, "It is as large, but it comes later: of equal cells the first in reading order counts."),
            Slip(
                tuple(cell for cell in cells if abs(values[cell]) == size),
                f"It is the largest in size alone. A maximum heeds the sign: {in_words(values[best])} is larger.",
            ),
            Slip(
                tuple(cell for cell in cells if values[cell] == min(values.values())),
                "It is the smallest of its window. Which cell made the output?",
            ),
            Slip(
                (ASKED,) if ASKED not in cells else (),
                f"The output stands at {ASKED} in its own grid; in the input its window lies elsewhere.",
            ),
            Slip(
                tuple((r, c) for r, c in np.ndindex(case.x.shape) if (r, c) not in cells),
                "It lies in another window: nothing of this output depends on it.",
            ),
        ),
        hint="It is in the window, but another cell is larger. Which one was handed on as the output?",
        why=f"It is the largest of its window, {in_words(values[best])}: the output is this cell and none of the "
        f"others, so the whole gradient is its own.{rule}",
        given=(
            input_grid(case, window_marks(case, *ASKED), edits=False),
            upstream_grid(case, {ASKED: "focus"}, edits=False),
        ),
        result=(grad_input_grid(case, {best: "focus"}),),
    )


def _ask_winner(case: Case) -> Posed:
    at = walked(case)
    cells = [divmod(int(n), case.x.shape[1]) for n in case.pooled.windows.flat[case.pooled.windows.number(*at)]]
    last = min(reversed(cells), key=lambda cell: case.x[cell])
    return Posed(
        f"In the window of output {at}, cell {last} is raised until it is the largest of all. "
        "Where does the output's gradient go then?",
        f"All of it to {last}",
        (f"All of it to {winner(case, *at)}", "An equal part to each cell", f"Half to {last}, half to the old winner"),
        "The cell with the largest number gets all of it. The numbers decide where gradient goes, so it can move.",
    )


def _ask_zeros(case: Case) -> Posed:
    cells, windows = case.x.size, case.grad_output.size
    return Posed(
        "How many cells of the input gradient are 0, whatever the upstream gradient is?",
        str(cells - windows),
        (str(windows), str(cells - 2 * windows), "0"),
        f"Each of the {windows} windows has one winner, and they share no cell: {cells} − {windows} cells win nothing.",
    )


LESSON = Lesson(
    slug="routing",
    title="Where the gradient goes",
    teaches="Each output sends its whole gradient to the one cell that won its window.",
    x=WORKED_X,
    grad_output=WORKED_GRAD_OUTPUT,
    settings=Settings("max", (KERNEL, KERNEL), (STRIDE, STRIDE)),
    knobs=(WALK,),
    steps=(
        Step("Only the winner gets it", _tell_winner, _show_winner, _formula_winner),
        Step("Why: nudge a cell", _tell_nudge, _show_nudge, _formula_nudge),
        Step("Four ways to remember the winner", _tell_ways, _show_ways),
        Step("A matrix of random signs", _tell_random, _show_random, _formula_random, knobs=(), errata=("E10",)),
        Step("What they cost", _tell_cost, _show_cost, knobs=()),
    ),
    predict=_predict,
    questions=(_ask_winner, _ask_zeros),
    topic="winner",
)
