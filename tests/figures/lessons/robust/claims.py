"""What the lesson on shifts and noise claims, and when."""

import numpy as np

from figures.lessons.robust import LESSON
from tests.figures.lessons.claims import always, reads
from tests.figures.lessons.robust import facts as fact
from tests.figures.lessons.robust import shown

CLAIMS = {
    "card": {
        "Robust to small changes": always,
        "A shift can leave outputs as they are, and the margin of a winner says how much noise it withstands.": (
            shown.margin_says
        ),
    },
    "controls": {
        "Shift by one cell | The border cells are repeated.": always,
        "Shift by one cell: [name] is [name]": lambda at: [{"name": name} for name in fact.SHIFTS],
        "Noise: no cell moves by more": shown.moves_no_cell_more,
    },
    "step 1": {
        "A shift by one cell": always,
        "Nothing is shifted.": shown.still,
        "Choose a direction, and see which outputs stay.": shown.still,
        "Every number moves one cell [direction]; the border cells are repeated where nothing comes in.": (
            lambda at: shown.shifted_shown(at) and shown.moves(at)
        ),
        "That changes nothing here: all 9 outputs stay.": shown.changed(lambda cells, outputs: cells == outputs == 0),
        "That changes [cells] of 36 input cells and no output: all 9 stay.": shown.changed(
            lambda cells, outputs: cells > outputs == 0
        ),
        "That changes [cells] of 36 input cells and [changed] of 9 outputs: [kept] stays.": shown.changed(
            lambda cells, outputs: outputs == 8
        ),
        "That changes [cells] of 36 input cells and [changed] of 9 outputs: [kept] stay.": shown.changed(
            lambda cells, outputs: 0 < outputs < 8
        ),
        "That changes [cells] of 36 input cells and [changed] of 9 outputs: none stays.": shown.changed(
            lambda cells, outputs: outputs == 9
        ),
        "An output stays where its number is still in the window and no larger one has come in.": (
            shown.stays_if_none_larger
        ),
        "How many do depends on the numbers and on the direction.": lambda at: not shown.still(at),
        r"y_{i,j} = \max_{r,\,c \,\in\, \text{window}} x_{r,c}": shown.output_shown,
        "Input | 6 × 6": shown.input_shown,
        "Output | 3 × 3": shown.output_shown,
        "Shifted input | 6 × 6": shown.shifted_shown,
        "Output after | = stays, ≠ changes": shown.after_shown("Output after", max),
    },
    "step 2": {
        "How far ahead the winner is": always,
        "How safe is a winner?": always,
        "Its margin is the distance to the next number of its window, the runner-up.": shown.margins_shown,
        "The smallest margin here is [margin], in window [window].": shown.least,
        "Its largest cells tie: raise another of them by however little, and that one wins.": shown.tie,
        r"\begin{aligned}m_{[i],[j]} &= \text{winner} - \text{runner-up}\\ &[best] - [second] [margin]\end{aligned}": (
            shown.margin_formula
        ),
        "Input | 6 × 6": shown.input_shown,
        "Output | 3 × 3": shown.output_shown,
        "Margins | 3 × 3": shown.least_marked,
    },
    "step 3": {
        "Noise below half the margin": shown.margin_says,
        "There is no noise, so nothing changes.": lambda at: shown.quiet(at) and not fact.lost(at),
        "Raise it to see whether a winner is lost.": shown.quiet,
        "The worst that noise of size [size] can do: every winner falls by [size], every other cell rises by it.": (
            lambda at: shown.noisy_shown(at) and shown.worst(at)
        ),
        "Every margin is larger than [double], so every winner stays: under this noise and any as small.": (
            shown.all_safe
        ),
        "A margin larger than [double] keeps a winner safe.": shown.some_small,
        "1 of 9 margins is not larger, and its winner is lost.": shown.small(lambda n, lost: n == lost == 1),
        "1 of 9 margins is not larger, and its winner stays.": shown.small(lambda n, lost: n == 1 and lost == 0),
        "[n] of 9 margins are not larger, yet all of their winners stay.": shown.small(
            lambda n, lost: n > 1 and lost == 0
        ),
        "[n] of 9 margins are not larger, and all of their winners are lost.": shown.small(
            lambda n, lost: n > 1 and lost == n
        ),
        "[n] of 9 margins are not larger, and [lost] of their winners [are] lost.": shown.small(
            lambda n, lost: n > lost > 0
        ),
        "Whoever wins, no output moves by more than [size].": shown.moves_little,
        r"\begin{aligned}m > 2\,\varepsilon &\implies \text{same winner}\\ \lvert \max(x + e) - \max(x) \rvert &\le "
        r"\max \lvert e \rvert = \varepsilon\end{aligned}": lambda at: fact.lost(at) <= fact.small(at),
        "Input | 6 × 6": shown.input_shown,
        "Margins | 3 × 3": shown.margins_shown,
        "Input with the worst noise | 6 × 6": shown.noisy_shown,
        "Output after | ≠ another winner": shown.noisy_outputs_shown,
    },
    "step 4": {
        "Beside the average": always,
        "Nothing is shifted.": shown.still,
        "Choose a direction, and compare the two.": shown.still,
        "Max pooling keeps [max] of 9 outputs under the same shift, [direction]; average pooling keeps [average].": (
            shown.keeps
        ),
        "An average moves whenever the sum of its window does.": shown.average_moves_with_sum,
        "A maximum moves only when its number leaves the window or a larger one comes in; but then it can jump.": (
            shown.stays_if_none_larger
        ),
        "Max": shown.before_shown("Max", max),
        "Max after | = stays, ≠ changes": shown.after_shown("Max after", max),
        "Average": shown.before_shown("Average", fact.mean),
        "Average after | = stays, ≠ changes": shown.after_shown("Average after", fact.mean),
        "Under the shift": always,
        "pooling | outputs that stay | largest change": always,
        "max | [kept] | [jump]": shown.row(max),
        "average | [kept] | [jump]": shown.row(fact.mean),
    },
    "question 1": {
        "How many of the 9 outputs stay when every number moves one cell [direction] instead?": shown.other_shift,
        "right: [kept]": shown.other_shift,
        "wrong: [n]": lambda at: {"n": lambda text: not reads(text, shown.other_shift(at)["kept"])},
        "An output stays where the largest number of its window is as large as before.": shown.as_large_as_before,
        "A winner can leave its window, and a larger number can come in.": always,
    },
    "question 2": {
        "The smallest margin is [margin].": shown.has_margin,
        "Noise below which size, in every cell, can change no winner?": shown.has_margin,
        "right: half the margin: [half]": shown.has_margin,
        "wrong: the margin: [margin]": shown.has_margin,
        "wrong: twice the margin: [double]": shown.has_margin,
        "How large may noise in every cell be, so that it can change no winner?": shown.no_margin,
        "right: There may be none.": shown.no_margin,
        "wrong: Anything below 0.5 is safe.": shown.unsafe(0.5),
        "wrong: Anything below 1 is safe.": shown.unsafe(1.0),
        "The smallest margin here is 0: cells tie.": shown.no_margin,
        "The winner may fall and the runner-up rise: each takes as much of the margin as the noise is large.": (
            shown.margin_shrinks
        ),
    },
}
#: One output that stays, above a ramp.
STEEP = np.where(np.add.outer(np.arange(6), np.arange(6)) < 1, 50.0, np.arange(36.0).reshape(6, 6))
#: More noise; margins that the noise just reaches, whose winner is the first of the tie or not.
MORE = [
    ({"shift": "right"}, np.arange(36.0).reshape(6, 6), None),
    *(
        ({"shift": "down", "noise": noise}, x, None)
        for noise in (0.5, 0.75, 1.0, 1.5)
        for x in (
            LESSON.x,
            LESSON.x[::-1, ::-1],
            STEEP,
            np.tile([[5.0, 4.0], [0.0, 0.0]], (3, 3)),
            np.kron(np.arange(2.0, 11.0).reshape(3, 3), [[1.0, 0.0], [0.0, 0.0]]),
            np.random.default_rng(3).integers(-5, 10, (6, 6)).astype(float),
        )
    ),
]
