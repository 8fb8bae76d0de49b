"""What the question says that opens the lesson on shifts, and when: windows of 2 × 2, a shift by 1."""

from itertools import product

from tests.figures.lessons.claims import always
from tests.figures.lessons.shift import facts as fact

WINDOWS = list(product(range(3), repeat=2))


def cells(window):
    return [(2 * window[0] + r, 2 * window[1] + c) for r, c in product(range(2), repeat=2)]


def outputs(at, by=(0, 0)):
    return {window: max(fact.value(at, *cell, by) for cell in cells(window)) for window in WINDOWS}


def kept(at):
    return {window for window in WINDOWS if outputs(at)[window] == outputs(at, (0, 1))[window]}


def winner_inside(at, window):
    """Whether the first largest cell is in its window after the shift, too."""
    row, column = max(cells(window), key=lambda cell: (fact.value(at, *cell), [-n for n in cell]))
    return (row, (column + 1) % 6) in cells(window)


def winners_inside(at):
    return sum(winner_inside(at, window) for window in WINDOWS)


def explained(at):
    """Whether an output whose winner stays changes for a larger number alone, and one whose winner leaves stays for an
    equal one alone.
    """

    def gives(window):
        before, after = outputs(at)[window], outputs(at, (0, 1))[window]
        return after >= before if winner_inside(at, window) else after != before or window in kept(at)

    return gives


def rows(values):
    return [[values[i, j] for j in range(3)] for i in range(3)]


def after_shown(at):
    marks = at.marked("Output after", "kept") == kept(at)
    changed = at.marked("Output after", "changed") == set(WINDOWS) - kept(at)
    return marks and changed and at.shows("Output after", rows(outputs(at, (0, 1))))


CLAIMS = {
    "Predict first": always,
    "A max pool with windows of 2 × 2, side by side.": always,
    "Every number moves one column to the right; what leaves at the right edge comes in at the left.": always,
    "**How many of the [n] outputs stay as they are?**": lambda at: {"n": len(WINDOWS)},
    "Take window after window: is its largest number as large as before?": always,
    "An output stays where the largest number of its window is as large as before.": always,
    "A winner in a left column stays in the window, but a larger number may come in, or an equal one take the place of "
    "one that leaves.": lambda at: all(map(explained(at), WINDOWS)),
    "right: [kept]": lambda at: {"kept": len(kept(at))},
    "slip [n]: That would be a layer that no shift changes. Which winners leave?": lambda at: {"n": len(WINDOWS)},
    "slip 0: Some stay: look for windows whose largest number is the same before and after.": always,
    "slip [changed]: That is how many change.": lambda at: {"changed": 9 - len(kept(at))},
    "slip [inside]: That is how many winners stay in their window. But a larger number may come in, or an equal one "
    "take the place of one that leaves.": lambda at: {"inside": winners_inside(at)},
    "Input | 6 × 6": lambda at: at.shows("Input", at.x),
    "Output | 3 × 3": lambda at: at.shows("Output", rows(outputs(at))),
    "Shifted input | 6 × 6": lambda at: at.shows(
        "Shifted input", [[fact.value(at, r, c, (0, 1)) for c in range(6)] for r in range(6)]
    ),
    "Output after | = stays, ≠ changes": after_shown,
}
