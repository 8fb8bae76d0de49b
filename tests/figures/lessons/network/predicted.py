"""What the question says that opens the lesson on a network, and when."""

from tests.figures.lessons.claims import always
from tests.figures.lessons.drawn import grid
from tests.figures.lessons.maxima import rows_of
from tests.figures.lessons.network import facts as fact


def numbers(at):
    """The numbers of the window."""
    return [fact.way(at).z[cell] for cell in fact.in_window(fact.mixed(at))]


def positive(at):
    return [max(value, 0) for value in numbers(at)]


def window(at):
    return fact.in_window(fact.mixed(at))


def averages(at):
    return rows_of(fact.pooled(fact.relu(fact.way(at).z), "avg")[0])


CLAIMS = {
    "Predict first": always,
    "Z comes from a convolution.": always,
    "First ReLU makes every negative number 0, then an average pool takes the average of each 2 × 2 window.": always,
    "**What comes out of the outlined window [window]?**": lambda at: {"window": str(fact.mixed(at))},
    "Write 0 for every negative number, add the four, and divide by 4.": always,
    "Negative numbers become 0, but still count among the four to divide by.": lambda at: len(positive(at)) == 4,
    "right: [right]": lambda at: {"right": sum(positive(at)) / 4},
    "slip [first]: That is what comes out with the pool first and ReLU after it.": lambda at: {
        "first": max(sum(numbers(at)) / 4, 0)
    },
    "slip [plain]: That is the average of the numbers as they are. ReLU comes first.": lambda at: {
        "plain": sum(numbers(at)) / 4
    },
    "slip [most]: That is what a max pool gives. An average divides the sum of all four by 4.": lambda at: {
        "most": max(positive(at))
    },
    "slip [sum]: That is the sum. An average of four is a quarter of it.": lambda at: {"sum": sum(positive(at))},
    "Z | 4 × 4": grid("Z", lambda at: rows_of(fact.way(at).z), window=window),
    "A = ReLU(Z) | 4 × 4": grid("A = ReLU(Z)", lambda at: rows_of(fact.way(at).a), window=window),
    "Average of A | 2 × 2": grid("Average of A", averages, focus=lambda at: [fact.mixed(at)]),
}
