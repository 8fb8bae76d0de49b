"""What the question says that opens the lesson on operators, and when."""

import math

from tests.figures.lessons.claims import Total, always
from tests.figures.lessons.drawn import grid
from tests.figures.lessons.listing import listing
from tests.figures.lessons.operators import facts as fact
from tests.pooling.loops import Layer, forward

LAYER = Layer("lp", (2, 2), (2, 2), norm_type=2.0)


def cells(at):
    return [value for row in fact.each_window(at)[0][0] for value in [row]]


def squares(at):
    return math.fsum(value**2 for value in cells(at))


def length(at):
    return math.hypot(*cells(at))


def between(at):
    """Whether it lies between the largest size and the sum of all sizes, but for rounding."""
    sizes = [abs(value) for value in cells(at)]
    return max(sizes) <= length(at) * (1 + 1e-12) and length(at) <= math.fsum(sizes) * (1 + 1e-12)


def grows_to(at, value):
    """Whether Lp under a very large p gives this number, but for a little."""
    top = max(map(abs, cells(at)))
    high = top * math.fsum((abs(v) / top) ** 5000 for v in cells(at)) ** (1 / 5000) if top else 0
    return abs(high - value) <= 1e-3 * top


CLAIMS = {
    "Predict first": always,
    "Max pooling takes the largest cell of a window, an average the mean.": always,
    "Lp pooling with p = 2 squares the cells, adds them up, and takes the root.": always,
    "Window (0, 0), framed, holds [cells].": lambda at: {"cells": listing(cells(at))},
    "**What does it give for it?**": always,
    "Square each cell, add up the four squares, then take the root.": lambda at: len(cells(at)) == 4,
    "It is the root of the sum of the squares: the length of the window as a vector, at least the largest cell in size "
    "and at most the sum of their sizes.": between,
    "right: [answer]": lambda at: {"answer": length(at)},
    "slip [answer]: That is the sum of the squares. The root is still to come.": lambda at: {"answer": squares(at)},
    "slip [answer]: That is the sum of the cells: p = 1.": lambda at: {
        "answer": Total(math.fsum(cells(at)), math.fsum(map(abs, cells(at))))
    },
    "slip [answer]: That is the largest cell, as a max pool gives it.": lambda at: (
        min(cells(at)) < 0 and {"answer": max(cells(at))}
    ),
    "slip [answer]: That is the largest cell, as a max pool gives it, and what Lp comes to as p grows.": lambda at: (
        min(cells(at)) >= 0 and grows_to(at, max(cells(at))) and {"answer": max(cells(at))}
    ),
    "slip [answer]: That is the average.": lambda at: {
        "answer": Total(math.fsum(cells(at)) / 4, math.fsum(map(abs, cells(at))))
    },
    "slip [answer]: That is the root of the mean square. Lp does not divide.": lambda at: {
        "answer": math.sqrt(squares(at) / 4)
    },
    "Input | 4 × 4": grid("Input", lambda at: at.x, window=lambda at: [(0, 0), (0, 1), (1, 0), (1, 1)]),
    "Lp, p = 2 | 2 × 2": grid("Lp, p = 2", lambda at: forward(at.x, LAYER)[0], focus=lambda at: [(0, 0)]),
}
