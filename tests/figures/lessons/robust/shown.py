"""Whether what the lesson on shifts and noise shows and says of a case is true of it."""

from tests.figures.lessons.robust import facts as fact


def input_shown(at):
    return at.shows("Input", at.x) and at.marked("Input", "chosen") == set(fact.winners(at).values())


def output_shown(at):
    return at.shows("Output", fact.square(fact.outputs(fact.plane(at), max)))


# A shift


def still(at):
    return fact.shift(at) == "none"


def moves(at):
    """The direction, with border cells that repeat what was there."""
    return not still(at) and {"direction": fact.direction(fact.shift(at))}


def changed(how_many):
    """How many input cells and outputs a shift changes, where it changes so many."""

    def gives(at):
        kept, cells = len(fact.stay(at, fact.shift(at), max)), fact.moved_cells(at, fact.shift(at))
        return not still(at) and how_many(cells, 9 - kept) and {"cells": cells, "changed": 9 - kept, "kept": kept}

    return gives


def stays_if_none_larger(at):
    same = fact.holds_and_none_larger(at, fact.shift(at)) == fact.stay(at, fact.shift(at), max)
    return not still(at) and same


def after_shown(title, reduce):
    """Whether the outputs after the shift are shown, those that stay apart from those that change."""

    def agrees(at):
        wanted, kept = fact.outputs(fact.shifted(at, fact.shift(at)), reduce), fact.stay(at, fact.shift(at), reduce)
        marks = at.marked(title, "kept") == kept and at.marked(title, "changed") == set(fact.WINDOWS) - kept
        return marks and at.shows(title, fact.square(wanted))

    return agrees


def shifted_shown(at):
    return at.shows("Shifted input", fact.shifted(at, fact.shift(at)))


# A margin


def least(at):
    window, margin = fact.least(at)
    return {"margin": margin, "window": str(window)}


def tie(at):
    """Whether the largest cells of the window tie, and another of them wins once it is a little larger."""
    (i, j), margin = fact.least(at)
    numbers = fact.windows(fact.plane(at))[i, j]
    others = [n for n, v in enumerate(numbers) if v == max(numbers) and n != fact.first_best(numbers)]
    wins = all(fact.first_best([v + (m == n) for m, v in enumerate(numbers)]) == n for n in others)
    return margin == 0 and others != [] and wins


def margin_formula(at):
    (i, j), margin = fact.least(at)
    second, best = sorted(map(float, fact.windows(fact.plane(at))[i, j]))[-2:]
    return {"i": i, "j": j, "best": best, "second": second, "margin": margin}


def margins_shown(at):
    return at.shows("Margins", fact.square(fact.margins(at)))


def least_marked(at):
    return margins_shown(at) and at.marked("Margins", "focus") == {fact.least(at)[0]}


# Noise


def quiet(at):
    return fact.noise(at) == 0


def worst(at):
    """Whether all winners fall and all other cells rise by the noise, which loses each winner that can be lost."""
    size = fact.noise(at)
    beaten = {
        window
        for window, numbers in fact.windows(fact.plane(at)).items()
        for n, v in enumerate(numbers)
        if n != fact.first_best(numbers)
        and (v + 2 * size, -n) > (max(numbers), -fact.first_best(numbers))
    }  # fmt: skip
    return size > 0 and beaten == fact.lost(at) and {"size": size}


def all_safe(at):
    return not quiet(at) and not fact.small(at) and not fact.lost(at) and {"double": 2 * fact.noise(at)}


def some_small(at):
    """Twice the noise, above which no winner is lost, where some margin is not larger."""
    return not quiet(at) and fact.small(at) and fact.lost(at) <= fact.small(at) and {"double": 2 * fact.noise(at)}


def small(condition):
    def gives(at):
        n, gone = len(fact.small(at)), len(fact.lost(at))
        places = {"n": n, "lost": gone, "are": "is" if gone == 1 else "are"}
        return not quiet(at) and n > 0 and condition(n, gone) and places

    return gives


