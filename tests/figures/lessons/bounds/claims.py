"""What the lesson on the range of windows that hold a cell claims, and when."""

from tests.figures.lessons.bounds import facts as fact
from tests.figures.lessons.bounds import shown
from tests.figures.lessons.claims import DEFINED, always

#: Every row under every stride.
MORE = [({"row": row, "stride": stride}, None, None) for row in range(6) for stride in (1, 2, 3, 4)]

CLAIMS = {
    "card": {
        "Which windows hold a cell": always,
        "Backward can go cell by cell; the first window that holds a cell is a ceiling, not a floor.": (
            lambda at: fact.END_BEFORE
        ),
    },
    "controls": {"Row of the cell": always, "stride": always},
    "step 1": {
        "From a cell to its windows": always,
        "An average pool, 3 × 3, padding 1 that counts: each window divides by D = [d].": shown.layer_of_lesson,
        "Cell [at] lies in row m = [m] of the padded input.": (
            lambda at: fact.windows_cover_rows(at) and shown.cell(at)
        ),
        "No window along the rows holds it: this stride leaves it out, and the cell is sent nothing.": shown.skipped,
        "Window [named] along the rows holds it.": shown.held(lambda along, every: along == 1),
        "Windows [named] along the rows hold it.": shown.held(lambda along, every: along > 1),
        "For its column, n = [n], [across]: [rows] · [columns] = [windows] holds the cell and "
        "sends it a share.": shown.held(lambda along, every: every == 1),
        "For its column, n = [n], [across]: [rows] · [columns] = [windows] hold the cell, and each "
        "sends it a share.": shown.held(lambda along, every: every > 1),
        **DEFINED,
        "[formula]": shown.cell_formula,
        "Input | 6 × 6 · hatched: padding": shown.input_marked,
        "Upstream gradient | [size]": shown.upstream_marked,
        "Windows along the rows": always,
        "window i | padded rows | holds row [m]": shown.cell,
        "[i] | [rows] | [holds]": shown.covers,
    },
    "step 2": {
        "Floor or ceiling?": always,
        "Of H_out = [out] windows along the rows of this average pool, with k = 3 and a padding of 1, the first that "
        "holds padded row m is a fraction rounded up.": lambda at: (
            fact.ceiling_is_first(at)
            and at.case.settings.kernel_size == (3, 3)
            and at.case.settings.padding == (1, 1)
            and {"out": fact.outputs(at)}
        ),
        "A known mistake is to round it down: a floor can name windows that end before row m.": (
            lambda at: fact.END_BEFORE
        ),
        "With stride [s] the two differ for [errs] of [rows] rows (✗).": shown.floor_errs,
        "With stride 1 the fraction is whole, and the two agree.": shown.floor_agrees,
        "Over all kernels k and strides s from 1 to 5 and rows m from 0 to 19, they differ in [all] of 500 cases, in "
        "none of which the stride is 1.": lambda at: fact.AGREE_AT_ONE and {"all": fact.ERR_IN_ALL},
        "[formula]": shown.range_formula,
        "Which windows hold a row": always,
        "padded row m | ✓ ceiling: windows | floor: windows": always,
        "[m] | [right] | [floored]": fact.table,
        "Wrong: the floor | wrong": lambda at: shown.runs("Wrong: the floor", not fact.floor_errs(at))(at),
        "Right: the ceiling, as −⌊−a/s⌋ | right": shown.runs("Right: the ceiling, as −⌊−a/s⌋", True),
    },
    "step 3": {
        "What the wrong bound does": always,
        "Each window divides by D = [d].": shown.layer_of_lesson,
        "With stride 1 floor and ceiling agree, and the mistake stays hidden.": (
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
        "Kernel 3, stride [s], padding 1: how many windows hold cell [at]?": shown.many,
        "right: [n]": shown.many,
        "wrong: [other]": shown.many,
        "[rows] along the rows times [columns] along the columns.": shown.many,
    },
    "question 2": {
        "Kernel 3, stride [s]: which is the first window that holds padded row [m]?": shown.first_window,
        "right: window [i]": shown.first_window,
        "wrong: window [n]": lambda at: {"n": lambda text: int(text) != shown.first_window(at)["i"]},
        "Window [i] covers rows [from] to [to]; the one before ends at row [before].": shown.first_window,
    },
}
