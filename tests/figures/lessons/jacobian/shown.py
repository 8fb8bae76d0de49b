"""Whether what the lesson on the Jacobian shows and says of a case is true of it."""

import numpy as np

from figures.numbers import typed
from tests.figures.lessons.claims import Total, counted, reads
from tests.figures.lessons.jacobian import facts as fact

SIDES = (3, 32, 224)


def column_of(values):
    return [[v] for v in values]


def size(at):
    return max(abs(v) for v in fact.flat(at.x))


def weighted_sum(weights, values):
    """Whether a formula has these products, in this order, and what they add up to."""
    total = Total(sum(typed(w) * typed(v) for w, v in zip(weights, values, strict=True)), sum(map(abs, values)))

    def agrees(text):
        if not weights:
            return text == "= 0"
        terms, result = text.replace(r"\\ &\quad ", "").rsplit(r"\\ &", 1)
        pairs = [term.split(r" \cdot ") for term in terms.split(" + ")]
        same = len(pairs) == len(weights) and all(
            reads(w, weight) and reads(v, value) for (w, v), weight, value in zip(pairs, weights, values, strict=True)
        )
        return same and reads(result, total)

    return agrees


# Forward


def matrix_shown(at):
    line = {(fact.row(at), c) for c in range(9)}
    return at.shows("J", fact.matrix(at)) and at.marked("J", "line") == line


def numbered(at):
    """Whether input and output are the vectors that reading order makes of them."""
    y = at.shows("y = J·x", column_of(fact.flat(fact.outputs(at))), size(at))
    return y and at.shows("x", column_of(fact.flat(at.x)))


def follows_x(at):
    """Whether J gives the outputs of this x, and not those of another."""
    return fact.is_max(at) and fact.gives_the_outputs(at, at.x) and fact.fails_elsewhere(at)


def same_for_every_x(at):
    others = (fact.raised(at)[1], [[0.5, -2.0, 3.0], [1.0, 7.0, 0.0], [4.0, -1.0, 2.0]])
    return not fact.is_max(at) and all(fact.gives_the_outputs(at, x) for x in (at.x, *others))


def takes_one(at):
    """The winner of the window, whose column has the only 1 of the row."""
    ones = [c for c, weight in enumerate(fact.matrix(at)[fact.row(at)]) if weight == 1]
    winner = fact.flat(fact.indices(at))[fact.row(at)] if fact.is_max(at) else None
    single = ones == [winner] == fact.taken(at)
    return single and {"o": fact.row(at), "c": winner, "at": str(fact.CELLS[winner])}


def takes_all(at):
    weights = {fact.matrix(at)[fact.row(at)][c] for c in fact.taken(at)}
    return weights == {0.25} and {"o": fact.row(at), "n": len(fact.taken(at))}


def row_formula(at):
    columns, weights, values = fact.taken(at), fact.matrix(at)[fact.row(at)], fact.flat(at.x)
    return {"o": fact.row(at), "sum": weighted_sum([weights[c] for c in columns], [values[c] for c in columns])}


def taken_marked(at):
    window = set(fact.cells(at, fact.row(at)))
    winner = {fact.CELLS[c] for c in fact.taken(at)} if fact.is_max(at) else set()
    return at.shows("Input", at.x) and (at.marked("Input", "window"), at.marked("Input", "focus")) == (window, winner)


def taken_from_x(at):
    return numbered(at) and at.marked("x", "focus") == {(c, 0) for c in fact.taken(at)}


def given_to_y(at):
    return numbered(at) and at.marked("y = J·x", "focus") == {(fact.row(at), 0)}


# Backward


def transposed_shown(at):
    line = {(fact.column(at), o) for o in range(4)}
    return at.shows("Jᵀ, J transposed", fact.transposed(at)) and at.marked("Jᵀ, J transposed", "line") == line


def multiplied(at):
    """Whether the transposed matrix times g is the input gradient."""
    exact = fact.times(fact.transposed(at), fact.flat(at.g))
    gradient, room = fact.flat(fact.received(at)), 1e-12 * sum(map(abs, fact.flat(at.g)))
    shown = at.shows("Jᵀ·g", column_of(exact), sum(map(abs, fact.flat(at.g))))
    marked = at.marked("Jᵀ·g", "focus") == {(fact.column(at), 0)}
    return shown and marked and all(abs(a - b) <= room for a, b in zip(exact, gradient, strict=True))


def cell(at):
    return {"c": fact.column(at)}


def lies_in(at):
    return {"held": counted(len(fact.held(at, fact.column(at))), "window"), "n": len(fact.senders(at))}


def wins(n):
    """The cell wins so many windows of those that hold it."""
    return lambda at: fact.is_max(at) and n(len(fact.senders(at))) and lies_in(at)


