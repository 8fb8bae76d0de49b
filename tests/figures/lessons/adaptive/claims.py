"""What the lesson on global and adaptive pooling claims, and when; bins as the definition has them (F8)."""

import numpy as np

import pooling
from tests.figures.lessons.adaptive import shown
from tests.figures.lessons.adaptive.stated import N
from tests.figures.lessons.claims import DEFINED, always

CLAIMS = {
    "card": {
        "Global and adaptive pooling": always,
        "Global pooling has one window for the whole plane; adaptive pooling finds its bins from the output size.": (
            lambda at: at.case.pooled.output.shape == (1, 1)
        ),
        "This is the global layer.": lambda at: at.case.settings.whole_plane,
        "Adaptive pooling is `adaptive_avg_pool2d(x, output_size)` and `adaptive_max_pool2d(x, output_size)`, under "
        "these names in NumPy (this package) and in PyTorch.": (
            lambda at: {"adaptive_avg_pool2d", "adaptive_max_pool2d"} <= set(pooling.__all__)
        ),
    },
    "controls": {"output size": always},
    "step 1": {
        "One window, the whole plane": always,
        "Global pooling has one window: the whole plane, here 5 × 5.": lambda at: at.case.pooled.output.shape == (1, 1),
        "One number is left, and one gradient comes back.": lambda at: (len(at.g), len(at.g[0])) == (1, 1),
        "Max sends all of it to [which], [at].": shown.global_max,
        **DEFINED,
        "Average sends each of the 25 cells the same share.": shown.average_shown,
        r"\begin{aligned}\text{max: } \tfrac{\partial E}{\partial x_{[r],[c]}} &[all]\\ \text{average: } "
        r"\tfrac{\partial E}{\partial x_{a,b}} &= \tfrac{[g]}{5 \cdot 5} [share]\end{aligned}": shown.global_formula,
        "Input | 5 × 5": shown.max_shown,
        "Upstream gradient | 1 × 1": lambda at: at.shows("Upstream gradient", at.g),
        "Global max sends | 5 × 5": shown.max_shown,
        "Global average sends | 5 × 5": shown.average_shown,
    },
    "step 2": {
        "Divided by what?": always,
        "A known mistake divides the gradient of the global average by the height of the output.": (
            shown.mistake_shown
        ),
        "That is 1; the divisor has to be the number of cells, 5 · 5 = 25.": (
            shown.adds_up("Right: H and W of the input")
        ),
        "With an upstream gradient of 0 the mistake does not show: edit it.": lambda at: shown.sent(at) == 0,
        "The shares of [g] must add up to [g].": shown.shares,
        "By the output's height, every cell gets all of it, and together they get [sum].": shown.shares,
        r"\sum_{a,b} \tfrac{\partial E}{\partial x_{a,b}} = H \cdot W \cdot \tfrac{1}{H \cdot W} \tfrac{\partial "
        r"E}{\partial y} = \tfrac{\partial E}{\partial y}": shown.adds_up("Right: H and W of the input"),
        "Upstream gradient | 1 × 1": lambda at: at.shows("Upstream gradient", at.g),
        "Wrong: by the output's height | 5 × 5": shown.mistake_shown,
        "Right: by the cells of the input | 5 × 5": shown.right_shown,
        "Wrong: H of the output | wrong": shown.by_output_fails,
        "Right: H and W of the input | right": shown.adds_up("Right: H and W of the input"),
    },
    "step 3": {
        "Bins from the output size": always,
        "In adaptive pooling you choose the output size, and the layer finds that many bins of rows and of columns.": (
            shown.maxima_shown
        ),
        "One bin holds the whole plane: this is global pooling again.": lambda at: shown.lengths(at) == [N],
        "As many bins as rows: each cell is a bin of its own, and the output is the input.": shown.every_cell_a_bin,
        "These [n] bins hold [sizes]; columns alike.": shown.bins_hold,
        "The output is larger than the input.": lambda at: shown.size(at) > N,
        "They overlap where the division leaves a remainder: [rows] in more than one bin.": shown.rows_overlap,
        "Cells in several bins are dotted.": lambda at: shown.shared(at) and shown.shared_dotted(at),
        r"\begin{aligned}\left\lfloor \tfrac{i \cdot n}{o} \right\rfloor &\le \text{row} \le \left\lceil \tfrac{(i + "
        r"1) \cdot n}{o} \right\rceil - 1\\ i = [i]:\ \left\lfloor \tfrac{[i] \cdot 5}{[size]} \right\rfloor = [first] "
        r"&\le \text{row} \le \left\lceil \tfrac{[next] \cdot 5}{[size]} \right\rceil - 1 = "
        r"[last]\end{aligned}": shown.middle,
        "Input | 5 × 5": shown.shared_dotted,
        "Adaptive average | [size]": shown.means_shown,
        "Adaptive max | [size]": shown.maxima_shown,
        "Bins along the rows": always,
        "bin | rows | how many": always,
        "[i] | [span] | [n]": shown.bounds,
    },
    "step 4": {
        "Gradient through bins": always,
        "Let every output have the upstream gradient 36.": always,
        "Average sends it in equal shares to the cells of the bin: cell [cell] lies in [n] bins and adds up what they "
        "send.": shown.in_several_bins,
        "Average sends it in equal shares to the cells of the bin: each cell lies in one bin.": shown.in_one_bin,
        "Max sends it whole to the bin's largest cell, the first of equal ones: a cell that wins [n] bins gets [n] · "
        "36 = [sum].": shown.wins_often,
        "Max sends it whole to the bin's largest cell, the first of equal ones: no cell wins twice here.": (
            shown.no_cell_twice
        ),
        "[formula]": shown.busiest_formula,
        "Input | 5 × 5": shown.max_of_bins_shown,
        "Bins | how many bins hold each cell": shown.counts_shown,
        "Adaptive average sends | 5 × 5": shown.average_of_bins_shown,
        "Adaptive max sends | 5 × 5": shown.max_of_bins_shown,
    },
    "question 1": {
        "Adaptive pooling of 5 rows to an output of [out]: how many rows does bin [i] hold?": shown.middle,
        "right: [rows]": shown.middle,
        "wrong: [rows]": shown.other_numbers_of_rows,
        "From ⌊[i] · 5/[size]⌋ to ⌈[next] · 5/[size]⌉ − 1: [held].": shown.middle,
    },
    "question 2": {
        "Which part of the upstream gradient does each cell get from the global average of 5 × 5 cells?": always,
        "right: 1/25 of it": shown.weight_of_each(1 / 25),
        "wrong: all of it": lambda at: not shown.weight_of_each(1)(at),
        "wrong: 1/5 of it": lambda at: not shown.weight_of_each(1 / 5)(at),
        "wrong: all of it at the largest cell, nothing elsewhere": shown.weight_of_each(1 / 25),
        "Every cell has the weight 1/25 in the average, so it gets this part of the gradient "
        "back.": shown.weight_of_each(1 / 25),
    },
}
#: The other output sizes; equal cells in many places.
MORE = [({"size": n}, x, None) for n in (2, 4, 5, 6) for x in (None, np.arange(25.0).reshape(5, 5) % 7)]
