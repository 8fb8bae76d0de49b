"""What is true of a case of the lesson on shifts and noise: windows of 2 × 2, one by one, in exact numbers."""

from itertools import product

from figures.numbers import typed
from tests.figures.lessons.claims import depends_on

N = 6
#: Rows down and columns to the right that the numbers move; a shift that is not the one on screen.
SHIFTS = {"right": (0, 1), "left": (0, -1), "down": (1, 0), "up": (-1, 0), "none": (0, 0)}
OTHER = {"right": "left", "left": "right", "down": "up", "up": "down", "none": "right"}
WINDOWS = list(product(range(3), range(3)))


def shift(at):
    return at.case.knobs["shift"]


def direction(name):
    return f"to the {name}" if name in ("left", "right") else name


@depends_on("x")
def plane(at):
    return [[typed(v) for v in row] for row in at.x]


@depends_on("x")
def shifted(at, name):
    """Each cell has the number that lies so many rows and columns back, at the border the nearest one."""
    down, right = SHIFTS[name]
    return [[plane(at)[min(max(r - down, 0), 5)][min(max(c - right, 0), 5)] for c in range(N)] for r in range(N)]


def cells(i, j):
    return [(2 * i + r, 2 * j + c) for r in (0, 1) for c in (0, 1)]


def windows(plane):
    """The numbers of every window."""
    return {at: [plane[r][c] for r, c in cells(*at)] for at in WINDOWS}


def mean(numbers):
    return sum(numbers) / len(numbers)


def outputs(plane, reduce):
    return {at: reduce(numbers) for at, numbers in windows(plane).items()}


def square(values):
    """A value for each window as a grid."""
    return [[values[i, j] for j in range(3)] for i in range(3)]


@depends_on("x")
def stay(at, name, reduce):
    """The windows whose output a shift leaves as it is."""
    before, after = outputs(plane(at), reduce), outputs(shifted(at, name), reduce)
    return {window for window in WINDOWS if before[window] == after[window]}


@depends_on("x")
def jump(at, name, reduce):
    before, after = outputs(plane(at), reduce), outputs(shifted(at, name), reduce)
    return max(abs(before[window] - after[window]) for window in WINDOWS)


@depends_on("x")
def moved_cells(at, name):
    return sum(
        a != b
        for before, after in zip(plane(at), shifted(at, name), strict=True)
        for a, b in zip(before, after, strict=True)
    )


@depends_on("x")
def holds_and_none_larger(at, name):
    """The windows in which the largest number is still there, and no larger one."""
    before, after = windows(plane(at)), windows(shifted(at, name))
    return {
        window
        for window in WINDOWS
        if max(before[window]) in after[window] and max(after[window]) <= max(before[window])
    }


def first_best(numbers):
    return numbers.index(max(numbers))


def winner(numbers, window):
    return cells(*window)[first_best(numbers)]


@depends_on("x")
def winners(at):
    return {window: winner(numbers, window) for window, numbers in windows(plane(at)).items()}


@depends_on("x")
def margins(at):
    ordered = {window: sorted(numbers) for window, numbers in windows(plane(at)).items()}
    return {window: numbers[-1] - numbers[-2] for window, numbers in ordered.items()}


@depends_on("x")
def least(at):
    """The first window with the smallest margin, and that margin."""
    window = min(WINDOWS, key=lambda each: margins(at)[each])
    return window, margins(at)[window]


def noise(at):
    return typed(at.case.knobs["noise"])


def under(at, size):
    """The plane with every winner lower by `size`, every other cell higher."""
    down = set(winners(at).values())
    return [[plane(at)[r][c] + (-size if (r, c) in down else size) for c in range(N)] for r in range(N)]


@depends_on("knobs", "x")
def worst(at):
    return under(at, noise(at))


@depends_on("knobs", "x")
def lost(at):
    """The windows that choose another cell under the worst noise."""
    return {window for window, numbers in windows(worst(at)).items() if winner(numbers, window) != winners(at)[window]}


def small(at):
    """The windows whose margin is at most twice the noise."""
    return {window for window in WINDOWS if margins(at)[window] <= 2 * noise(at)}


def any_lost_below(at, size):
    """Whether noise of some size below this one changes a winner: for ever smaller steps below it."""
    return any(
        winner(numbers, window) != winners(at)[window]
        for part in (typed(1) / 2, 1 - typed(1) / 2**40)
        for window, numbers in windows(under(at, size * part)).items()
    )
