"""What the question says that opens the lesson on ties, and when."""

from figures.numbers import in_words
from tests.figures.lessons import maxima
from tests.figures.lessons.claims import always
from tests.figures.lessons.drawn import grid
from tests.figures.lessons.ties import facts as fact

LAYER = fact.LAYER


def window(at):
    """The first window with as many largest cells as any has."""
    return max(maxima.windows(at.x, LAYER), key=lambda one: len(equal_in(at, one)))


def equal_in(at, one):
    return maxima.largest(one, at.x, LAYER)


def equal(at):
    return equal_in(at, window(at))


def asked(at):
    """The second of the equal cells, or the one that has none beside it."""
    return equal(at)[1] if len(equal(at)) > 1 else equal(at)[0]


def sent(at):
    row, column = window(at)
    return at.g[row][column]


def begins(at):
    return {"at": str(window(at)), "sent": in_words(sent(at))}


def tie(at):
    return len(equal(at)) > 1 and begins(at) | {"many": len(equal(at))}


def no_tie(at):
    return len(equal(at)) == 1 and begins(at) | {"cell": str(asked(at))}


CLAIMS = {
    "Predict first": always,
    "Window [at], framed, has the upstream gradient [sent], and [many] of its cells are equal and largest.": tie,
    "Window [at], framed, has the upstream gradient [sent], and cell [cell] is its largest.": no_tie,
    "**In PyTorch's max_pool2d: what gradient reaches cell [cell], outlined?**": lambda at: {"cell": str(asked(at))},
    "The gradient of a window goes to one cell.": always,
    "Which of the largest comes first, row by row?": always,
    "Of equal cells the first in reading order, [cell], gets all of it; the others get nothing.": (
        lambda at: len(equal(at)) > 1 and {"cell": str(min(equal(at)))}
    ),
    "Cell [cell] is the one largest of its window, and gets all of it.": (
        lambda at: len(equal(at)) == 1 and {"cell": str(asked(at))}
    ),
    "right: [answer]": lambda at: {"answer": sent(at) if asked(at) == min(equal(at)) else 0},
    "slip [answer]: That is what a mask by equality gives: each of the equal cells gets it whole.": (
        lambda at: {"answer": sent(at)}
    ),
    "slip [answer]: That is an equal share, as amax sends it. max_pool2d shares nothing out.": (
        lambda at: {"answer": sent(at) / len(equal(at))}
    ),
    "slip [answer]: That is what it gets if the last of equal cells wins, not the first.": (
        lambda at: {"answer": sent(at) if asked(at) == max(equal(at)) else 0}
    ),
    "slip [answer]: That is a quarter of it, as if the layer took the average.": (
        lambda at: {"answer": sent(at) / len(maxima.cells(window(at), at.x, LAYER))}
    ),
    "Input | 4 × 4": grid(
        "Input", lambda at: at.x, window=lambda at: maxima.cells(window(at), at.x, LAYER), focus=lambda at: [asked(at)]
    ),
    "Upstream gradient | 2 × 2": grid("Upstream gradient", lambda at: at.g, focus=lambda at: [window(at)]),
    "Input gradient | 4 × 4": grid(
        "Input gradient",
        lambda at: maxima.rows_of(maxima.grad_input(at.x, at.g, LAYER)),
        focus=lambda at: [asked(at)],
    ),
}
