"""What the lesson on padding claims, and when."""

import numpy as np

from figures.lessons.padding import LESSON
from tests.figures.lessons.claims import DEFINED, always, reads
from tests.figures.lessons.drawn import grid
from tests.figures.lessons.padding import facts as fact
from tests.figures.lessons.padding import shown
from tests.figures.lessons.visited import every_state

ZEROS, LOWEST = "Wrong: padded with zeros", "Right: padded with −∞"
KEEPS = "Wrong: the padding keeps the gradient"
RNG = np.random.default_rng(5)
#: One window all negative; one with a 0 that a padded 0 ties with; random ones.
ONE = np.array([[-1, -2, 5, 5], [-3, -4, 5, 5], [5, 5, 5, 5], [5, 5, 5, 5]])
TIE = np.where(ONE == -1, 0, ONE)
MORE = [
    *every_state(LESSON),
    *(({"lift": lift}, None, None) for lift in fact.LIFTS),
    *(({}, x, g) for x in (ONE, TIE) for g in (None, RNG.normal(size=(4, 4)).round(2))),
    *(({"lift": lift}, RNG.integers(-3, 2, (4, 4)), RNG.integers(-5, 6, (4, 4))) for lift in (0, 1, 2, 3)),
]

CLAIMS = {
    "card": {
        "Padding never wins": lambda at: at.case.settings.operator == "max" and fact.lowest_never_wins(at),
        "A max pool that pads with zeros turns negative outputs at the edge into 0 and loses their gradient.": (
            lambda at: (
                shown.wrong_as_told(at)
                and set(fact.off(at)) <= set(fact.EDGE)
                and set(fact.off(at)) <= set(fact.sunk(at))
            )
        ),
    },
    "controls": {"Add to every cell": always},
    "step 1": {
        "What stands in the padding": always,
        "Window [at], framed, reaches over the edge: [n] of its 9 cells are padding.": (
            lambda at: {"at": str(fact.window(at)), "n": fact.padded(fact.window(at))}
        ),
        "Something has to stand there.": always,
        "A 0 is a number like any other: it wins where all cells are negative. −∞ is less than any number: it never "
        "wins.": lambda at: fact.zero_wins_where_all_are_negative(at) and fact.lowest_never_wins(at),
        r"\begin{aligned}y_{[i],[j]} &[a]\max(0, [cells]) [zero]\\ y_{[i],[j]} &[b]\max(-\infty, [cells]) [lowest]"
        r"\end{aligned}": shown.formula,
        "Input | 4 × 4": grid("Input", lambda at: at.x),
        f"{ZEROS} | hatched: padding": shown.padded_with(ZEROS, "0", shown.unraised),
        f"{LOWEST} | hatched: padding": shown.padded_with(LOWEST, "−∞", shown.unraised),
        f"{ZEROS} | input + [lift]": shown.padded_with(ZEROS, "0", shown.lifted),
        f"{LOWEST} | input + [lift]": shown.padded_with(LOWEST, "−∞", shown.lifted),
    },
    "step 2": {
        "Zeros in the output": always,
        "Here no output differs: every window that reaches over the edge holds a cell that is 0 or more.": (
            shown.edge_hides
        ),
        "After a ReLU that is always so, and the output hides the bug.": shown.relu_hides,
        "The gradient does not: the next step shows where it goes.": lambda at: not fact.off(at) and fact.leaks(at),
        "1 of 16 outputs is wrong: all cells of the window are negative, and a 0 that is no cell of it wins.": (
            lambda at: len(fact.off(at)) == 1 and shown.wrong_as_told(at)
        ),
        "[n] of 16 outputs are wrong: all cells of the window are negative, and a 0 that is no cell of it wins.": (
            lambda at: shown.wrong_as_told(at) and shown.many(fact.off(at))
        ),
        # tests/oracles runs them.
        "PyTorch, ONNX Runtime and TensorFlow all let padding never win.": always,
        f"{ZEROS} | output, 4 × 4": grid(ZEROS, shown.outputs(0), wrong=fact.off),
        f"{LOWEST} | output, 4 × 4": grid(LOWEST, shown.outputs(None)),
        "Wrong: zeros in the padding | wrong": shown.runs("Wrong: zeros in the padding", wanted=shown.outputs(0)),
        "Right: lower than any number | right": shown.runs("Right: lower than any number", wanted=shown.outputs(None)),
    },
    "step 3": {
        "Where the gradient goes to die": always,
        "No window chooses a padded 0 here: the whole gradient reaches the input, and both ways agree.": (
            shown.both_agree
        ),
        "1 window chooses a padded 0 and sends its gradient there.": lambda at: len(fact.sunk(at)) == 1,
        "[n] windows choose a padded 0 and send their gradient there.": lambda at: shown.many(fact.sunk(at)),
        "With the padding it is cut off (hatched).": shown.cut_off,
        "The upstream gradient adds up to [up], what reaches the input to [kept].": lambda at: (
            bool(fact.sunk(at)) and shown.sums(at)
        ),
        "No cell learns from what is cut off.": lambda at: fact.leaks(at) and shown.rest_is_lost(at),
        "These windows send 0, so nothing is lost here.": lambda at: (
            bool(fact.sunk(at)) and not fact.leaks(at) and shown.sums(at)["lost"].value == 0
        ),
        **DEFINED,
        r"\begin{aligned}y &= \max(0, x_1, \dots, x_n) = 0\\ \tfrac{\partial y}{\partial x_m} &= 0 \quad "
        r"\text{where every } x_m < 0\end{aligned}": shown.flat_where_negative,
        "Upstream gradient | 4 × 4": grid("Upstream gradient", lambda at: at.g, lost=fact.sunk),
        "Wrong: with its padding | outer ring: padding, cut off": grid(
            "Wrong: with its padding", lambda at: fact.floats(fact.in_padding(at)), cut=lambda at: fact.RING
        ),
        "Wrong: input gradient | 4 × 4": grid(
            "Wrong: input gradient", lambda at: fact.floats(fact.wrong_gradient(at)), wrong=fact.differing
        ),
        "Right: input gradient | 4 × 4": grid("Right: input gradient", lambda at: fact.floats(fact.right_gradient(at))),
        "Where the gradient went": always,
        "Padded with | Σ upstream | Σ input gradient | lost": always,
        "▸ 0 | [up] | [kept] | [lost]": shown.sums,
        "−∞ | [up] | [up] | 0": lambda at: (
            fact.added_up(fact.right_gradient(at)).value == shown.sums(at)["up"].value and shown.sums(at)
        ),
        f"{KEEPS} | wrong": shown.runs(KEEPS, lambda at: at.g, wanted=fact.wrong_gradient),
    },
    "step 4": {
        "When it does no harm": always,
        "A constant added to every cell must be added to every output, too.": shown.constant_carries_over,
        "With zeros in the padding that may fail.": shown.zeros_break_it,
        "Raise the cells: once no window at the edge is all negative, the output hides the bug.": shown.raising_helps,
        "Every output is right now.": lambda at: not fact.off(at) and bool(fact.sunk(at)),
        "Yet 1 window still sends its gradient into the padding: a padded 0 ties with a cell that is 0, and comes "
        "first.": lambda at: len(fact.sunk(at)) == 1 and shown.ties_come_first(at),
        "Yet [n] windows still send their gradient into the padding: a padded 0 ties with a cell that is 0, and comes "
        "first.": lambda at: shown.ties_come_first(at) and shown.many(fact.sunk(at)),
        "Now zeros do no harm: in every window at the edge a cell of the input wins.": shown.cells_win,
        "A test on such numbers proves nothing.": lambda at: (
            shown.cells_win(at) and shown.outputs(0)(at) == shown.outputs(None)(at)
        ),
        r"\begin{aligned}\max(-\infty, x + c) &= \max(-\infty, x) + c\\ "
        r"\max(0, x + c) &\ne \max(0, x) + c \allowbreak\quad \text{where } x < 0 < c\end{aligned}": shown.both_maxima,
        f"{ZEROS} | output, 4 × 4": grid(ZEROS, shown.outputs(0), wrong=fact.off),
        f"{LOWEST} | output, 4 × 4": grid(LOWEST, shown.outputs(None)),
        "Padded with zeros": always,
        "Added | wrong outputs | windows whose gradient is lost": always,
        "[lift] | [off] | [sunk]": lambda at: list(shown.table(at)),
    },
    "question 1": {
        "A max pool pads with zeros, the mistake of this lesson.": always,
        "Its window holds [cells] and [pads] zeros.": shown.corner,
        "What comes out?": always,
        "right: [right]": shown.corner,
        "wrong: [other]": shown.corner,
        "The zeros take part: the result is the largest of all nine, or 0 where every cell is negative.": (
            shown.zeros_take_part
        ),
    },
    "question 2": {
        "The upstream gradient adds up to [up].": shown.sums,
        "With zeros in the padding, what does the input gradient add up to?": always,
        "right: [kept]": shown.sums,
        "wrong: [other]": lambda at: {"other": lambda text: not reads(text, fact.kept(at))},
        "1 window sends gradient into the padding, [lost] in all.": lambda at: (
            len(fact.sunk(at)) == 1 and shown.sums(at)
        ),
        "[n] windows send gradient into the padding, [lost] in all.": lambda at: (
            len(fact.sunk(at)) > 1 and shown.sums(at) | {"n": len(fact.sunk(at))}
        ),
        "No window chooses a padded 0, so none of the gradient is lost.": lambda at: (
            not fact.sunk(at) and shown.sums(at)["lost"].value == 0
        ),
    },
}
