"""What the lesson on a network claims, and when; `tests/oracles/test_torch_network.py` asks PyTorch too."""

import re

import numpy as np

from figures.lessons.network import KERNEL, X
from tests.figures.lessons.claims import Total, always, reads
from tests.figures.lessons.drawn import grid
from tests.figures.lessons.maxima import rows_of
from tests.figures.lessons.network import facts as fact

BOTH = ("max", "avg")
#: X and kernels under which all p are the target, nothing passes, one cell alone has a gradient, one window has both
#: signs.
MIDDLE = np.zeros((3, 3))
MIDDLE[1, 1] = 1
SPOT, STEP = np.zeros((6, 6)), -np.ones((6, 6))
SPOT[1, 1] = STEP[1, 1] = 3
MORE = [
    *(({"pool": pool, "target": 2}, np.full((6, 6), 2.0), MIDDLE) for pool in BOTH),
    *(({"pool": pool, "target": target}, x, MIDDLE) for pool in BOTH for target in (0, 2) for x in (SPOT, STEP, -X)),
    *(({"pool": pool, "target": 0}, X, KERNEL) for pool in BOTH),
]


def only(how):
    return lambda at: fact.how(at) == how


def ends(text, value):
    """Whether the last number of a formula is this one."""
    last = re.search(r"(= |\\approx )(?!.*(= |\\approx ))(.*)$", text.removesuffix(r"\end{aligned}"))
    return reads(last.group(), value)


def of(name, title, **marks):
    """Whether a grid has the numbers of that way."""
    return grid(title, lambda at: rows_of(getattr(fact.way(at), name)), **marks)


def cut(at):
    return [cell for cell, value in fact.way(at).z.items() if value < 0]


def zeroed(at):
    return all(fact.way(at).a[cell] == 0 for cell in cut(at)) and {"n": len(cut(at))}


def far(at):
    return {"target": fact.target(at), "loss": fact.loss(at)}


def loss_formula(text, at):
    lines = text.split(r"\\ ")
    return ends(lines[-1], fact.loss(at)) and ends(lines[-2].replace("&", ""), 2 * fact.loss(at))


def at_target(at):
    return not any(fact.way(at).dp.values())


def blocked(at):
    way = fact.way(at)
    return not at_target(at) and all(way.z[cell] <= 0 for cell, g in way.da.items() if g) and not any(way.dz.values())


def passing(at):
    n = fact.not_zero(fact.way(at).dz)
    return n > 0 and {"n": n, "have": "has" if n == 1 else "have"}


def handed(how):
    """Whether the winner alone gets what arrives, or each cell of a window a quarter."""

    def gives(at):
        way = fact.way(at)
        parts = [[way.da[cell] for cell in fact.in_window(window)] for window in fact.WINDOWS]
        if how == "avg":
            true = all(set(part) == {way.dp[window] / 4} for window, part in zip(fact.WINDOWS, parts, strict=True))
        else:
            true = all(sorted(part, key=abs)[:3] == [0, 0, 0] for part in parts)
        return fact.how(at) == how and true

    return gives


