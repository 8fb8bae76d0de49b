"""What the question says that opens the lesson on the range of windows, and when."""

import math

from tests.figures.lessons.claims import always, counted
from tests.figures.lessons.drawn import MEANS, grid
from tests.pooling.loops import Layer, output_cells, output_length, real_cells

N, K, PADDING, ASKED = 6, 3, 1, (2, 1)
MEANS.setdefault("holds", "of a window that holds the cell")


def layer(at):
    return Layer("avg", (K, K), (at.case.knobs["stride"],) * 2, (PADDING, PADDING))


def holding(at):
    """The windows that hold the cell."""
    return [one for one in output_cells(N, N, layer(at)) if ASKED in real_cells(*one, N, N, layer(at))]


def along(at, axis):
    return len({one[axis] for one in holding(at)})


def sides(at):
    """Along each side the windows that hold the cell's row or column, if there were no other side."""
    s = layer(at).stride[0]
    return [sum(i * s <= place + PADDING < i * s + K for i in range(output_length(N, layer(at), 0))) for place in ASKED]


def floored(at):
    """How many windows the floor in place of the ceiling names."""
    s, last = layer(at).stride[0], output_length(N, layer(at), 0) - 1
    named = [
        range(max(0, math.floor((place + PADDING - K + 1) / s)), min((place + PADDING) // s, last) + 1)
        for place in ASKED
    ]
    return math.prod(map(len, named))


def names_ended(at):
    """Whether all windows that the floor names beside those that hold the cell end before its row or its column."""
    s, last = layer(at).stride[0], output_length(N, layer(at), 0) - 1
    for place in ASKED:
        m = place + PADDING
        named = range(max(0, math.floor((m - K + 1) / s)), min(m // s, last) + 1)
        if any(not i * s <= m < i * s + K and i * s + K - 1 >= m for i in named):
            return False
    return True


def in_steps_of_one():
    """The windows that would hold the cell: as many as the places of a window."""
    own = Layer("avg", (K, K), (1, 1), (PADDING, PADDING))
    found = [one for one in output_cells(N, N, own) if ASKED in real_cells(*one, N, N, own)]
    assert len(found) == len(real_cells(2, 2, N, N, own))
    return found


CLAIMS = {
    "Predict first": always,
    "Windows of 3 × 3 places move by [s] over the input and 1 row and column of padding at each edge; the first begins "
    "in the padding.": lambda at: {"s": layer(at).stride[0]},
    "**How many windows hold cell [at], outlined?**": lambda at: {"at": str(ASKED)},
    "Which windows along the rows hold its row?": always,
    "Which along the columns its column?": always,
    "Every pair counts.": lambda at: math.prod(sides(at)) == len(holding(at)),
    "[rows] along the rows times [columns] along the columns.": lambda at: {
        "rows": counted(sides(at)[0], "window"),
        "columns": sides(at)[1],
    },
    "right: [held]": lambda at: {"held": len(holding(at))},
    "slip [named]: That counts a window that ends before the cell: check the last row of each.": lambda at: (
        names_ended(at) and {"named": floored(at)}
    ),
    "slip [sum]: That adds rows and columns up. Each of the one meets each of the other.": lambda at: {
        "sum": sum(sides(at))
    },
    "slip [rows], [columns]: That is along one side alone.": lambda at: {
        "rows": sides(at)[0],
        "columns": sides(at)[1],
    },
    "slip [places]: A window has [places] places, and in steps of 1 [places] windows would hold this cell. Here they "
    "move by [s].": lambda at: {"places": len(in_steps_of_one()), "s": layer(at).stride[0]},
    "Input | 6 × 6 · hatched: padding": grid("Input", lambda at: at.x, focus=lambda at: [ASKED]),
    "Upstream gradient | [size]": grid(
        "Upstream gradient",
        lambda at: at.g,
        lambda at: {"size": " × ".join([str(output_length(N, layer(at), 0))] * 2)},
        holds=holding,
    ),
}
