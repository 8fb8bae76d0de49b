"""What the question says that opens the lesson on overlap, and when."""

from figures.numbers import typed
from tests.figures.lessons import maxima
from tests.figures.lessons.claims import Total, always, counted
from tests.figures.lessons.drawn import grid
from tests.figures.lessons.overlap import facts as fact


def holding(at):
    """The windows that hold the cell."""
    return [one for one in fact.windows(at) if fact.busiest(at) in maxima.cells(one, at.x, fact.LAYER)]


def upstream(at, window):
    return typed(at.g[window[0]][window[1]])


def assigned(at):
    """What the last window that chose the cell has sent."""
    return upstream(at, fact.chose(at)[-1])


def overwritten(at):
    """What the last window that holds the cell leaves in it: its gradient where the cell is its largest, else 0."""
    row, column = fact.busiest(at)
    last = holding(at)[-1]
    return upstream(at, last) if at.x[row][column] == max(maxima.values(last, at.x, fact.LAYER)) else 0


def total(at, windows):
    sent = [upstream(at, window) for window in windows]
    return Total(sum(sent), sum(map(abs, sent)))


def overlap(at):
    return {"k": 3, "s": 2, "at": str(fact.busiest(at)), "held": counted(fact.held(at), "window")}


CLAIMS = {
    "Predict first": always,
    "Windows of [k] × [k] cells move by [s], so they overlap: cell [at], outlined, lies in [held], outlined in the "
    "upstream gradient.": lambda at: fact.share(at) and overlap(at),
    "**What gradient reaches cell [at]?**": lambda at: {"at": str(fact.busiest(at))},
    "In which of these windows is the cell the largest?": always,
    "Each of them sends it its whole gradient.": always,
    "[chose] chose it, and what they send adds up.": lambda at: (
        fact.most(at) > 1 and {"chose": counted(fact.most(at), "window")}
    ),
    "Only 1 window chose it, and sends it all of its gradient.": lambda at: fact.most(at) == 1,
    "right: [sum]": lambda at: {"sum": total(at, fact.chose(at))},
    "slip [assigned], [most]: That is what one window sends. Assigning (=) keeps one; the others send theirs, too.": (
        lambda at: {"assigned": assigned(at), "most": max(upstream(at, one) for one in fact.chose(at))}
    ),
    "slip [answer]: That is what overwriting leaves: a window writes over what earlier ones sent.": (
        lambda at: {"answer": overwritten(at)}
    ),
    "slip [answer]: That adds up all windows that hold it, also those that it lost.": (
        lambda at: {"answer": total(at, holding(at))}
    ),
    "slip [answer]: That counts the windows that chose it. How much does each send?": (
        lambda at: {"answer": fact.most(at)}
    ),
    "slip [answer]: That is the number in the cell. Its gradient comes from the outputs it made.": (
        lambda at: {"answer": at.x[fact.busiest(at)[0]][fact.busiest(at)[1]]}
    ),
    "Input | 7 × 7": grid("Input", lambda at: at.x, focus=lambda at: [fact.busiest(at)]),
    "Upstream gradient | 3 × 3": grid("Upstream gradient", lambda at: at.g, window=holding),
    "Input gradient | 7 × 7": grid(
        "Input gradient",
        lambda at: maxima.rows_of(maxima.grad_input(at.x, at.g, fact.LAYER)),
        focus=lambda at: [fact.busiest(at)],
    ),
}
