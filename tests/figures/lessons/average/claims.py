"""What the lesson on the average claims, and when; the facts are exact numbers from the definition."""

from figures.stories.window import window_story
from tests.figures.lessons.average import facts as fact
from tests.figures.lessons.average import shown
from tests.figures.lessons.claims import DEFINED, always

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
        **DEFINED,
        "A window with n cells passes on n/[n] of its gradient, which keeps the sum only where n is [n].": (
            shown.passes_on
        ),
        "[formula]": shown.cell_formula,
        "Upstream gradient | [size]": shown.senders_shown("Upstream gradient", lambda at: at.g),
        "Divisors | [size]": shown.senders_shown("Divisors", fact.divisors),
        "Input gradient | 6 × 6": shown.sent_to_cells,
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
        "With count_include_pad=[other] and no override, window (0, 0) sends 36: how much reaches the input?": (
            shown.sent_under_the_other
        ),
        "right: [right]": shown.sent_under_the_other,
        "wrong: [n]": shown.sent_under_the_other,
        "Each of its [places] places is sent [share], and [cells] of them are cells.": lambda at: (
            not fact.layer(at).count_include_pad and shown.sent_under_the_other(at)
        ),
        "Only its [cells] cells count, and each is sent [share].": lambda at: (
            fact.layer(at).count_include_pad and shown.sent_under_the_other(at)
        ),
    },
}
