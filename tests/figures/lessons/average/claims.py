"""What the lesson on the average claims, and when; the facts are exact numbers from the definition."""

from figures.stories.window import window_story
from tests.figures.lessons.average import facts as fact
from tests.figures.lessons.average import shown
from tests.figures.lessons.claims import always

CLAIMS = {
    "card": {
        "Average: who counts": always,
        "The divisor of an average depends on which places count, and the gradient is shared by the same rule.": (
            shown.divisor_follows_who_counts
        ),
    },
    "controls": {
        "count_include_pad": always,
        "count_include_pad: yes is True": shown.included,
        "count_include_pad: no is False": shown.included,
        "ceil_mode": always,
        "ceil_mode: on is True": shown.ceiled,
        "ceil_mode: off is False": shown.ceiled,
        "divisor_override | 0 stands for none": shown.zero_is_none,
        "stride": always,
    },
    "step 1": {
        "A divisor for each window": shown.divisors_shown(fact.corner_window),
        "An average is the sum of a window over a divisor.": shown.averages_shown,
        "Padding adds nothing to the sum; the question is whether its places count in the divisor.": (
            shown.averages_shown
        ),
        "Here `divisor_override` settles it: every sum is divided by [n].": shown.override,
        "With `count_include_pad=True` they do.": fact.counts_padding,
        "Window (0, 0) holds [cells] and [padding] of padding: it divides by [both], not by [n].": (
            shown.corner_with_padding
        ),
        "With `count_include_pad=False` they do not.": fact.counts_cells_alone,
        "Window (0, 0) divides by its [cells] alone; the [padding] of padding might as well not be there.": (
            shown.corner_without
        ),
        "[formula]": lambda at: {"formula": window_story(at.case.pooled, at.case.grad_output, 0, 0).formulas[0]},
        "Input | 6 × 6 · hatched: padding": shown.input_shown(fact.corner_window),
        "Divisors | [size]": shown.divisors_shown(fact.corner_window),
        "Output | [size]": shown.averages_shown,
    },
    "step 2": {
        "Overhang and override": always,
        "With stride [s], `ceil_mode` adds no window here.": (
            lambda at: not fact.ceil_adds(at) and {"s": fact.stride(at)}
        ),
        "Turn `ceil_mode` on: it adds a row and a column of windows at the far edge that hang over even the padding.": (
            shown.ceil_would_add
        ),
        "This overhang never counts.": lambda at: shown.ceil_would_add(at) and fact.overhang_never_counts(at),
        "`ceil_mode=True` adds a row and a column of windows at the far edge.": shown.ceil_adds,
        "The last one, [window], has [cells], [padding] of padding and [beyond] beyond even the padding.": (
            shown.ceil_adds
        ),
        "This overhang never counts, whatever `count_include_pad` says.": (
            lambda at: shown.ceil_adds(at) and fact.overhang_never_counts(at)
        ),
        "`divisor_override` replaces all counting by one number; at 0 there is none.": (
            lambda at: at.case.knobs["divisor"] == 0
        ),
        "Now `divisor_override` replaces all counting: every sum is divided by [n].": shown.override,
        "Input | 6 × 6 · hatched: padding": shown.input_shown(fact.last),
        "Divisors | [size]": shown.divisors_shown(fact.last),
        "What the sum of window [window] is divided by": shown.last_window,
        "setting | divisor": always,
        "[strong]count_include_pad=True: cells and padding | [both]": shown.divisor_row(fact.counts_padding),
        "[strong]count_include_pad=False: cells alone | [n]": shown.divisor_row(fact.counts_cells_alone),
        "▸ divisor_override: what it says | [n]": shown.override,
    },
    "step 3": {
        "Shares of the gradient": shown.sent_to_cells,
        "Backward, each place that counted is sent the window's gradient over its divisor, whatever its value.": (
            lambda at: fact.overridden(at) is None and shown.sent_to_cells(at)
        ),
        "Backward, each cell is sent the window's gradient over the divisor, whatever its value.": (
            lambda at: fact.overridden(at) is not None and shown.sent_to_cells(at)
        ),
        "The upstream gradient adds up to [sent], the input gradient to [arrived].": (
            lambda at: not fact.counts_cells_alone(at) and shown.totals(at)
        ),
        "The upstream gradient adds up to [sent], the input gradient to [arrived]: only cells count, so nothing is "
        "lost to padding.": shown.nothing_lost,
        "The shares of the padding, [lost] in all, reach no cell: they are lost.": shown.lost_in_padding,
        "A window with n cells passes on n/[n] of its gradient, which keeps the sum only where n is [n].": (
            shown.passes_on
        ),
        "[formula]": shown.cell_formula,
        "Upstream gradient | [size]": shown.senders_shown("Upstream gradient", lambda at: at.g),
        "Divisors | [size]": shown.senders_shown("Divisors", fact.divisors),
        "Input gradient | 6 × 6": shown.sent_to_cells,
    },
    "step 4": {
        "Which windows hold a row": always,
        "Backward may also go cell by cell: which windows i hold row m?": always,
        "Count m in the padded input; window i covers the 3 rows from i·s on.": fact.windows_cover_rows,
        "A published derivation prints a floor where the lower bound needs a ceiling: it can name windows that end "
        "before row m.": lambda at: fact.END_BEFORE,
        "With stride [s] it errs for [errs] of [rows] rows; over all k, s ≤ 5 and m < 20 it errs for [all] of 500.": (
            shown.floor_errs
        ),
        "With stride 1 the fraction is whole, and the two agree; over all k, s ≤ 5 and m < 20 they differ for [all] of "
        "500.": shown.floor_agrees,
        "[formula]": shown.range_formula,
        "padded row m | ✓ ceiling: windows | floor: windows": always,
        "[m] | [right] | [floored]": fact.table,
        "Wrong: the floor | wrong": lambda at: shown.runs("Wrong: the floor", not fact.floor_errs(at))(at),
        "Right: the ceiling, as −⌊−a/s⌋ | right": shown.runs("Right: the ceiling, as −⌊−a/s⌋", True),
    },
    "step 5": {
        "What the wrong bound does": always,
        "With stride 1 floor and ceiling agree, and the misprint stays hidden.": (
            lambda at: fact.stride(at) == 1 and shown.hidden(at)
        ),
        "Choose a larger stride.": shown.hidden,
        "The floor names windows that do not hold the cell, but on these numbers their gradients change nothing.": (
            lambda at: shown.hidden_by_numbers(at) and fact.names_what_does_not_hold(at)
        ),
        "Edit the upstream gradient.": shown.hidden_by_numbers,
        "A backward pass that trusts the floor adds gradients of windows that do not hold the cell.": shown.floor_adds,
        "[cells] of 36 [are] wrong here.": shown.off,
        "The right input gradient adds up to [right], the wrong one to [wrong].": shown.off,
        r"\tfrac{\partial E}{\partial x_{a,b}} = \sum_{i, j} \tfrac{\partial E}{\partial y_{i,j}} \cdot "
        r"\frac{1}{D_{i,j}}": shown.ceiled_shown,
        "Upstream gradient | [size]": shown.upstream_shown,
        "Wrong: from the floor on | 6 × 6": shown.floored_shown,
        "Right: from the ceiling on | 6 × 6": shown.ceiled_shown,
        "The pass of both: only first differs": shown.first_makes_the_difference,
    },
    "question 1": {
        "count_include_pad=[settings]: by what is the sum of window (0, 0) divided?": shown.asks_divisor,
        "right: [n]": lambda at: {"n": fact.corner(at)},
        "wrong: [n]": lambda at: {"n": lambda text: text != str(fact.corner(at))},
        "It holds [cells] and [padding] of padding; the override beats all counting.": (
            lambda at: fact.overridden(at) is not None and fact.of_window(at, (0, 0))
        ),
        "It holds [cells] and [padding] of padding; with count_include_pad both count.": shown.corner_with_padding,
        "It holds [cells] and [padding] of padding; without count_include_pad only cells count.": shown.corner_without,
    },
    "question 2": {
        "Kernel 3, stride [s]: which is the first window that holds padded row [m]?": shown.first_window,
        "right: window [i]": shown.first_window,
        "wrong: window [n]": lambda at: {"n": lambda text: int(text) != shown.first_window(at)["i"]},
        "Window [i] covers rows [from] to [to]; the one before ends at row [before].": shown.first_window,
    },
}
