"""What the question says that opens the lesson on the Jacobian, and when."""

from tests.figures.lessons.claims import always
from tests.figures.lessons.drawn import grid
from tests.figures.lessons.jacobian import facts as fact
from tests.pooling.loops import derivative, output_cells, real_cells

INPUTS = 9


def rows(at):
    """What each output changes by with each cell of its window."""
    return [derivative(i, j, at.x, fact.layer(at)) for i, j in output_cells(3, 3, fact.layer(at))]


def filled(at):
    return sum(slope != 0 for row in rows(at) for slope in row.values())


def entries(at):
    return len(rows(at)) * INPUTS


def held(at):
    return sum(len(real_cells(i, j, 3, 3, fact.layer(at))) for i, j in output_cells(3, 3, fact.layer(at)))


def changing(at):
    return len({cell for row in rows(at) for cell, slope in row.items() if slope})


def matrix(at):
    return [[row.get(divmod(n, 3), 0.0) for n in range(INPUTS)] for row in rows(at)]


CLAIMS = {
    "Predict first": always,
    "[operator] pooling with windows of 2 × 2 in steps of 1 makes [outputs] outputs of [inputs] inputs.": lambda at: {
        "operator": "Max" if fact.is_max(at) else "Average",
        "outputs": len(rows(at)),
        "inputs": INPUTS,
    },
    "How fast each output changes with each input is a matrix J: a row for each output, a column for each input, "
    "[entries] entries.": lambda at: {"entries": entries(at)},
    "**How many of them are not 0?**": always,
    "Go row by row: with how many cells does this one output change?": always,
    "A row is an output, and says what it takes: one cell of its window, the winner.": (
        lambda at: fact.is_max(at) and {sum(map(bool, row.values())) for row in rows(at)} == {1}
    ),
    "A row is an output, and says what it takes: an equal part of each of the 4 cells of its window.": (
        lambda at: not fact.is_max(at) and {tuple(row.values()) for row in rows(at)} == {(1 / 4,) * 4}
    ),
    "So [filled] are not 0.": lambda at: {"filled": filled(at)},
    "right: [filled]": lambda at: {"filled": filled(at)},
    "slip [entries]: Most inputs are in another window: the output does not change with them.": lambda at: (
        held(at) < entries(at) / 2 and {"entries": entries(at)}
    ),
    "slip [held]: That is how many cells the windows hold. Does an output change with all cells of its window?": (
        lambda at: {"held": held(at)}
    ),
    "slip [outputs]: That is one for each output. But each takes a part of every cell of its window.": lambda at: {
        "outputs": len(rows(at))
    },
    "slip [inputs]: That is one for each input. An input may be in several windows, or decide none.": lambda at: (
        fact.is_max(at) and {"inputs": INPUTS}
    ),
    "slip [inputs]: That is one for each input. An input may be in several windows.": lambda at: (
        not fact.is_max(at) and {"inputs": INPUTS}
    ),
    "slip [changing]: That is how many inputs change an output. Some may change several.": lambda at: {
        "changing": changing(at)
    },
    "Input | 3 × 3": grid("Input", lambda at: at.x),
    "J | 4 × 9 · a row for each output cell, a column for each input cell": grid("J", matrix),
}
