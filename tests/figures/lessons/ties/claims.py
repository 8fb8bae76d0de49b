"""What the lesson on ties claims, and when."""

import numpy as np

from figures.lessons.ties import LESSON
from pooling.frameworks.code.snippets import writers
from tests.figures.lessons import maxima
from tests.figures.lessons.claims import DEFINED, always
from tests.figures.lessons.drawn import grid
from tests.figures.lessons.ties import facts as fact
from tests.figures.lessons.ties import shown
from tests.figures.lessons.visited import every_state

#: No tie; ties of two in two windows, whose gradients cancel or are 0; ties of two and of three, one negative.
RAMP = np.arange(16).reshape(4, 4)
PAIRS = np.array([[1, 1, 2, 2], [0, 0, 0, 0], [0, 1, 0, 2], [2, 3, 2, 3]])
TRIPLE = np.array([[1, 1, -2, -3], [1, 0, -3, -2], [0, 1, 0, 2], [2, 3, 2, 3]])
MORE = [
    *every_state(LESSON),
    *(
        ({"rule": rule}, x, g)
        for rule in shown.LABELS
        for x, g in [
            (RAMP, None),
            (PAIRS, np.array([[5, -5], [0, 1]])),
            (PAIRS, np.array([[0, 0], [1, 2]])),
            (TRIPLE, np.array([[-3, 0.1], [0.2, 1]])),
            (TRIPLE, np.array([[0, 1], [1, 1]])),
            (TRIPLE, np.array([[1, 2], [3, 4]]) / 700),
            (np.maximum(RAMP % 3 - 1, 0), None),
        ]
    ),
]

