"""What the question says that opens the lesson on global pooling, and when."""

from figures.numbers import in_words
from tests.figures.lessons.claims import always
from tests.figures.lessons.drawn import grid

N, CELLS = 5, 25


def sent(at):
    return at.g[0][0]


CLAIMS = {
    "Predict first": always,
    "A global average makes one number of 5 × 5 cells.": lambda at: [len(row) for row in at.x] == [N] * N,
    "Its gradient, [sent], comes back.": lambda at: {"sent": in_words(sent(at))},
    "**What does each cell receive?**": always,
    "Every cell has the same part in the average, and gets that part of the gradient.": always,
    "Raise one cell by 1, and the average of [many] cells rises by 1/[many]: so each gets 1/[many] of the gradient, "
    "and together they get it whole.": lambda at: {"many": CELLS},
    "right: [answer]": lambda at: {"answer": sent(at) / CELLS},
    "slip [answer]: That is all of it to every cell, as if it were divided by 1.": lambda at: {"answer": sent(at) / 1},
    "slip [answer]: That divides by one side. How many cells are there?": lambda at: {"answer": sent(at) / N},
    "slip [answer]: That multiplies. Together the cells cannot get more than was sent.": (
        lambda at: {"answer": sent(at) * CELLS}
    ),
    "slip 0: As if one cell got all of it, as with max. In an average every cell has a part.": always,
    "Input | 5 × 5": grid("Input", lambda at: at.x),
    "Upstream gradient | 1 × 1": grid("Upstream gradient", lambda at: at.g),
    "Input gradient | 5 × 5": grid("Input gradient", lambda at: [[sent(at) / CELLS] * N for _ in range(N)]),
}
