"""What is true of a case of the lesson on unpooling: from the definition, in exact numbers."""

from fractions import Fraction

from figures.numbers import typed
from tests.figures.lessons import maxima
from tests.figures.lessons.claims import Total
from tests.pooling.loops import Layer


def layer(at):
    kernel = int(at.case.knobs["kernel"])
    return Layer("max", (kernel, kernel), (2, 2))


def winners(at):
    return maxima.winners(at.x, layer(at))


def wins(at):
    return maxima.wins(at.x, layer(at))


def busiest(at):
    """The first cell that wins as often as any."""
    return min(cell for cell, times in wins(at).items() if times == max(wins(at).values()))


def chose(at):
    return choosing(at, busiest(at))


def choosing(at, cell):
    """The windows that chose a cell."""
    return [window for window, chosen in winners(at).items() if chosen == cell]


def repeated(at):
    """The first cell that most windows chose, of those whose number would be wrong if it were added; else of all."""
    times = {cell: n for cell, n in wins(at).items() if n > 1 and at.x[cell[0]][cell[1]] != 0}
    return min((cell for cell in times if times[cell] == max(times.values())), default=busiest(at))


def shared(at):
    """Whether two windows chose the same cell."""
    return max(wins(at).values()) > 1


def indices(at):
    return [[5 * row + column for row, column in (winners(at)[i, j] for j in range(2))] for i in range(2)]


def sent(at):
    return [typed(at.g[i][j]) for i, j in chose(at)]


def total(at):
    return Total(sum(sent(at)), sum(map(abs, sent(at))))


def scattered(at, numbers, add):
    """Each number at the cell that its window chose, added up or the last one alone; 0 elsewhere."""
    plane = dict.fromkeys(maxima.every_cell(at.x), Fraction(0))
    for (i, j), cell in winners(at).items():
        plane[cell] = typed(numbers[i][j]) + (plane[cell] if add else 0)
    return plane


def output(at):
    return maxima.output(at.x, layer(at))


def unpooled(at):
    return scattered(at, output(at), add=False)


def added(at):
    return scattered(at, output(at), add=True)


def placed(at):
    return scattered(at, at.g, add=False)


def passed_back(at):
    return scattered(at, at.g, add=True)


def off(left, right):
    """The cells in which two planes differ."""
    return [cell for cell, value in left.items() if value != right[cell]]


def arriving(at):
    """∂L/∂u = u − x."""
    return {(r, c): value - typed(at.x[r][c]) for (r, c), value in placed(at).items()}


def overwritten(at):
    """The windows whose number is written over: a later one chose the same cell."""
    order = list(winners(at))
    return [one for n, one in enumerate(order) if winners(at)[one] in [winners(at)[two] for two in order[n + 1 :]]]


def gathered(at):
    return {window: arriving(at)[cell] for window, cell in winners(at).items()}


def slopes(at):
    return {window: Fraction(0) if window in overwritten(at) else g for window, g in gathered(at).items()}


def loss(at, window=None, more=Fraction(0)):
    """½ Σ (U − X)² with one number of V raised."""
    numbers = [[typed(value) for value in row] for row in at.g]
    if window is not None:
        numbers[window[0]][window[1]] += more
    plane = dict.fromkeys(maxima.every_cell(at.x), Fraction(0))
    for (i, j), cell in winners(at).items():
        plane[cell] = numbers[i][j]
    return sum((value - typed(at.x[r][c])) ** 2 for (r, c), value in plane.items()) / 2


def slope(at, window):
    """The slope of the loss, by a central difference: exact, for it is a square."""
    return (loss(at, window, Fraction(1)) - loss(at, window, Fraction(-1))) / 2
