"""Whether what the lesson on the average shows and says of a case is true of it."""

from fractions import Fraction

from figures.stories.story import gradient_formula
from tests.figures.lessons.average import facts as fact
from tests.figures.lessons.claims import reads
from tests.pooling.loops import real_cells, taps

K, N = fact.K, fact.N


def size(at):
    return {"size": f"{fact.outputs(at)} × {fact.outputs(at)}"}


def divisor_follows_who_counts(at):
    """Whether a divisor changes with the places that count, and the gradient is shared by the divisors."""
    both, cells = (fact.corner(at, include) for include in (True, False))
    shares, shown = fact.received(at), at.case.grad_input.tolist()
    return both != cells and all(
        abs(shown[r][c] - shares[r][c]) <= 1e-12 * fact.size(at) for r in range(N) for c in range(N)
    )


def averages_shown(at):
    shown = at.shows("Output", fact.averages(at), max(abs(v) for row in at.x for v in row))
    return shown and at.marked("Output", "focus") == {(0, 0)} and size(at)


def divisors_shown(window):
    """Whether the divisors are shown, and that of this window is marked."""
    return lambda at: (
        at.shows("Divisors", fact.divisors(at)) and at.marked("Divisors", "focus") == {window(at)} and size(at)
    )


def input_shown(window):
    """Whether the input is shown, and all places of this window are marked, those outside it too."""
    return lambda at: at.shows("Input", at.x) and at.marked("Input", "window") == set(taps(*window(at), fact.layer(at)))


def included(at):
    return at.case.settings.count_include_pad == fact.layer(at).count_include_pad


def ceiled(at):
    return at.case.settings.ceil_mode == fact.layer(at).ceil_mode


def zero_is_none(at):
    return (at.case.settings.divisor_override is None) == (at.case.knobs["divisor"] == 0)


def override(at):
    return fact.overridden(at) is not None and {"n": fact.overridden(at)}


def corner_with_padding(at):
    return fact.counts_padding(at) and fact.of_window(at, (0, 0))


def corner_without(at):
    return fact.counts_cells_alone(at) and fact.of_window(at, (0, 0))


def last_window(at):
    return fact.of_window(at, fact.last(at))


def ceil_adds(at):
    return fact.ceil_adds(at) and fact.hangs_over(at) and fact.layer(at).ceil_mode and last_window(at)


def ceil_would_add(at):
    return fact.ceil_adds(at) and fact.hangs_over(at) and not fact.layer(at).ceil_mode


def divisor_row(counts):
    """A row of the table of divisors, strong where it is the layer's own."""
    return lambda at: last_window(at) | {"strong": "▸ " if counts(at) else ""}


def sent_to_cells(at):
    return at.shows("Input gradient", fact.received(at), fact.size(at))


def totals(at):
    return {"sent": fact.sent(at), "arrived": fact.total(at, fact.received(at))}


def lost_in_padding(at):
    """What the input gradient lacks, where it is what the padding was sent."""
    sums, padding = totals(at), fact.in_padding(at)
    lacks = sums["sent"].value - sums["arrived"].value
    return fact.counts_padding(at) and lacks == padding.value and {"lost": padding}


def nothing_lost(at):
    sums = totals(at)
    return fact.counts_cells_alone(at) and sums["sent"].value == sums["arrived"].value and sums


def passes_on(at):
    """Whether a window keeps its gradient only where it has as many cells as it is divided by."""
    n = fact.overridden(at)
    return n is not None and all((places * 1 / n == 1) == (places == n) for places in range(1, K * K + 1)) and {"n": n}


def cell_formula(at):
    formula = gradient_formula(at.case.pooled, at.case.grad_output, 1, 1)
    return {"formula": rf"\begin{{aligned}}{formula}\end{{aligned}}"}


def senders_shown(title, numbers):
    """Whether the windows that hold cell (1, 1) are marked in this grid."""

    def agrees(at):
        holding = {window for window in fact.windows(at) if (1, 1) in real_cells(*window, N, N, fact.layer(at))}
        return at.shows(title, numbers(at)) and at.marked(title, "holds") == holding and size(at)

    return agrees


def asks_divisor(at):
    n, include = fact.overridden(at), fact.layer(at).count_include_pad
    return {"settings": f"{include}" if n is None else f"{include} and divisor_override={n}"}


def sent_under_the_other(at):
    """What reaches the cells of window (0, 0) of 36 that it sends, where the other choice says what counts."""
    include = not fact.layer(at).count_include_pad
    cells, padding, _ = fact.places(at, (0, 0))
    places = fact.corner(at, include)
    right = Fraction(36, places) * cells
    return places == cells + padding * include and {
        "other": str(include), "right": right, "n": lambda text: not reads(text, right), "places": places,
        "share": Fraction(36, places), "cells": cells,
    }  # fmt: skip
