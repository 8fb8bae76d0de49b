"""Lesson: where cells tie for the maximum, a rule decides who gets the gradient (erratum E5)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from figures.heatmap import symmetric_range
from figures.latex import Numbers, aligned
from figures.lessons.kit.boards import differing, input_grid, marked, output_grid, plane, together, upstream_grid
from figures.lessons.kit.lesson import Case, Code, Grid, Item, Lesson, Pick, Posed, Rows, Step
from figures.lessons.kit.predict import Predict, Slip
from figures.lessons.kit.source import lines
from figures.lessons.kit.words import defined
from figures.narration.text import at, listed
from figures.numbers import in_words, sum_text, typed
from figures.phrases import count
from figures.pictures import size_of
from lab.settings import Settings
from pooling.parameters import Pair
from pooling.scatter import in_order
from pooling.verify import mistakes

KERNEL = STRIDE = 2
# As a ReLU leaves it: many zeros, one window of zeros alone, two with two equal cells each.
X = np.array([[0, 0, 3, 1], [0, 0, 0, 2], [0, 5, 4, 0], [5, 0, 4, 1]])
GRAD_OUTPUT = np.array([[4, 3], [2, 6]])

RULES: dict[str, Callable[..., NDArray]] = {
    "first": mistakes.accumulate,
    "last": mistakes.last_tie,
    "all": mistakes.every_tie,
    "split": mistakes.split,
}
LABELS = {"first": "First", "last": "Last", "all": "All", "split": "Split"}
GIVES = {
    "first": "The **first** of the tied cells, in reading order, gets the whole gradient.",
    "last": "The **last** of the tied cells, in reading order, gets the whole gradient.",
    "all": "**Every** tied cell gets the whole gradient.",
    "split": "The tied cells **share** the gradient equally.",
}
# PyTorch, ONNX Runtime: tests/oracles. ONNX's text says nothing of ties: onnx.ai/onnx/operators/
# onnx__MaxPool.html. TensorFlow: "<" in SpatialMaxPoolWithArgMaxHelper (core/kernels/maxpooling_op.cc), "the gradient
# will be divided between them" in _MinOrMaxGrad (python/ops/math_grad.py), both at github.com/tensorflow/tensorflow.
# amax: docs.pytorch.org/docs/stable/generated/torch.amax.html, "evenly distribute gradients between equal values".
WHO = {
    "first": "PyTorch max_pool2d, ONNX Runtime MaxPool, TensorFlow max_pool (ONNX itself leaves it open)",
    "last": "a loop with >= where the others have >; none of these frameworks",
    "all": "a mask by equality, window == window.max(); none of these frameworks",
    "split": "tf.reduce_max and Keras GlobalMaxPooling, torch.amax",
}


def tied(case: Case, window: Pair) -> list[Pair]:
    """The cells of a window that equal its maximum, in reading order."""
    top, left = (STRIDE * place for place in window)
    part = case.x[top : top + KERNEL, left : left + KERNEL]
    return [(top + int(r), left + int(c)) for r, c in np.argwhere(part == part.max())]


def ties(case: Case) -> dict[Pair, list[Pair]]:
    """The windows in which cells tie, with these cells."""
    every = {window: tied(case, window) for window in np.ndindex(case.grad_output.shape)}
    return {window: cells for window, cells in every.items() if len(cells) > 1}


def widest(case: Case) -> Pair:
    """The window with most equal winners, the first of several."""
    return max(np.ndindex(case.grad_output.shape), key=lambda window: len(tied(case, window)))


def gradient(case: Case, rule: str) -> NDArray:
    """The input gradient under a rule."""
    return RULES[rule](case.x, case.grad_output, KERNEL, STRIDE)


def _tied_marks(case: Case) -> dict[Pair, str]:
    return marked((cell for cells in ties(case).values() for cell in cells), "tied")


def _tell_tie(case: Case) -> str:
    found, windows = ties(case), case.grad_output.size
    if not found:
        return (
            "Every window has one largest cell here: no tie, and all four rules do the same. "
            "Make two cells of a window equal and largest to see a tie."
        )
    framed = f"In {len(found)} of {count(windows, 'window')} several cells are equal and largest (circled)."
    zero = sum(bool((case.x[cells[0]] == 0) and len(cells) == KERNEL**2) for cells in found.values())
    relu = " After a ReLU that is common: a window of zeros is one tie." if zero else ""
    gradient = "The gradient is not: a rule has to say which cells get it."
    if not any(case.grad_output[window] for window in found):
        gradient = "Here the gradient is, too: no window with a tie sends any."
    return (
        f"{framed}{relu}\n\nThe output is the same whichever of them wins. {gradient} "
        "Boxed: the cells that the rule chosen below picks in each window."
    )


def receivers(case: Case, rule: str) -> dict[Pair, str]:
    """The cells that a rule sends gradient to, were every upstream gradient 1."""
    return marked(np.argwhere(RULES[rule](case.x, np.ones_like(case.grad_output), KERNEL, STRIDE)), "chosen")


def _show_tie(case: Case) -> tuple[Item, ...]:
    marks = together(_tied_marks(case), receivers(case, case.knobs["rule"]))
    return input_grid(case, marks), output_grid(case, marked(ties(case), "undecided"))


def _tell_rule(case: Case) -> str:
    rule, window = case.knobs["rule"], widest(case)
    cells = tied(case, window)
    if len(cells) == 1:
        return defined(f"{GIVES[rule]} With no tie in any window, all of it goes to the one largest cell.")
    why = {
        "first": "Reading order: row by row, from left to right.",
        "last": "As good a choice as the first, only one that hardly anybody makes.",
        "all": f"But raise the {len(cells)} tied cells of window {window} by ε, all at once: its output rises by ε, "
        f"not by {len(cells)}ε. Their slopes must add up to 1, and these add up to {len(cells)}.",
        "split": f"Raise the {len(cells)} tied cells of window {window} by ε, all at once: its output rises by ε, "
        "and these slopes add up to 1.",
    }
    reckoned = f"Below is window {window}, whose upstream gradient is selected, with its {len(cells)} tied cells."
    return defined(f"{GIVES[rule]}\n\n{why[rule]} {reckoned}")


def slopes(rule: str, many: int) -> list[float]:
    """What the tied cells of a window weigh under a rule, in reading order."""
    if rule in ("all", "split"):
        return [1.0 if rule == "all" else 1 / many] * many
    return [float(n == (0 if rule == "first" else many - 1)) for n in range(many)]


def _formula_rule(case: Case) -> str:
    """What the cells of the widest tie are sent."""
    rule, window = case.knobs["rule"], widest(case)
    cells, g = tied(case, window), float(case.grad_output[window])
    many = len(cells)
    sent = [g * slope for slope in slopes(rule, many)]
    number, total, gap = Numbers(g, *sent), in_order(sent), r", \; "
    weights = [f"{slope:.0f}" for slope in slopes(rule, many)]
    if rule == "split" and many > 1:
        weights = [rf"\tfrac{{1}}{{{many}}}"] * many
    return aligned(
        rf"\text{{slopes}} &= {gap.join(weights)}",
        rf"\text{{sent}} &{number.relation(*sent)}{gap.join(map(number, sent))}",
        rf"\text{{sum}} &{number.equals(total)} \quad (\text{{upstream}} {number.equals(g)})",
    )


def _gradient_grid(case: Case, rule: str, title: str, caption: str = "", marks: dict[Pair, str] | None = None) -> Grid:
    """The input gradient under a rule; the colours of all rules have one range."""
    span = symmetric_range(case.grad_output, *(gradient(case, name) for name in RULES))
    array = gradient(case, rule)
    return Grid(title, plane(array, case.theme.gradients, span, case), caption or size_of(array), marks or {})


def _beyond(case: Case) -> dict[Pair, str]:
    """Where the equality mask differs from a fair share."""
    return differing(gradient(case, "all"), gradient(case, "split"))


def _show_rule(case: Case) -> tuple[Item, ...]:
    rule = case.knobs["rule"]
    wrong = rule == "all"
    marks = _beyond(case) if wrong else receivers(case, rule)
    title = f"{'Wrong: ' * wrong}{LABELS[rule].lower() if wrong else LABELS[rule]}"
    return (
        input_grid(case, together(_tied_marks(case), receivers(case, rule))),
        upstream_grid(case, marked([widest(case)], "focus")),
        _gradient_grid(case, rule, f"Input gradient: {title}", marks=marks),
        Code(f"{title}", lines(RULES[rule]), "wrong" if wrong else "right"),
    )


def ledger(case: Case) -> dict[str, tuple[float, float]]:
    """For each rule the sum of the input gradient, and what that is more than the upstream gradient."""
    # As typed, in fractions: 0.1 + 0.2 − 0.3 is 0. First, last and split hand on what they get.
    sent = {window: typed(float(g)) for window, g in np.ndenumerate(case.grad_output)}
    upstream = sum(sent.values(), Fraction())
    more = sum(((len(cells) - 1) * sent[window] for window, cells in ties(case).items()), Fraction())
    return {rule: (float(upstream + extra), float(extra)) for rule in RULES for extra in [more * (rule == "all")]}


def _size(case: Case) -> float:
    return float(np.abs(case.grad_output).sum())


def _tell_ledger(case: Case) -> str:
    upstream, off = sum_text(float(case.grad_output.sum()), _size(case)), ledger(case)["all"]
    adds_up = f"The upstream gradient adds up to {upstream}."
    if not _beyond(case):
        return (
            f"{adds_up} First, last and split hand on exactly that, and so does the mask here: no window with a tie "
            "sends any gradient."
        )
    if off[1] == 0:
        return (
            f"{adds_up} First, last and split hand on exactly that.\n\nThe mask's sum agrees only because positive "
            f"and negative gradients cancel: {len(_beyond(case))} cells are wrong."
        )
    total, more = (sum_text(value, _size(case)) for value in off)
    return (
        f"{adds_up} First, last and split hand on exactly that.\n\nThe mask by equality (all) makes {total} of it: "
        f"a difference of {more} that no output sent. "
        "Nothing stops with an error; gradients are too large in size, though only where cells tie."
    )


def _show_ledger(case: Case) -> tuple[Item, ...]:
    size, upstream = _size(case), float(case.grad_output.sum())
    grids = [
        _gradient_grid(
            case, rule, f"{'Wrong: all' if rule == 'all' else LABELS[rule]}", f"Σ {sum_text(total, size)}",
            _beyond(case) if rule == "all" else None,
        )
        for rule, (total, _) in ledger(case).items()
    ]  # fmt: skip
    facts = [
        (LABELS[rule], sum_text(upstream, size), sum_text(total, size), sum_text(off, size))
        for rule, (total, off) in ledger(case).items()
    ]
    head = ("Rule", "Σ upstream", "Σ input gradient", "difference")
    return *grids, Rows("Where the gradient went", head, tuple(facts), list(RULES).index(case.knobs["rule"]))


def _tell_who(case: Case) -> str:
    found = len(ties(case))
    here = f"On this grid {count(found, 'window')} {'has' if found == 1 else 'have'} a tie."
    if not found:
        here = "On this grid no tie lets them differ."
    return (
        f"Two frameworks may train the same network by different rules. {here}\n\n"
        "When you port a model and gradients differ at equal cells, look here first."
    )


def _show_who(case: Case) -> tuple[Item, ...]:
    facts = tuple((LABELS[rule], who) for rule, who in WHO.items())
    picked = case.knobs["rule"]
    return (
        input_grid(case, _tied_marks(case)),
        _gradient_grid(case, picked, f"Input gradient: {LABELS[picked].lower()}", marks=receivers(case, picked)),
        Rows("Who does which", ("Rule", "who"), facts, list(RULES).index(picked)),
    )


def _predict(case: Case) -> Predict:
    """What reaches the second of the cells that tie; where none do, the one largest cell."""
    window = widest(case)
    cells, g = tied(case, window), float(case.grad_output[window])
    asked = cells[min(1, len(cells) - 1)]
    rules = {rule: float(gradient(case, rule)[asked]) for rule in RULES}
    largest = f"{len(cells)} of its cells are equal and largest" if len(cells) > 1 else f"cell {asked} is its largest"
    why = f"Of equal cells the first in reading order, {cells[0]}, gets all of it; the others get nothing."
    if len(cells) == 1:
        why = f"Cell {asked} is the one largest of its window, and gets all of it."
    return Predict(
        ask=f"Window {window}, framed, has the upstream gradient {in_words(g)}, and {largest}.\n\n"
        f"**In PyTorch's max_pool2d: what gradient reaches cell {asked}, outlined?**",
        right=rules["first"],
        slips=(
            Slip((rules["all"],), "That is what a mask by equality gives: each of the equal cells gets it whole."),
            Slip((rules["split"],), "That is an equal share, as amax sends it. max_pool2d shares nothing out."),
            Slip((rules["last"],), "That is what it gets if the last of equal cells wins, not the first."),
            Slip((g / KERNEL**2,), "That is a quarter of it, as if the layer took the average."),
        ),
        hint="The gradient of a window goes to one cell. Which of the largest comes first, row by row?",
        why=why,
        given=(
            input_grid(case, together(_window_marks(window), {asked: "focus"}), edits=False),
            upstream_grid(case, {window: "focus"}, edits=False),
        ),
        result=(_gradient_grid(case, "first", "Input gradient", marks={asked: "focus"}),),
    )


def _window_marks(window: Pair) -> dict[Pair, str]:
    top, left = (STRIDE * place for place in window)
    return marked(((top + r, left + c) for r, c in np.ndindex(KERNEL, KERNEL)), "window")


def _ask_mask(case: Case) -> Posed:
    window = widest(case)
    many, g = len(tied(case, window)), float(case.grad_output[window])
    size = abs(many * g)
    right, *others = dict.fromkeys(sum_text(v, size) for v in (many * g, g, g / many, 0.0, float(many), 1.0))
    sends = sum_text(g, abs(g))
    return Posed(
        f"Window {window} has the upstream gradient {sends}, and {count(many, 'cell')} of it "
        f"{'is' if many == 1 else 'are'} largest. "
        "What do its cells get together from a mask by equality?",
        right,
        tuple(others[:3]),
        f"Each cell that equals the maximum gets all of it: {many} times {sends}.",
    )


def _ask_first(case: Case) -> Posed:
    window = widest(case)
    cells = tied(case, window)
    top, left = (STRIDE * place for place in window)
    every = [(top + r, left + c) for r, c in np.ndindex(KERNEL, KERNEL)]
    others = [cell for cell in cells[:0:-1] + every if cell != cells[0]]
    why = f"Largest here: {listed(cells)}. " if len(cells) > 1 else ""
    return Posed(
        f"Which cell gets the gradient of window {window} in PyTorch's max_pool2d?",
        at(cells[0]),
        tuple(dict.fromkeys(map(at, others))),
        f"{why}The largest cell wins; among equal ones the first, row by row.",
    )


LESSON = Lesson(
    slug="ties",
    title="Ties",
    teaches="Where cells tie for the maximum, a rule decides which of them get the gradient.",
    x=X,
    grad_output=GRAD_OUTPUT,
    settings=Settings("max", (KERNEL, KERNEL), (STRIDE, STRIDE)),
    knobs=(Pick("rule", "Who gets the gradient of a tie?", LABELS),),
    steps=(
        Step("Equal and largest", _tell_tie, _show_tie),
        Step("Four rules", _tell_rule, _show_rule, _formula_rule, errata=("E5",)),
        Step("The ledger", _tell_ledger, _show_ledger, errata=("E5",)),
        Step("Who does which", _tell_who, _show_who),
    ),
    predict=_predict,
    questions=(_ask_mask, _ask_first),
    topic="ties",
    code_note="Each of them gives a tie to the first cell, whichever rule is chosen above.",
)
