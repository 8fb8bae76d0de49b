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


def never(at):
    return [n for n in range(10) if not wins(at)[n]]


def cells(samples):
    return {"cells": ", ".join(str((0, n)) for n in samples)}


CLAIMS = {
    "Predict first": always,
    "Windows of 3 samples begin at every sample of this row: 8 windows.": lambda at: len(WINDOWS) == 8,
    "Each sends the gradient 1 to its largest sample, of equal ones to the first.": always,
    "**Click a sample that receives most.**": always,
    "Count for each sample the windows in which it is the largest.": always,
    "It is the largest of [most]; 3 is the most that can be.": lambda at: {
        "most": counted(max(wins(at).values()), "window")
    },
    "right: [cells]": lambda at: cells(most(at)),
    "slip [cells]: No sample is larger, but others win more windows. How many windows hold this one?": lambda at: (
        bool(largest(at)) and cells(largest(at))
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
