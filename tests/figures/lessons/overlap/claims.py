"""What the lesson on overlap claims, and when."""

import re

import numpy as np

from figures.lessons.overlap import LESSON, MEASURE
from tests.figures.lessons import maxima
from tests.figures.lessons.claims import DEFINED, Total, always, counted, reads
from tests.figures.lessons.drawn import grid, run
from tests.figures.lessons.overlap import facts as fact
from tests.figures.lessons.visited import every_state

K, S = fact.LAYER.kernel_size[0], fact.LAYER.stride[0]
ASSIGNED, OVERWRITTEN, ADDED = (
    "Wrong: the last window wins",
    "Wrong: a window erases earlier ones",
    "Right: every window adds",
)
#: A peak in the middle of each window, where it shares no cell; a few small numbers.
PEAKS = np.zeros((7, 7))
PEAKS[1::2, 1::2] = 1
FEW = [np.random.default_rng(seed).integers(0, 3, (7, 7)) for seed in range(4)]
MORE = [
    *every_state(LESSON),
    *(({}, PEAKS, g) for g in (None, np.zeros((3, 3)))),
    *(({}, x, g) for x in FEW for g in (None, np.eye(3))),
]


def several(at):
    return fact.most(at) > 1 and {
        "at": str(fact.busiest(at)),
        "held": counted(fact.held(at), "window"),
        "wins": fact.most(at),
    }


def one_each(at):
    return fact.most(at) == 1 and {"at": str(fact.busiest(at)), "held": counted(fact.held(at), "window")}


def adds_up(at):
    return fact.right(at)[fact.busiest(at)] == sum(fact.sent(at))


def gets_one_gradient(at):
    """Whether each cell that wins gets the gradient of one window."""
    winners = maxima.winners(at.x, fact.LAYER).items()
    return fact.most(at) == 1 and all(fact.right(at)[cell] == fact.upstream(at)[one] for one, cell in winners)


def sum_shown(text, at):
    """Whether a formula names the windows that chose the cell, and ends with the sum of what they send."""
    named = [(int(i), int(j)) for i, j in re.findall(r"y_\{(\d+),(\d+)\}", text)]
    last = text.rsplit("&", 1)[1]
    return named == fact.chose(at) and reads(last, Total(sum(fact.sent(at)), sum(map(abs, fact.sent(at)))))


def differ(at):
    """In how many cells the mistakes are wrong, where they are in any."""
    assigned, overwritten = (fact.off(at, wrong) for wrong in (fact.assigned, fact.overwritten))
    return bool(assigned or overwritten) and {
        "assigned": counted(len(assigned), "cell"),
        "overwritten": counted(len(overwritten), "cell"),
    }


def agree_by_chance(at):
    return not differ(at) and not fact.never_off(at)


def as_written(at):
    """Whether one mistake writes = where the right lines write +=, the other writes all cells of a window."""
    wrong, right = (
        next(i.text for i in at.items if i.title == name and hasattr(i, "text")) for name in (ASSIGNED, ADDED)
    )
    return wrong.splitlines()[1:] == right.replace("+=", "=").splitlines()[1:] and lines_run(at)


def lines_run(at):
    gradients = {ASSIGNED: fact.assigned, OVERWRITTEN: fact.overwritten, ADDED: fact.right}
    return all(runs(name, gradient)(at) for name, gradient in gradients.items())


def runs(title, gradient):
    """Whether the lines under this title give this gradient, but for rounding."""

    def gives(at):
        size = sum(map(abs, fact.upstream(at).values()))
        found, wanted = run(at, title, at.x, at.g, K, S), gradient(at)
        return all(abs(found[r][c] - value) <= 1e-12 * size for (r, c), value in wanted.items())

    return gives


def sums(at):
    wrong = {"assigned": fact.assigned, "overwritten": fact.overwritten}
    return bool(differ(at)) and {name: fact.total(at, found) for name, found in ({"up": fact.upstream} | wrong).items()}


def asked(at):
    sent = fact.sent(at)
    return {
        "at": str(fact.busiest(at)),
        "windows": counted(len(sent), "window"),
        "sum": Total(sum(sent), abs(sum(sent))),
        "other": lambda text: not reads(text, Total(sum(sent), 0)),
    }


