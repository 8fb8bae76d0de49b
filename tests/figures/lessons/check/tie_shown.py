"""Whether what the lesson on finite differences says of ties and other kinks is true."""

from fractions import Fraction

from tests.figures.lessons.check import facts as fact

#: A step so small that no other number is in between, and two that are not small.
STEPS = [Fraction(1, 10**30), Fraction(1), Fraction(10**9)]


def first_kink(at, name):
    """The first cell that has two slopes under this operator, with both, and what the backward pass takes."""
    if fact.operator(at) != name or not fact.kinks(at):
        return False
    cell = min(fact.kinks(at))
    low, high = fact.sides(at, name, cell)
    return {"cell": str(cell), "low": low, "high": high, "takes": fact.gradients(at)[cell]}


def along(at, cell):
    """The cell's number and, for any move of it, what comes out of its window: without rounding."""
    v, rest = Fraction(fact.number(at, cell)), [Fraction(n) for n in fact.others(at, cell)]
    return v, lambda move: fact.output(fact.operator(at), [v + move, *rest])


def tie_has_none(at):
    """Whether the cells that are sent something and have no derivative are those that tie, where only ties matter."""
    ties = {best: {cell for cell in fact.CELLS if fact.number(at, cell) == best(fact.others(at, cell))
                   and fact.sent(at, cell)} for best in (max, min)}  # fmt: skip
    expected = {"max": ties[max], "min": ties[min], "range": ties[max] | ties[min]}
    return fact.operator(at) not in expected or fact.kinks(at) == expected[fact.operator(at)]


def tied(name, best, other=None):
    """The first kink of this operator, if the cell there ties for the largest (`best` is max) or smallest of its
    window; for the `other` too if that is given, else not."""

    def finds(at):
        found = first_kink(at, name)
        if not found:
            return False
        v, rest = fact.number(at, min(fact.kinks(at))), fact.others(at, min(fact.kinks(at)))
        also = name == "range" and min([v, *rest]) == max([v, *rest])
        return v == best(rest) and also == (other is not None) and found

    return finds


def wins_and_loses(name, best, ahead):
    """Whether the cell that ties makes the output once it is moved `ahead` (1 is up), and leaves it as it is moved
    back; the slopes are the output's, times the upstream gradient."""

    def agrees(at):
        found = tied(name, best)(at)
        if not found:
            return False
        (v, output), g = along(at, min(fact.kinks(at))), Fraction(fact.sent(at, min(fact.kinks(at))))
        wins = all(output(ahead * h) == v + ahead * h != output(0) for h in STEPS)
        stays = all(output(-ahead * h) == output(0) for h in STEPS)
        slopes = {
            "high": found["high"] if ahead > 0 else found["low"],
            "low": found["low"] if ahead > 0 else found["high"],
        }
        return wins and stays and slopes["high"] == g and slopes["low"] == 0 and found

    return agrees


def grows_and_stays(best, ahead):
    """Whether the cell that ties makes the range grow once it is moved `ahead`, and leaves it as it is moved back, for
    another one is the largest or smallest still."""

    def agrees(at):
        found = tied("range", best)(at)
        if not found:
            return False
        cell = min(fact.kinks(at))
        (v, output), g, rest = along(at, cell), Fraction(fact.sent(at, cell)), fact.others(at, cell)
        grows = all(output(ahead * h) == output(0) + h for h in STEPS)
        stays = output(-ahead * STEPS[0]) == output(0) and best(v - ahead * STEPS[0], best(rest)) == best(rest)
        moved, back = (found["high"], found["low"]) if ahead > 0 else (found["low"], found["high"])
        return grows and stays and moved == ahead * g and back == 0 and found

    return agrees


def all_equal(at):
    """A window of equal cells, along which the range is |x| from there."""
    found = tied("range", max, min)(at)
    if not found:
        return False
    cell = min(fact.kinks(at))
    (_, output), g = along(at, cell), fact.sent(at, cell)
    grows = all(output(h) == output(-h) == h for h in STEPS) and output(0) == 0
    return grows and found["high"] == g == -found["low"] and found


def between(name, sign):
    """Whether no line through the cell's output, with one of the two slopes or one between, lies above it anywhere; or
    below it, if `sign` is −1."""

    def agrees(at):
        if not first_kink(at, name):
            return False
        cell = min(fact.kinks(at))
        _, output = along(at, cell)
        left, right = ((output(h) - output(0)) / h for h in (-STEPS[0], STEPS[0]))
        slopes = [left + (right - left) * Fraction(n, 4) for n in range(5)]
        moves = [move * way for move in STEPS for way in (1, -1)]
        return left != right and all(sign * (output(m) - output(0) - s * m) >= 0 for m in moves for s in slopes)

    return agrees


def first_takes(name, best, factor=1):
    """Whether the cell is the first that ties for it, and takes all, or with its sign turned where `factor` is −1."""

    def agrees(at):
        found, cell = tied(name, best)(at), min(fact.kinks(at), default=None)
        takes = found and fact.is_first(at, cell, best) and found["takes"] == factor * fact.sent(at, cell)
        return takes and found

    return agrees


def cancels(at):
    """Whether the first of equal cells is the first of the largest and of the smallest, and takes nothing."""
    found, cell = all_equal(at), min(fact.kinks(at), default=None)
    both = found and fact.is_first(at, cell, max) and fact.is_first(at, cell, min)
    return both and found["takes"] == 0 and found


def some(*ways):
    """The first of several ways in which a sentence is true; False where none is."""
    return lambda at: next(filter(None, (way(at) for way in ways)), False)


def all_zero(at):
    """A window of zeros under Lp, along whose cells E is g·|x|."""
    found = first_kink(at, "lp")
    cell = min(fact.kinks(at)) if found else None
    zeros = found and not any(fact.others(at, cell)) and fact.number(at, cell) == 0
    return zeros and found["high"] == -found["low"] == fact.sent(at, cell) and found


def no_kink(name):
    return lambda at: fact.operator(at) == name and not fact.kinks(at)


def bends(at, name, cell, best):
    """Whether the cells that come first and second for it in a window would have a kink, were they equal."""
    first, _, *rest = sorted([fact.number(at, cell), *fact.others(at, cell)], reverse=best is max)
    low, here, high = (fact.output(name, [first + move, first, *rest]) for move in (-1.0, 0.0, 1.0))
    return here - low != high - here


def equal_bends(name, *bests):
    """Whether there is no kink, but would be one in any window whose best two cells were equal."""
    return lambda at: no_kink(name)(at) and all(bends(at, name, cell, best) for cell in fact.CELLS for best in bests)
