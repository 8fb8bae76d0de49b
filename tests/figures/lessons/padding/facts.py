"""What is true of a case of the lesson on padding: from the definition, in exact numbers."""

from fractions import Fraction
from itertools import product

from figures.numbers import typed
from tests.figures.lessons.claims import Total, depends_on
from tests.figures.lessons.padding import stated as told

N, K, LIFTS = 4, 3, range(5)
WINDOWS = told.WINDOWS
#: The cells around the input that hold its padding, in the rows and columns of the padded plane.
RING = [(r, c) for r, c in product(range(N + 2), range(N + 2)) if not (1 <= r <= N and 1 <= c <= N)]


def lift(at):
    return at.case.knobs["lift"]


@depends_on("knobs", "x")
def raised(at, by=None):
    """The input with the lesson's constant added to every cell."""
    return [[value + (lift(at) if by is None else by) for value in row] for row in at.x]


@depends_on("knobs", "x")
def cells(at, one):
    """The numbers of a window's cells, raised."""
    return [raised(at)[r][c] for r, c in told.taps(*one) if told.is_cell((r, c))]


def padded(one):
    """How many places of a window are padding."""
    return sum(not told.is_cell(tap) for tap in told.taps(*one))


EDGE = [one for one in WINDOWS if padded(one)]


@depends_on("knobs", "x")
def off(at, by=None):
    """The windows that come out wrong with zeros in the padding."""
    return told.off(raised(at, by))


@depends_on("knobs", "x")
def sunk(at, by=None):
    """The windows that choose a padded 0."""
    return told.sunk(raised(at, by))


def leaks(at):
    """Whether a window that chooses a padded 0 sends another number than 0."""
    return any(at.g[i][j] != 0 for i, j in sunk(at))


def window(at):
    """The first window that comes out wrong, or the first of all."""
    return (off(at) or WINDOWS)[0]


def output(x, pad):
    """The output with `pad` in the padding; None never wins."""
    return [[told.winner(x, i, j, pad)[1] for j in range(N)] for i in range(N)]


def sent(at, one):
    return typed(at.g[one[0]][one[1]])


@depends_on("knobs", "x", "g")
def in_padding(at):
    """The gradient of the plane with its padding of zeros, (6, 6)."""
    grad = [[Fraction(0)] * (N + 2) for _ in range(N + 2)]
    for one in WINDOWS:
        (r, c), _ = told.winner(raised(at), *one, 0)
        grad[r + 1][c + 1] += sent(at, one)
    return grad


def wrong_gradient(at):
    """The same without the padding."""
    return [row[1:-1] for row in in_padding(at)[1:-1]]


@depends_on("knobs", "x", "g")
def right_gradient(at):
    grad = [[Fraction(0)] * N for _ in range(N)]
    for one in WINDOWS:
        (r, c), _ = told.winner(raised(at), *one, None)
        grad[r][c] += sent(at, one)
    return grad


def floats(plane):
    return [[float(value) for value in row] for row in plane]


def differing(at):
    wrong, right = wrong_gradient(at), right_gradient(at)
    return [(r, c) for r, c in product(range(N), range(N)) if wrong[r][c] != right[r][c]]


def added_up(plane):
    value = sum(map(sum, plane))
    return Total(value, abs(value))


def upstream(at):
    return added_up([[sent(at, one) for one in WINDOWS]])


def kept(at):
    return added_up(wrong_gradient(at))


def lost(at):
    return added_up([[sent(at, one) for one in sunk(at)]])


def shifts(x, pad, by):
    """Whether the output moves by a constant when every cell does."""
    before, after = (output([[typed(v) + c for v in row] for row in x], pad) for c in (0, by))
    return after == [[value + by for value in row] for row in before]


def zero_wins_where_all_are_negative(at):
    """Whether a padded 0 is larger than all cells of a window where these are negative, and nowhere else."""
    won = [one for one in EDGE if max(cells(at, one)) < 0]
    return won == [one for one in EDGE if all(value < 0 for value in cells(at, one))] == off(at)


def lowest_never_wins(at):
    return all(float("-inf") < value for one in WINDOWS for value in cells(at, one))
