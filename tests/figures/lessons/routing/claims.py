"""What the lesson on the backward pass claims, and when."""

import numpy as np

from figures.lessons.routing import LESSON
from figures.phrases import NO_BREAK
from tests.figures.lessons import maxima
from tests.figures.lessons.claims import DEFINED, always, counted
from tests.figures.lessons.drawn import grid, run
from tests.figures.lessons.routing import facts as fact
from tests.figures.lessons.routing import shown
from tests.figures.lessons.routing.stated import kept
from tests.figures.lessons.visited import every_state

K, LAYER, SEED = fact.K, fact.LAYER, fact.SEED
RANDOM, MATRIX = "Wrong: random signs", "Right: one winner a row"
#: Ties of two, three and four cells, and winners a hair's breadth ahead.
TIES = np.array(
    [
        [5, 5, 1, 3, 2, 2],
        [0, 1, 3, 3, 2, 1],
        [0, 0, 4, 4.001, -1, -2],
        [0, 0, 3.9999, 4, -1, -1],
        [1, 2, 7, 6.99999, 0, 0],
        [3, 4, 5, 6, 0, 0],
    ]
)
#: Grids whose winners are those of the random signs in all rows that have one, and in all of them but one.
ALIKE = [fact.won_as_signed(rows) for rows in (fact.SINGLE, fact.SINGLE[1:])]
#: Every window.
MORE = [
    *every_state(LESSON),
    *(({"window": n}, x, None) for n in range(9) for x in (None, TIES)),
    *(({}, x, None) for x in ALIKE),
]

