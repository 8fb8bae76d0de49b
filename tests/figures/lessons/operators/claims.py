"""What the lesson on the operators claims, and when."""

import math

import numpy as np

from figures.numbers import typed
from figures.stories.window import window_story
from tests.figures.lessons.claims import always, reads
from tests.figures.lessons.operators import facts as fact
from tests.figures.lessons.operators import shown
from tests.figures.lessons.operators.stated import lp

CLAIMS = {
    "card": {
        "Operators side by side": always,
        "Each operator turns a window into one number, and shares the gradient out, in its own way.": always,
    },
    "controls": {"p (norm_type)": lambda at: at.case.settings.norm_type == fact.p_of(at)},
    "step 1": {
        "One window, a number from each": shown.one_of_each,
        "Each operator turns the four numbers of a window into one.": lambda at: len(fact.window(at)) == 4,
        "Max keeps the largest.": shown.outputs_shown("Max", max),
        "Min keeps the smallest.": shown.outputs_shown("Min", min),
        "Average divides the sum by 4.": shown.outputs_shown(
            "Average", lambda cells: float(sum(map(typed, cells)) / 4)
        ),
        "Range subtracts the smallest from the largest.": shown.outputs_shown("Range", fact.spread),
        "Lp adds up the p-th powers and takes the p-th root, here with p = [p].": shown.lp_shown,
        "Lp is NaN where negative numbers meet this p; the step on negative numbers tells why.": fact.meets_nan,
        "[formula]": lambda at: {"formula": window_story(at.case.pooled, at.case.grad_output, 0, 0).formulas[0]},
        "Input | 4 × 4": shown.shows_window,
        "Max | 2 × 2": shown.outputs_shown("Max", max),
        "Min | 2 × 2": shown.outputs_shown("Min", min),
        "Average | 2 × 2": shown.outputs_shown("Average", fact.mean),
        "Range | 2 × 2": shown.outputs_shown("Range", fact.spread),
        "Lp, p = [p] | 2 × 2": shown.lp_shown,
    },
    "step 2": {
        "From the sum to the maximum": always,
        "Lp of window (0, 0), for every p from 1 to 10.": shown.whole_range,
        "The window holds a negative number: the curve has gaps, or is not there, where Lp is NaN, and no limit is "
        "promised.": fact.negative,
        "Make its numbers positive to see the way from the sum to the maximum.": fact.negative,
        "The powers of numbers as small as these come to 0 in floating point, and with them Lp.": fact.vanishes,
        "The powers of numbers as small as these lose their digits in floating point, and with them Lp.": fact.coarse,
        "At most one cell is not 0, so that Lp is [top] at every p: sum and maximum are the same.": fact.alone,
        "Edit another cell of the window.": fact.alone,
        "At p = 1 it is the sum, [sum]: [n] times the average.": lambda at: fact.falls(at) and fact.sums(at),
        "A larger p gives the largest cells more weight.": fact.gains_weight,
        "The cells that are not 0 are equal: every p gives them the same weight.": fact.same_weight,
        "As p grows, Lp falls towards the maximum, [top].": lambda at: fact.falls(at) and fact.sums(at),
        "At p = [p] it is [now].": lambda at: fact.falls(at) and fact.sums(at),
        r"\begin{aligned}\text{of } n \text{ cells, all } x \ge 0:\\ \max x &\le \Bigl(\sum x^p\Bigr)^{1/p}\\ &\le "
        r"n^{1/p} \cdot \max x\\ n^{1/p} &\to 1 \quad \text{as } p \to \infty\end{aligned}": fact.bounded,
        "Input | 4 × 4": shown.shows_window,
        "Lp of window (0, 0) against p": shown.whole_range,
        "maximum": shown.traced("maximum", lambda cells, p: max(cells)),
        "average": shown.traced("average", lambda cells, p: fact.mean(cells)),
        "Lp": shown.traced("Lp", lp),
        "p = [p]": shown.now_traced,
        "p": always,
        "output": always,
    },
    "step 3": {
        "Negative numbers": always,
        "PyTorch's Lp takes no absolute value (ONNX's does).": fact.no_absolute_value,
        "An even p drops the sign.": fact.even_drops_the_sign,
        "A negative number to a p that is not whole is NaN.": fact.fraction_of_negative,
        "An odd p keeps the sign: where the sum of the powers is negative, its root is NaN; p = 1 needs no root.": (
            fact.odd_keeps_the_sign
        ),
        "The table tries window (0, 0) and its negative.": shown.tried,
        r"(-2)^2 = 4 \quad (-2)^3 = -8 \quad (-2)^{2.5} = \text{NaN}": lambda at: math.isnan(lp([-2.0], 2.5)),
        "Input | 4 × 4": shown.shows_window,
        "Lp of window (0, 0)": always,
        "p | window | its negative | absolute values": always,
        "[p] | [window] | [negative] | [absolute]": shown.tried,
    },
    "step 4": {
        "Who gets the gradient": always,
        "A cell receives the upstream gradient ∂E/∂y, how fast the error E of the network changes with an output, "
        "times a slope: how fast output (0, 0) moves with the cell.": shown.received,
        "Max follows the largest cell alone, of equal ones the first.": shown.one_alone("Max", max),
        "Min follows the smallest cell alone, of equal ones the first.": shown.one_alone("Min", min),
        "Average follows all cells alike.": shown.all_alike,
        "Range follows the largest cell and, with its sign turned, the smallest, of equal ones the first; where both "
        "are one cell, it follows none.": shown.largest_and_smallest,
        "Lp, p = [p]: Each cell receives the gradient times its own slope; the further the cell is from 0, the larger "
        "the slope in size.": fact.farther_is_steeper,
        "Lp, p = [p]: With p = 1 this is the sum of the window: every cell receives the same gradient.": fact.plain_sum,
        "Lp, p = [p]: With p = 1 this is a sum, and it comes to 0: there PyTorch sends nothing, and nor does this lab, "
        "although the slope of a sum is not 0.": fact.sum_of_nothing,
        "Lp, p = [p]: The sum of the powers comes to 0, where the root has no finite slope: nothing is sent, as in "
        "PyTorch.": fact.powers_of_nothing,
        "Lp, p = [p]: PyTorch takes no absolute value, and a negative number to a p that is not whole is NaN in "
        "floating point: so is the output, and so is the gradient that this window sends.": fact.no_power,
        "Lp, p = [p]: PyTorch takes no absolute value: the sum of the powers comes to less than 0, and a negative "
        "number to the power 1/p is NaN in floating point: so is the output, and so is the gradient that this window "
        "sends.": (fact.no_root),
        "[formula]": lambda at: {"formula": window_story(at.case.pooled, at.case.grad_output, 0, 0).formulas[1]},
        "Input | 4 × 4": shown.shows_window,
        "Max: slopes | add up to [sum]": shown.slopes_shown("Max"),
        "Min: slopes | add up to [sum]": shown.slopes_shown("Min"),
        "Average: slopes | add up to [sum]": shown.slopes_shown("Average"),
        "Range: slopes | add up to [sum]": shown.slopes_shown("Range"),
        "Lp, p = [p]: slopes | add up to [sum]": shown.lp_slopes_shown,
    },
    "question 1": {
        "Window (0, 0) holds [cells].": shown.numbers_of_window,
        "What is its Lp with p = 1?": always,
        "right: [sum]": fact.sums,
        "wrong: [n]": lambda at: {"n": lambda text: not reads(text, fact.sums(at)["sum"])},
        "With p = 1 neither the power nor the root changes a number: what is left is the sum, with no division.": (
            lambda at: lp(fact.window(at), 1.0) == sum(fact.window(at))
        ),
    },
    "question 2": {
        "Window (0, 0) sends the gradient 1.": always,
        "What does input cell (0, 0) receive under max?": always,
        "right: [n]": lambda at: {"n": fact.slopes(at, "max")[0][0]},
        "wrong: [n]": lambda at: {"n": lambda text: not reads(text, fact.slopes(at, "max")[0][0])},
        "It is the largest cell of the window; max sends the winner everything and the others nothing.": (
            lambda at: shown.first_wins(at) and not shown.tied(at)
        ),
        "It is the first of the largest cells of the window; max sends the winner everything and the others nothing.": (
            lambda at: shown.first_wins(at) and shown.tied(at)
        ),
        "Another cell of the window won; max sends the winner everything and the others nothing.": (
            lambda at: not shown.first_wins(at)
        ),
    },
}
#: What has a sentence of its own: cells that are equal, alone, small or negative, under a p that is not whole or odd.
BLOCKS = [
    [[5.0, 5.0], [5.0, 5.0]],
    [[5.0, 0.0], [0.0, 5.0]],
    [[3.0, 3.0], [1.0, 0.0]],
    [[7.0, 0.0], [0.0, 0.0]],
    [[1e-40, 2e-40], [0.0, 0.0]],
    [[1e-31, 1e-32], [0.0, 0.0]],
    [[1.0, -1.0], [2.0, -2.0]],
    [[-3.0, 1.0], [1.0, 0.0]],
    [[9.0, 1.0], [9.0, -1.0]],
]
#: The first window is one of these; the others hold a negative number, zeros, and larger numbers.
MORE = [
    ({"p": p}, np.block([[np.array(block), -np.eye(2)], [np.zeros((2, 2)), np.full((2, 2), 8.0)]]), None)
    for p in (1.0, 2.5, 3.0)
    for block in BLOCKS
]
