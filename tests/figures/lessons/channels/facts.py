"""What is true of a case of the lesson on batches: planes of 4 × 2 in a grid of 8 × 6, cell by cell."""

from itertools import product

from tests.pooling.loops import Layer, forward

N, C, H, W = 2, 3, 4, 2
LAYER = Layer("max", (2, 2), (2, 2))
PLACES = list(product(range(N), range(C), range(H), range(W)))
WINDOWS = [(0, 0), (1, 0)]
#: Every number in memory, in either layout.
NCHW = PLACES
NHWC = [(n, c, h, w) for n, h, w, c in product(range(N), range(H), range(W), range(C))]


def chosen(at):
    return at.case.knobs["n"], at.case.knobs["c"]


def plane(at, n, c):
    """The rows of a plane."""
    return [[at.x[n * H + h][c * W + w] for w in range(W)] for h in range(H)]


def pooled(at, n, c):
    """The output of a plane alone, and the winner of each window."""
    output, indices = forward(plane(at, n, c), LAYER)
    return output, {window: divmod(indices[window[0]][window[1]], W) for window in WINDOWS}


def own(at):
    return plane(at, *chosen(at))


def winners(at):
    return pooled(at, *chosen(at))[1]


def first(at):
    return winners(at)[0, 0]


def framed(at, height=H, width=W, cells=None):
    """Where cells of the chosen plane stand in the grid of all."""
    n, c = chosen(at)
    every = product(range(height), range(width)) if cells is None else cells
    return [(n * height + r, c * width + s) for r, s in every]


def whole_output(at):
    """The outputs of all planes, side by side."""
    return [[pooled(at, i // 2, j)[0][i % 2][0] for j in range(C)] for i in range(4)]


def place(order, n, c, cell):
    return order.index((n, c, *cell))


def places(order):
    """The places of all numbers, in the grid of all planes."""
    return [[order.index((r // H, s // W, r % H, s % W)) for s in range(C * W)] for r in range(N * H)]


def named(at, cell):
    """What PyTorch, ONNX and TensorFlow, without and with the batch, call a winner."""
    n, c = chosen(at)
    plane_alone = list(product(range(H), range(W))).index(cell)
    example = [(h, w, channel) for h, w, channel in product(range(H), range(W), range(C))].index((*cell, c))
    return plane_alone, place(NCHW, n, c, cell), example, place(NHWC, n, c, cell)


def across(at):
    """For each place the numbers of its channels."""
    return [[[at.x[r][c * W + w] for c in range(C)] for w in range(W)] for r in range(N * H)]


def won(at):
    """The places at which the chosen channel has the largest number, the first of several."""
    c = chosen(at)[1]
    every = product(range(N * H), range(W))
    return [(r, w) for r, w in every if across(at)[r][w].index(max(across(at)[r][w])) == c]
