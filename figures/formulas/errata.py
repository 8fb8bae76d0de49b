"""§5: mistakes of the five tutorials, E1 to E10: what published code does, what is right, and how to see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from figures.formulas import seen
from pooling.verify import mistakes

INTRODUCTION = (
    "Each of these is easily made. A lesson of the app shows the wrong result beside the right one, on numbers that "
    "can be edited. Where public code that can be opened has it, that is cited; where none is cited, none is accused."
)


@dataclass(frozen=True)
class Erratum:
    """A mistake, what is right, what shows it (a sentence whose numbers are computed), and where it is shown.

    `source` is the tutorial that led to it, `lesson` the slug of a lesson, `code` the lines in
    `pooling.verify.mistakes`.
    """

    anchor: str
    source: str
    title: str
    mistake: str
    right: str
    see: Callable[[], str]
    lesson: str
    code: tuple[Callable, ...] = ()


ERRATA = (
    Erratum(
        "E1",
        "S2",
        "The inverse range from a floor",
        "The lower bound of B3, the first window that holds a cell, is rounded down.",
        "It is rounded up: a window that ends before the cell does not hold it.",
        seen.floored_range,
        "bounds",
        (mistakes.first_window_floored, mistakes.first_window),
    ),
    Erratum(
        "E2",
        "S2",
        "The divisor of the global average",
        "The gradient is divided by the height of the output, which is 1.",
        "It is divided by the number of cells of the input, H · W (B6).",
        seen.global_divisor,
        "adaptive",
        (mistakes.global_average_gradient_by_output, mistakes.global_average_gradient),
    ),
    Erratum(
        "E3",
        "S4",
        "Assigning the gradient",
        "`grad_input[index] = g`: a cell that wins two windows keeps the gradient of the last.",
        "`grad_input[index] += g`: what the windows send adds up (B2).",
        seen.assigned,
        "overlap",
        (mistakes.assign, mistakes.accumulate),
    ),
    Erratum(
        "E4",
        "S4",
        "Two misprints in an output",
        "The printed output of the first worked example (§4) has two numbers that are not in its input.",
        "Every output of max pooling is a number of its window.",
        seen.misprinted,
        "forward",
    ),
    Erratum(
        "E5",
        "S3",
        "The whole gradient to every tied cell",
        "The mask `window == window.max()` sends the gradient to every cell that ties for the maximum.",
        "One of them receives it, in PyTorch the first in reading order; or they share it.",
        seen.tied,
        "ties",
        (mistakes.every_tie, mistakes.accumulate, mistakes.split),
    ),
    Erratum(
        "E6",
        "S3",
        "An output size of six and a half",
        "A size formula that comes to 6.5 is written as 6, with no word of what is left out.",
        "The division is rounded down (F1), and what lies behind the last window, here a row and a column, is in none.",
        seen.left_out,
        "sizes",
    ),
    Erratum(
        "E7",
        "S1",
        "Zeros over the cells that lost",
        "Each window writes its gradient over all of its cells, then zeros over those that lost.",
        "Each window adds to its winner alone (B2); other windows may have sent something to the losers.",
        seen.overwritten,
        "overlap",
        (mistakes.overwrite, mistakes.accumulate),
    ),
    Erratum(
        "E8",
        "S2",
        "Zeros in the padding of a max pool",
        "The input is padded with zeros before the maximum is taken.",
        "Padding never wins (F3): it is lower than any number.",
        seen.zero_padded,
        "padding",
        (mistakes.pad_with_zeros, mistakes.send_into_zeros, mistakes.pad_with_lowest),
    ),
    Erratum(
        "E9",
        "S0",
        "A derivation that ends on one term",
        "The gradient of a cell is written as that of a single window.",
        "It is the sum over all windows that the cell won (B2).",
        seen.one_term,
        "overlap",
        (mistakes.assign, mistakes.accumulate),
    ),
    Erratum(
        "E10",
        "S1",
        "A window matrix of random signs",
        "The window matrix (§3) is declared with k columns where the loop counts to k · k, and filled with random "
        "signs in place of a forward pass.",
        "It has kH · kW columns, and a forward pass marks one winner in each row.",
        seen.random_signs,
        "routing",
        (mistakes.random_winners, mistakes.window_matrix),
    ),
)
