"""What the question says that opens the lesson on the backward pass, and when."""

from figures.numbers import in_words
from tests.figures.lessons import maxima
from tests.figures.lessons.claims import always
from tests.figures.lessons.drawn import grid
from tests.figures.lessons.routing import facts as fact

#: The window that is asked about.
ASKED = (0, 2)
RULE = "Several are equally large: then the first in reading order counts."


def cells(at):
    return maxima.cells(ASKED, at.x, fact.LAYER)


def best(at):
    return maxima.winners(at.x, fact.LAYER)[ASKED]


def value(at, cell):
    return at.x[cell[0]][cell[1]]


def equal(at):
    """The other cells that are as large."""
    return [cell for cell in maxima.largest(ASKED, at.x, fact.LAYER) if cell != best(at)]


def listed(some):
    return bool(some) and {"cells": ", ".join(map(str, some))}


def extreme(at, key, pick):
    """The cells of the window that are the most or the least by some measure."""
    found = pick(key(value(at, cell)) for cell in cells(at))
    return [cell for cell in cells(at) if key(value(at, cell)) == found]


def elsewhere(at):
    return [cell for cell in maxima.every_cell(at.x) if cell not in cells(at)]


def in_size(at):
    return listed(extreme(at, abs, max)) | {"most": in_words(value(at, best(at)))}


CLAIMS = {
    "Predict first": always,
    "Forward, window [at], outlined, gave one output.": lambda at: {"at": str(ASKED)},
    "Backward, that output's gradient, [sent], comes back.": lambda at: {"sent": in_words(at.g[ASKED[0]][ASKED[1]])},
    RULE: lambda at: bool(equal(at)),
    "**Click the input cell that receives it.**": always,
    "It is in the window, but another cell is larger.": always,
    "Which one was handed on as the output?": always,
    "It is the largest of its window, [most]: the output is this cell and none of the others, so the whole gradient is "
    "its own.": lambda at: {"most": in_words(max(value(at, cell) for cell in cells(at)))},
    "right: [cells]": lambda at: listed([best(at)]),
    "slip [cells]: It is as large, but it comes later: of equal cells the first in reading order counts.": (
        lambda at: listed(equal(at))
    ),
    "slip [cells]: It is the largest in size alone. A maximum heeds the sign: [most] is larger.": in_size,
    "slip [cells]: It is the smallest of its window. Which cell made the output?": (
        lambda at: listed(extreme(at, float, min))
    ),
    "slip [cells]: The output stands at [at] in its own grid; in the input its window lies elsewhere.": (
        lambda at: ASKED not in cells(at) and listed([ASKED]) | {"at": str(ASKED)}
    ),
    "slip [cells]: It lies in another window: nothing of this output depends on it.": lambda at: listed(elsewhere(at)),
    "Input | 6 × 6": grid("Input", lambda at: at.x, window=cells),
    "Upstream gradient | 3 × 3": grid("Upstream gradient", lambda at: at.g, focus=lambda at: [ASKED]),
    "Input gradient | 6 × 6": grid(
        "Input gradient",
        lambda at: maxima.rows_of(maxima.grad_input(at.x, at.g, fact.LAYER)),
        focus=lambda at: [best(at)],
    ),
}
