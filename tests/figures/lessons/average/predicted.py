"""What the question says that opens the lesson on averages, and when."""

from fractions import Fraction

from figures.numbers import typed
from tests.figures.lessons.average import facts as fact
from tests.figures.lessons.average import shown
from tests.figures.lessons.claims import Total, always, counted
from tests.figures.lessons.drawn import grid
from tests.figures.lessons.listing import listing
from tests.pooling.loops import divisor, output_length, real_cells, taps

N, AT = 6, (0, 0)


def values(at):
    return [at.x[r][c] for r, c in real_cells(*AT, N, N, fact.layer(at))]


def places(at):
    return list(taps(*AT, fact.layer(at)))


def total(at, by=1):
    size = sum(abs(typed(v)) for v in values(at))
    return Total(Fraction(sum(map(typed, values(at)))) / by, size / abs(by))


def divides_by(at):
    return divisor(*AT, N, N, fact.layer(at))


def override(at):
    return fact.layer(at).divisor_override


def holds(at):
    told = f"`count_include_pad={fact.layer(at).count_include_pad}"
    return {
        "at": str(AT),
        "many": counted(len(values(at)), "cell"),
        "cells": listing(values(at)),
        "pads": counted(len(places(at)) - len(values(at)), "place"),
        "told": told + (f", divisor_override={override(at)}`" if override(at) else "`"),
    }


def because(holds_here):
    return lambda at: holds_here(at) and {"sum": total(at), "by": divides_by(at)}


CLAIMS = {
    "Predict first": always,
    "Window [at], framed, holds [many], [cells], and [pads] of padding.": lambda at: {
        name: said for name, said in holds(at).items() if name != "told"
    },
    "The layer has [told].": lambda at: {"told": holds(at)["told"]},
    "**What does the layer give for it?**": always,
    "Add up the cells; padding adds nothing.": always,
    "Then see what the layer says of the divisor.": always,
    "The sum, [sum], is divided by [by]: the override beats all counting.": because(lambda at: bool(override(at))),
    "The sum, [sum], is divided by [by]: places of padding count, too.": because(fact.counts_padding),
    "The sum, [sum], is divided by [by]: places of padding do not count.": because(fact.counts_cells_alone),
    "right: [answer]": lambda at: {"answer": total(at, divides_by(at))},
    "slip [answer]: That divides by the [many] alone.": lambda at: {
        "answer": total(at, len(values(at))),
        "many": counted(len(values(at)), "cell"),
    },
    "slip [answer]: That divides by all [many] places, those of the padding too.": lambda at: {
        "answer": total(at, len(places(at))),
        "many": len(places(at)),
    },
    "slip [answer]: That is the sum. By what is it divided?": lambda at: {"answer": total(at)},
    "slip [answer]: That is the largest cell, as a max pool gives it.": lambda at: {"answer": max(values(at))},
    "Input | 6 × 6 · hatched: padding": grid("Input", lambda at: at.x, window=places),
    "Output | [size]": shown.averages_shown,
    "Divisors | [size]": grid(
        "Divisors",
        fact.divisors,
        lambda at: {"size": " × ".join([str(output_length(N, fact.layer(at), 0))] * 2)},
        focus=lambda at: [AT],
    ),
}
