"""Whether what the lesson on the backward pass shows and says of a case is true of it."""

from tests.figures.lessons import maxima
from tests.figures.lessons.routing import facts as fact
from tests.figures.lessons.routing.stated import kept

LAYER = fact.LAYER


def goes_there(at):
    others_get_none = all(gradient_from_window(at, cell) == 0 for cell in fact.others(at))
    return others_get_none and {"at": str(fact.window(at)), "cell": str(fact.winner(at)), "sent": fact.sent(at)}


def gradient_from_window(at, cell):
    """What a cell gets from the window on screen: its gradient less that without this window."""
    i, j = fact.window(at)
    without = tuple(tuple(0.0 if (r, c) == (i, j) else v for c, v in enumerate(row)) for r, row in enumerate(at.g))
    return fact.gradient(at)[cell] - maxima.grad_input(at.x, without, LAYER)[cell]


def route(at):
    """The winner, its window, and all of its gradient: no other window sends any."""
    (i, j), (r, c) = fact.window(at), fact.winner(at)
    return fact.gradient(at)[r, c] == fact.sent(at) and {"i": i, "j": j, "r": r, "c": c, "sent": fact.sent(at)}


def won_one_each(at):
    """Whether windows share no cell, and no cell wins more than one; how many win, and how many do not."""
    winners = maxima.wins(at.x, LAYER)
    apart = set(maxima.coverage(fact.N, LAYER).values()) == {1}
    idle = [cell for cell in maxima.every_cell(at.x) if cell not in winners]
    nothing = all(fact.gradient(at)[cell] == 0 for cell in idle)
    return apart and nothing and set(winners.values()) == {1} and {"won": len(winners), "none": len(idle)}


def tied(at):
    return len(fact.tied(at)) > 1


def rises_and_stays(at):
    return tied(at) and {
        "ties": len(fact.tied(at)),
        "by": lambda text: all(fact.has_a_kink(at, cell, fact.read(text)) for cell in fact.tied(at)),
    }


def first_has_slope_one(at):
    return tied(at) and fact.winner(at) == min(fact.tied(at))


def winner_has_slope_one(at):
    return not tied(at) and {"by": lambda text: fact.follows(at, fact.winner(at), fact.read(text))}


def others_have_slope_none(at):
    small = fact.read(at.item("What the output does when one cell moves").head[1].removeprefix("raised by "))
    return (
        not tied(at) and all(fact.ignores(at, cell, small) for cell in fact.others(at)) and {"n": len(fact.others(at))}
    )


def nudged(at):
    """A row for each cell: its number, what the output does, its slope."""
    by = fact.read(at.item("What the output does when one cell moves").head[1].removeprefix("raised by "))
    for cell in fact.cells(at):
        won = cell == fact.winner(at)
        up, down = fact.moved(at, cell, by), fact.moved(at, cell, -by)
        yield {"cell": f"{'▸ ' * won}{cell}", "number": fact.number(at, cell), "slope": str(int(won)),
               "up": sign(up), "down": sign(down)}  # fmt: skip


def sign(moved):
    """A condition for a text: this number, with its sign before it."""
    return lambda text: fact.read(text) == moved and (text[0] in "+−") == (moved != 0)


def ways(at):
    row, column = fact.winner(at)
    return {
        "at": str(fact.window(at)), "row": row, "column": column, "index": row * fact.N + column,
        "place": fact.place(at), "offset": fact.flat(fact.winner(at)) - fact.flat(fact.cells(at)[0]),
        "mask": f"is true in {len(fact.tied(at))} cells, as they tie" if tied(at) else "is true in that cell",
    }  # fmt: skip


def winners_are_not_in_the_output(at):
    """Whether two grids may have the same output and different winners."""
    one, other = ((1.0, 2.0), (3.0, 4.0)), ((4.0, 3.0), (2.0, 1.0))
    return maxima.output(one, LAYER) == maxima.output(other, LAYER) and maxima.wins(one, LAYER) != maxima.wins(
        other, LAYER
    )


def mask_marks_every_tie(at):
    """Whether all cells of a window are marked by equality where they tie, at the price of the matrix."""
    level = ((1.0, 1.0), (1.0, 1.0))
    matrix, mask = kept(9, 4)[2:4]
    return matrix == mask and len(maxima.largest((0, 0), level, LAYER)) == 4 > len(maxima.wins(level, LAYER))


def astray(how_many):
    """Whether so many rows have one winner that is not the largest cell; all rows that are wrong."""
    return lambda at: (
        how_many(len(fact.rows_amiss(at)) - len(fact.OFF))
        and set(fact.OFF) < fact.rows_amiss(at)
        and {"n": len(fact.rows_amiss(at)) - len(fact.OFF), "wrong": len(fact.rows_amiss(at))}
    )


def raised(at):
    return {"at": str(fact.window(at)), "cell": str(fact.smallest(at)), "old": str(fact.winner(at))}


def goes_to(at, cell):
    return fact.parts_after_raising(at) == {cell: 1}


def idle_cells(at):
    winners = maxima.wins(at.x, LAYER)
    return len(maxima.every_cell(at.x)) - len(winners)