def backward_formula(text, at):
    way, cell = fact.way(at), fact.strongest(at)
    window = (cell[0] // 2, cell[1] // 2)
    lines = text.split(r"\\ ")
    passes, sign = lines[2].removesuffix(r"\end{aligned}").split(r" \quad ")
    over = r"\le" if way.z[cell] <= 0 else ">"
    return (
        ends(lines[0], way.dp[window])
        and ends(lines[1], way.da[cell])
        and ends(passes.replace("&", ""), way.dz[cell])
        and sign == rf"(z_{{{cell[0]},{cell[1]}}} {over} 0)"
        and (r"\tfrac{1}{4}" in lines[1]) == (fact.how(at) == "avg")
    )


def reached(at):
    n = fact.not_zero(fact.way(at).dx)
    return {"n": n, "have": "has" if n == 1 else "have"}


def slope(at):
    """Whether ∂E/∂w(0, 0) is a sum over all 16 sums, each with another cell."""
    return fact.way(at).dw[0, 0] == sum(fact.shares(at)) and len(fact.shares(at)) == 16


def same(at):
    p, dz = fact.pool_first(at)
    return p == fact.way(at).p and dz == fact.way(at).dz


def outputs_differ(at):
    p, _ = fact.pool_first(at)
    return [window for window in fact.WINDOWS if p[window] != fact.way(at).p[window]]


def gradients_differ(at):
    _, dz = fact.pool_first(at)
    return [cell for cell in fact.SUMS if dz[cell] != fact.way(at).dz[cell]]


def unmixed(at):
    mixed = any(fact.both_signs(at, window) for window in fact.WINDOWS)
    return fact.how(at) == "avg" and not outputs_differ(at) and not mixed


def differ_at_zeros(at):
    """Whether the gradients differ, and only where the one way stops at a 0 what the other hands on by quarters."""
    there, (_, dz) = fact.way(at), fact.pool_first(at)
    zeros = gradients_differ(at)
    beside = all(
        there.z[cell] == 0 and there.dz[cell] == 0 and dz[cell] == there.dp[cell[0] // 2, cell[1] // 2] / 4
        for cell in zeros
    )
    return unmixed(at) and bool(zeros) and beside


def differ(at):
    n = len(outputs_differ(at))
    return fact.how(at) == "avg" and n > 0 and {"n": n, "differ": "differs" if n == 1 else "differ"}


def gives_more(at):
    p, _ = fact.pool_first(at)
    more = [window for window in fact.WINDOWS if fact.way(at).p[window] > p[window]]
    return bool(differ(at)) and more == [window for window in fact.WINDOWS if fact.both_signs(at, window)]


def pool_of(at):
    return {"max": "max", "avg": "average"}[fact.how(at)]


def asked(at):
    window = fact.mixed(at)
    right = fact.way(at).p[window]
    return {
        "pool": pool_of(at),
        "window": str(window),
        "right": right,
        "other": lambda text: not reads(text, Total(right, 0)),
    }


def least(at):
    """The first cell of Z that holds its smallest number."""
    z = fact.way(at).z
    return min(fact.SUMS, key=lambda cell: (z[cell], cell))


def negative(at):
    cell = least(at)
    return fact.way(at).z[cell] < 0 and fact.way(at).dz[cell] == 0 and {"cell": str(cell), "z": fact.way(at).z[cell]}


FOCUS = {"focus": lambda at: [fact.strongest(at)]}
CLAIMS = {
    "card": {
        "In a network": always,
        "Between a convolution, a ReLU and a loss, a pool hands numbers on and gradients back.": always,
        "It is the code of the pool alone: A is its input, ∂E/∂P its upstream gradient.": always,
    },
    "controls": {
        "Pool": always,
        "Pool: max is Max": always,
        "Pool: avg is Average": always,
        "Target t": always,
    },
    "step 1": {
        "Convolve": always,
        "A convolution lays the kernel W over every 3 × 3 part of X, multiplies cell by cell and adds up: 16 sums, "
        "Z.": lambda at: len(fact.way(at).z) == 16,
        "As in PyTorch, the kernel is not flipped.": always,  # tests/oracles/test_torch_network.py
        "A network learns W; a pool has nothing to learn.": always,
        "Both grids can be edited.": lambda at: [item.edits for item in at.items] == ["input", "grad_output", ""],
        r"\begin{aligned}z_{0,0} &= \sum_{r,c} w_{r,c}\, x_{r,c}\\[sum]": lambda at: {
            "sum": lambda text: ends(text.replace("&", ""), fact.total(fact.products(at)))
        },
        "Input | 6 × 6": grid("Input", lambda at: at.x, window=lambda at: fact.WEIGHTS),
        "Kernel W | 3 × 3": grid("Kernel W", lambda at: at.g),
        "Z | 4 × 4": of("z", "Z", focus=lambda at: [(0, 0)]),
    },
    "step 2": {
        "ReLU, pool, loss": always,
        "ReLU makes a 0 of every negative number: of [n] of the 16 here.": zeroed,
        "The pool keeps the largest number of each 2 × 2 window: 4 are left, P.": only("max"),
        "The pool keeps the average of each 2 × 2 window: 4 are left, P.": only("avg"),
        "The loss E says how far they are from a target, [target]: half the sum of the squared distances, here "
        "[loss].": far,
        r"\begin{aligned}E &= \tfrac{1}{2} \sum_{i,j} (p_{i,j} - t)^2\\ 2E &[loss]": lambda at: {
            "loss": lambda text: loss_formula(text, at)
        },
        "Z | 4 × 4": of("z", "Z", changed=cut),
        "A = ReLU(Z) | 4 × 4": of("a", "A = ReLU(Z)", changed=cut),
        "P | 2 × 2": of("p", "P"),
    },
    "step 3": {
        "Back through pool and ReLU": always,
        "Backward begins with ∂E/∂P = P − t.": lambda at: at.shows("∂E/∂P", rows_of(fact.way(at).dp)),
        "The pool hands each of these to the winner of its window: ∂E/∂A.": handed("max"),
        "The pool hands each of these in quarters to the cells of its window: ∂E/∂A.": handed("avg"),
        "ReLU lets pass what arrives where z is positive, and nothing elsewhere: ∂E/∂Z.": lambda at: all(
            g == (fact.way(at).da[cell] if fact.way(at).z[cell] > 0 else 0) for cell, g in fact.way(at).dz.items()
        ),
        "Here every p is the target, and there is nothing to hand back.": at_target,
        "Here nothing passes: z is not positive wherever a gradient arrives.": blocked,
        "So [n] of the 16 numbers of Z [have] a gradient other than 0.": passing,
        r"\begin{aligned}\tfrac{\partial E}[back]": lambda at: {"back": lambda text: backward_formula(text, at)},
        "∂E/∂P | 2 × 2": of("dp", "∂E/∂P", focus=lambda at: [tuple(n // 2 for n in fact.strongest(at))]),
        "∂E/∂A | 4 × 4": of("da", "∂E/∂A", **FOCUS),
        "Z | 4 × 4": of("z", "Z", **FOCUS),
        "∂E/∂Z | 4 × 4": of("dz", "∂E/∂Z", **FOCUS),
    },
    "step 4": {
        "To the weights and the input": always,
        "Each weight took part in all 16 sums, each time multiplied by another cell of X.": slope,
        "Its gradient is a sum over them: ∂E/∂W, and learning subtracts a small multiple of it from W.": slope,
        "A cell of X took part in as many sums as there are positions of the kernel that cover it, 9 at most.": (
            lambda at: max(map(fact.took_part, fact.CELLS)) == 9
        ),
        "Of the 36 cells [n] [have] a gradient other than 0.": reached,
        r"\begin{aligned}\tfrac{\partial E}{\partial w_{0,0}} &= \sum_{i,j} \tfrac{\partial E}{\partial z_{i,j}}\, "
        r"x_{i,j}\\[sum]": lambda at: {"sum": lambda text: ends(text.replace("&", ""), fact.total(fact.shares(at)))},
        "∂E/∂Z | 4 × 4": of("dz", "∂E/∂Z"),
        "Input | 6 × 6": grid("Input", lambda at: at.x, window=lambda at: fact.SUMS),
        "∂E/∂W | 3 × 3": of("dw", "∂E/∂W", focus=lambda at: [(0, 0)]),
        "∂E/∂X | 6 × 6": of("dx", "∂E/∂X"),
    },
    "step 5": {
        "ReLU before or after the pool?": always,
        "Before or after a max pool, ReLU gives the same.": lambda at: fact.how(at) == "max" and same(at),
        "It turns no order round: the largest number stays the largest, cut off at 0 before or after; and where all "
        "are negative, either way gives 0.": only("max"),
        "The gradients are the same, too.": lambda at: fact.how(at) == "max" and same(at),
        "After the pool, ReLU has only 4 numbers to look at, not 16.": only("max"),
        "Before or after an average pool, ReLU does not do the same where a window holds both signs.": unmixed,
        "Here none does, so the **outputs** are the same.": unmixed,
        "The gradients still differ where z is 0 beside positive numbers (≠): ReLU first sends nothing there, pool "
        "first sends a quarter.": differ_at_zeros,
        "So are the gradients.": lambda at: unmixed(at) and not gradients_differ(at),
        "Make a positive and a negative number meet in a window of Z.": unmixed,
        "Before or after an average pool, ReLU does not do the same: pool first, and the negative numbers of a window "
        "take away from the positive ones; ReLU first, and they count as 0.": lambda at: bool(differ(at)),
        "[n] of 4 outputs [differ].": differ,
        "Wherever a window holds both signs, ReLU first gives more.": gives_more,
        r"\max_k \bigl(\max(z_k, 0)\bigr) = \max\bigl(\max_k z_k,\, 0\bigr)": only("max"),
        r"\tfrac{1}{4} \sum_k \max(z_k, 0) \ge \max\Bigl(\tfrac{1}{4} \sum_k z_k,\, 0\Bigr)": only("avg"),
        "Z | 4 × 4": of("z", "Z"),
        "ReLU, pool | 2 × 2": of("p", "ReLU, pool", differs=outputs_differ),
        "Pool, ReLU | 2 × 2": grid("Pool, ReLU", lambda at: rows_of(fact.pool_first(at)[0]), differs=outputs_differ),
        "∂E/∂Z: ReLU, pool | 4 × 4": of("dz", "∂E/∂Z: ReLU, pool", differs=gradients_differ),
        "∂E/∂Z: pool, ReLU | 4 × 4": grid(
            "∂E/∂Z: pool, ReLU", lambda at: rows_of(fact.pool_first(at)[1]), differs=gradients_differ
        ),
    },
    "question 1": {
        "What do ReLU and the [pool] pool make of window [window] of Z?": asked,
        "right: [right]": asked,
        "wrong: [other]": asked,
        "Negative numbers become 0 first; then the largest is kept.": only("max"),
        "Negative numbers become 0 first; then the average is taken of all four.": only("avg"),
    },
    "question 2": {
        "With which pool does it make no difference to the output, for any Z, whether ReLU comes before or after it?": (
            always
        ),
        "right: max": lambda at: fact.how(at) == "avg" or same(at),
        "wrong: average": always,
        "wrong: max and average": always,
        "wrong: neither": always,
        "ReLU turns no order round, so that the largest stays the largest.": always,
        "In an average, negative numbers take away from the others, unless ReLU comes first.": always,
    },
    "question 3": {
        "What does ReLU make of the gradient that arrives at z = [z], at [cell]?": negative,
        "What would ReLU make of a gradient that arrived at a negative z?": lambda at: not cut(at),
        "right: it becomes 0, whatever arrives": lambda at: all(fact.way(at).dz[cell] == 0 for cell in cut(at)),
        "wrong: it passes unchanged": always,
        "wrong: its sign is turned": always,
        "wrong: it is halved": always,
        "ReLU holds such a number at 0, whatever a small change does to it.": always,
    },
}
