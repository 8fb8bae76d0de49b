"""Whether what the lesson on global and adaptive pooling shows and says of a case is true of it."""

from itertools import product

import numpy as np

from figures.numbers import typed
from figures.stories.story import gradient_formula
from pooling import PoolSpec
from pooling.passes import pool_windows
from pooling.windows import Windows
from tests.figures.lessons.adaptive.stated import SENT, N, cells_of, holding, rows_of, winner
from tests.figures.lessons.claims import counted, depends_on
from tests.pooling.loops import Layer, derivative

CELLS = list(product(range(N), range(N)))
WRONG, RIGHT = "Wrong: by the output's height", "Right: by the cells of the input"


def size(at):
    return at.case.knobs["size"]


def bins(at):
    return list(product(range(size(at)), range(size(at))))


def plane(values):
    """A value for each cell as a grid."""
    return [[values(r, c) for c in range(N)] for r in range(N)]


def square(at):
    return {"size": f"{size(at)} × {size(at)}"}


def spelled(items):
    return " and ".join(filter(None, (", ".join(map(str, items[:-1])), str(items[-1]))))


# One window


def sent(at):
    return typed(at.g[0][0])


def global_max(at):
    """Where all of the gradient goes: the first of the cells that no other exceeds."""
    top = max(map(max, at.x))
    equal = [(r, c) for r, c in CELLS if at.x[r][c] == top]
    which = "the largest cell" if len(equal) == 1 else f"the first of the {len(equal)} largest cells"
    return {"which": which, "at": str(equal[0])}


def max_shown(at):
    first = winner(CELLS, at.x)
    chosen = [at.marked("Input", "chosen"), at.marked("Global max sends", "chosen")] == [{first}] * 2
    return chosen and at.shows("Global max sends", plane(lambda *cell: sent(at) * (cell == first)))


def average_shown(at):
    return at.shows("Global average sends", plane(lambda *_: sent(at) / len(CELLS)))


def global_formula(at):
    row, column = winner(CELLS, at.x)
    return {"r": row, "c": column, "all": sent(at), "g": sent(at), "share": sent(at) / len(CELLS)}


def mistake_shown(at):
    off = set(CELLS) if sent(at) else set()
    return at.shows(WRONG, plane(lambda *_: sent(at))) and at.marked(WRONG, "wrong") == off


def right_shown(at):
    return at.shows(RIGHT, plane(lambda *_: sent(at) / len(CELLS)))


def by_output_fails(at):
    """Whether the shares by the output's height add up to something else, as they do but for a gradient of 0."""
    return adds_up("Wrong: H of the output")(at) == (sent(at) == 0)


def every_cell_a_bin(at):
    return lengths(at) == [1] * N and at.shows("Adaptive max", at.x) and at.shows("Adaptive average", at.x)


def wins_often(at):
    return len(set(won(at))) < len(won(at)) and most_wins(at)


def no_cell_twice(at):
    return len(set(won(at))) == len(won(at))


def in_several_bins(at):
    return shared(at) and average_of_bins_shown(at) and held(at)


def in_one_bin(at):
    return not shared(at) and average_of_bins_shown(at)


def shares(at):
    return sent(at) != 0 and {"g": sent(at), "sum": sent(at) * len(CELLS)}


def adds_up(title):
    """Whether the lines under this title make shares that add up to what is sent."""
    return lambda at: np.isclose(at.code(title)(at.g[0][0], N, N).sum(), at.g[0][0], rtol=1e-12, atol=0)


# Bins


@depends_on("knobs")
def lengths(at):
    return [len(rows_of(i, size(at))) for i in range(size(at))]


