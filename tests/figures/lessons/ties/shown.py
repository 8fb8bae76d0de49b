"""Whether what the lesson on ties shows and says of a case is true of it."""

from operator import ge, gt

from figures.phrases import listed
from tests.figures.lessons import maxima
from tests.figures.lessons.claims import Total, counted, reads
from tests.figures.lessons.drawn import grid, run
from tests.figures.lessons.ties import facts as fact

LABELS = {"first": "First", "last": "Last", "all": "All", "split": "Split"}
WHO = {
    "first": "PyTorch max_pool2d, ONNX Runtime MaxPool, TensorFlow max_pool (ONNX itself leaves it open)",
    "last": "a loop with >= where the others have >; none of these frameworks",
    "all": "a mask by equality, window == window.max(); none of these frameworks",
    "split": "tf.reduce_max and Keras GlobalMaxPooling, torch.amax",
}


def under(rule, holds):
    """What is said under one rule only, where some window has a tie."""
    return lambda at: fact.rule(at) == rule and bool(fact.ties(at)) and holds(at)


def gives(rule):
    """Whether this rule is chosen, and the gradient shown is the one that it gives."""
    return lambda at: fact.rule(at) == rule and at.shows(title(at), rows(at, rule), fact.size(at))


def rows(at, rule):
    return maxima.rows_of(fact.gradient(at, rule))


def title(at):
    return "Input gradient: " + named(at)


def named(at):
    """The rule with its verdict: it is wrong if it does not hand on what it was given."""
    return LABELS[fact.rule(at)] if fact.keeps_sums(fact.rule(at)) else f"Wrong: {LABELS[fact.rule(at)].lower()}"


def no_tie(at):
    return not fact.ties(at) and fact.agree(at)


def one_cell_gets_all(at):
    parts = {one: fact.parts(fact.rule(at), len(fact.tied(at, one))) for one in fact.windows(at)}
    return no_tie(at) and all(part == [1] for part in parts.values())


def tie(at):
    """The widest tie: how many cells, in which window, what their slopes add up to."""
    one = fact.widest(at)
    many = len(fact.tied(at, one))
    return {"n": many, "at": str(one), "sum": sum(fact.parts(fact.rule(at), many))}


def reckoned(at):
    """Whether the upstream gradient of the widest tie is selected: the one that the formula is about."""
    return bool(fact.ties(at)) and at.marked("Upstream gradient", "focus") == {fact.widest(at)} and tie(at)


def rises_as_one(at):
    return fact.rises_by(at, fact.widest(at), 1) == 1 and tie(at)


def formula(at):
    """The slopes of the widest tie, what its cells are sent, and the sum."""
    many, g = tie(at)["n"], fact.sent(at, fact.widest(at))
    parts = fact.parts(fact.rule(at), many)
    slopes = [str(part) if part.denominator == 1 else rf"\tfrac{{1}}{{{many}}}" for part in parts]
    return {
        "slopes": r", \; ".join(slopes),
        "sent": lambda text: all_read(text, [part * g for part in parts]),
        "sum": Total(sum(parts) * g, abs(g)),
        "up": g,
    }


def all_read(text, numbers):
    sign = r"\approx " if text.startswith(r"\approx ") else "= "
    texts = text.removeprefix(sign).split(r", \; ")
    return len(texts) == len(numbers) and all(map(reads, (sign + one for one in texts), numbers))


def shown_wrong(at):
    return fact.beyond(at) if fact.rule(at) == "all" else []


def shown_chosen(at):
    return [] if fact.rule(at) == "all" else fact.picked(at, fact.rule(at))


def runs(at):
    found = run(at, named(at), at.x, at.g, 2, 2)
    right = fact.gradient(at, fact.rule(at))
    return all(abs(found[r][c] - value) <= 1e-12 * fact.size(at) for (r, c), value in right.items())


def upstream(at):
    return {"up": fact.upstream(at)}


def all_hand_on(at):
    return all(fact.total(at, rule).value == fact.upstream(at).value for rule in ("first", "last", "split"))


def mask_agrees(at):
    silent = all(fact.sent(at, one) == 0 for one in fact.ties(at))
    return all_hand_on(at) and silent and fact.agree(at)


def cancel(at):
    """Whether the mask's sum is right though cells are wrong, because of gradients of both signs."""
    signs = {fact.sent(at, one) > 0 for one in fact.ties(at) if fact.sent(at, one)}
    equal = fact.total(at, "all").value == fact.upstream(at).value
    return equal and signs == {True, False} and {"n": len(fact.beyond(at))}


def more(at):
    mask, up = fact.total(at, "all"), fact.upstream(at)
    return mask.value != up.value and {"total": mask, "more": Total(mask.value - up.value, mask.size)}


def too_large_where_tied(at):
    """Whether the mask stops with no error, and is too large in some cells that tie and in no others."""
    mask, fair = fact.gradient(at, "all"), fact.gradient(at, "split")
    off = {cell for cell in mask if mask[cell] != fair[cell]}
    return off == set(fact.beyond(at)) and bool(off) and off <= set(fact.tied_cells(at)) and bool(more(at))


def ledger(rule, says):
    """The grid of a rule, with the sum under it."""
    wrong = {} if fact.keeps_sums(rule) else {"wrong": fact.beyond}
    return grid(says, lambda at: rows(at, rule), lambda at: {"sum": fact.total(at, rule)}, **wrong)


def ledger_rows(at):
    for rule, label in LABELS.items():
        total = fact.total(at, rule)
        yield {
            "rule": f"{'▸ ' * (rule == fact.rule(at))}{label}", "up": fact.upstream(at), "total": total,
            "off": Total(total.value - fact.upstream(at).value, total.size),
        }  # fmt: skip


def who(at):
    """Who follows which rule; a loop decides by its comparison."""
    assert [fact.chosen_by(compare) for compare in (gt, ge)] == [0, 2]
    for rule, label in LABELS.items():
        yield {"rule": f"{'▸ ' * (rule == fact.rule(at))}{label}", "who": WHO[rule]}


def with_tie(at):
    n = len(fact.ties(at))
    return n > 0 and {"n": n}


def asked(at):
    one = fact.widest(at)
    n, g = len(fact.tied(at, one)), fact.sent(at, one)
    get = sum(fact.parts("all", n)) * g
    return {
        "at": str(one), "n": n, "g": g, "cells": counted(n, "cell"), "are": "is" if n == 1 else "are",
        "get": get, "other": lambda text: not reads(text, get), "first": str(fact.tied(at, one)[0]),
        "listed": listed(list(map(str, fact.tied(at, one)))),
        "loser": lambda text: text in map(str, maxima.cells(one, at.x, fact.LAYER)) and text != asked(at)["first"],
    }  # fmt: skip
