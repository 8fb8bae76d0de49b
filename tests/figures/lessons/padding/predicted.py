"""What the question says that opens the lesson on padding, and when."""

from tests.figures.lessons import maxima
from tests.figures.lessons.claims import always, counted
from tests.figures.lessons.drawn import grid
from tests.figures.lessons.listing import listing
from tests.pooling.loops import Layer, taps

LAYER = Layer("max", (3, 3), (1, 1), (1, 1))
AT = (0, 0)


def values(at):
    return maxima.values(AT, at.x, LAYER)


def farthest(at):
    """The first number that is the largest in size."""
    return max(values(at), key=abs)


def places(at):
    """The places of the window, in the input and in its padding."""
    return list(taps(*AT, LAYER))


def holds(at):
    return {
        "at": str(AT),
        "cells": listing(values(at)),
        "pads": counted(len(places(at)) - len(values(at)), "place"),
    }


CLAIMS = {
    "Predict first": always,
    "Window [at], framed, reaches over the edge: it holds [cells], and [pads] of padding (hatched).": holds,
    "**What does max pooling give for it?**": always,
    "Padding of a max pool is less than any number: only the cells are compared.": (
        lambda at: all(value > float("-inf") for value in values(at))
    ),
    "It is the largest of its [many].": lambda at: {"many": counted(len(values(at)), "cell")},
    "Padding is no cell and must never win: it counts as −∞.": always,
    "right: [answer]": lambda at: {"answer": max(values(at))},
    "slip [answer]: That is what padding with zeros gives: the largest of the cells and of zeros that nobody put "
    "there.": lambda at: {"answer": max(0, *values(at))},
    "slip [answer]: It is the largest in size alone. A maximum heeds the sign.": (
        lambda at: farthest(at) > min(values(at)) and {"answer": farthest(at)}
    ),
    "slip [answer]: It is the largest in size alone, and the smallest of them. A maximum heeds the sign.": (
        lambda at: farthest(at) == min(values(at)) and {"answer": farthest(at)}
    ),
    "slip [answer]: That is the smallest of them.": lambda at: {"answer": min(values(at))},
    "slip [answer]: That is cell (0, 0) alone, in the middle of the window.": (
        lambda at: places(at)[4] == (0, 0) and {"answer": at.x[0][0]}
    ),
    "Input | 4 × 4": grid("Input", lambda at: at.x, window=places),
    "Output | 4 × 4": grid("Output", lambda at: maxima.output(at.x, LAYER), focus=lambda at: [AT]),
}