@depends_on("knobs")
def shared_rows(at):
    """The rows in more than one bin, if they are those where a bin ends within them: there the division has a rest."""
    rows = [row for row in range(N) if sum(row in rows_of(i, size(at)) for i in range(size(at))) > 1]
    assert rows == sorted({i * N // size(at) for i in range(1, size(at)) if i * N % size(at)})
    return rows


def several_bins(at):
    return 1 < size(at) != N


def bins_hold(at):
    sizes = f"{counted(lengths(at)[0], 'row')} each" if len(set(lengths(at))) == 1 else f"{spelled(lengths(at))} rows"
    return several_bins(at) and {"n": size(at), "sizes": sizes}


def rows_overlap(at):
    rows = shared_rows(at)
    lie = "row [] lies" if len(rows) == 1 else "rows [] lie"
    return rows != [] and {"rows": lie.replace("[]", spelled(rows))}


@depends_on("knobs")
def shared(at):
    return {cell for cell in CELLS if len(holding(*cell, size(at))) > 1}


def shared_dotted(at):
    return shared(at) == at.marked("Input", "shared") and at.shows("Input", at.x)


def outputs(at, reduce):
    """An output cell for each bin."""
    side = range(size(at))
    return [[reduce([typed(at.x[r][c]) for r, c in cells_of(i, j, size(at))]) for j in side] for i in side]


def means_shown(at):
    room = max(abs(v) for row in at.x for v in row)
    return at.shows("Adaptive average", outputs(at, lambda cells: sum(cells) / len(cells)), room) and square(at)


def maxima_shown(at):
    return at.shows("Adaptive max", outputs(at, max)) and square(at)


@depends_on("knobs")
def bounds(at):
    """A row of the table for each bin, strong for the one of the formula."""
    rows = []
    for i in range(size(at)):
        first, *_, last = (*rows_of(i, size(at)), rows_of(i, size(at))[-1])
        span = str(first) if first == last else f"{first}–{last}"
        rows.append({"i": f"{'▸ ' if i == size(at) // 2 else ''}{i}", "span": span, "n": lengths(at)[i]})
    return rows


@depends_on("knobs")
def middle(at):
    """The bin that the formula and the question are about."""
    i = size(at) // 2
    rows = rows_of(i, size(at))
    held = f"row {rows[0]}" if len(rows) == 1 else f"rows {rows[0]} to {rows[-1]}"
    of = {"i": i, "next": i + 1, "size": size(at), "first": rows[0], "last": rows[-1], "held": held}
    return of | {"rows": counted(len(rows), "row"), "out": counted(size(at), "row")}


def other_numbers_of_rows(at):
    return {"rows": lambda text: text != middle(at)["rows"] and text in [counted(n, "row") for n in range(1, N + 2)]}


# Gradient through bins


@depends_on("knobs")
def busiest(at):
    """The first of the cells that most bins hold."""
    return max(CELLS, key=lambda cell: (len(holding(*cell, size(at))), -cell[0], -cell[1]))


@depends_on("knobs", "x")
def won(at):
    """The cell that each bin sends its gradient to under max."""
    return [winner(cells_of(*each, size(at)), at.x) for each in bins(at)]


@depends_on("knobs")
def shares_of_bins(at):
    shares = plane(lambda *cell: sum(typed(SENT) / len(cells_of(*each, size(at))) for each in holding(*cell, size(at))))
    return [[float(share) for share in row] for row in shares]


def held(at):
    return {"cell": str(busiest(at)), "n": len(holding(*busiest(at), size(at)))}


def most_wins(at):
    n = max(map(won(at).count, won(at)))
    return {"n": n, "sum": n * SENT}


def average_of_bins_shown(at):
    return at.shows("Adaptive average sends", shares_of_bins(at)) and at.marked("Bins", "focus") == {busiest(at)}


def max_of_bins_shown(at):
    sums = plane(lambda *cell: won(at).count(cell) * SENT)
    marked = [at.marked(title, "chosen") for title in ("Input", "Adaptive max sends")]
    return marked == [set(won(at))] * 2 and at.shows("Adaptive max sends", sums)


def counts_shown(at):
    return at.shows("Bins", plane(lambda *cell: len(holding(*cell, size(at)))))


def busiest_formula(at):
    bins = Windows.adaptive((size(at), size(at)), N, N)
    pooled = pool_windows(at.case.x, PoolSpec("avg"), bins)
    formula = gradient_formula(pooled, np.full(pooled.output.shape, float(SENT)), *busiest(at))
    return {"formula": rf"\begin{{aligned}}{formula}\end{{aligned}}"}


def weight_of_each(part):
    """Whether each cell gets this part of what comes back from the average of the whole plane."""
    return lambda at: all(local == part for local in derivative(0, 0, at.x, Layer("avg", (N, N), (1, 1))).values())
