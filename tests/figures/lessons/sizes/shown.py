"""Whether what the lesson on sizes shows and says of a case is true of it."""

from tests.figures.lessons import maxima
from tests.figures.lessons.claims import counted, reads
from tests.figures.lessons.drawn import grid
from tests.figures.lessons.sizes import facts as fact

N, TUTORIAL = fact.N, fact.TUTORIAL
#: Ranges of rows that are listed; more of them are counted.
MOST_RANGES = 3


def room(at):
    steps = fact.steps(fact.layer(at))
    return {"steps": steps, "s": fact.layer(at).stride[0]}


def agree(at):
    own = fact.layer(at)
    same = fact.outputs(own) == fact.outputs(fact.turned(own))
    return fact.steps(own).denominator == 1 and same and windows(at)


def windows(at):
    return {"windows": counted(fact.outputs(fact.layer(at)), "window")}


def rounding(at):
    """The way, and what it gives; not where there is nothing to round."""
    steps, whole = fact.steps(fact.layer(at)), fact.rounded(fact.layer(at))
    way = {"way": "up" if whole > steps else "down", "whole": counted(whole, "step")}
    return whole != steps and way | windows(at)


def fits_all(at):
    return fact.outputs(fact.layer(at)) == fact.rounded(fact.layer(at)) + 1 and rounding(at)


def fits_fewer(at):
    return fact.outputs(fact.layer(at)) < fact.rounded(fact.layer(at)) + 1 and rounding(at)


def hangs_over(padded):
    return lambda at: fact.hangs_over(fact.layer(at)) and (fact.layer(at).padding[0] > 0) == padded


def notes(n):
    """What rounding leaves out of n × n cells."""
    table = {
        "A last row of windows would start beyond the input, so it is left out.": (
            lambda at: fact.left_out(fact.layer(at), n)
        ),
        "A last column of windows would start beyond the input, so it is left out.": (
            lambda at: fact.left_out(fact.layer(at), n)
        ),
        "Every row and every column is in a window.": lambda at: not fact.missing(fact.layer(at), n),
    }
    for name in ("row", "column"):
        table |= {
            f"{name.capitalize()} [n] is in no window.": lambda at: one_missing(at, n),
            f"{name.capitalize()}s [ranges] are in no window.": lambda at: some_missing(at, n),
        }
        if n > N:  # on fewer cells so many ranges do not fit between the windows
            table[f"[many] of the {n} {name}s are in no window."] = lambda at: many_missing(at, n)
    return table


def one_missing(at, n):
    gone = fact.missing(fact.layer(at), n)
    return len(gone) == 1 and {"n": gone[0]}


def some_missing(at, n):
    gone = fact.missing(fact.layer(at), n)
    return len(gone) > 1 and fact.runs(gone) <= MOST_RANGES and {"ranges": lambda text: fact.named(text) == gone}


def many_missing(at, n):
    gone = fact.missing(fact.layer(at), n)
    return fact.runs(gone) > MOST_RANGES and {"many": len(gone)}


def size_formula(at, n):
    own = fact.layer(at)
    raw, out = fact.rounded(own, n) + 1, fact.outputs(own, n)
    sign = "ceil" if own.ceil_mode else "floor"
    return {
        "l": rf"\l{sign}", "r": rf"\r{sign}", "p": own.padding[0], "k": own.kernel_size[0], "s": own.stride[0],
        "out": str(out) if raw == out else rf"{raw} \to {out}",
    }  # fmt: skip


def formula(n):
    says = rf"H_{{out}} = W_{{out}} = [l] ({n} + 2{{\cdot}}[p] - [k]) / [s] [r] + 1 = [out]"
    return {says: lambda at: size_formula(at, n)}


def unread(at):
    return fact.unread(fact.layer(at))


def padded(at):
    return {"padding": " · hatched: padding" if fact.layer(at).padding[0] else ""}


def size(at):
    return {"size": maxima.size(N, fact.layer(at))}


def cells_unread(at):
    return bool(unread(at)) and fact.changes_nothing(at) and {"n": len(unread(at))}


def product_of_axes(at):
    """The first cell that most windows hold: as many as hold its row, times as many as hold its column."""
    held = maxima.coverage(N, fact.layer(at))
    r, c = min(cell for cell in held if held[cell] == max(held.values()))
    rows, columns = (
        sum(
            place in {cell[axis] for cell in maxima.cells((i, i), at.x, fact.layer(at))}
            for i in range(fact.outputs(fact.layer(at)))
        )
        for axis, place in ((0, r), (1, c))
    )
    return rows * columns == held[r, c] and {"r": r, "c": c, "rows": rows, "columns": columns, "all": held[r, c]}


def coverage(title, n):
    return grid(title, lambda at: fact.coverage(fact.layer(at), n), unread=lambda at: fact.unread(fact.layer(at), n))


def passed(at, least=2):
    return len(fact.passed(at)) >= least and {"n": len(fact.passed(at))}


def all_chosen(at):
    return not fact.passed(at) and set(maxima.coverage(N, fact.layer(at))) == set(fact.wins(at))


def winning(at):
    return {"n": len(fact.wins(at)), "more": sum(times > 1 for times in fact.wins(at).values())}


def wins_once(at):
    return winning(at)["more"] == 0 and winning(at)["n"] > 1 and winning(at)


def wins_more(at):
    return winning(at)["n"] > winning(at)["more"] > 0 and winning(at)


def kinds(at):
    found = {"unread": len(unread(at)), "passed": len(fact.passed(at)), "chosen": len(fact.wins(at))}
    return sum(found.values()) == N * N and found


def times(at):
    every = sorted(set(fact.wins(at).values()))
    return [{"times": counted(n, "window"), "n": list(fact.wins(at).values()).count(n)} for n in every]


MARKS = {"unread": unread, "passed": fact.passed, "chosen": fact.wins}


def tutorial_is_wrong(at):
    """Whether the tutorial's fraction is what it writes, and rows are left out that it does not name."""
    steps = fact.steps(fact.START, TUTORIAL)
    return steps + 1 == 6.5 and fact.outputs(fact.START, TUTORIAL) == 6 and bool(fact.missing(fact.START, TUTORIAL))


def other_rounding(at):
    own = fact.turned(fact.layer(at))
    right = fact.outputs(own)
    return {
        "k": own.kernel_size[0], "s": own.stride[0], "p": own.padding[0], "mode": "on" if own.ceil_mode else "off",
        "rows": right, "other": lambda text: not reads(text, right), "steps": fact.steps(own),
        "way": "up" if own.ceil_mode else "down", "whole": fact.rounded(own),
    }  # fmt: skip


def not_read(at):
    n = len(unread(at))
    gone = len(fact.missing(fact.layer(at)))
    twice = 2 * gone * N - gone * gone
    return n == twice and {"gone": gone, "n": n, "other": lambda text: int(text) != n, "read": N - gone}


def one_step(gives):
    """A sentence for 1 step, and one for any other number of steps."""
    return (lambda at: gives(at)["steps"] == 1 and gives(at)), (lambda at: gives(at)["steps"] != 1 and gives(at))
