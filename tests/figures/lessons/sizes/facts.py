"""What is true of a case of the lesson on sizes: from the definition, in exact numbers."""

import math
import re
from fractions import Fraction
from itertools import product

from tests.figures.lessons import maxima
from tests.pooling.loops import Layer, output_length

N, TUTORIAL = 8, 14
START = Layer("max", (3, 3), (2, 2))


def layer(at):
    """The layer that the controls set."""
    k, s, p = (at.case.knobs[name] for name in ("kernel", "stride", "padding"))
    return Layer("max", (k, k), (s, s), (p, p), ceil_mode=at.case.knobs["rounding"] == "ceil")


def turned(own):
    """The same layer under the other rounding."""
    return own._replace(ceil_mode=not own.ceil_mode)


def steps(own, n=N):
    """Steps of the stride that there is room for after the first window."""
    return Fraction(n + 2 * own.padding[0] - own.kernel_size[0], own.stride[0])


def rounded(own, n=N):
    """The same, rounded as the layer says."""
    return math.ceil(steps(own, n)) if own.ceil_mode else math.floor(steps(own, n))


def outputs(own, n=N):
    """Windows along one axis."""
    return output_length(n, own, 0)


def start(own, window):
    """The row of the input in which a window starts; one of padding is below 0."""
    return window * own.stride[0] - own.padding[0]


def left_out(own, n=N):
    """Whether rounding gives a last window that would start beyond the input."""
    return start(own, rounded(own, n)) >= n


def hangs_over(own, n=N):
    """Whether the last window ends beyond the padding."""
    return start(own, outputs(own, n) - 1) + own.kernel_size[0] > n + own.padding[0]


def missing(own, n=N):
    """The rows that no window holds; columns are the same ones."""
    read = {row for row, _ in maxima.coverage(n, own)}
    return [row for row in range(n) if row not in read]


def runs(numbers):
    """How many ranges make up these numbers."""
    return sum(number - 1 not in numbers for number in numbers)


def named(text):
    """The numbers in a list of ranges."""
    found = []
    for some in re.split(", | and ", text):
        first, *last = map(int, some.split("–"))
        found += range(first, (last or [first])[0] + 1)
    return found


def unread(own, n=N):
    """The cells that no window holds."""
    held = maxima.coverage(n, own)
    return [cell for cell in product(range(n), range(n)) if cell not in held]


def coverage(own, n=N):
    """How many windows hold each cell, as a grid."""
    held = maxima.coverage(n, own)
    return maxima.rows_of({cell: held[cell] for cell in product(range(n), range(n))})


def changes_nothing(at):
    """Whether no output changes when the cells that no window holds do."""
    unread_cells = set(unread(layer(at)))
    other = tuple(tuple(1e12 if (r, c) in unread_cells else v for c, v in enumerate(row)) for r, row in enumerate(at.x))
    return maxima.output(other, layer(at)) == maxima.output(at.x, layer(at))


def largest_unread(at):
    """The one largest number, if it is where no window reads it, and its place."""
    most = max(max(row) for row in at.x)
    places = [(r, c) for r, c in maxima.every_cell(at.x) if at.x[r][c] == most]
    return len(places) == 1 and places[0] in unread(layer(at)) and {"most": most, "at": str(places[0])}


def wins(at):
    return maxima.wins(at.x, layer(at))


def passed(at):
    """The cells that a window holds and none chose."""
    won = wins(at)
    return [cell for cell in maxima.coverage(N, layer(at)) if cell not in won]


def counts(at):
    """How many windows chose each cell, as a grid."""
    won = wins(at)
    return maxima.rows_of({cell: won[cell] for cell in maxima.every_cell(at.x)})


def reached(at):
    """The cells that get gradient when every window sends 1."""
    n = outputs(layer(at))
    ones = ((1.0,) * n,) * n
    return {cell for cell, value in maxima.grad_input(at.x, ones, layer(at)).items() if value}
