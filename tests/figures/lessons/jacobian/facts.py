"""What is true of a case of the lesson on the Jacobian: the matrix from the windows one by one."""

from fractions import Fraction
from itertools import pairwise

from figures.numbers import typed
from tests.figures.lessons.claims import depends_on
from tests.figures.lessons.jacobian.stated import jacobian
from tests.pooling.loops import Layer, backward, forward, real_cells

CELLS = [divmod(n, 3) for n in range(9)]


def is_max(at):
    return at.case.knobs["operator"] == "max"


def layer(at):
    return Layer(at.case.knobs["operator"], (2, 2), (1, 1))


def flat(plane):
    return [v for row in plane for v in row]


def cells(at, o):
    """The cells of the window of output o."""
    return real_cells(*divmod(o, 2), 3, 3, layer(at))


def numbers(at, plane):
    """The numbers of every window."""
    return [[plane[r][c] for r, c in cells(at, o)] for o in range(4)]


@depends_on("knobs", "x")
def matrix(at):
    return jacobian(at.x, layer(at))


@depends_on("knobs", "x")
def outputs(at):
    return forward(at.x, layer(at))[0]


@depends_on("knobs", "x")
def indices(at):
    return forward(at.x, layer(at))[1]


@depends_on("knobs", "x", "g")
def received(at):
    return backward(at.x, layer(at), at.g)


def transposed(at):
    return [list(row) for row in zip(*matrix(at), strict=True)]


def times(matrix, vector):
    """A matrix times a vector, exactly."""
    return [sum(typed(w) * typed(v) for w, v in zip(row, vector, strict=True)) for row in matrix]


def gives_the_outputs(at, plane):
    """Whether the matrix of the case gives the outputs of a plane, which may be another one."""
    taps = [list(map(typed, each)) for each in numbers(at, plane)]
    return times(matrix(at), flat(plane)) == [max(each) if is_max(at) else sum(each) / 4 for each in taps]


def moved(at, o, n, by):
    """By how much output o moves when cell n does, exactly."""
    after = [typed(at.x[r][c]) + by * (3 * r + c == n) for r, c in cells(at, o)]
    before = [typed(at.x[r][c]) for r, c in cells(at, o)]
    return max(after) - max(before) if is_max(at) else (sum(after) - sum(before)) / 4


@depends_on("knobs", "x")
def has_the_slopes(at):
    """Whether each entry of J is the slope, the same up and down, wherever no cells of the window tie for the most."""
    values = sorted(set(map(typed, flat(at.x))))
    step = min((b - a for a, b in pairwise(values)), default=Fraction(1)) / 3
    smooth = [o for o, each in enumerate(numbers(at, at.x)) if not is_max(at) or each.count(max(each)) == 1]
    return all(moved(at, o, n, by) == typed(matrix(at)[o][n]) * by
               for o in smooth for n in range(9) for by in (step, -step))  # fmt: skip


def lifted(at, n):
    """The plane with cell n above all others."""
    top = max(flat(at.x)) + 1
    return [[top if 3 * r + c == n else at.x[r][c] for c in range(3)] for r in range(3)]


@depends_on("knobs", "x")
def fails_elsewhere(at):
    """Whether the matrix of the case gives other outputs than a plane has in which another cell is on top."""
    return not all(gives_the_outputs(at, lifted(at, n)) for n in range(9))


@depends_on("knobs", "x")
def raised(at):
    """The first of the smallest cells, and the plane with that cell above all others."""
    n = flat(at.x).index(min(flat(at.x)))
    return n, lifted(at, n)


@depends_on("knobs", "x")
def matrix_of_raised(at):
    return jacobian(raised(at)[1], layer(at))


@depends_on("knobs", "x")
def changed(at):
    """The entries of J that are others once the cell is raised."""
    pairs = zip(matrix(at), matrix_of_raised(at), strict=True)
    return {(o, c) for o, (before, after) in enumerate(pairs) for c in range(9) if before[c] != after[c]}


def wins(matrix, n):
    return {o for o, row in enumerate(matrix) if row[n]}


def held(at, n):
    """The numbers of the outputs whose window holds the cell."""
    return {o for o in range(4) if CELLS[n] in cells(at, o)}


def row(at):
    return at.case.knobs["row"]


def column(at):
    return at.case.knobs["column"]


def taken(at):
    """The columns in which the chosen row is not 0."""
    return [c for c, weight in enumerate(matrix(at)[row(at)]) if weight]


def senders(at):
    """The rows in which the chosen column is not 0."""
    return [o for o, weights in enumerate(matrix(at)) if weights[column(at)]]


@depends_on("knobs", "x")
def ties(at):
    """How many windows have several largest cells."""
    return sum(each.count(max(each)) > 1 for each in numbers(at, at.x))


def filled(at):
    return sum(weight != 0 for weights in matrix(at) for weight in weights)


def product(at):
    """What the chosen row of Jᵀ makes of the upstream gradient, exactly."""
    weights, sent = [row[column(at)] for row in matrix(at)], flat(at.g)
    return sum(Fraction(w) * typed(g) for w, g in zip(weights, sent, strict=True))


def sizes(at, side):
    """Outputs and inputs of a square plane under the same windows, and the entries of J that are not 0."""
    outputs = (side - 1) ** 2
    return outputs, side**2, outputs * (1 if is_max(at) else 4)
