"""What is true of a case of the lesson on the forward pass: from the definition."""

from itertools import pairwise

from figures.phrases import NO_BREAK
from lab.examples import WORKED_X
from tests.figures.lessons import maxima
from tests.figures.lessons.forward.stated import BATCH, BATCH_OUT, PLANES, PLANES_OUT, product
from tests.pooling.loops import Layer, output_length

N, LAYER = 6, Layer("max", (2, 2), (2, 2))
#: The first grid, what its source prints as the output (erratum E4), and what the output is.
FIRST = tuple(map(tuple, WORKED_X.tolist()))
RIGHT = maxima.output(FIRST, LAYER)
PRINTED = {(1, 1): 0.330, (1, 2): 1.030}
MISPRINT = [[PRINTED.get((i, j), value) for j, value in enumerate(row)] for i, row in enumerate(RIGHT)]


def windows(at):
    return maxima.windows(at.x, LAYER)


def window(at):
    """The output cell that the control names."""
    return windows(at)[at.case.knobs["window"]]


def cells(at):
    return maxima.cells(window(at), at.x, LAYER)


def values(at):
    return maxima.values(window(at), at.x, LAYER)


def winner(at):
    return maxima.winners(at.x, LAYER)[window(at)]


def output(at):
    return maxima.output(at.x, LAYER)


def after(at, cell, value):
    """By how much the output of the window moves when a cell becomes `value`."""
    return max(value if other == cell else at.x[other[0]][other[1]] for other in cells(at)) - max(values(at))


def deciding(at):
    """The cells of the window that the output cannot do without: it falls when they do."""
    return [(r, c) for r, c in cells(at) if after(at, (r, c), min(values(at)) - 1) < 0]


def starts(at, axis):
    """Where windows start along an axis."""
    return sorted({maxima.cells(one, at.x, LAYER)[0][axis] for one in windows(at)})


def room(at):
    """Steps that there is room for after the first window: one more would not fit."""
    steps = len(starts(at, 0)) - 1
    fits, next_fits = (LAYER.kernel_size[0] + n * LAYER.stride[0] <= N for n in (steps, steps + 1))
    return fits and not next_fits and steps


def touching(at):
    """Whether a window starts where the one before it ends, so that each cell lies in one window."""
    begin, held = starts(at, 0), maxima.coverage(N, LAYER)
    touch = [b - a for a, b in pairwise(begin)] == [LAYER.kernel_size[0]] * (len(begin) - 1)
    return touch and {held[cell] for cell in maxima.every_cell(at.x)} == {1} and LAYER.stride == LAYER.kernel_size


def owners(at):
    """The number of the window that holds each cell."""
    owner = {cell: str(n) for n, one in enumerate(windows(at)) for cell in maxima.cells(one, at.x, LAYER)}
    return [[owner[r, c] for c in range(N)] for r in range(N)]


def misprints():
    """The numbers of the printed output that are not its own, none of which its grid holds."""
    off = [at for at in maxima.windows(FIRST, LAYER) if MISPRINT[at[0]][at[1]] != RIGHT[at[0]][at[1]]]
    assert not {MISPRINT[i][j] for i, j in off} & {value for row in FIRST for value in row}
    return off


def by_source(size, height):
    """What the layer makes of a size whose height is named; width follows, and the rest stays."""
    return tuple(output_length(n, LAYER, 0) if axis - height in (0, 1) else n for axis, n in enumerate(size))


def as_published():
    """Whether kernel and stride of the lesson give the sizes that the sources of the table state."""
    return (by_source(PLANES, 1), by_source(BATCH, 1)) == (PLANES_OUT, BATCH_OUT)


def channels_stay():
    """Whether, in these sizes, channels stay as many while height and width shrink."""
    stay = [(PLANES[0], PLANES_OUT[0]), (BATCH[3], BATCH_OUT[3])]
    shrink = [*zip(PLANES[1:], PLANES_OUT[1:], strict=True), *zip(BATCH[1:3], BATCH_OUT[1:3], strict=True)]
    return all(a == b for a, b in stay) and all(a > b for a, b in shrink)


def table():
    """Sizes and how many numbers they hold, before and after."""
    sizes = {
        "H × W, this grid": ((N, N), by_source((N, N), 0)),
        "C × H × W": (PLANES, PLANES_OUT),
        "N × H × W × C": (BATCH, BATCH_OUT),
    }
    for name, pair in sizes.items():
        row = " | ".join([name, *(" × ".join(map(str, size)) for size in pair), *(str(product(size)) for size in pair)])
        yield {"row": row.replace(" ", NO_BREAK).replace(f"{NO_BREAK}|{NO_BREAK}", " | ")}


def last_is_read(n):
    """Whether a window holds the last row of n."""
    return (n - 1, 0) in maxima.coverage(n, LAYER)
