"""What the lesson on finite differences claims, and when."""

import numpy as np

from tests.figures.lessons.check import chart_shown as chart
from tests.figures.lessons.check import facts as fact
from tests.figures.lessons.check import shown
from tests.figures.lessons.check import tie_shown as tie
from tests.figures.lessons.claims import always, reads

LOST = (
    "In [cells] h is too small to move the number: near [size] the next number that a computer can write is [gap] away."
)
SWAMPED = "Rounding alone can move these slopes by [noise]: h is too small for such numbers."
PAST = "In [cells] h reaches past a kink (dotted), the nearest [room] away: the difference mixes more than one slope."
STRAIGHT = {name: chart.LABELS[name] for name in fact.EXTREMES}
CAUTIONS = {LOST: shown.lost, "Slopes there say nothing.": lambda at: bool(fact.lost(at)), SWAMPED: shown.swamped}

CLAIMS = {
    "card": {
        "Check it yourself": always,
        "Nudge a cell, see how far the loss moves: finite differences check a gradient, but not at a tie.": always,
    },
    "controls": {
        "Operator": always,
        "Operator: max is Max": always,
        "Operator: avg is Avg": always,
        "Operator: min is Min": always,
        "Operator: lp is Lp, p = 2": always,
        "Operator: range is Range": always,
        "Step h = 10⁻ⁿ: the exponent n | a larger n is a smaller step": (
            lambda at: fact.step(at) == 10.0 ** -at.case.knobs["n"] > 10.0 ** -(at.case.knobs["n"] + 1)
        ),
    },
    "step 1": {
        "A slope without calculus": always,
        "A gradient is a slope of E, the error of a network.": always,
        "Let E be the sum of the outputs, each times its upstream gradient ∂E/∂y: [loss].": shown.loss,
        "Between cell [cell] lowered and raised by h = [h], the change of E over 2h estimates its slope.": (
            shown.steepest
        ),
        "The backward pass says [g].": shown.says,
        **CAUTIONS,
        "At this cell h reaches past a kink, [room] away: the difference mixes more than one slope.": shown.past_here,
        "E has a kink at this cell, so the two need not agree: a later step looks there.": shown.kink_here,
        r"\begin{aligned}\tfrac{\partial E}{\partial x_{[r],[c]}} &\approx \frac{E(x_{[r],[c]} + h) - E(x_{[r],[c]} - "
        r"h)}{2h}\\ &[is]\frac{[rise]}{[run]}\\ &[slope]\end{aligned}": shown.formula_one,
        "Input | 4 × 4": shown.one_shown,
        "Output | 2 × 2": shown.window_shown("Output"),
        "Upstream gradient | 2 × 2": shown.window_shown("Upstream gradient"),
    },
    "step 2": {
        "Every cell in turn": always,
        "Each cell is nudged in turn: 32 forward passes for 16 cells.": lambda at: len(fact.CELLS) == 16,
        "The backward pass finds them all at once.": shown.grid_shown("Backward pass", shown.backward),
        "Over the [cells] that have a derivative, the two differ by at most [off].": shown.differ,
        "No cell has a derivative here, so there is nothing to compare.": shown.none_smooth,
        "In [cells] (dashed) E has a kink: the next step looks there.": lambda at: shown.marked(at) and shown.kinks(at),
        **CAUTIONS,
        PAST: lambda at: shown.marked(at) and shown.steps_past(at),
        "Input | 4 × 4": shown.marked,
        "Central difference": shown.grid_shown("Central difference", shown.central),
        "Backward pass": shown.grid_shown("Backward pass", shown.backward),
    },
    "step 3": {
        "At a tie there is no derivative": tie.tie_has_none,
        "Cell [cell] ties for the largest of its window.": tie.some(tie.tied("max", max), tie.tied("range", max)),
        "Cell [cell] ties for the smallest of its window.": tie.some(tie.tied("min", min), tie.tied("range", min)),
        "Raised, it wins: slope [high].": tie.wins_and_loses("max", max, 1),
        "Lowered, it loses and the maximum stays: slope [low].": tie.wins_and_loses("max", max, 1),
        "Lowered, it wins: slope [low].": tie.wins_and_loses("min", min, -1),
        "Raised, it loses and the minimum stays: slope [high].": tie.wins_and_loses("min", min, -1),
        "Raised, it makes the range grow: slope [high].": tie.grows_and_stays(max, 1),
        "Lowered, it leaves the largest to another, and the range stays: slope [low].": tie.grows_and_stays(max, 1),
        "Lowered, it makes the range grow: slope [low].": tie.grows_and_stays(min, -1),
        "Raised, it leaves the smallest to another, and the range stays: slope [high].": tie.grows_and_stays(min, -1),
        "All cells of the window of [cell] are equal.": tie.all_equal,
        "Raised or lowered, one of them makes the range grow: slope [high] to the right, [low] to the left.": (
            tie.all_equal
        ),
        "There is no derivative; any slope between the two is a subgradient of the max, times the upstream gradient.": (
            tie.between("max", 1)
        ),
        "There is no derivative; any slope between the two is a supergradient of the min, times the upstream "
        "gradient.": tie.between("min", -1),
        "There is no derivative; any slope between the two is a subgradient of the range, times the upstream "
        "gradient.": tie.between("range", 1),
        "The backward pass takes [takes]: the first of a tie in reading order gets all of it.": tie.some(
            tie.first_takes("max", max), tie.first_takes("min", min), tie.first_takes("range", max)
        ),
        "The backward pass takes [takes]: the first of a tie in reading order gets all of it, with its sign turned.": (
            tie.first_takes("range", min, -1)
        ),
        "The backward pass takes [takes]: the first of a tie in reading order is the largest and the smallest, which "
        "cancels.": tie.cancels,
        "All cells of the window of [cell] are 0: Lp has the kink of |x| there.": tie.all_zero,
        "The slope of E is [low] to the left and [high] to the right; the backward pass takes [takes], as PyTorch "
        "does.": tie.all_zero,
        "No tie matters here, so each cell has a derivative.": tie.some(*map(tie.no_kink, fact.EXTREMES)),
        "Make the two largest cells of a window equal.": tie.equal_bends("max", max),
        "Make the two smallest cells of a window equal.": tie.equal_bends("min", min),
        "Make the two largest or the two smallest cells of a window equal.": tie.equal_bends("range", max, min),
        "Average has no kinks: with it E is a straight line along each cell, whatever the numbers.": shown.straight,
        "Lp has a kink only where all cells of a window are 0 and its upstream gradient is not.": tie.no_kink("lp"),
        "Left and right slope are the same in every cell.": shown.same_slopes,
        "Found with this h, they come out at most [apart] apart.": (
            lambda at: (
                shown.same_slopes(at) and {"apart": lambda text: shown.near(text, fact.apart(at), 2 * fact.noise(at))}
            )
        ),
        **CAUTIONS,
        PAST: lambda at: shown.marked(at) and shown.steps_past(at),
        r"\begin{aligned}\text{left} &= \frac{E(x) - E(x - h)}{h}\\ \text{right} &= \frac{E(x + h) - "
        r"E(x)}{h}\end{aligned}": (shown.grid_shown("Left slope", shown.left)),
        "Input | 4 × 4": shown.marked,
        "Left slope": shown.grid_shown("Left slope", shown.left),
        "Right slope": shown.grid_shown("Right slope", shown.right),
        "Backward pass": shown.grid_shown("Backward pass", shown.backward),
    },
    "step 4": {
        "How small a step?": always,
        **{
            f"{label} is straight up to the next kink, the nearest [room] away.": chart.next_kink(name)
            for name, label in STRAIGHT.items()
        },
        **{f"{label} is straight up to the next kink.": chart.no_next_kink(name) for name, label in STRAIGHT.items()},
        "Up to there only rounding is left, which grows as 1/h where h is small beside the numbers; past it, the "
        "difference mixes more than one slope.": chart.straight_up_to_kink,
        "Average is straight: any h is right but for rounding, which grows as 1/h where h is small beside the "
        "numbers.": (lambda at: shown.straight(at) and chart.rounding_grows(at)),
        "Lp is curved.": lambda at: fact.operator(at) == "lp",
        "The error of a straight line through two points shrinks with h²; rounding grows as 1/h where h is small "
        "beside the "
        "numbers.": lambda at: fact.operator(at) == "lp" and fact.error_shrinks(at) and chart.rounding_grows(at),
        "No cell has a derivative here, so there is no error to draw.": shown.none_smooth,
        "At each of the 25 steps tried the error is exactly 0, for which a logarithmic axis has no place.": (
            chart.points(lambda n, _: n == 25)
        ),
        "At [n] of the 25 steps tried the error is exactly 0, for which a logarithmic axis has no place: the line has "
        "no dot there.": chart.points(lambda n, _: 0 < n < 25),
        "At each of the 25 steps tried the error is above 0: each has its dot.": chart.points(
            lambda n, name: n == 0 and name != "lp"
        ),
        "Of the 25 steps tried, one of about [step] comes closest.": chart.closest,
        "Input | 4 × 4": shown.marked,
        f"{chart.CHART} | over the cells that have a derivative": lambda at: len(chart.drawn(at)) == 25,
        "one unit in the last place": chart.unit_drawn,
        **{label: chart.line_drawn(name) for name, label in chart.LABELS.items()},
        "step h (logarithmic)": lambda at: at.item(chart.CHART).spec["layout"]["xaxis"]["type"] == "log",
        "error (logarithmic)": lambda at: at.item(chart.CHART).spec["layout"]["yaxis"]["type"] == "log",
    },
    "question 1": {
        "Cell [cell] is lowered by a very small step.": shown.asked,
        "What is the slope of E to that side?": always,
        "right: [low]": shown.slope_asked,
        "wrong: [n]": lambda at: {"n": lambda text: not reads(text, shown.slope_asked(at)["low"])},
        "Lowered and raised it meets two slopes, [low] and [high]: E has a kink there.": shown.two_slopes,
        "There is no kink at this cell: the slope is the same on both sides, and it is the gradient.": shown.one_slope,
    },
    "question 2": {
        "How many forward passes does a check of all [cells] cells by central differences take?": (
            lambda at: {"cells": len(fact.CELLS)}
        ),
        "right: [passes]": lambda at: {"passes": 2 * len(fact.CELLS)},
        "wrong: [n]": lambda at: {"n": lambda text: int(text) != 2 * len(fact.CELLS)},
        "Each cell is raised once and lowered once.": always,
        "That is why it checks a backward pass, and does not replace it.": always,
    },
}
TIES = np.array([[3.0, 0, 1, 0.95], [0, 0, 0, 0], [2, 1, 5, 5], [1, 2, 5, 5]])
WHOLE = np.array([[3.0, 2, 4, 1], [0, 0, 1, 1], [-1, -2, 5, 0], [-3, -5, 0, 0]])
LEAST = np.array([[5.0, 1, 4, 4], [1, 7, 2, 0], [3, 9, 9, 0], [0, 3, 0, 9]])
RAMP = np.arange(16.0).reshape(4, 4)
#: One number, or all of them, too large for the step, or just so; a window of ones or zeros; ties that send nothing;
#: ties for the smallest; a step that goes just as far as a kink.
MORE = [
    ({"operator": operator, "n": n}, x, g)
    for operator in chart.LABELS
    for n, x, g in (
        (8, np.where(RAMP == 5, 1e9, 0.0), None),
        (6, RAMP * 1e6 / 7, None),
        (8, RAMP * 1e6 / 7, None),
        (6, 7e7 + RAMP * 2e6, np.ones((2, 2))),
        (1, np.kron(np.eye(2), np.ones((2, 2))), None),
        (1, TIES, np.array([[1.0, 2], [0, 0]])),
        (1, LEAST, None),
        (0, WHOLE, None),
        (0, WHOLE / 2, None),
    )
]