def shares(n):
    """The cell lies in so many windows, and each sends to it."""
    return lambda at: (
        not fact.is_max(at) and set(fact.senders(at)) == fact.held(at, fact.column(at))
        and n(len(fact.senders(at))) and lies_in(at)
    )  # fmt: skip


def column_formula(at):
    rows, c = fact.senders(at), fact.column(at)
    weights, sent = [fact.matrix(at)[o][c] for o in rows], fact.flat(at.g)
    return {"c": c, "sum": weighted_sum(weights, [sent[o] for o in rows])}


def senders_marked(at):
    senders = {divmod(o, 2) for o in fact.senders(at)}
    return at.shows("Upstream gradient", at.g) and at.marked("Upstream gradient", "focus") == senders


def senders_in_g(at):
    marked = at.marked("g", "focus") == {(o, 0) for o in fact.senders(at)}
    return marked and at.shows("g", column_of(fact.flat(at.g)))


# When J changes


def raised(at):
    """Whether the smallest cell, alone or with others, is above all others now."""
    n, plane = fact.raised(at)
    values, after = fact.flat(at.x), fact.flat(plane)
    above = all(after[n] > v for m, v in enumerate(after) if m != n)
    which = "the smallest" if values.count(min(values)) == 1 else "one of the smallest"
    return above and {"n": n, "which": which, "top": after[n]}


def now_wins(at):
    """How many entries change, where the raised cell has won each window that holds it."""
    n, after = fact.raised(at)[0], fact.matrix_of_raised(at)
    won = fact.is_max(at) and fact.wins(after, n) == fact.held(at, n)
    return won and fact.changed(at) and {"changed": len(fact.changed(at))}


def won_before(at):
    n = fact.raised(at)[0]
    return fact.is_max(at) and fact.wins(fact.matrix(at), n) == fact.held(at, n) and not fact.changed(at)


def stays(at):
    return not fact.is_max(at) and not fact.changed(at)


def changes_for_some_x(at):
    """Whether J depends on x: another one is needed somewhere."""
    return fact.is_max(at) and fact.fails_elsewhere(at)


def linear_in_pieces(at):
    """Whether J stays right for twice the x, whose winners are the same, and not once another cell wins."""
    return changes_for_some_x(at) and fact.gives_the_outputs(at, [[2 * v for v in row] for row in at.x])


def input_marked(at):
    return at.shows("Input", at.x) and at.marked("Input", "focus") == {fact.CELLS[fact.raised(at)[0]]}


def raised_plane_shown(at):
    n, plane = fact.raised(at)
    title = f"Cell {n} raised"
    return at.shows(title, plane) and at.marked(title, "focus") == {fact.CELLS[n]} and {"n": n}


def raised_matrix_shown(at):
    n = fact.raised(at)[0]
    title = f"J with cell {n} raised"
    shown = at.shows(title, fact.matrix_of_raised(at)) and at.marked(title, "changed") == fact.changed(at)
    return shown and {"n": n}


# Without the matrix


def too_large(at):
    """What J of the largest plane takes, where less than one entry in a hundred is not 0."""
    outputs, inputs, filled = fact.sizes(at, SIDES[-1])
    sparse = filled < outputs * inputs / 100
    return sparse and {"entries": outputs * inputs, "size": f"{outputs * inputs * 8 / 1e9:.1f}"}


def size_rows(at):
    rows = []
    for side in SIDES:
        outputs, inputs, filled = fact.sizes(at, side)
        row = {"side": f"{'▸ ' if side == 3 else ''}{side} × {side}", "j": f"{outputs:,} × {inputs:,}"}
        rows.append(row | {"entries": outputs * inputs, "filled": filled})
    return rows


def near_gradient(at, found):
    return np.allclose(found, fact.received(at), 1e-12, 1e-12 * sum(map(abs, fact.flat(at.g))))


def matrix_is_right(at):
    return near_gradient(at, at.code("Right: the whole matrix")(np.array(fact.matrix(at)), np.array(at.g), (3, 3)))


def without_is_right(at):
    """Whether the lines without a matrix give the gradient, from an index for each row or the size of the windows."""
    kept = np.array(fact.indices(at)) if fact.is_max(at) else 2
    return near_gradient(at, at.code("Right: no matrix")(kept, np.array(at.g), (3, 3)))


def column_sends(at):
    """Whether what the cell receives is what the outputs that its column lists send to it."""
    row, column = fact.CELLS[fact.column(at)]
    sent = [fact.matrix(at)[o][fact.column(at)] * fact.flat(at.g)[o] for o in fact.senders(at)]
    return abs(fact.received(at)[row][column] - sum(sent)) <= 1e-12 * sum(map(abs, sent))


def column_entries(at):
    return {"n": len(fact.senders(at))}
