"""Whether what the lesson on padding shows and says of a case is true of it."""

from figures.lessons.kit.lesson import Grid
from tests.figures.lessons.claims import Total, reads
from tests.figures.lessons.drawn import grid, run
from tests.figures.lessons.padding import facts as fact
from tests.figures.lessons.padding import stated as told


def many(windows, least=2):
    return len(windows) >= least and {"n": len(windows)}


def edge_hides(at):
    """Whether each window that reaches over the edge holds a cell that is 0 or more, so that no output is wrong."""
    return all(max(fact.cells(at, one)) >= 0 for one in fact.EDGE) and not fact.off(at)


def relu_hides(at):
    rectified = [[max(value, 0) for value in row] for row in fact.raised(at)]
    return edge_hides(at) and not told.off(rectified)


def wrong_as_told(at):
    """Whether the wrong outputs are those of windows of negative cells, which a 0 wins that is no cell of theirs."""
    wrong = fact.output(fact.raised(at), 0)
    return all(
        max(fact.cells(at, (i, j))) < 0 == wrong[i][j] and not told.is_cell(told.winner(fact.raised(at), i, j, 0)[0])
        for i, j in fact.off(at)
    )


def formula(at):
    """Both maxima over the cells of the window."""
    one = fact.window(at)
    cells = fact.cells(at, one)
    return {
        "i": one[0], "j": one[1], "a": relation, "b": relation, "cells": lambda text: all_read(text, cells),
        "zero": Total(max(0, *cells), max(map(abs, cells))), "lowest": Total(max(cells), max(map(abs, cells))),
    }  # fmt: skip


def relation(text):
    return text in ("= ", r"\approx ")


def all_read(text, numbers, sign=r"\approx "):
    """Whether a list has these numbers, with the decimals that it has."""
    texts = text.split(", ")
    return len(texts) == len(numbers) and all(
        reads(sign + one, number) for one, number in zip(texts, numbers, strict=True)
    )


def padded_with(title, text, shown):
    """Whether a plane is shown with this text in its padding, and the window's places are marked."""

    def gives(at):
        (plane,) = [item for item in at.items if isinstance(item, Grid) and item.title == title]
        drawn = grid(title, fact.raised, window=lambda at: told.taps(*fact.window(at)))(at)
        return drawn and plane.padding == text and shown(at)

    return gives


def unraised(at):
    return fact.lift(at) == 0


def lifted(at):
    return fact.lift(at) > 0 and {"lift": fact.lift(at)}


def outputs(pad):
    return lambda at: fact.output(fact.raised(at), pad)


def runs(title, *arguments, wanted):
    def gives(at):
        found = run(at, title, tuple(map(tuple, fact.raised(at))), *(given(at) for given in arguments), fact.K, 1, 1)
        size = max(1, *(abs(value) for row in at.g for value in row))
        return all(
            abs(value - right) <= 1e-12 * size
            for row, other in zip(found, fact.floats(wanted(at)), strict=True)
            for value, right in zip(row, other, strict=True)
        )

    return gives


def both_agree(at):
    return not fact.sunk(at) and fact.kept(at).value == fact.upstream(at).value and not fact.differing(at)


def cut_off(at):
    """Whether what is sent into the padding is what is hatched, and what is lost."""
    ring = sum(fact.in_padding(at)[r][c] for r, c in fact.RING)
    return (
        bool(fact.sunk(at))
        and ring == fact.lost(at).value
        and at.marked("Wrong: with its padding", "cut") == set(fact.RING)
    )


def sums(at):
    return {"up": fact.upstream(at), "kept": fact.kept(at), "lost": fact.lost(at)}


def rest_is_lost(at):
    return bool(fact.sunk(at)) and fact.upstream(at).value - fact.kept(at).value == fact.lost(at).value


def flat_where_negative(at):
    """Whether the output of a window of negative cells and zeros is 0, and stays so when a cell moves a little."""
    return all(
        max(0, *cells) == 0 and all(max(0, *cells[:n], cells[n] / 2, *cells[n + 1 :]) == 0 for n in range(len(cells)))
        for cells in (fact.cells(at, one) for one in fact.off(at))
    )


def constant_carries_over(at):
    return fact.shifts(at.x, None, 3)


def zeros_break_it(at):
    return not fact.shifts(told.X, 0, 3)


def both_maxima(at):
    """Whether a constant can be taken out of a maximum with −∞, but not out of one with 0 where x < 0 < c."""
    lowest, pairs = float("-inf"), [(x / 2, c / 2) for x in range(-9, 0) for c in range(1, 9)]
    return all(
        max(lowest, x + c) == max(lowest, x) + c and max(0, x + c) != max(0, x) + c for x, c in pairs if x < 0 < c
    )


def raising_helps(at):
    """Whether raising the cells until no window at the edge is all negative leaves no output wrong."""
    least = -min(max(fact.cells(at, one)) for one in fact.EDGE)
    return bool(fact.off(at)) and not told.off([[value + least for value in row] for row in fact.raised(at)])


def ties_come_first(at):
    """Whether outputs are right, and in each window that loses its gradient a padded 0 precedes a cell that is 0."""
    return not fact.off(at) and all(
        max(fact.cells(at, one)) == 0 and not told.is_cell(told.winner(fact.raised(at), *one, 0)[0])
        for one in fact.sunk(at)
    )


def cells_win(at):
    return all(told.is_cell(told.winner(fact.raised(at), *one, 0)[0]) for one in fact.EDGE) and not fact.off(at)


def table(at):
    for lift in fact.LIFTS:
        strong = "▸ " * (lift == fact.lift(at))
        yield {"lift": f"{strong}+ {lift}", "off": len(fact.off(at, lift)), "sunk": len(fact.sunk(at, lift))}


def corner(at):
    cells = fact.cells(at, (0, 0))
    right = max(0, *cells)
    return {
        "cells": lambda text: all_said(text, cells), "pads": 9 - len(cells), "right": right,
        "other": lambda text: not reads(text, right),
    }  # fmt: skip


def all_said(text, numbers):
    texts = text.split(", ")
    return len(texts) == len(numbers) and all(map(reads, texts, numbers))


def zeros_take_part(at):
    cells = fact.cells(at, (0, 0))
    largest = sorted([*cells, *[0] * (9 - len(cells))])[-1]
    return largest == told.winner(fact.raised(at), 0, 0, 0)[1] and (largest == 0 or not all(v < 0 for v in cells))
