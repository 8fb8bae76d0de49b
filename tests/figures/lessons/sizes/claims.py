"""What the lesson on sizes claims, and when."""

import numpy as np

from tests.figures.lessons import maxima
from tests.figures.lessons.claims import always
from tests.figures.lessons.drawn import grid
from tests.figures.lessons.sizes import facts as fact
from tests.figures.lessons.sizes import shown

N, TUTORIAL = fact.N, fact.TUTORIAL
#: Grids in which every cell is chosen by some window of 2 × 2, or every cell but one.
RAMP = np.arange(64).reshape(8, 8)
DENT = np.where(RAMP == 27, -1, RAMP)
MORE = [
    *(({"kernel": k, "stride": s, "padding": p, "rounding": r}, None, None)
      for k in range(2, 6) for s in range(1, 6) for p in (0, 1) for r in ("floor", "ceil")),
    *(({"kernel": 2, "stride": 1, "padding": 1}, x, None) for x in (RAMP, DENT)),
]  # fmt: skip

CLAIMS = {
    "card": {
        "Sizes": always,
        "Windows do not always fit: the size is rounded, and some cells may be in no window.": (
            lambda at: fact.steps(fact.START).denominator > 1 and bool(fact.unread(fact.START))
        ),
    },
    "controls": {
        "Kernel": always,
        "Stride": always,
        "Padding": always,
        "Round the size": always,
        "Round the size: floor is Down (floor)": always,
        "Round the size: ceil is Up (ceil_mode)": always,
    },
    "step 1": {
        "How many windows fit": always,
        "After the first window there is room for 1 step of [s].": shown.one_step(shown.room)[0],
        "After the first window there is room for [steps] steps of [s].": shown.one_step(shown.room)[1],
        "Both ways of rounding agree: [windows] along each axis.": shown.agree,
        "Rounded [way]: [whole], so [windows] along each axis.": shown.fits_all,
        "Rounded [way]: [whole], yet only [windows] along each axis.": shown.fits_fewer,
        "The last window hangs over the edge.": shown.hangs_over(padded=False),
        "The last window hangs over the edge of the padding.": shown.hangs_over(padded=True),
        **shown.notes(N),
        **shown.formula(N),
        "Input | 8 × 8[padding]": grid("Input", lambda at: at.x, shown.padded, unread=shown.unread),
        "Output | [size]": grid("Output", lambda at: maxima.output(at.x, fact.layer(at)), shown.size),
    },
    "step 2": {
        "Which cells are read": always,
        "Every cell is in a window here.": lambda at: not shown.unread(at),
        "[n] of 64 cells are in no window (hatched): whatever they hold, no output changes.": shown.cells_unread,
        "The largest number of all, [most] at [at], is among them.": fact.largest_unread,
        "Coverage counts, for each cell, the windows that hold it.": shown.coverage("Coverage", N),
        r"n_{[r],[c]} = n_{[r]} \cdot n_{[c]} = [rows] \cdot [columns] = [all]": shown.product_of_axes,
        "Input | 8 × 8[padding]": grid("Input", lambda at: at.x, shown.padded, unread=shown.unread),
        "Coverage | windows that hold each cell": shown.coverage("Coverage", N),
    },
    "step 3": {
        "Read, but chosen?": always,
        "To be read is not to be chosen: 1 cell is in a window, but never chosen (dotted).": (
            lambda at: len(fact.passed(at)) == 1
        ),
        "To be read is not to be chosen: [n] cells are in a window, but never chosen (dotted).": shown.passed,
        "To be read is not to be chosen, though here every cell that is read is chosen, too.": shown.all_chosen,
        "1 cell wins (ringed).": lambda at: shown.winning(at) == {"n": 1, "more": 0},
        "1 cell wins (ringed), and it wins several windows.": lambda at: shown.winning(at) == {"n": 1, "more": 1},
        "[n] cells win (ringed), each of them several windows.": lambda at: (
            shown.winning(at)["n"] == shown.winning(at)["more"] > 1 and shown.winning(at)
        ),
        "[n] cells win (ringed).": shown.wins_once,
        "[n] cells win (ringed), [more] of them several windows.": shown.wins_more,
        "Gradient can reach the cells that win, and no others.": lambda at: fact.reached(at) == set(fact.wins(at)),
        r"\underbrace{[unread]}_{\text{in no window}} + \underbrace{[passed]}_{\text{never chosen}} + "
        r"\underbrace{[chosen]}_{\text{chosen}} = 64": shown.kinds,
        "Input | 8 × 8[padding]": grid("Input", lambda at: at.x, shown.padded, **shown.MARKS),
        "Argmax mask | windows that chose each cell": grid("Argmax mask", fact.counts, **shown.MARKS),
        "All cells": shown.kinds,
        "cells | how many": always,
        "in no window | [unread]": shown.kinds,
        "in a window, never chosen | [passed]": shown.kinds,
        "chosen by [times] | [n]": shown.times,
    },
    "step 4": {
        "The same on 14 × 14": always,
        "Kernel 3 and stride 2 make 5.5 + 1 = 6.5 windows along 14 cells.": shown.tutorial_is_wrong,
        "Written as 6, that hides a row and a column that are left out.": shown.tutorial_is_wrong,
        "The layer as set below gives [out] × [out].": lambda at: {"out": fact.outputs(fact.layer(at), TUTORIAL)},
        **shown.notes(TUTORIAL),
        "In all [n] of 196 cells are not read.": lambda at: (
            bool(fact.unread(fact.layer(at), TUTORIAL)) and {"n": len(fact.unread(fact.layer(at), TUTORIAL))}
        ),
        **shown.formula(TUTORIAL),
        "Coverage of 14 × 14 | windows that hold each cell": shown.coverage("Coverage of 14 × 14", TUTORIAL),
    },
    "question 1": {
        "8 rows, kernel [k], stride [s], padding [p], ceil_mode [mode]: how many rows has the output?": (
            shown.other_rounding
        ),
        "right: [rows]": shown.other_rounding,
        "wrong: [other]": shown.other_rounding,
        "Room for 1 step, rounded [way]: [whole]; and the first window.": shown.one_step(shown.other_rounding)[0],
        "Room for [steps] steps, rounded [way]: [whole]; and the first window.": (
            shown.one_step(shown.other_rounding)[1]
        ),
        "A window that would start beyond the input is left out.": lambda at: fact.left_out(
            fact.turned(fact.layer(at))
        ),
    },
    "question 2": {
        "Every row and every column is in a window.": lambda at: shown.not_read(at)["gone"] == 0,
        "1 row and 1 column of 8 are in no window.": lambda at: shown.not_read(at)["gone"] == 1,
        "[gone] of 8 rows and as many columns are in no window.": lambda at: (
            shown.not_read(at)["gone"] > 1 and shown.not_read(at)
        ),
        "How many of the 64 cells are not read?": always,
        "right: [n]": shown.not_read,
        "wrong: [other]": shown.not_read,
        "64 − [read] · [read]: what is in such a row and in such a column must not be counted twice.": lambda at: (
            shown.not_read(at)["gone"] > 0 and shown.not_read(at)
        ),
        "64 − [read] · [read]: every row and every column is read.": lambda at: (
            shown.not_read(at)["gone"] == 0 and shown.not_read(at)
        ),
    },
}