CLAIMS = {
    "card": {
        "Where the gradient goes": always,
        "Each output sends its whole gradient to the one cell that won its window.": shown.goes_there,
    },
    "controls": {
        "Output cell, in reading order | 0 is (0, 0), 1 is (0, 1), and so on.": (
            lambda at: fact.windows(at)[:2] == [(0, 0), (0, 1)] and fact.windows(at) == sorted(fact.windows(at))
        ),
    },
    "step 1": {
        "Only the winner gets it": shown.goes_there,
        "Output [at] was taken from input cell [cell], so its gradient, [sent], goes there, all of it.": (
            lambda at: shown.gradient_from_window(at, fact.winner(at)) == fact.sent(at) and shown.goes_there(at)
        ),
        **DEFINED,
        "The other 3 cells of the window get 0.": lambda at: shown.goes_there(at) and len(fact.others(at)) == 3,
        "These windows do not overlap: [won] cells won one each, and the [none] that won none get 0 whatever comes "
        "from above.": shown.won_one_each,
        r"\begin{aligned}\tfrac{\partial E}{\partial x_{[r],[c]}} &= \tfrac{\partial E}{\partial y_{[i],[j]}}\\ &[sent]"
        r"\end{aligned}": shown.route,
        "Input | 6 × 6": grid("Input", lambda at: at.x, window=fact.cells, chosen=lambda at: [fact.winner(at)]),
        "Upstream gradient | 3 × 3": grid("Upstream gradient", lambda at: at.g, focus=lambda at: [fact.window(at)]),
        "Input gradient | 6 × 6": grid(
            "Input gradient",
            lambda at: maxima.rows_of(fact.gradient(at)),
            window=fact.cells,
            chosen=lambda at: [fact.winner(at)],
        ),
    },
    "step 2": {
        "Why: nudge a cell": always,
        "[ties] cells of the window tie.": lambda at: shown.tied(at) and {"ties": len(fact.tied(at))},
        "Raise one of them by [by], and the output rises too; lower it, and the output stays.": shown.rises_and_stays,
        "There is no one slope here, and a rule must choose: as in PyTorch, the first of them in reading order counts "
        "as the winner, with slope 1, and all other cells have slope 0.": shown.first_has_slope_one,
        "Raise the winner by [by], and the output rises as much; lower it, and the output falls as much: its slope "
        "∂y/∂x is 1.": shown.winner_has_slope_one,
        "Move one of the other [n] so little, and the output stays: slope 0.": shown.others_have_slope_none,
        "The chain rule multiplies the gradient by the slope.": (
            lambda at: not shown.tied(at) and fact.gradient(at)[fact.winner(at)] == fact.sent(at) * 1
        ),
        r"\begin{aligned}\tfrac{\partial E}{\partial x_{[r],[c]}} &= \tfrac{\partial E}{\partial y_{[i],[j]}} \cdot "
        r"\tfrac{\partial y_{[i],[j]}}{\partial x_{[r],[c]}}\\ &[sent] \cdot 1\end{aligned}": shown.route,
        "Input | 6 × 6": grid("Input", lambda at: at.x, window=fact.cells, chosen=lambda at: [fact.winner(at)]),
        "Slopes | of output [at] by each input cell": grid(
            "Slopes",
            lambda at: maxima.rows_of({cell: float(cell == fact.winner(at)) for cell in maxima.every_cell(at.x)}),
            lambda at: {"at": str(fact.window(at))},
            window=fact.cells,
        ),
        "What the output does when one cell moves": always,
        "cell | raised by [by] | lowered as much | slope": lambda at: {"by": lambda text: fact.read(text) > 0},
        "[cell]: [number] | [up] | [down] | [slope]": lambda at: list(shown.nudged(at)),
    },
    "step 3": {
        "Four ways to remember the winner": lambda at: sum(hasattr(item, "svg") for item in at.items) == 4,
        "The backward pass must know who won.": shown.winners_are_not_in_the_output,
        "Of window [at] it could keep the winner's index, [row] · 6 + [column] = [index]; a row of a matrix, true in "
        "column [place]; a mask that [mask]; or the winner's place, [place], at offset [offset] from the window's "
        "first cell.": shown.ways,
        "An offset is r · W + s for row r and column s of the window, W being the width of the input: all windows "
        "share them.": lambda at: fact.offsets(at) == tuple(r * fact.N + s for r in range(K) for s in range(K)),
        "Input | 6 × 6": grid("Input", lambda at: at.x, window=fact.cells, chosen=lambda at: [fact.winner(at)]),
        "Flat index | [n] bytes as int64": lambda at: {"n": kept(9, 4)[0]},
        "Window matrix | [n] bytes as booleans; named by window": lambda at: {"n": kept(9, 4)[2]},
        "Mask of each window | [n] bytes as booleans": lambda at: not fact.too_many(at) and {"n": kept(9, 4)[3]},
        "Mask of each window | [n] bytes as booleans; [ties] too many": lambda at: (
            fact.too_many(at) > 0 and {"n": kept(9, 4)[3], "ties": counted(fact.too_many(at), "tied cell")}
        ),
        "Places and offsets | [n] bytes: 9 as uint8, offsets as int64": lambda at: {"n": kept(9, 4)[4]},
    },
    "step 4": {
        "A matrix of random signs": always,
        "With k = 2 columns a window matrix is too narrow for a loop over k·k places: it stops with an error.": (
            lambda at: fact.columns_are_missing()
        ),
        "Random signs have no forward pass behind them.": (
            lambda at: at.shows(RANDOM, fact.SIGNS) and run(at, "Wrong: no forward pass", 9, K, SEED) == fact.SIGNS
        ),
        "Of [all] patterns of a row only [one] have one winner.": (
            lambda at: {"one": fact.patterns(1), "all": sum(map(fact.patterns, range(K * K + 1)))}
        ),
        "Here [off] of 9 rows have none or several: gradient is lost, or sent more than once.": (
            lambda at: {sum(fact.SIGNS[row]) > 1 for row in fact.OFF} == {True, False} and {"off": len(fact.OFF)}
        ),
        "The others name the right cell, by chance.": lambda at: fact.rows_amiss(at) == set(fact.OFF),
        "1 more names a cell that is not the winner: [wrong] rows are wrong.": shown.astray(lambda n: n == 1),
        "[n] more name a cell that is not the winner: [wrong] rows are wrong.": shown.astray(lambda n: n > 1),
        r"P(\text{one winner}) = \frac{k \cdot k}{2^{k \cdot k}} = \frac{[one]}{[all]}": (
            lambda at: {"one": fact.patterns(1), "all": sum(map(fact.patterns, range(K * K + 1)))}
        ),
        "Wrong: random signs | a row a window, a column a place": grid(
            RANDOM, lambda at: fact.SIGNS, wrong=fact.places_amiss
        ),
        "Right: one winner a row | a row a window, a column a place": grid(MATRIX, fact.winning_places),
        "Wrong: no forward pass | wrong": lambda at: run(at, "Wrong: no forward pass", 9, K, SEED) == fact.SIGNS,
        "Right: the largest cell of each window | right": (
            lambda at: run(at, "Right: the largest cell of each window", at.x, K, K) == fact.winning_places(at)
        ),
    },
    "step 5": {
        "What they cost": always,
        "As int64, which PyTorch returns, an index costs 8 bytes a window however large the kernel; booleans cost 1 "
        "byte a place.": lambda at: all(kept(1, n)[:1] + kept(1, n)[2:3] == [8, n] for n in range(1, 26)),
        "So here the booleans are smaller; from 9 places on, as with 3 × 3, the index is.": (
            lambda at: (
                kept(9, 4)[2] < kept(9, 4)[0] and [kept(1, n)[0] < kept(1, n)[2] for n in range(1, 26)].index(True) == 8
            )
        ),
        "Of these, places with shared offsets are the smallest in a large layer.": (
            lambda at: fact.least(1) == fact.least(2) == {"places, uint8, and offsets, int64"}
        ),
        "The mask costs as much as the matrix and knows less: it marks every cell that ties, and each would get the "
        "whole gradient.": shown.mask_marks_every_tie,
        "Bytes to keep for the backward pass": always,
        "kept | this grid | [size], kernel 2, stride 2 | [size], kernel 3, stride 2": (
            lambda at: {"size": "16 × 111 × 111".replace(" ", NO_BREAK)}
        ),
        "[way] | [amounts]": lambda at: list(fact.table()),
    },
    "question 1": {
        "In the window of output [at], cell [cell] is raised until it is the largest of all.": shown.raised,
        "Where does the output's gradient go then?": always,
        "right: All of it to [cell]": lambda at: shown.goes_to(at, fact.smallest(at)) and shown.raised(at),
        "wrong: All of it to [old]": lambda at: not shown.goes_to(at, fact.winner(at)) and shown.raised(at),
        "wrong: An equal part to each cell": lambda at: len(fact.parts_after_raising(at)) < 4,
        "wrong: Half to [cell], half to the old winner": lambda at: (
            fact.parts_after_raising(at).get(fact.smallest(at)) != 0.5 and shown.raised(at)
        ),
        "The cell with the largest number gets all of it.": lambda at: shown.goes_to(at, fact.smallest(at)),
        "The numbers decide where gradient goes, so it can move.": lambda at: not shown.goes_to(at, fact.winner(at)),
    },
    "question 2": {
        "How many cells of the input gradient are 0, whatever the upstream gradient is?": always,
        "right: [n]": lambda at: {"n": shown.idle_cells(at)},
        "wrong: [n]": lambda at: {"n": lambda text: int(text) != shown.idle_cells(at)},
        "Each of the [n] windows has one winner, and they share no cell: 36 − [n] cells win nothing.": (
            lambda at: shown.won_one_each(at) and shown.idle_cells(at) == 36 - 9 and {"n": len(fact.windows(at))}
        ),
    },
}