def moves_little(at):
    """Whether no output moves by more than the noise."""
    before, after = (fact.outputs(plane, max) for plane in (fact.plane(at), fact.worst(at)))
    return (
        fact.noise(at) > 0
        and all(abs(after[w] - before[w]) <= fact.noise(at) for w in fact.WINDOWS)
        and {"size": fact.noise(at)}
    )


def noisy_shown(at):
    chosen = {fact.winner(numbers, window) for window, numbers in fact.windows(fact.worst(at)).items()}
    title = "Input with the worst noise"
    return at.shows(title, fact.worst(at)) and at.marked(title, "chosen") == chosen


def noisy_outputs_shown(at):
    wanted = fact.square(fact.outputs(fact.worst(at), max))
    return at.shows("Output after", wanted) and at.marked("Output after", "changed") == fact.lost(at)


# Beside the average


def keeps(at):
    largest, mean = (len(fact.stay(at, fact.shift(at), reduce)) for reduce in (max, fact.mean))
    largest, mean = (str(n or "none") for n in (largest, mean))
    return not still(at) and {"max": largest, "average": mean, "direction": fact.direction(fact.shift(at))}


def average_moves_with_sum(at):
    same = fact.stay(at, fact.shift(at), sum) == fact.stay(at, fact.shift(at), fact.mean)
    return not still(at) and same


def row(reduce):
    def gives(at):
        kept, jump = fact.stay(at, fact.shift(at), reduce), fact.jump(at, fact.shift(at), reduce)
        return {"kept": len(kept), "jump": jump}

    return gives


def before_shown(title, reduce):
    return lambda at: at.shows(title, fact.square(fact.outputs(fact.plane(at), reduce)))


# Card, controls and questions


def margin_says(at):
    """Whether noise of half the smallest margin is where winners begin to be lost."""
    return has_margin(at) or no_margin(at)


def moves_no_cell_more(at):
    rows = zip(fact.worst(at), fact.plane(at), strict=True)
    return all(abs(a - b) <= fact.noise(at) for row in rows for a, b in zip(*row, strict=True))


def other_shift(at):
    other = fact.OTHER[fact.shift(at)]
    return other != fact.shift(at) and {"direction": fact.direction(other), "kept": len(fact.stay(at, other, max))}


def as_large_as_before(at):
    """Whether an output stays exactly where the largest number of its window is as large as before."""
    other = fact.OTHER[fact.shift(at)]
    before, after = (fact.windows(plane) for plane in (fact.plane(at), fact.shifted(at, other)))
    return fact.stay(at, other, max) == {w for w in fact.WINDOWS if max(before[w]) == max(after[w])}


def has_margin(at):
    """The smallest margin: noise of less than half of it changes no winner, noise of less than it or twice it may."""
    margin = fact.least(at)[1]
    sizes = [margin / 2, margin, 2 * margin]
    true = margin > 0 and [fact.any_lost_below(at, size) for size in sizes] == [False, True, True]
    return true and {"margin": margin, "half": margin / 2, "double": 2 * margin}


def margin_shrinks(at):
    """Whether the worst noise takes its size twice from the distance of the winner to the runner-up."""
    (window, margin), size = fact.least(at), fact.typed(0.25)
    before, after = fact.windows(fact.plane(at))[window], fact.windows(fact.under(at, size))[window]
    second = max(v for n, v in enumerate(after) if n != fact.first_best(before))
    return after[fact.first_best(before)] - second == margin - 2 * size


def no_margin(at):
    """No margin: the smallest noise changes a winner."""
    return fact.least(at)[1] == 0 and fact.any_lost_below(at, fact.typed(1e-9))


def unsafe(limit):
    return lambda at: no_margin(at) and fact.any_lost_below(at, fact.typed(limit))
