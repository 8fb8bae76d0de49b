"""What the question says that opens the lesson on one row, and when: windows of 3 at every sample."""

from collections import Counter

from tests.figures.lessons.claims import always, counted
from tests.figures.lessons.drawn import grid

WINDOWS = [range(first, first + 3) for first in range(8)]


def wins(at):
    """How many windows choose each sample, the first of equal ones."""
    row = at.x[0]
    return Counter(max(window, key=lambda n: (row[n], -n)) for window in WINDOWS)


def most(at):
    return [n for n in range(10) if wins(at)[n] == max(wins(at).values())]


def largest(at):
    """The largest samples that other ones beat in windows."""
    row = at.x[0]
    return [n for n in range(10) if row[n] == max(row) and n not in most(at)]


def beaten(at, sample):
    """Whether an equal sample before it wins a window that holds it, or fewer windows hold it than a best one."""
    row = at.x[0]
    before = any(sample in window and row[sample] in row[window[0] : sample] for window in WINDOWS)
    holding = [sum(n in window for window in WINDOWS) for n in range(10)]
    return before or holding[sample] < max(holding[n] for n in most(at))


def never(at):
    return [n for n in range(10) if not wins(at)[n]]


def cells(samples):
    return {"cells": ", ".join(str((0, n)) for n in samples)}


CLAIMS = {
    "Predict first": always,
    "Windows of 3 samples, each one sample further on than the one before, lie in this row: [n] windows.": lambda at: {
        "n": sum(first + 3 <= len(at.x[0]) for first in range(len(at.x[0])))
    },
    "Each sends the gradient 1 to its largest sample, of equal ones to the first.": always,
    "**Click a sample that receives most.**": always,
    "Count for each sample the windows that it wins.": always,
    "It wins [most]; with windows of 3, no sample can win more than 3.": lambda at: (
        max(sum(n in window for window in WINDOWS) for n in range(10)) == 3
        and {"most": counted(max(wins(at).values()), "window")}
    ),
    "right: [cells]": lambda at: cells(most(at)),
    "slip [cells]: No sample is larger. But an equal one before it wins first, or fewer windows hold it.": lambda at: (
        bool(largest(at)) and all(beaten(at, n) for n in largest(at)) and cells(largest(at))
    ),
    "slip [cells]: It wins no window: each that holds it has a larger sample, or an equal one before it.": lambda at: (
        bool(never(at)) and cells(never(at))
    ),
    "Input | 1 × 10": grid("Input", lambda at: at.x),
    "What each receives | 1 × 10": grid(
        "What each receives",
        lambda at: [[float(wins(at)[n]) for n in range(10)]],
        focus=lambda at: [(0, n) for n in most(at)],
    ),
}