CLAIMS = {
    "card": {
        "Ties": always,
        "Where cells tie for the maximum, a rule decides which of them get the gradient.": (
            lambda at: len({tuple(fact.parts(rule, 2)) for rule in shown.LABELS}) == len(shown.LABELS)
        ),
        "Each of them gives a tie to the first cell, whichever rule is chosen above.": (
            lambda at: len(writers()) > 1 and fact.code_gives(at.x, at.g) == fact.gradient(at, "first")
        ),
    },
    "controls": {
        "Who gets the gradient of a tie?": always,
        "Who gets the gradient of a tie?: [rule] is [label]": (
            lambda at: [{"rule": rule, "label": label} for rule, label in shown.LABELS.items()]
        ),
    },
    "step 1": {
        "Equal and largest": always,
        "Every window has one largest cell here: no tie, and all four rules do the same.": shown.no_tie,
        "Make two cells of a window equal and largest to see a tie.": shown.no_tie,
        "In [n] of 4 windows several cells are equal and largest (circled).": shown.with_tie,
        "After a ReLU that is common: a window of zeros is one tie.": fact.zeros,
        "The output is the same whichever of them wins.": lambda at: (
            all(len({at.x[r][c] for r, c in fact.tied(at, one)}) == 1 for one in fact.ties(at)) and bool(fact.ties(at))
        ),
        "The gradient is not: a rule has to say which cells get it.": lambda at: not fact.agree(at),
        "Here the gradient is, too: no window with a tie sends any.": (
            lambda at: bool(fact.ties(at)) and fact.agree(at) and shown.mask_agrees(at)
        ),
        "Boxed: the cells that the rule chosen below picks in each window.": (
            lambda at: bool(fact.ties(at)) and at.marked("Input", "chosen") == set(fact.picked(at, fact.rule(at)))
        ),
        "Input | 4 × 4": grid(
            "Input", lambda at: at.x, tied=fact.tied_cells, chosen=lambda at: fact.picked(at, fact.rule(at))
        ),
        "Output | 2 × 2": grid("Output", lambda at: maxima.output(at.x, fact.LAYER), undecided=fact.ties),
    },
    "step 2": {
        "Four rules": lambda at: len(shown.LABELS) == 4,
        "The **first** of the tied cells, in reading order, gets the whole gradient.": shown.gives("first"),
        "The **last** of the tied cells, in reading order, gets the whole gradient.": shown.gives("last"),
        "**Every** tied cell gets the whole gradient.": shown.gives("all"),
        "The tied cells **share** the gradient equally.": shown.gives("split"),
        "With no tie in any window, all of it goes to the one largest cell.": shown.one_cell_gets_all,
        "Below is window [at], whose upstream gradient is selected, with its [n] tied cells.": shown.reckoned,
        **DEFINED,
        "Reading order: row by row, from left to right.": shown.under(
            "first", lambda at: all(fact.tied(at, one) == sorted(fact.tied(at, one)) for one in fact.ties(at))
        ),
        "As good a choice as the first, only one that hardly anybody makes.": shown.under(
            "last", lambda at: fact.keeps_sums("first") and fact.keeps_sums("last")
        ),
        "But raise the [n] tied cells of window [at] by ε, all at once: its output rises by ε, not by [n]ε.": (
            shown.under("all", shown.rises_as_one)
        ),
        "Their slopes must add up to 1, and these add up to [sum].": shown.under("all", shown.rises_as_one),
        "Raise the [n] tied cells of window [at] by ε, all at once: its output rises by ε, and these slopes add up to "
        "1.": shown.under("split", lambda at: shown.tie(at)["sum"] == 1 and shown.rises_as_one(at)),
        r"\begin{aligned}\text{slopes} &= [slopes]\\ \text{sent} &[sent]\\ \text{sum} &[sum] \quad "
        r"(\text{upstream} [up])\end{aligned}": shown.formula,
        "Input | 4 × 4": grid(
            "Input", lambda at: at.x, tied=fact.tied_cells, chosen=lambda at: fact.picked(at, fact.rule(at))
        ),
        "Upstream gradient | 2 × 2": grid("Upstream gradient", lambda at: at.g, focus=lambda at: [fact.widest(at)]),
        "Input gradient: [named] | 4 × 4": grid(
            shown.title,
            lambda at: shown.rows(at, fact.rule(at)),
            lambda at: {"named": shown.named(at)},
            wrong=shown.shown_wrong,
            chosen=shown.shown_chosen,
        ),
        "[named] | [verdict]": lambda at: (
            shown.runs(at)
            and {"named": shown.named(at), "verdict": "right" if fact.keeps_sums(fact.rule(at)) else "wrong"}
        ),
    },
    "step 3": {
        "The ledger": always,
        "The upstream gradient adds up to [up].": shown.upstream,
        "First, last and split hand on exactly that, and so does the mask here: no window with a tie sends any "
        "gradient.": shown.mask_agrees,
        "First, last and split hand on exactly that.": lambda at: shown.all_hand_on(at) and not shown.mask_agrees(at),
        "The mask's sum agrees only because positive and negative gradients cancel: [n] cells are wrong.": shown.cancel,
        "The mask by equality (all) makes [total] of it: a difference of [more] that no output sent.": shown.more,
        "Nothing stops with an error; gradients are too large in size, though only where cells tie.": (
            shown.too_large_where_tied
        ),
        "First | Σ [sum]": shown.ledger("first", "First"),
        "Last | Σ [sum]": shown.ledger("last", "Last"),
        "Wrong: all | Σ [sum]": shown.ledger("all", "Wrong: all"),
        "Split | Σ [sum]": shown.ledger("split", "Split"),
        "Where the gradient went": always,
        "Rule | Σ upstream | Σ input gradient | difference": always,
        "[rule] | [up] | [total] | [off]": lambda at: list(shown.ledger_rows(at)),
    },
    "step 4": {
        "Who does which": always,
        # Who follows which rule is known from the frameworks' own texts; tests/oracles runs three of them.
        "Two frameworks may train the same network by different rules.": always,
        "On this grid 1 window has a tie.": lambda at: len(fact.ties(at)) == 1,
        "On this grid [n] windows have a tie.": lambda at: len(fact.ties(at)) > 1 and shown.with_tie(at),
        "On this grid no tie lets them differ.": shown.no_tie,
        "When you port a model and gradients differ at equal cells, look here first.": always,
        "Input | 4 × 4": grid("Input", lambda at: at.x, tied=fact.tied_cells),
        "Input gradient: [rule] | 4 × 4": grid(
            lambda at: f"Input gradient: {fact.rule(at)}",
            lambda at: shown.rows(at, fact.rule(at)),
            lambda at: {"rule": fact.rule(at)},
            chosen=lambda at: fact.picked(at, fact.rule(at)),
        ),
        "Rule | who": always,
        "[rule] | [who]": lambda at: list(shown.who(at)),
    },
    "question 1": {
        "Window [at] has the upstream gradient [g], and [cells] of it [are] largest.": shown.asked,
        "What do its cells get together from a mask by equality?": always,
        "right: [get]": shown.asked,
        "wrong: [other]": shown.asked,
        "Each cell that equals the maximum gets all of it: [n] times [g].": shown.asked,
    },
    "question 2": {
        "Which cell gets the gradient of window [at] in PyTorch's max_pool2d?": shown.asked,
        "right: [first]": shown.asked,
        "wrong: [loser]": shown.asked,
        "Largest here: [listed].": lambda at: bool(fact.ties(at)) and shown.asked(at),
        "The largest cell wins; among equal ones the first, row by row.": lambda at: (
            maxima.winners(at.x, fact.LAYER)[fact.widest(at)] == fact.tied(at, fact.widest(at))[0]
        ),
    },
}
