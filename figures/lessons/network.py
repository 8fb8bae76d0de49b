"""Lesson: a pool between a convolution, a ReLU and a loss, forward and backward by hand."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from figures.heatmap import symmetric_range, value_range
from figures.latex import Numbers, aligned, broken, partial, relation
from figures.lessons.kit import network
from figures.lessons.kit.boards import input_grid, marked, plane, second_grid
from figures.lessons.kit.changes import exact
from figures.lessons.kit.lesson import Case, Grid, Item, Lesson, Pick, Posed, Slide, Step, Taken
from figures.lessons.kit.predict import Predict, Slip
from figures.narration.text import at
from figures.numbers import adds_up, sum_text, typed
from figures.pictures import size_of
from figures.table import Marks
from lab.settings import Settings
from pooling.parameters import Pair

SIDE, NAME = network.SIDE, "Kernel W"
# A bright stroke from upper left to lower right, and a kernel that answers to edges along it.
X = np.array(
    [
        [2, 1, 0, 0, 1, 0],
        [1, 3, 1, 0, 0, 2],
        [0, 1, 3, 2, 0, 0],
        [0, 0, 1, 3, 1, 0],
        [1, 0, 0, 1, 2, 1],
        [0, 2, 0, 0, 1, 3],
    ]
)
#: As large as the second grid that a visitor edits: what a pool of X with 2 × 2 windows would give.
KERNEL = np.array([[1, 0, -1], [0, 1, 0], [-1, 0, 1]])
HOW = {"max": "Max", "avg": "Average"}
FIRST = (0, 0)


def way(case: Case) -> network.Pass:
    """The whole way there and back."""
    return _way(case.x.tobytes(), case.grad_output.tobytes(), case.knobs["pool"], case.knobs["target"])


@lru_cache(maxsize=64)
def _way(x: bytes, w: bytes, how: str, target: float) -> network.Pass:
    grids = [exact(np.frombuffer(grid).reshape(shape)) for grid, shape in ((x, X.shape), (w, KERNEL.shape))]
    return network.relu_first(grids[0], grids[1], how, typed(target))


def other(case: Case) -> tuple[NDArray, NDArray]:
    """Output and ∂E/∂Z with the pool before the ReLU."""
    return network.pool_first(exact(case.x), exact(case.grad_output), _how(case), typed(case.knobs["target"]))


def _how(case: Case) -> str:
    return str(case.knobs["pool"])


def _values(case: Case, title: str, array: NDArray, marks: Marks | None = None) -> Grid:
    """A grid in the range of all numbers on the way forward."""
    there = way(case)
    span = value_range(*(grid.astype(float) for grid in (there.z, there.a, there.p)))
    return Grid(title, plane(array.astype(float), case.theme.values, span, case), size_of(array), marks or {})


def _gradients(case: Case, title: str, array: NDArray, marks: Marks | None = None) -> Grid:
    """A grid in the colours of gradients."""
    values = array.astype(float)
    return Grid(title, plane(values, case.theme.gradients, symmetric_range(values), case), size_of(array), marks or {})


def _patch(corner: Pair, side: int) -> list[Pair]:
    return [(corner[0] + r, corner[1] + c) for r, c in np.ndindex(side, side)]


def _sum(terms: list[Fraction], total: Fraction) -> tuple[str, str]:
    """A sum, and what it comes to; nothing to add is 0."""
    values, end = [float(term) for term in terms], float(total)
    number = Numbers(*values, end)
    if not values:
        return "= 0", "= 0"
    sure = number.exact(*values) and adds_up(end, values)
    return f"{number.relation(*values)}{broken([number.term(v) for v in values], ' + ')}", number.equals(end, sure=sure)


def _tell_convolve(case: Case) -> str:
    del case
    return (
        "A convolution lays the kernel W over every 3 × 3 part of X, multiplies cell by cell and adds up: 16 sums, "
        "Z. As in PyTorch, the kernel is not flipped.\n\n"
        "A network learns W; a pool has nothing to learn. Both grids can be edited."
    )


def _formula_convolve(case: Case) -> str:
    w, x = (exact(grid)[:3, :3].ravel() for grid in (case.grad_output, case.x))
    products = [a * b for a, b in zip(w, x, strict=True) if a and b]
    terms, total = _sum(products, way(case).z[FIRST])
    return aligned(r"z_{0,0} &= \sum_{r,c} w_{r,c}\, x_{r,c}", f"&{terms}", f"&{total}")


def _show_convolve(case: Case) -> tuple[Item, ...]:
    return (
        input_grid(case, marked(_patch(FIRST, 3), "window")),
        second_grid(case, NAME),
        _values(case, "Z", way(case).z, {FIRST: "focus"}),
    )


def _tell_forward(case: Case) -> str:
    there, target = way(case), float(case.knobs["target"])
    negative = int((there.z < 0).sum())
    does = "the largest number of each 2 × 2 window" if _how(case) == "max" else "the average of each 2 × 2 window"
    return (
        f"ReLU makes a 0 of every negative number: of {negative} of the 16 here. The pool keeps {does}: 4 are left, "
        "P.\n\n"
        f"The loss E says how far they are from a target, {sum_text(target, abs(target))}: half the sum of the squared "
        f"distances, here {sum_text(float(there.loss), float(there.loss))}."
    )


def _formula_forward(case: Case) -> str:
    there = way(case)
    terms, total = _sum([d * d for d in there.dp.ravel()], (there.dp * there.dp).sum())
    end = float(there.loss)
    number = Numbers(end)
    sure = total.startswith("=") and number.exact(end)
    return aligned(
        r"E &= \tfrac{1}{2} \sum_{i,j} (p_{i,j} - t)^2",
        rf"2E &{terms}",
        f"&{total}",
        f"E &{relation(sure)}{number(end)}",
    )


def _show_forward(case: Case) -> tuple[Item, ...]:
    there = way(case)
    cut = marked(np.argwhere(there.z < 0), "changed")
    return _values(case, "Z", there.z, cut), _values(case, "A = ReLU(Z)", there.a, cut), _values(case, "P", there.p)


def _tell_backward(case: Case) -> str:
    there = way(case)
    reached = int((there.dz != 0).sum())
    hands = "to the winner of its window" if _how(case) == "max" else "in quarters to the cells of its window"
    start = (
        f"Backward begins with ∂E/∂P = P − t. The pool hands each of these {hands}: ∂E/∂A. ReLU lets pass what arrives "
        "where z is positive, and nothing elsewhere: ∂E/∂Z.\n\n"
    )
    if not there.dp.any():
        return start + "Here every p is the target, and there is nothing to hand back."
    if not reached:
        return start + "Here nothing passes: z is not positive wherever a gradient arrives."
    return start + f"So {reached} of the 16 numbers of Z {'has' if reached == 1 else 'have'} a gradient other than 0."


def strongest(there: network.Pass) -> Pair:
    """The cell of A that most gradient arrives at, the first of several."""
    row, column = np.unravel_index(int(np.abs(there.da).argmax()), there.da.shape)
    return int(row), int(column)


def _formula_backward(case: Case) -> str:
    there = way(case)
    cell = strongest(there)
    window = (cell[0] // SIDE, cell[1] // SIDE)
    g, sent, passes = there.dp[window], there.da[cell], there.dz[cell]
    number = Numbers(float(g), float(sent))
    share = "" if _how(case) == "max" else r"\tfrac{1}{4} \cdot "
    sign = ">" if there.z[cell] > 0 else r"\le"
    lines = [
        rf"{partial('E', 'p', *window)} &= p_{{{window[0]},{window[1]}}} - t {number.equals(float(g))}",
        rf"{partial('E', 'a', *cell)} &= {share}{partial('E', 'p', *window)} {number.equals(float(sent))}",
        rf"{partial('E', 'z', *cell)} &{number.equals(float(passes))} \quad (z_{{{cell[0]},{cell[1]}}} {sign} 0)",
    ]
    return aligned(*lines)


def _show_backward(case: Case) -> tuple[Item, ...]:
    there = way(case)
    cell = strongest(there)
    focus = {cell: "focus"}
    return (
        _gradients(case, "∂E/∂P", there.dp, {(cell[0] // SIDE, cell[1] // SIDE): "focus"}),
        _gradients(case, "∂E/∂A", there.da, focus),
        _values(case, "Z", there.z, focus),
        _gradients(case, "∂E/∂Z", there.dz, focus),
    )


def _tell_learn(case: Case) -> str:
    reached = int((way(case).dx != 0).sum())
    return (
        "Each weight took part in all 16 sums, each time multiplied by another cell of X. Its gradient is a sum over "
        "them: ∂E/∂W, and learning subtracts a small multiple of it from W.\n\n"
        "A cell of X took part in as many sums as there are positions of the kernel that cover it, 9 at most. Of the "
        f"36 cells {reached} "
        f"{'has' if reached == 1 else 'have'} a gradient other than 0."
    )


def _formula_learn(case: Case) -> str:
    there, x = way(case), exact(case.x)
    products = [dz * x[cell] for cell, dz in np.ndenumerate(there.dz) if dz and x[cell]]
    terms, total = _sum(products, there.dw[FIRST])
    head = rf"{partial('E', 'w', 0, 0)} &= \sum_{{i,j}} {partial('E', 'z', 'i', 'j')}\, x_{{i,j}}"
    return aligned(head, f"&{terms}", f"&{total}")


def _show_learn(case: Case) -> tuple[Item, ...]:
    there = way(case)
    return (
        _gradients(case, "∂E/∂Z", there.dz),
        input_grid(case, marked(_patch(FIRST, 4), "window")),
        _gradients(case, "∂E/∂X", there.dx),
        _gradients(case, "∂E/∂W", there.dw, {FIRST: "focus"}),
    )


def _differ(left: NDArray, right: NDArray) -> Marks:
    return marked(np.argwhere(left != right), "differs")


def _tell_order(case: Case) -> str:
    there, (p, dz) = way(case), other(case)
    if _how(case) == "max":
        return (
            "Before or after a max pool, ReLU gives the same. It turns no order round: the largest number stays the "
            "largest, cut off at 0 before or after; and where all are negative, either way gives 0.\n\n"
            "The gradients are the same, too. After the pool, ReLU has only 4 numbers to look at, not 16."
        )
    differ = int((there.p != p).sum())
    if not differ:
        gradients = (
            "The gradients still differ where z is 0 beside positive numbers (≠): ReLU first sends nothing there, pool "
            "first sends a quarter."
            if (there.dz != dz).any()
            else "So are the gradients."
        )
        return (
            "Before or after an average pool, ReLU does not do the same where a window holds both signs. Here none "
            f"does, so the **outputs** are the same. {gradients}\n\n"
            "Make a positive and a negative number meet in a window of Z."
        )
    return (
        "Before or after an average pool, ReLU does not do the same: pool first, and the negative numbers of a window "
        "take away from the positive ones; ReLU first, and they count as 0.\n\n"
        f"{differ} of 4 outputs {'differs' if differ == 1 else 'differ'}. Wherever a window holds both signs, ReLU "
        "first gives more."
    )


def _formula_order(case: Case) -> str:
    if _how(case) == "max":
        return r"\max_k \bigl(\max(z_k, 0)\bigr) = \max\bigl(\max_k z_k,\, 0\bigr)"
    return r"\tfrac{1}{4} \sum_k \max(z_k, 0) \ge \max\Bigl(\tfrac{1}{4} \sum_k z_k,\, 0\Bigr)"


def _show_order(case: Case) -> tuple[Item, ...]:
    there, (p, dz) = way(case), other(case)
    outputs, gradients = _differ(there.p, p), _differ(there.dz, dz)
    return (
        _values(case, "Z", there.z),
        _values(case, "ReLU, pool", there.p, outputs),
        _values(case, "Pool, ReLU", p, outputs),
        _gradients(case, "∂E/∂Z: ReLU, pool", there.dz, gradients),
        _gradients(case, "∂E/∂Z: pool, ReLU", dz, gradients),
    )


def mixed(there: network.Pass) -> Pair:
    """The first window of Z that holds both signs; the first of all where none does."""
    cells = network.windows(there.z)
    both = np.argwhere((cells > 0).any(axis=2) & (cells < 0).any(axis=2))
    return (int(both[0][0]), int(both[0][1])) if len(both) else FIRST


def _predict(case: Case) -> Predict:
    """What ReLU and an average make of a window that holds both signs, if one does."""
    z = way(case).z
    window = mixed(way(case))
    cells = network.windows(z)[window]
    right, pool_first = (float(network.pooled(grid, "avg")[window]) for grid in (network.relu(z), z))
    held = marked([(SIDE * window[0] + r, SIDE * window[1] + c) for r, c in np.ndindex(SIDE, SIDE)], "window")
    return Predict(
        ask="Z comes from a convolution. First ReLU makes every negative number 0, then an average pool takes the "
        f"average of each 2 × 2 window.\n\n**What comes out of the outlined window {at(window)}?**",
        right=right,
        slips=(
            Slip((max(pool_first, 0.0),), "That is what comes out with the pool first and ReLU after it."),
            Slip((pool_first,), "That is the average of the numbers as they are. ReLU comes first."),
            Slip(
                (float(max(cells.max(), 0)),),
                "That is what a max pool gives. An average divides the sum of all four by 4.",
            ),
            Slip((float(network.relu(cells).sum()),), "That is the sum. An average of four is a quarter of it."),
        ),
        hint="Write 0 for every negative number, add the four, and divide by 4.",
        why="Negative numbers become 0, but still count among the four to divide by.",
        given=(_values(case, "Z", z, held),),
        result=(
            _values(case, "A = ReLU(Z)", network.relu(z), held),
            _values(case, "Average of A", network.pooled(network.relu(z), "avg"), {window: "focus"}),
        ),
    )


def _ask_pooled(case: Case) -> Posed:
    there = way(case)
    window = mixed(there)
    cells = network.windows(there.z)[window]
    right = there.p[window]
    wrong = (cells.max(), cells.sum() / 4, network.relu(cells).sum() / 4, network.relu(cells).max(), cells.sum(), 1)
    texts = dict.fromkeys(sum_text(float(v), abs(float(v))) for v in (right, *wrong, right + 2))
    said, *others = texts
    does = "the largest is kept" if _how(case) == "max" else "the average is taken of all four"
    return Posed(
        f"What do ReLU and the {HOW[_how(case)].lower()} pool make of window {at(window)} of Z?",
        said,
        tuple(others[:3]),
        f"Negative numbers become 0 first; then {does}.",
    )


def _ask_order(case: Case) -> Posed:
    del case
    return Posed(
        "With which pool does it make no difference to the output, for any Z, whether ReLU comes before or after it?",
        "max",
        ("average", "max and average", "neither"),
        "ReLU turns no order round, so that the largest stays the largest. In an average, negative numbers take away "
        "from the others, unless ReLU comes first.",
    )


def _ask_negative(case: Case) -> Posed:
    """The rule, not a number: what arrives may be 0 itself."""
    cell = divmod(int(way(case).z.argmin()), 4)
    z = float(way(case).z[cell])
    ask = (
        f"What does ReLU make of the gradient that arrives at z = {sum_text(z, abs(z))}, at {at(cell)}?"
        if z < 0
        else "What would ReLU make of a gradient that arrived at a negative z?"
    )
    return Posed(
        ask,
        "it becomes 0, whatever arrives",
        ("it passes unchanged", "its sign is turned", "it is halved"),
        "ReLU holds such a number at 0, whatever a small change does to it.",
    )


def _given(case: Case) -> tuple[Item, ...]:
    return input_grid(case), second_grid(case, NAME), _values(case, "Z", way(case).z)


def _within(case: Case) -> Taken:
    there = way(case)
    return Taken(there.a.astype(float), there.dp.astype(float), _layer(case.knobs["pool"]))


def _layer(how: str) -> Settings:
    return Settings(how, (SIDE, SIDE), (SIDE, SIDE))


LESSON = Lesson(
    slug="network",
    title="In a network",
    teaches="Between a convolution, a ReLU and a loss, a pool hands numbers on and gradients back.",
    x=X,
    grad_output=KERNEL,
    settings=lambda knobs: _layer(knobs["pool"]),
    knobs=(Pick("pool", "Pool", HOW), Slide("target", "Target t", -5, 10, 2)),
    steps=(
        Step("Convolve", _tell_convolve, _show_convolve, _formula_convolve, knobs=()),
        Step("ReLU, pool, loss", _tell_forward, _show_forward, _formula_forward),
        Step("Back through pool and ReLU", _tell_backward, _show_backward, _formula_backward),
        Step("To the weights and the input", _tell_learn, _show_learn, _formula_learn),
        Step("ReLU before or after the pool?", _tell_order, _show_order, _formula_order),
    ),
    predict=_predict,
    questions=(_ask_pooled, _ask_order, _ask_negative),
    topic="backward",
    code_note="It is the code of the pool alone: A is its input, ∂E/∂P its upstream gradient.",
    within=_within,
    given=_given,
)
