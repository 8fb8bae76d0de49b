"""What the question says that opens the lesson on checking, and when: E before and after, in exact numbers."""

from fractions import Fraction

from figures.numbers import in_words, typed
from tests.figures.lessons import maxima
from tests.figures.lessons.claims import always
from tests.figures.lessons.drawn import grid
from tests.pooling.loops import Layer, output_cells

LAYER = Layer("max", (2, 2), (2, 2))
WHOLE_STEP = "That is the gradient times the step. But does the output fall by 1, all the way?"


def window(at):
    """The first window in which several cells are largest, or the first of all."""
    found = [one for one in output_cells(4, 4, LAYER) if len(maxima.largest(one, at.x, LAYER)) > 1]
    return found[0] if found else (0, 0)


def cell(at):
    return min(maxima.largest(window(at), at.x, LAYER))


def sent(at):
    return typed(at.g[window(at)[0]][window(at)[1]])


def lowered(at):
    return tuple(
        tuple(float(typed(v) - 1) if (r, c) == cell(at) else v for c, v in enumerate(row)) for r, row in enumerate(at.x)
    )


def numbers(at):
    return sorted((typed(v) for v in maxima.values(window(at), at.x, LAYER)), reverse=True)


def falls(at):
    """By how much the output of the window falls."""
    after = [typed(v) - ((r, c) == cell(at)) for (r, c), v in zip(
        maxima.cells(window(at), at.x, LAYER), maxima.values(window(at), at.x, LAYER), strict=True)]  # fmt: skip
    return numbers(at)[0] - max(after)


CLAIMS = {
    "Predict first": always,
    "Max pooling, and E is the sum of all outputs, each times its upstream gradient.": always,
    "Cell [cell], outlined, holds [number]; the upstream gradient of its window, framed, is [sent].": lambda at: {
        "cell": str(cell(at)),
        "number": in_words(float(numbers(at)[0])),
        "sent": in_words(float(sent(at))),
    },
    "**The cell falls by 1.": always,
    "By how much does E change?**": always,
    "What is the largest number of the window then?": always,
    "E changes by what the output changes, times its gradient.": always,
    "Another cell of the window is as large, so the output stays.": lambda at: falls(at) == 0,
    "Going down from here the slope is 0, though the backward pass sends this cell the whole gradient: at a tie there "
    "is a kink, and no derivative.": lambda at: falls(at) == 0 and maxima.winners(at.x, LAYER)[window(at)] == cell(at),
    "The output falls by [less] alone: then another cell, [other], is the largest.": lambda at: (
        0 < falls(at) < 1 and {"less": falls(at), "other": numbers(at)[1]}
    ),
    "No other cell of the window comes in between: the output falls by 1, and E by its gradient times 1.": (
        lambda at: falls(at) == 1
    ),
    "right: [change]": lambda at: {"change": -falls(at) * sent(at)},
    f"slip [answer]: {WHOLE_STEP}": lambda at: falls(at) == 1 and {"answer": -sent(at)},
    f"slip [answer], [up]: {WHOLE_STEP}": lambda at: falls(at) < 1 and {"answer": -sent(at), "up": sent(at)},
    "slip [answer]: Mind the sign: the cell falls.": lambda at: {"answer": falls(at) * sent(at)},
    "slip [less], [step]: That is how far the output may fall. E has it times the upstream gradient.": lambda at: {
        "less": -falls(at),
        "step": Fraction(-1),
    },
    "Input | 4 × 4": grid(
        "Input", lambda at: at.x, window=lambda at: maxima.cells(window(at), at.x, LAYER), focus=lambda at: [cell(at)]
    ),
    "Upstream gradient | 2 × 2": grid("Upstream gradient", lambda at: at.g, focus=lambda at: [window(at)]),
    "Output": grid("Output", lambda at: maxima.output(at.x, LAYER), focus=lambda at: [window(at)]),
    "Output after": grid("Output after", lambda at: maxima.output(lowered(at), LAYER), focus=lambda at: [window(at)]),
}
