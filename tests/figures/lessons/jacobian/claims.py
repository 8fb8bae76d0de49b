"""What the lesson on the Jacobian claims, and when."""

import math

import numpy as np

from tests.figures.lessons.claims import DEFINED, always, counted, reads
from tests.figures.lessons.jacobian import facts as fact
from tests.figures.lessons.jacobian import shown

MATRIX = "4 × 9 · a row for each output cell, a column for each input cell"

CLAIMS = {
    "card": {
        "The Jacobian": always,
        "At one x, forward and backward are one matrix: multiply by J, and by J transposed.": (
            lambda at: (
                fact.gives_the_outputs(at, at.x)
                and shown.near_gradient(
                    at, np.reshape(list(map(float, fact.times(fact.transposed(at), fact.flat(at.g)))), (3, 3))
                )
            )
        ),
    },
    "controls": {
        "Operator": always,
        "Operator: max is Max": lambda at: (at.case.settings.operator == "max") == fact.is_max(at),
        "Operator: avg is Avg": lambda at: (at.case.settings.operator == "avg") == (not fact.is_max(at)),
        "Output cell: a row of J": lambda at: fact.row(at) in range(len(fact.matrix(at))),
        "Input cell: a column of J": lambda at: fact.column(at) in range(len(fact.matrix(at)[0])),
    },
    "step 1": {
        "Forward: a row for each output": shown.matrix_shown,
        "Number the cells in reading order, an input cell by 3 · row + column: the 9 inputs become a vector x, the 4 "
        "outputs a vector y.": shown.numbered,
        "J = ∂y/∂x, the Jacobian, has the slope of every output by every input.": fact.has_the_slopes,
        "At this x, y = J·x; another x may have another J.": shown.follows_x,
        "For every x, y = J·x, with the same J.": shown.same_for_every_x,
        "Row [o] says what output [o] takes: a single 1, in the column of the winner, cell [c] at [at].": (
            shown.takes_one
        ),
        "Row [o] says what output [o] takes: 0.25 of each of the [n] cells of its window.": shown.takes_all,
        "Of the 36 entries of J, [n] are not 0.": lambda at: {"n": fact.filled(at)},
        "Where cells tie, as in [windows] here, there is no slope, and J takes the first winner.": (
            lambda at: fact.is_max(at) and fact.ties(at) and {"windows": counted(fact.ties(at), "window")}
        ),
        r"\begin{aligned}y_{[o]} &= \sum_c J_{[o],c}\, x_c\\ &[sum]\end{aligned}": shown.row_formula,
        "Input | 3 × 3": shown.taken_marked,
        f"J | {MATRIX}": shown.matrix_shown,
        "x | 9 × 1": shown.taken_from_x,
        "y = J·x | 4 × 1": shown.given_to_y,
    },
    "step 2": {
        "Backward: the same matrix, transposed": shown.transposed_shown,
        "Backward, the same matrix is turned over: row and column change places, and it multiplies the upstream "
        "gradient g.": (shown.multiplied),
        "Row [c] of Jᵀ is column [c] of J: the outputs that send their gradient to input cell [c].": shown.cell,
        "It lies in [held] and wins 0: its row is all 0, and so is its gradient.": shown.wins(lambda n: n == 0),
        "It lies in [held] and wins 1: one gradient arrives.": shown.wins(lambda n: n == 1),
        "It lies in [held] and wins [n]: [n] gradients arrive and add up.": shown.wins(lambda n: n > 1),
        "It lies in 1 window: one gradient arrives.": shown.shares(lambda n: n == 1),
        "It lies in [held]: [n] gradients arrive and add up.": shown.shares(lambda n: n > 1),
        **DEFINED,
        r"\begin{aligned}\tfrac{\partial E}{\partial x_{[c]}} &= \sum_o J_{o,[c]}\, g_o\\ &[sum]\end{aligned}": (
            shown.column_formula
        ),
        "Upstream gradient | 2 × 2": shown.senders_marked,
        "Jᵀ, J transposed | 9 × 4 · a row for each input cell, a column for each output cell": shown.transposed_shown,
        "g | 4 × 1": shown.senders_in_g,
        "Jᵀ·g | 9 × 1 · the input gradient": shown.multiplied,
    },
    "step 3": {
        "When J changes": always,
        "Cell [n], [which], is raised to [top], above all others.": shown.raised,
        "It now wins each window that holds it: [changed] entries of J change.": shown.now_wins,
        "It won its windows before: J stays.": shown.won_before,
        "J of max is found anew for every x.": shown.changes_for_some_x,
        "Max is linear only piece by piece: as long as the same cells win.": shown.linear_in_pieces,
        "No entry of J changes, as none does for any x: J of average is made from the windows alone.": shown.stays,
        "Average is a linear function.": shown.same_for_every_x,
        "Edit x: J stays.": shown.stays,
        "Input | 3 × 3": shown.input_marked,
        "Cell [n] raised | 3 × 3": shown.raised_plane_shown,
        f"J now | {MATRIX}": lambda at: at.shows("J now", fact.matrix(at)),
        f"J with cell [n] raised | {MATRIX}": shown.raised_matrix_shown,
    },
    "step 4": {
        "The gradient without the matrix": shown.without_is_right,
        "J is good to think with, not to compute with.": always,
        "For one plane of 224 × 224 it has [entries] entries, [size] GB in double precision, nearly all of them 0.": (
            shown.too_large
        ),
        "A layer keeps one index for each row of J, and adds at these places: the same gradient, without the matrix.": (
            lambda at: fact.is_max(at) and shown.without_is_right(at)
        ),
        "A layer keeps nothing but the size of the windows, and adds each window's share: the same gradient, without "
        "the matrix.": lambda at: not fact.is_max(at) and shown.without_is_right(at),
        "The size of J": always,
        "input | J | entries | not 0": always,
        "[side] | [j] | [entries] | [filled]": shown.size_rows,
        "Right: the whole matrix | right": shown.matrix_is_right,
        "Right: no matrix | right": shown.without_is_right,
    },
    "question 1": {
        "How many entries of column [c] of J are not 0?": shown.cell,
        "right: [n]": shown.column_entries,
        "wrong: [n]": lambda at: {"n": lambda text: int(text) != len(fact.senders(at))},
        "A column lists the outputs that send their gradient to its cell.": shown.column_sends,
        "These are the windows that chose it.": lambda at: fact.is_max(at) and fact.senders(at) != [],
        "No window chose it.": lambda at: fact.is_max(at) and fact.senders(at) == [],
        "These are the windows that hold it.": (
            lambda at: not fact.is_max(at) and set(fact.senders(at)) == fact.held(at, fact.column(at))
        ),
    },
    "question 2": {
        "g holds the upstream gradient.": always,
        "What does Jᵀ·g have in place [c]?": shown.cell,
        "right: [product]": lambda at: {"product": fact.product(at)},
        "wrong: [other]": lambda at: {"other": lambda text: not reads(text, fact.product(at))},
        "Row [c] of Jᵀ times g: [senders] of [outputs] [have] a part in it.": lambda at: {
            "c": fact.column(at),
            "senders": counted(len(fact.senders(at)), "output"),
            "outputs": len(fact.matrix(at)),
            "have": "has" if len(fact.senders(at)) == 1 else "have",
        },
        "It is the gradient of that input cell.": lambda at: math.isclose(
            fact.flat(fact.received(at))[fact.column(at)],
            fact.product(at),
            abs_tol=1e-12 * sum(map(abs, fact.flat(at.g))),
        ),
    },
}