CLAIMS = {
    "card": {
        "Overlap: assign or accumulate": always,
        "Where windows overlap, one cell can win several of them, and their gradients add up.": (
            lambda at: fact.share(at) and fact.two_would_win() and adds_up(at)
        ),
    },
    "controls": {},
    "step 1": {
        "One cell, several windows": lambda at: max(maxima.coverage(fact.N, fact.LAYER).values()) > 1,
        "Windows of 3 × 3 cells that move by 2 share rows and columns.": fact.share,
        "Cell [at] lies in [held], and [wins] windows chose it.": several,
        "Cell [at] lies in [held], and each window has a winner of its own here.": one_each,
        "The argmax mask counts, for each cell, the windows that chose it.": (
            lambda at: at.shows("Argmax mask", fact.counts(at))
        ),
        "Input | 7 × 7": grid(
            "Input", lambda at: at.x, chose=fact.cells_of_chosen, focus=lambda at: [fact.busiest(at)]
        ),
        "Output | 3 × 3": grid("Output", lambda at: maxima.output(at.x, fact.LAYER), chose=fact.chose),
        "Argmax mask | how many windows chose each cell": grid(
            "Argmax mask", fact.counts, focus=lambda at: [fact.busiest(at)]
        ),
    },
    "step 2": {
        "What they send adds up": adds_up,
        "No cell wins twice on this grid: each one that wins gets one gradient.": gets_one_gradient,
        "Raise a shared cell to see a sum.": lambda at: fact.most(at) == 1 and fact.two_would_win(),
        "Cell [at] made [wins] outputs at once.": several,
        "Raise it, and every one of them rises; so its gradient is the sum of what these [wins] windows send.": (
            lambda at: fact.all_rise(at) and adds_up(at) and several(at)
        ),
        **DEFINED,
        r"\begin{aligned}[sum]\end{aligned}": lambda at: {"sum": lambda text: sum_shown(text, at)},
        "Upstream gradient | 3 × 3": grid("Upstream gradient", lambda at: at.g, chose=fact.chose),
        "Input gradient | 7 × 7": grid(
            "Input gradient", lambda at: maxima.rows_of(fact.right(at)), focus=lambda at: [fact.busiest(at)]
        ),
    },
    "step 3": {
        "The bug in public code": always,
        "On these numbers no cell wins twice and no window erases another's gradient: all three give the same, and the "
        "bugs stay hidden.": lambda at: fact.never_off(at) and not differ(at),
        "On these numbers the gradients happen to agree: all three give the same, and the bugs stay hidden.": (
            agree_by_chance
        ),
        "Public code has `=` where `+=` belongs, or lets each window overwrite all of its cells: with its gradient "
        "where its winner stands, with zeros elsewhere.": lambda at: bool(differ(at)) and as_written(at),
        "Assigning is wrong in [assigned] here, overwriting in [overwritten].": differ,
        "The upstream gradient adds up to [up]; assigned, the sum is [assigned], overwritten [overwritten].": sums,
        "Wrong: assigns | 7 × 7": grid(
            "Wrong: assigns", lambda at: maxima.rows_of(fact.assigned(at)), wrong=lambda at: fact.off(at, fact.assigned)
        ),
        "Wrong: overwrites | 7 × 7": grid(
            "Wrong: overwrites",
            lambda at: maxima.rows_of(fact.overwritten(at)),
            wrong=lambda at: fact.off(at, fact.overwritten),
        ),
        "Right: every window adds | 7 × 7": grid(ADDED, lambda at: maxima.rows_of(fact.right(at))),
        f"{ASSIGNED} | wrong": runs(ASSIGNED, fact.assigned),
        f"{OVERWRITTEN} | wrong": runs(OVERWRITTEN, fact.overwritten),
        f"{ADDED} | right": runs(ADDED, fact.right),
    },
    "step 4": {
        "How often it matters": always,
        "A rare case?": always,
        "Not at all: on random normal numbers, 7 × 7 with these windows, nearly every grid has a cell that wins two "
        "windows or more.": lambda at: fact.shared(200, 0) > 180,
        "Measure it yourself, on up to [most] grids.": lambda at: {"most": MEASURE.most},
        "Input | 7 × 7": grid("Input", lambda at: at.x),
        "Input gradient | 7 × 7": grid("Input gradient", lambda at: maxima.rows_of(fact.right(at))),
    },
    "question 1": {
        "What reaches cell [at], which [windows] chose?": asked,
        "right: [sum]": asked,
        "wrong: [other]": asked,
        "Each window that chose the cell sends its whole gradient, and what arrives adds up.": adds_up,
    },
    "question 2": {
        "The same cell, [at], with = where += belongs: what is left in it after all windows?": (
            lambda at: {"at": str(fact.busiest(at))}
        ),
        "right: [left]": lambda at: {"left": fact.sent(at)[-1]},
        "wrong: [other]": lambda at: {"other": lambda text: not reads(text, fact.sent(at)[-1])},
        "An assignment keeps the last gradient alone, here that of window [last].": (
            lambda at: {"last": str(fact.chose(at)[-1])}
        ),
    },
}
